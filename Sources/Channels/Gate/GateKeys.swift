import Crypto

/// The secrets of a gate in the form in which they are compared.
enum GateKeys: Sendable {
    case sha1([KeyedHash<Insecure.SHA1>])
    case sha256([KeyedHash<SHA256>])
    case sha512([KeyedHash<SHA512>])
    case digests([SecretDigest])
    case notNeeded

    /// Prepares the secrets; an HMAC is kept keyed, which saves two hash blocks and the key's set-up per delivery.
    init(_ verifier: Verifier, secrets: [String]) {
        switch verifier {
        case .hmac(let scheme):
            switch scheme.algorithm {
            case .sha1: self = .sha1(secrets.map { KeyedHash(key: Array($0.utf8)) })
            case .sha256: self = .sha256(secrets.map { KeyedHash(key: Array($0.utf8)) })
            case .sha512: self = .sha512(secrets.map { KeyedHash(key: Array($0.utf8)) })
            }
        case .token, .basic: self = .digests(secrets.map { SecretDigest($0) })
        case .none: self = .notNeeded
        }
    }

    /// Whether a secret is needed and there is none.
    var isEmpty: Bool {
        switch self {
        case .sha1(let keys): keys.isEmpty
        case .sha256(let keys): keys.isEmpty
        case .sha512(let keys): keys.isEmpty
        case .digests(let digests): digests.isEmpty
        case .notNeeded: false
        }
    }

    /// Whether a token is one of the secrets. All are compared, so that the time does not tell which.
    func contains(_ token: UnsafeRawBufferPointer) -> Bool {
        guard case .digests(let digests) = self else { return false }
        var found = false
        for digest in digests where digest.matches(token) { found = true }
        return found
    }

    func verify(
        _ request: GateRequest<some GateHeaders>, scheme: HMACScheme, nowSeconds: Int64
    ) -> GateRefusal? {
        switch self {
        case .sha1(let keys): Self.verify(request, scheme, keys, nowSeconds)
        case .sha256(let keys): Self.verify(request, scheme, keys, nowSeconds)
        case .sha512(let keys): Self.verify(request, scheme, keys, nowSeconds)
        case .digests, .notNeeded: .badSignature
        }
    }

    @inline(__always)
    private static func verify<Hash: RawHash>(
        _ request: GateRequest<some GateHeaders>, _ scheme: HMACScheme, _ keys: [KeyedHash<Hash>], _ nowSeconds: Int64
    ) -> GateRefusal? {
        let fits = request.headers.withFirst(scheme.header) { value -> GateRefusal? in
            guard let text = value.dropping(prefix: scheme.prefix) else { return .badSignature }
            let size = Hash.Digest.byteCount
            let decoded =
                switch scheme.encoding {
                case .hex: text.withHexDecoded(capacity: size) { match($0, request, scheme, keys) }
                case .base64: text.withBase64Decoded(capacity: size) { match($0, request, scheme, keys) }
                }
            guard let decoded else { return .badSignature }
            return decoded
        }
        guard let fits else { return .missingSignature }
        if let refusal = fits { return refusal }
        return isExpired(request, scheme, nowSeconds) ? .expired : nil
    }

    @inline(__always)
    private static func match<Hash: RawHash>(
        _ given: UnsafeRawBufferPointer, _ request: GateRequest<some GateHeaders>, _ scheme: HMACScheme,
        _ keys: [KeyedHash<Hash>]
    ) -> GateRefusal? {
        for key in keys {
            var code = key
            for part in scheme.signed {
                switch part {
                case .body: code.update(request.body)
                case .literal(var text): text.withUTF8 { code.update(UnsafeRawBufferPointer($0)) }
                case .header(let name):
                    guard request.headers.withFirst(name, { code.update($0) }) != nil else {
                        return .missingSignature
                    }
                case .timestamp:
                    guard let name = scheme.timestampHeader,
                        request.headers.withFirst(name, { code.update($0) }) != nil
                    else { return .missingSignature }
                }
            }
            if code.finish({ $0.equalsInConstantTime(given) }) { return nil }
        }
        return .badSignature
    }

    /// A tolerance without a time to compare it with counts as expired: the stricter reading of a doubtful scheme.
    private static func isExpired(
        _ request: GateRequest<some GateHeaders>, _ scheme: HMACScheme, _ nowSeconds: Int64
    ) -> Bool {
        guard let tolerance = scheme.toleranceSeconds else { return false }
        let sent = scheme.timestampHeader.flatMap { name in
            request.headers.withFirst(name) { Int64(String(decoding: $0, as: UTF8.self)) } ?? nil
        }
        guard let sent else { return true }
        let (age, overflow) = nowSeconds.subtractingReportingOverflow(sent)
        return overflow || age.magnitude > tolerance.magnitude
    }
}
