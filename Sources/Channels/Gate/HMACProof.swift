import Crypto

/// A keyed hash with the live keys, prepared: checks whether a request carries it.
///
/// A class, because the gate hands it on for each delivery.
final class HMACProof: Sendable {
    let scheme: HMACScheme
    private let keys: Keys
    /// Signatures that are tried where several stand in one place.
    private static let candidatesMax = 8

    private enum Keys: Sendable {
        case sha1([KeyedHash<Insecure.SHA1>])
        case sha256([KeyedHash<SHA256>])
        case sha512([KeyedHash<SHA512>])
    }

    /// Gives what is hashed to its argument, piece by piece; false where a piece is absent.
    private typealias Feed = ((UnsafeRawBufferPointer) -> Void) -> Bool

    /// Prepares the secrets that are keys; keeping them hashed in saves two hash blocks and the key's set-up per delivery.
    init(_ scheme: HMACScheme, secrets: [String]) {
        self.scheme = scheme.withLowercasedNames
        let secrets = secrets.compactMap { SecretText.key($0, scheme.key) }
        keys =
            switch scheme.algorithm {
            case .sha1: .sha1(secrets.map { KeyedHash(key: $0) })
            case .sha256: .sha256(secrets.map { KeyedHash(key: $0) })
            case .sha512: .sha512(secrets.map { KeyedHash(key: $0) })
            }
    }

    var isEmpty: Bool {
        switch keys {
        case .sha1(let keys): keys.isEmpty
        case .sha256(let keys): keys.isEmpty
        case .sha512(let keys): keys.isEmpty
        }
    }

    /// The check of a plain scheme, without any memory of its own.
    func verify(_ body: UnsafeRawBufferPointer, nowSeconds: Int64, header: (String) -> String?) -> GateRefusal? {
        guard case .header(let name, let prefix) = scheme.place, var value = header(name) else {
            return .missingSignature
        }
        let refusal = value.withBytes { bytes -> GateRefusal? in
            guard let text = bytes.dropping(prefix: prefix) else { return .badSignature }
            return compare(text) { use in feed(body, header, to: use) }
        }
        if let refusal { return refusal }
        guard let time = scheme.time, case .header(let name) = time.place else { return nil }
        return time.isExpired(header(name), nowSeconds: nowSeconds) ? .expired : nil
    }

    /// The check of any scheme.
    func verify(in context: ProofContext) -> GateRefusal? {
        guard let text = context.text(at: scheme.place) else { return .missingSignature }
        guard let bytes = scheme.place.dropPrefix(of: text), fitsBodyHash(context) else { return .badSignature }
        let (candidates, time) = evidence(in: bytes, context)
        let addresses = scheme.signed.contains(.url) ? context.address.variants : [""]
        var refusal = GateRefusal.badSignature
        for candidate in candidates {
            for address in addresses {
                let found = candidate.withUnsafeBytes { candidate in
                    compare(candidate) { use in context.feed(scheme.signed, time: time, address: address, to: use) }
                }
                guard let found else {
                    let isExpired = scheme.time?.isExpired(time, nowSeconds: context.nowSeconds) ?? false
                    return isExpired ? .expired : nil
                }
                refusal = found
            }
        }
        return refusal
    }

    /// The text of the signed time; nil where there is none.
    func time(in context: ProofContext) -> String? {
        evidence(in: context.text(at: scheme.place) ?? [], context).time
    }

    /// The signatures as they are written, and the time.
    private func evidence(in bytes: [UInt8], _ context: ProofContext) -> (signatures: [[UInt8]], time: String?) {
        var signatures: [[UInt8]] = []
        var time: String?
        switch scheme.layout {
        case .bare: signatures = [bytes]
        case .versions(let version):
            for word in bytes.split(separator: 0x20) where word.starts(with: version.utf8) {
                signatures.append(Array(word.dropFirst(version.utf8.count)))
            }
        case .parameters(let signature):
            for piece in bytes.split(separator: UInt8(ascii: ",")) {
                let pair = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                guard pair.count == 2 else { continue }
                let name = String(decoding: pair[0], as: UTF8.self).trimmed
                if name == signature { signatures.append(Array(pair[1])) }
                if case .parameter(name) = scheme.time?.place, time == nil {
                    time = String(decoding: pair[1], as: UTF8.self).trimmed
                }
            }
        }
        if let place = scheme.time?.place, time == nil { time = context.text(at: place) }
        return (Array(signatures.prefix(Self.candidatesMax)), time)
    }

    /// A body that the scheme signs only through its hash in the address must have that hash there.
    private func fitsBodyHash(_ context: ProofContext) -> Bool {
        guard let name = scheme.bodyHashQuery else { return true }
        guard let stated = QueryText.value(of: name, in: context.address.query) else {
            return scheme.signed.contains(.body) || context.body.isEmpty || context.isURLEncoded
        }
        return context.isBodyHash(stated)
    }

    private func feed(
        _ body: UnsafeRawBufferPointer, _ header: (String) -> String?, to use: (UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        for part in scheme.signed {
            switch part {
            case .body: use(body)
            case .literal(var text): text.withBytes { use($0) }
            case .header(let name):
                guard var text = header(name) else { return false }
                text.withBytes { use($0) }
            case .timestamp:
                guard case .header(let name) = scheme.time?.place, var text = header(name) else { return false }
                text.withBytes { use($0) }
            case .field, .method, .url, .sortedForm: return false
            }
        }
        return true
    }

    private func compare(_ text: UnsafeRawBufferPointer, _ feed: Feed) -> GateRefusal? {
        switch keys {
        case .sha1(let keys): match(text, keys, feed)
        case .sha256(let keys): match(text, keys, feed)
        case .sha512(let keys): match(text, keys, feed)
        }
    }

    private func match<Hash: RawHash>(
        _ text: UnsafeRawBufferPointer, _ keys: [KeyedHash<Hash>], _ feed: Feed
    ) -> GateRefusal? {
        let refusal: GateRefusal?? = text.withDecoded(scheme.encoding, capacity: Hash.Digest.byteCount) { given in
            for key in keys {
                var code = key
                guard feed({ code.update($0) }) else { return .missingSignature }
                if code.finish({ $0.equalsInConstantTime(given) }) { return nil }
            }
            return .badSignature
        }
        return refusal ?? .badSignature
    }
}
