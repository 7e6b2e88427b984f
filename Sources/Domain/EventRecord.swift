/// What the fold made of an event.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// A customer's statement: it fed contact, lead, score and counters.
    case counted
    /// The same event came before.
    case duplicate
    /// Not a customer's statement (status, echo, bounce …): kept and linked, never counted.
    case noted
    /// Held back as spam or because it cannot be attributed.
    case quarantined
    /// Matches nothing that the channel describes.
    case unknown
    /// Its content is asked of the provider's API; the answer is an event of its own.
    case awaited

    /// The number under which storage keeps the outcome; never reused.
    public var code: Int64 {
        switch self {
        case .counted: 1
        case .duplicate: 2
        case .noted: 3
        case .quarantined: 4
        case .unknown: 5
        case .awaited: 6
        }
    }

    /// The outcome with that number; nil for numbers of newer versions.
    public init?(code: Int64) {
        guard let outcome = Outcome.allCases.first(where: { $0.code == code }) else { return nil }
        self = outcome
    }
}

/// What the state keeps of an event; its content stays in the ledger.
public struct EventRecord: Sendable, Hashable {
    /// Where it stands in the history.
    public var id: EventID
    /// What it is.
    public var kind: EventKind
    /// Where it came in.
    public var channel: String
    /// What was made of it.
    public var outcome: Outcome
    /// Event time: the provider's where it is plausible, else that of receipt.
    public var at: Timestamp
    /// Whose it is; nil when it was attributed to nobody.
    public var contact: ContactID?
    /// The lead it belongs to; nil when there was none.
    public var lead: LeadID?
    /// Why: the identifier kind that decided, the event it repeats, the trap it fell into. Empty where the outcome says all.
    public var reason: String
    /// The conversation it belongs to, with the evidence; nil for what belongs to none.
    public var link: ThreadLink?

    /// A record from its parts.
    public init(
        id: EventID, kind: EventKind, channel: String, outcome: Outcome, at: Timestamp, contact: ContactID?,
        lead: LeadID?,
        reason: String, link: ThreadLink? = nil
    ) {
        self.id = id
        self.kind = kind
        self.channel = channel
        self.outcome = outcome
        self.at = at
        self.contact = contact
        self.lead = lead
        self.reason = reason
        self.link = link
    }
}

/// The memory of an event's key: what makes a second delivery a duplicate.
public struct SeenEvent: Sendable, Hashable {
    /// Keyed hash of the event's key.
    public var digest: SipHash.Digest
    /// The first event with that key (the latest, where the key has a window).
    public var event: EventID
    /// When that one was received.
    public var at: Timestamp

    /// A memory from its parts.
    public init(digest: SipHash.Digest, event: EventID, at: Timestamp) {
        self.digest = digest
        self.event = event
        self.at = at
    }
}

/// Where a contact came from, at one event.
public struct TouchRecord: Sendable, Hashable {
    /// The event that carried it.
    public var event: EventID
    /// Who was touched.
    public var contact: ContactID
    /// The lead that was open or opened.
    public var lead: LeadID?
    /// Event time.
    public var at: Timestamp
    /// What is known.
    public var touch: Touch

    /// A record from its parts.
    public init(event: EventID, contact: ContactID, lead: LeadID?, at: Timestamp, touch: Touch) {
        self.event = event
        self.contact = contact
        self.lead = lead
        self.at = at
        self.touch = touch
    }
}
