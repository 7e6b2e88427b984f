/// How a delivery proves who sent it: the `verify` block of a channel file.
public enum Verifier: Sendable, Hashable {
    /// A keyed hash over the raw bytes, in a header.
    case hmac(HMACScheme)
    /// A fixed secret that the sender repeats.
    case token(TokenScheme)
    /// HTTP basic authentication; the secret is `user:password`.
    case basic
    /// No proof, for the written reason.
    case none(because: String)

    /// Whether a secret is needed to check anything.
    public var needsSecret: Bool {
        if case .none = self { return false }
        return true
    }

    /// Headers that it reads and that an entry keeps, lower case. Tokens and passwords are secrets and not among them.
    public var keptHeaders: [String] {
        guard case .hmac(let scheme) = self else { return [] }
        var names = [scheme.header]
        if let timestamp = scheme.timestampHeader { names.append(timestamp) }
        for case .header(let name) in scheme.signed { names.append(name) }
        return names.map { $0.lowercased() }
    }

    /// The same with lower-case header names, in which requests are searched.
    var withLowercasedNames: Verifier {
        switch self {
        case .hmac(var scheme):
            scheme.header = scheme.header.lowercased()
            scheme.timestampHeader = scheme.timestampHeader?.lowercased()
            scheme.signed = scheme.signed.map { part in
                if case .header(let name) = part { return .header(name.lowercased()) }
                return part
            }
            return .hmac(scheme)
        case .token(let scheme):
            guard case .header(let name, let prefix) = scheme.place else { return self }
            return .token(TokenScheme(place: .header(name: name.lowercased(), prefix: prefix)))
        case .basic, .none: return self
        }
    }
}

/// A keyed hash over the raw bytes.
public struct HMACScheme: Sendable, Hashable {
    /// The hash function inside.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable {
        /// 20 bytes; only for providers that know no other.
        case sha1
        /// 32 bytes.
        case sha256
        /// 64 bytes.
        case sha512
    }

    /// How the hash is written in the header.
    public enum Encoding: String, Sendable, Hashable, CaseIterable {
        /// Two hexadecimal digits a byte, either case.
        case hex
        /// The standard alphabet, with or without padding.
        case base64
    }

    /// A piece of what is hashed.
    public enum SignedPart: Sendable, Hashable {
        /// The body's bytes as received.
        case body
        /// The text of the timestamp header.
        case timestamp
        /// The text of another header; absent: nothing can be right.
        case header(String)
        /// Fixed text.
        case literal(String)
    }

    /// The hash function.
    public var algorithm: Algorithm
    /// The header with the hash.
    public var header: String
    /// What stands before the hash in the header, such as `sha256=`.
    public var prefix: String
    /// How the hash is written.
    public var encoding: Encoding
    /// What is hashed, in order.
    public var signed: [SignedPart]
    /// The header with the time of sending, in seconds since the epoch.
    public var timestampHeader: String?
    /// How far that time may lie from ours, either way; nil: any time.
    public var toleranceSeconds: Int64?

    /// A scheme from its parts.
    public init(
        algorithm: Algorithm = .sha256, header: String, prefix: String = "", encoding: Encoding = .hex,
        signed: [SignedPart] = [.body], timestampHeader: String? = nil, toleranceSeconds: Int64? = nil
    ) {
        self.algorithm = algorithm
        self.header = header
        self.prefix = prefix
        self.encoding = encoding
        self.signed = signed
        self.timestampHeader = timestampHeader
        self.toleranceSeconds = toleranceSeconds
    }
}

/// A fixed secret that comes with each request.
public struct TokenScheme: Sendable, Hashable {
    /// Where the secret stands.
    public enum Place: Sendable, Hashable {
        /// In a header, after a prefix such as `Bearer `.
        case header(name: String, prefix: String)
        /// In a parameter of the address.
        case query(name: String)
    }

    /// Where the secret stands.
    public var place: Place

    /// A scheme from its place.
    public init(place: Place) { self.place = place }
}
