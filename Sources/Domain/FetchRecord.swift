/// What an event asks of the provider's API, because the delivery itself carries only ids.
public struct FetchRequest: Sendable, Hashable {
    /// The name of the question in the channel file.
    public var name: String
    /// The address to read, complete but for the access token.
    public var url: String

    /// A question.
    public init(name: String, url: String) {
        self.name = name
        self.url = url
    }
}

/// A question to a provider's API and what became of it.
///
/// The answer enters the ledger as an entry of its own, so the state knows it without any network.
public struct FetchRecord: Sendable, Hashable {
    /// The event that asks.
    public var event: EventID
    /// Its channel.
    public var channel: String
    /// What is asked.
    public var request: FetchRequest
    /// When it was asked.
    public var at: Timestamp
    /// The entry with the answer; nil while it is waited for.
    public var answeredBy: Position?
    /// What the provider said instead of an answer, the last time; empty where nothing went wrong.
    public var problem: String
    /// Whether nobody asks any more.
    public var isGivenUp: Bool

    /// A record from its parts.
    public init(
        event: EventID, channel: String, request: FetchRequest, at: Timestamp, answeredBy: Position? = nil,
        problem: String = "", isGivenUp: Bool = false
    ) {
        self.event = event
        self.channel = channel
        self.request = request
        self.at = at
        self.answeredBy = answeredBy
        self.problem = problem
        self.isGivenUp = isGivenUp
    }

    /// Whether the answer is still wanted.
    public var isWaiting: Bool { answeredBy == nil && !isGivenUp }
}

/// The headers by which an entry says that it answers a ``FetchRecord``. They begin with a colon, so no request can bring them.
public enum AnswerHeaders {
    /// The name of the question in the channel file.
    public static let name = ":answer"
    /// The event that asked.
    public static let asked = ":asked"
    /// What went wrong, where the entry holds no answer.
    public static let problem = ":problem"
    /// Present where nobody asks any more after this entry.
    public static let last = ":last"
}
