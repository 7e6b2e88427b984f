import JSON

/// How a provider's API is asked for what a delivery only announces: an entry of `fetches` in a channel file.
public struct FetchRules: Sendable {
    /// Where the access token of the channel's configuration goes.
    public enum Token: Sendable, Hashable {
        /// Into a header, after a prefix such as `Bearer `.
        case header(name: String, prefix: String)
        /// Into a parameter of the address.
        case query(name: String)
    }

    /// As the channel file calls it.
    public let name: String
    /// nil: the API asks for none.
    public let token: Token?
    /// The host that is called; no delivery has a say in it.
    public let host: String
    /// How the answer, which is JSON, becomes events.
    let answer: EventProgram

    /// Whether an answer is JSON at all.
    public static func canRead(_ body: [UInt8]) -> Bool { (try? JSONDocument(parsing: body)) != nil }
}

/// What a case asks for: the address with the places that its item fills.
final class FetchPlan: Sendable {
    /// Bytes of an address; no API takes longer ones.
    static let urlBytesMax = 8 << 10

    let name: String
    let url: [Piece]

    init(name: String, url: [Piece]) {
        self.name = name
        self.url = url
    }

    enum Piece: Sendable {
        case literal(String)
        /// Percent-encoded; absent: there is nothing to ask for.
        case value(TextExpression)
    }
}
