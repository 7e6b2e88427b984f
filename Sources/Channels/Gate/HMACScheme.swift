/// A keyed hash over what was sent.
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

    /// How a hash or a signature is written.
    public enum Encoding: String, Sendable, Hashable, CaseIterable {
        /// Two hexadecimal digits a byte, either case.
        case hex
        /// The standard alphabet, with or without padding.
        case base64
        /// The alphabet for addresses (`-` and `_`), with or without padding.
        case base64url
    }

    /// What a configured secret is.
    public enum KeyEncoding: String, Sendable, Hashable, CaseIterable {
        /// The key itself.
        case text
        /// The key in base64 of either alphabet, perhaps behind `whsec_`.
        case base64
        /// The key in hexadecimal digits.
        case hex
    }

    /// What else stands in the place of the signature.
    public enum Layout: Sendable, Hashable {
        /// The signature alone.
        case bare
        /// `t=...,v1=...`: parameters with commas between them, of which one is named here. It may occur several times; any may fit.
        case parameters(signature: String)
        /// `v1,... v1,...`: signatures behind their version, with blanks between them. Any may fit.
        case versions(String)
    }

    /// The hash function.
    public var algorithm: Algorithm
    /// Where the signature stands: a header or a form field.
    public var place: ProofPlace
    /// What else stands there.
    public var layout: Layout
    /// How the hash is written.
    public var encoding: Encoding
    /// What is hashed, in order.
    public var signed: [SignedPart]
    /// The time of sending.
    public var time: SignedTime?
    /// What a configured secret is.
    public var key: KeyEncoding
    /// The parameter of the address that, where it is there, has to be the SHA-256 of the body in hexadecimal digits.
    public var bodyHashQuery: String?

    /// A scheme from its parts.
    public init(
        algorithm: Algorithm = .sha256, place: ProofPlace, layout: Layout = .bare, encoding: Encoding = .hex,
        signed: [SignedPart] = [.body], time: SignedTime? = nil, key: KeyEncoding = .text, bodyHashQuery: String? = nil
    ) {
        self.algorithm = algorithm
        self.place = place
        self.layout = layout
        self.encoding = encoding
        self.signed = signed
        self.time = time
        self.key = key
        self.bodyHashQuery = bodyHashQuery
    }

    /// The Standard Webhooks scheme: headers `<prefix>-id`, `<prefix>-timestamp`, `<prefix>-signature`.
    public static func standardWebhooks(prefix: String, toleranceSeconds: Int64?) -> HMACScheme {
        HMACScheme(
            place: .header(name: "\(prefix)-signature", prefix: ""), layout: .versions("v1,"), encoding: .base64,
            signed: [.header("\(prefix)-id"), .literal("."), .timestamp, .literal("."), .body],
            time: SignedTime(place: .header("\(prefix)-timestamp"), toleranceSeconds: toleranceSeconds), key: .base64)
    }

    /// Headers that it reads, lower case.
    var headers: [String] {
        var names: [String] = []
        if case .header(let name, _) = place { names.append(name.lowercased()) }
        return names + SignedPart.headers(signed, time)
    }

    /// Whether head and body are all that it reads, as they come: the common case, which is checked without taking anything apart.
    var isPlain: Bool {
        guard case .header = place, layout == .bare, bodyHashQuery == nil, signed.allSatisfy(\.isPlain) else {
            return false
        }
        guard let time else { return true }
        if case .header = time.place { return true }
        return false
    }

    var withLowercasedNames: HMACScheme {
        var scheme = self
        scheme.place = place.withLowercasedName
        scheme.time = time?.withLowercasedName
        scheme.signed = signed.map(\.withLowercasedName)
        return scheme
    }
}
