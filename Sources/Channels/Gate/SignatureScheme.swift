/// A signature with a private key over what was sent, in a header. The configured secret is the public key.
public struct SignatureScheme: Sendable, Hashable {
    /// How is signed.
    public enum Algorithm: Sendable, Hashable {
        /// RFC 8032; the key in hexadecimal digits, base64, or PEM.
        case ed25519
        /// P-256 with SHA-256, the signature in DER; the key in base64 DER or PEM.
        case ecdsa
        /// PKCS#1 v1.5; the key in base64 DER or PEM, of 1024 bits or more, because old providers have such.
        case rsa(HMACScheme.Algorithm)

        var label: String {
            switch self {
            case .ed25519: "Ed25519"
            case .ecdsa: "ECDSA P-256"
            case .rsa(let hash): "RSA with \(hash.rawValue.uppercased())"
            }
        }
    }

    /// How is signed.
    public var algorithm: Algorithm
    /// The header with the signature.
    public var header: String
    /// How the signature is written there.
    public var encoding: HMACScheme.Encoding
    /// What is signed, in order.
    public var signed: [SignedPart]
    /// The time of sending.
    public var time: SignedTime?

    /// A scheme from its parts.
    public init(
        algorithm: Algorithm, header: String, encoding: HMACScheme.Encoding = .base64, signed: [SignedPart] = [.body],
        time: SignedTime? = nil
    ) {
        self.algorithm = algorithm
        self.header = header
        self.encoding = encoding
        self.signed = signed
        self.time = time
    }

    var withLowercasedNames: SignatureScheme {
        var scheme = self
        scheme.header = header.lowercased()
        scheme.time = time?.withLowercasedName
        scheme.signed = signed.map(\.withLowercasedName)
        return scheme
    }
}

/// A JSON Web Token (RFC 7519), signed with HMAC-SHA256, that names the hash of the body.
public struct JWTScheme: Sendable, Hashable {
    /// The header with the token.
    public var header: String
    /// What stands before it.
    public var prefix: String
    /// The claim that has to be the SHA-256 of the body in hexadecimal digits.
    public var bodyHashClaim: String
    /// How far `iat` may lie from our time, either way, and by how much `exp` and `nbf` may be missed; in seconds.
    public var toleranceSeconds: Int64

    /// A scheme from its parts.
    public init(
        header: String = "Authorization", prefix: String = "Bearer ", bodyHashClaim: String = "payload_hash",
        toleranceSeconds: Int64 = 300
    ) {
        self.header = header
        self.prefix = prefix
        self.bodyHashClaim = bodyHashClaim
        self.toleranceSeconds = toleranceSeconds
    }
}
