/// The id of an outbox item: the event that caused it and a number among its items. Written `41.2/0`.
public struct OutboxID: Sendable, Hashable, Comparable {
    /// The event or entry that caused it.
    public var event: EventID
    /// Number among the items of the event, from 0.
    public var number: Int64

    /// An id from its parts.
    public init(event: EventID, number: Int64) {
        self.event = event
        self.number = number
    }

    /// What ``description`` gives; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let slash = text.lastIndex(of: "/"), let event = EventID(text[..<slash]),
            let number = Int64(text[text.index(after: slash)...]), number >= 0
        else { return nil }
        self.init(event: event, number: number)
    }

    /// In the order of the ledger.
    public static func < (left: OutboxID, right: OutboxID) -> Bool {
        (left.event, left.number) < (right.event, right.number)
    }
}

extension OutboxID: CustomStringConvertible {
    /// `41.2/0`
    public var description: String { "\(event)/\(number)" }
}

/// Something that has to leave the system for one destination, at least once.
public struct OutboxItem: Sendable, Hashable {
    /// Its id.
    public var id: OutboxID
    /// Where it goes: `webhook/crm`, `rep/ani/telegram`, `customer/whatsapp`.
    public var destination: String
    /// What happened, for example `lead.assigned`.
    public var topic: String
    /// When it happened.
    public var at: Timestamp
    /// JSON text.
    public var payload: String
    /// The lead that it is about; nil where it is about none.
    public var lead: LeadID?
    /// How it stands.
    public var state: OutboxState
    /// Since when it waits to be sent: since it happened, or since somebody wished it to be sent again.
    public var since: Timestamp
    /// How often it was tried since then, as far as the ledger tells.
    public var attempts: Int64
    /// Why it is not delivered yet, or never will be; empty where nothing went wrong.
    public var problem: String
    /// What the receiver calls it: a provider's message id.
    public var reference: String?
    /// The entry of the outcome, or of the wish to send it again, that was last.
    public var settledBy: Position?

    /// An item that waits to be sent.
    public init(
        id: OutboxID, destination: String, topic: String, at: Timestamp, payload: String, lead: LeadID? = nil
    ) {
        self.id = id
        self.destination = destination
        self.topic = topic
        self.at = at
        self.payload = payload
        self.lead = lead
        state = .waiting
        since = at
        attempts = 0
        problem = ""
    }
}

/// How an outbox item stands.
public enum OutboxState: Int64, Sendable, Hashable, CaseIterable {
    case waiting = 1
    case delivered = 2
    /// Given up; somebody may wish it to be sent again.
    case dead = 3

    /// The word for it: `waiting`.
    public var word: String { "\(self)" }
}

/// What came of an attempt to send an outbox item.
public struct OutboxOutcome: Sendable, Hashable {
    /// Which item.
    public var item: OutboxID
    /// What came of it.
    public var result: Result
    /// Attempts so far.
    public var attempts: Int64
    /// What the receiver calls it: a provider's message id; nil where it says nothing.
    public var reference: String?
    /// What went wrong; empty where nothing did.
    public var problem: String

    /// An outcome from its parts.
    public init(item: OutboxID, result: Result, attempts: Int64, reference: String? = nil, problem: String = "") {
        self.item = item
        self.result = result
        self.attempts = attempts
        self.reference = reference
        self.problem = problem
    }

    /// What came of it.
    public enum Result: String, Sendable, Hashable, CaseIterable {
        case delivered
        /// It is tried again.
        case failed
        /// It is not tried again.
        case dead
    }
}
