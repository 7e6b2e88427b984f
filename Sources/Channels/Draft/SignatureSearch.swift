import Domain

/// Looks for keyed hashes in a captured request, and for what they are hashes of.
struct SignatureSearch {
    private let request: CapturedRequest
    private let found: [Signature]
    private let times: [SignedTime]
    private let ids: [String]

    /// A value that is as long as a hash.
    struct Signature: Sendable {
        let place: ProofPlace
        let layout: HMACScheme.Layout
        let algorithm: HMACScheme.Algorithm
        let encoding: HMACScheme.Encoding
        /// Beside the signature, in the same header.
        let time: SignedTime?
        let isNamedSo: Bool
    }

    init(_ request: CapturedRequest) {
        self.request = request
        let pairs = request.headers.pairs.filter { ProofGuess.isHeaderName($0.name) && $0.value.utf8.count <= 1024 }
        var found = pairs.compactMap { Signature(name: $0.name, value: $0.value) }
        if FormEvidence(contentType: request.headers.first("content-type") ?? "", body: request.body).isURLEncoded {
            for pair in URLEncoding.pairs(of: request.body[...]).prefix(50) {
                let name = String(decoding: URLEncoding.decoded(pair.name), as: UTF8.self)
                let value = String(decoding: URLEncoding.decoded(pair.value), as: UTF8.self)
                if let signature = Signature(field: name, value: value) { found.append(signature) }
            }
        }
        self.found = found.sorted { $0.isNamedSo && !$1.isNamedSo }
        times = pairs.compactMap { pair in
            guard let unit = Self.unit(of: pair.value), pair.name.lowercased() != "date" else { return nil }
            return SignedTime(place: .header(pair.name), unit: unit)
        }
        ids = pairs.map(\.name).filter { name in
            let plain = DraftWords.plain(name)
            return plain.hasSuffix("id") && !plain.contains("signature")
        }
    }

    /// The first scheme that the secret verifies.
    func verified(by secret: String) -> ProofGuess? {
        if let proof = standardWebhooks(secret: secret) { return proof }
        for signature in found {
            for scheme in schemes(for: signature) {
                for key in HMACScheme.KeyEncoding.allCases {
                    var scheme = scheme
                    scheme.key = key
                    if fits(scheme, secret) { return guess(scheme, certainty: .verified) }
                }
            }
        }
        return nil
    }

    /// The scheme that a signature without a known secret most likely belongs to.
    func likely() -> ProofGuess? {
        if let proof = standardWebhooks(secret: nil) { return proof }
        if let pair = request.headers.pairs.first(where: { $0.name.lowercased().contains("ed25519") }) {
            let time = times.first.flatMap { time -> String? in
                if case .header(let name) = time.place { return name }
                return nil
            }
            let tail = time.map { ", timestamp_header: \(DraftYAML.scalar($0)), signed: \"{timestamp}{body}\"" } ?? ""
            let encoding = pair.value.utf8.count == 128 ? "hex" : "base64"
            guard ProofGuess.isHeaderName(pair.name) else { return nil }
            return ProofGuess(
                lines: ["ed25519: {header: \(DraftYAML.scalar(pair.name)), encoding: \(encoding)\(tail)}"],
                finding: "an Ed25519 signature in \(pair.name)", certainty: .likely)
        }
        guard let signature = found.first(where: \.isNamedSo), let scheme = schemes(for: signature).first else {
            return nil
        }
        return guess(scheme, certainty: .likely)
    }

    private func fits(_ scheme: HMACScheme, _ secret: String) -> Bool {
        let proof = HMACProof(scheme, secrets: [secret])
        guard !proof.isEmpty else { return false }
        return addresses(for: scheme).contains { address in
            let context = ProofContext(body: request.body, nowSeconds: 0, address: { address }) { name in
                request.headers.first(name)
            }
            return proof.verify(in: context) == nil
        }
    }

    /// With either protocol: what stands before the server may have ended the encryption.
    private func addresses(for scheme: HMACScheme) -> [CalledAddress] {
        guard scheme.signed.contains(.url), let mark = request.address.origin.firstRange(of: "://") else {
            return [request.address]
        }
        return ["https", "http"].map { protocolName in
            var address = request.address
            address.origin = protocolName + address.origin[mark.lowerBound...]
            return address
        }
    }

    /// What a signature may be of, the most usual first.
    private func schemes(for signature: Signature) -> [HMACScheme] {
        var schemes: [HMACScheme] = []
        func add(_ signed: [SignedPart], _ time: SignedTime? = nil) {
            schemes.append(
                HMACScheme(
                    algorithm: signature.algorithm, place: signature.place, layout: signature.layout,
                    encoding: signature.encoding, signed: signed, time: time))
        }
        let times = signature.time.map { [$0] } ?? self.times
        for time in times {
            for separator in [".", "", ":"] {
                add([.timestamp] + Self.literal(separator) + [.body], time)
                add([.body] + Self.literal(separator) + [.timestamp], time)
            }
            for version in ["v0:", "v1:", "v1."] {
                add([.literal(version), .timestamp, .literal(String(version.suffix(1))), .body], time)
            }
            add([.method, .url, .body, .timestamp], time)
            add([.timestamp, .method, .url, .body], time)
            for id in ids { add([.header(id), .literal("."), .timestamp, .literal("."), .body], time) }
        }
        if signature.time == nil { schemes.insert(plain(signature), at: times.isEmpty ? 0 : schemes.count) }
        add([.url, .sortedForm])
        add([.url, .body])
        add([.method, .url, .body])
        add([.body, .url])
        for id in ids {
            add([.header(id), .literal("."), .body])
            add([.header(id), .body])
        }
        return schemes
    }

    private func plain(_ signature: Signature) -> HMACScheme {
        HMACScheme(
            algorithm: signature.algorithm, place: signature.place, layout: signature.layout,
            encoding: signature.encoding)
    }

    private static func literal(_ text: String) -> [SignedPart] { text.isEmpty ? [] : [.literal(text)] }

    static func unit(of value: String) -> SignedTime.Unit? {
        switch ValueShape(.init(kind: .text, text: value)).time {
        case .seconds: value.contains(".") ? nil : .seconds
        case .milliseconds: .milliseconds
        case .rfc3339: .rfc3339
        case .rfc5322, nil: nil
        }
    }

    private func standardWebhooks(secret: String?) -> ProofGuess? {
        for prefix in ["webhook", "svix"] where request.headers.first("\(prefix)-signature")?.hasPrefix("v1,") == true {
            guard request.headers.first("\(prefix)-id") != nil, request.headers.first("\(prefix)-timestamp") != nil
            else { continue }
            let scheme = HMACScheme.standardWebhooks(prefix: prefix, toleranceSeconds: nil)
            if let secret, !fits(scheme, secret) { continue }
            return ProofGuess(
                lines: ["standard_webhooks: {prefix: \(prefix)}"], finding: "Standard Webhooks",
                certainty: secret == nil ? .likely : .verified)
        }
        return nil
    }

    private func guess(_ scheme: HMACScheme, certainty: ProofGuess.Certainty) -> ProofGuess {
        ProofGuess(
            lines: DraftScheme.lines(of: scheme),
            finding:
                "HMAC-\(scheme.algorithm.rawValue.uppercased()) of \(DraftScheme.template(scheme.signed)) in \(scheme.place.label)",
            certainty: certainty)
    }
}

extension SignatureSearch.Signature {
    /// nil where the header holds nothing that is as long as a hash.
    init?(name: String, value: String) {
        let plain = DraftWords.plain(name)
        if ["authorization", "cookie", "contentmd5", "digest", "etag"].contains(plain) { return nil }
        let isNamed = ["signature", "hmac", "hub", "sign", "hash"].contains { plain.contains($0) }
        if value.contains(","), value.contains("="), let list = Self(name: name, list: value, isNamed: isNamed) {
            self = list
            return
        }
        // What stands before the hash ends with `=`, unless that is the hash's own padding.
        let mark = value.prefix(20).lastIndex { $0 == "=" || $0 == " " || $0 == ":" }
        for start in [value.startIndex, mark.map { value.index(after: $0) }].compactMap({ $0 }) {
            guard let (algorithm, encoding) = Self.hash(String(value[start...])) else { continue }
            self.init(
                place: .header(name: name, prefix: String(value[..<start])), layout: .bare,
                algorithm: algorithm, encoding: encoding, time: nil, isNamedSo: isNamed)
            return
        }
        return nil
    }

    init?(field: String, value: String) {
        let plain = DraftWords.plain(field)
        guard plain.contains("sign") || plain.contains("hmac"), let (algorithm, encoding) = Self.hash(value) else {
            return nil
        }
        self.init(
            place: .field(name: field), layout: .bare, algorithm: algorithm, encoding: encoding, time: nil,
            isNamedSo: true)
    }

    /// `t=…,v1=…`.
    private init?(name: String, list: String, isNamed: Bool) {
        var time: SignedTime?
        var signature: (name: String, algorithm: HMACScheme.Algorithm, encoding: HMACScheme.Encoding)?
        for piece in list.split(separator: ",") {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let name = String(piece[..<equals]).trimmed
            let value = String(piece[piece.index(after: equals)...]).trimmed
            guard name.utf8.allSatisfy({ ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || $0 == 95 }), !name.isEmpty else {
                continue
            }
            if let unit = SignatureSearch.unit(of: value) {
                time = SignedTime(place: .parameter(name), unit: unit)
            } else if signature == nil, let (algorithm, encoding) = Self.hash(value) {
                signature = (name, algorithm, encoding)
            }
        }
        guard let signature else { return nil }
        self.init(
            place: .header(name: name, prefix: ""), layout: .parameters(signature: signature.name),
            algorithm: signature.algorithm, encoding: signature.encoding, time: time, isNamedSo: isNamed)
    }

    private static func hash(_ text: String) -> (HMACScheme.Algorithm, HMACScheme.Encoding)? {
        var text = text
        let lengths: [Int: HMACScheme.Algorithm] = [20: .sha1, 32: .sha256, 64: .sha512]
        for encoding in [HMACScheme.Encoding.hex, .base64, .base64url] {
            let count = text.withBytes { $0.withDecoded(encoding, capacity: 64) { $0.count } }
            if let count, let algorithm = lengths[count] { return (algorithm, encoding) }
        }
        return nil
    }
}
