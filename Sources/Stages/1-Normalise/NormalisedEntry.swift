public import Channels
public import Domain

/// An entry, ready to be folded: what normalising made of it.
public enum NormalisedEntry: Sendable {
    /// A delivery whose events are known.
    case delivery(NormalisedDelivery)
    /// A delivery that could not be read, and where it was read from.
    case deadLetter(DeadLetter, MailboxRecord?)
    /// What somebody did, with the deliveries that it names.
    case action(NormalisedAction)
    /// A new configuration.
    case configuration(ConfigurationRecord)
    /// Time has passed, with the id under which what follows is written down.
    case tick(EventID, at: Timestamp)
    /// Word of a mailbox's reader: from where it reads.
    case mailbox(MailboxRecord)
    /// An entry that changes nothing, such as an action that no rule knows; it still moves the position.
    case nothing(position: Position)
}

/// The events of one delivery.
public struct NormalisedDelivery: Sendable {
    /// The delivery's entry.
    public var position: Position
    /// Where it came in.
    public var channel: String
    /// When it was received.
    public var receivedAt: Timestamp
    /// In the order of the delivery.
    public var events: [Event]
    /// The keyed hash of each event's key.
    public var digests: [SipHash.Digest]
    /// Items that the channel file leaves out, each with its reason.
    public var ignored: [Normalised.Ignored]
    /// Items that the delivery held.
    public var itemCount: Int
    /// The mailbox it was read from; nil for requests.
    public var mailbox: MailboxRecord?
    /// The question that it answers; nil for what came by itself.
    public var answer: FetchAnswer?

    /// A delivery from its parts.
    public init(
        position: Position, channel: String, receivedAt: Timestamp, events: [Event], digests: [SipHash.Digest],
        ignored: [Normalised.Ignored], itemCount: Int, mailbox: MailboxRecord? = nil, answer: FetchAnswer? = nil
    ) {
        self.position = position
        self.channel = channel
        self.receivedAt = receivedAt
        self.events = events
        self.digests = digests
        self.ignored = ignored
        self.itemCount = itemCount
        self.mailbox = mailbox
        self.answer = answer
    }
}

/// What an entry says about a question to a provider's API.
public struct FetchAnswer: Sendable, Hashable {
    /// The event that asked.
    public var asked: EventID
    /// What went wrong; empty for an answer.
    public var problem: String
    /// Whether nobody asks any more.
    public var isLast: Bool

    /// What became of the question of `asked`.
    public init(asked: EventID, problem: String = "", isLast: Bool = false) {
        self.asked = asked
        self.problem = problem
        self.isLast = isLast
    }

    /// What the headers of an entry say; nil for an entry that answers nothing.
    init?(headers: String) {
        guard headers.utf8.first == UInt8(ascii: ":"),
            let asked = HeaderText.value(of: AnswerHeaders.asked, in: headers).flatMap({ EventID($0) })
        else { return nil }
        self.asked = asked
        problem = HeaderText.value(of: AnswerHeaders.problem, in: headers) ?? ""
        isLast = HeaderText.value(of: AnswerHeaders.last, in: headers) != nil
    }
}
