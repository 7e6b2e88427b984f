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
        _ body: UnsafeRawBufferPointer, scheme: HMACScheme, nowSeconds: Int64, header: (String) -> String?
    ) -> GateRefusal? {
        guard var value = header(scheme.header) else { return .missingSignature }
        let refusal = value.withBytes { bytes -> GateRefusal? in
            guard let text = bytes.dropping(prefix: scheme.prefix) else { return .badSignature }
            return switch self {
            case .sha1(let keys): Self.compare(text, body, scheme, keys, header)
            case .sha256(let keys): Self.compare(text, body, scheme, keys, header)
            case .sha512(let keys): Self.compare(text, body, scheme, keys, header)
            case .digests, .notNeeded: .badSignature
            }
        }
        if let refusal { return refusal }
        return Self.isExpired(scheme, nowSeconds, header) ? .expired : nil
    }

    private static func compare<Hash: RawHash>(
        _ text: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer, _ scheme: HMACScheme, _ keys: [KeyedHash<Hash>],
        _ header: (String) -> String?
    ) -> GateRefusal? {
        let size = Hash.Digest.byteCount
        let refusal: GateRefusal?? =
            switch scheme.encoding {
            case .hex: text.withHexDecoded(capacity: size) { match($0, body, scheme, keys, header) }
            case .base64: text.withBase64Decoded(capacity: size) { match($0, body, scheme, keys, header) }
            }
        return refusal ?? .badSignature
    }

    private static func match<Hash: RawHash>(
        _ given: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer, _ scheme: HMACScheme,
        _ keys: [KeyedHash<Hash>],
        _ header: (String) -> String?
    ) -> GateRefusal? {
        for key in keys {
            var code = key
            for part in scheme.signed {
                switch part {
                case .body: code.update(body)
                case .literal(var text): text.withBytes { code.update($0) }
                case .header(let name):
                    guard var text = header(name) else { return .missingSignature }
                    text.withBytes { code.update($0) }
                case .timestamp:
                    guard let name = scheme.timestampHeader, var text = header(name) else { return .missingSignature }
                    text.withBytes { code.update($0) }
                }
            }
            if code.finish({ $0.equalsInConstantTime(given) }) { return nil }
        }
        return .badSignature
    }

    /// A tolerance without a time to compare it with counts as expired: the stricter reading of a doubtful scheme.
    private static func isExpired(_ scheme: HMACScheme, _ nowSeconds: Int64, _ header: (String) -> String?) -> Bool {
        guard let tolerance = scheme.toleranceSeconds else { return false }
        guard let sent = scheme.timestampHeader.flatMap({ header($0) }).flatMap({ Int64($0) }) else { return true }
        let (age, overflow) = nowSeconds.subtractingReportingOverflow(sent)
        return overflow || age.magnitude > tolerance.magnitude
    }
}
