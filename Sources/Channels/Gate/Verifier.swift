/// How a delivery proves who sent it: the `verify` block of a channel file.
public enum Verifier: Sendable, Hashable {
    /// A keyed hash over what was sent.
    case hmac(HMACScheme)
    /// A signature with a private key; we have the public one.
    case signature(SignatureScheme)
    /// A signed token that names the hash of the body.
    case jwt(JWTScheme)
    /// The certificate signature of Amazon SNS, over members of the body.
    case sns
    /// A fixed secret that the sender repeats.
    case token(TokenScheme)
    /// HTTP basic authentication; the secret is `user:password`, or the password alone.
    case basic
    /// Whichever of these the request shows evidence for; the first where it shows several.
    case any([Verifier])
    /// No proof, for the written reason.
    case none(because: String)

    /// Whether a secret or a key has to be configured before anything can be checked.
    public var needsSecret: Bool {
        switch self {
        case .none: false
        case .any(let verifiers): verifiers.allSatisfy { $0.needsSecret }
        case .hmac, .signature, .jwt, .sns, .token, .basic: true
        }
    }

    /// Whether the address that was called is part of what is signed, so that it has to be known for sure.
    public var coversAddress: Bool {
        switch self {
        case .hmac(let scheme): scheme.signed.contains(.url)
        case .signature(let scheme): scheme.signed.contains(.url)
        case .any(let verifiers): verifiers.contains { $0.coversAddress }
        case .jwt, .sns, .token, .basic, .none: false
        }
    }

    /// The scheme in a few words.
    public var label: String {
        switch self {
        case .hmac(let scheme): "HMAC-\(scheme.algorithm.rawValue.uppercased()) in \(scheme.place.label)"
        case .signature(let scheme): "\(scheme.algorithm.label) in \(scheme.header)"
        case .jwt(let scheme): "JWT (HS256) in \(scheme.header)"
        case .sns: "certificate of Amazon SNS"
        case .token(let scheme): "token in \(scheme.place.label)"
        case .basic: "user and password"
        case .any(let verifiers): verifiers.map(\.label).joined(separator: ", or ")
        case .none(let reason): "nothing: \(reason)"
        }
    }

    /// Headers that it reads and that an entry keeps, lower case. Tokens and passwords are secrets and not among them.
    public var keptHeaders: [String] {
        switch self {
        case .hmac(let scheme): scheme.headers
        case .signature(let scheme): [scheme.header.lowercased()] + SignedPart.headers(scheme.signed, scheme.time)
        case .any(let verifiers): verifiers.flatMap(\.keptHeaders)
        case .jwt, .sns, .token, .basic, .none: []
        }
    }

    /// Parameters of the address that are secrets, which an entry must not keep.
    public var secretParameters: [String] {
        switch self {
        case .token(let scheme): if case .query(let name) = scheme.place { [name] } else { [] }
        case .any(let verifiers): verifiers.flatMap(\.secretParameters)
        case .hmac, .signature, .jwt, .sns, .basic, .none: []
        }
    }
}

/// A fixed secret that comes with each request.
public struct TokenScheme: Sendable, Hashable {
    /// Where the secret stands.
    public var place: ProofPlace

    /// A scheme from its place.
    public init(place: ProofPlace) { self.place = place }
}
