public import Domain

/// What people and programs read of the state. Never writes; each call sees one consistent state.
public protocol Views: Sendable {
    /// The position that the state has reached.
    func position() async throws(StorageError) -> Position
    /// Sums of cells whose bucket starts in `from ..< to`, in order of measure and channel; zero sums are left out.
    func totals(from: Timestamp, to: Timestamp) async throws(StorageError) -> [CellTotal]
    /// Cells of the wanted measures in `from ..< to`, in order of bucket, channel, measure.
    func cells(of measures: [Measure], from: Timestamp, to: Timestamp) async throws(StorageError) -> [Cell]
    /// One page of leads that count for themselves, newest first.
    func leads(_ query: LeadQuery) async throws(StorageError) -> [LeadSummary]
    /// One page of persons, newest first: contacts that stand for themselves or for others, too.
    func contacts(_ query: ContactQuery) async throws(StorageError) -> [ContactSummary]
    /// Everything about one contact and the person it is held for; nil where there is none with that id.
    func contact(_ id: ContactID) async throws(StorageError) -> ContactDetail?
    /// Ties that a person should look at, in the order of contacts.
    func reviews(limit: Int) async throws(StorageError) -> [ContactTie]
    /// How many leads that count for themselves stand in each stage now.
    func leadCounts() async throws(StorageError) -> [Stage: Int64]
    /// Everything about one lead; nil where there is none with that id.
    func lead(_ id: LeadID) async throws(StorageError) -> LeadDetail?
    /// Leads behind one (nil: from the first), in the order of their ids, with the rows that their scores are sums of. Joined leads are among them.
    func leadSheets(after: LeadID?, limit: Int) async throws(StorageError) -> [LeadSheet]
    /// What became of the actions behind a position, in order.
    func actions(after: Position, limit: Int) async throws(StorageError) -> [ActionRecord]
    /// Dead letters, newest first; only the open ones unless all are wanted.
    func deadLetters(includingResolved: Bool, limit: Int) async throws(StorageError) -> [DeadLetter]
    /// How many dead letters are open.
    func openDeadLetterCount() async throws(StorageError) -> Int64
    /// The dead letter of a delivery, open or resolved; nil where it is none.
    func deadLetter(at position: Position) async throws(StorageError) -> DeadLetter?
    /// One page of held-back events, newest first.
    ///
    /// - Parameters:
    ///   - before: Only those before this one: the last of the page before; nil for the first page.
    ///   - limit: Most rows.
    func quarantine(before: EventID?, limit: Int) async throws(StorageError) -> [EventRecord]
    /// How the reps stand of whom anything is known, by id.
    func repStates() async throws(StorageError) -> [RepState]
    /// The first of the queue, in its order.
    func waiting(limit: Int) async throws(StorageError) -> [WaitingLead]
    /// What is timed of one lead, by kind.
    func timers(of lead: LeadID) async throws(StorageError) -> [LeadTimer]
    /// Attendance, latest first.
    func attendance(_ query: AttendanceQuery) async throws(StorageError) -> [AttendanceRecord]
    /// Outbox items of one state, or of all, behind or before one: those that wait in order, others newest first.
    func outbox(_ query: OutboxQuery) async throws(StorageError) -> [OutboxItem]
    /// Outbox items that wait, the first of each destination, in order within it: one that takes nothing hides no other.
    ///
    /// - Parameter perDestination: Most rows of one destination.
    /// - Complexity: A look-up for each destination that something waits for, whatever else there is.
    func outboxWaiting(perDestination: Int) async throws(StorageError) -> [OutboxItem]
    /// One outbox item; nil where there is none with that id.
    func outboxItem(_ id: OutboxID) async throws(StorageError) -> OutboxItem?
    /// How many leads wait for a rep.
    func waitingCount() async throws(StorageError) -> Int64
    /// How many outbox items there are.
    func outboxCount() async throws(StorageError) -> Int64
    /// Our messages of which only statuses told, newest first: what is missing.
    func gaps(limit: Int) async throws(StorageError) -> [MessageRecord]
    /// Questions to providers' APIs, newest first; only those that wait or were given up unless all are wanted.
    func fetches(includingAnswered: Bool, limit: Int) async throws(StorageError) -> [FetchRecord]
    /// How far each mailbox has been read, by name.
    func mailboxes() async throws(StorageError) -> [MailboxRecord]
    /// What became of the events of one entry, by item.
    func events(at position: Position) async throws(StorageError) -> [EventRecord]
    /// What was done to one lead, in order, at most the latest ``Limits/pageRowsMax``.
    func actions(of lead: LeadID) async throws(StorageError) -> [ActionRecord]
    /// What became of the action of one entry; nil where the entry is none, or is not folded yet.
    func action(at position: Position) async throws(StorageError) -> ActionRecord?
}

extension Views {
    /// The first page of held-back events, newest first.
    public func quarantine(limit: Int) async throws(StorageError) -> [EventRecord] {
        try await quarantine(before: nil, limit: limit)
    }
}

/// Which outbox items to list.
public struct OutboxQuery: Sendable, Hashable {
    /// Only those in this state, ``OutboxState/waiting`` in order; nil: all, newest first.
    public var state: OutboxState?
    /// Only those that are about this lead.
    public var lead: LeadID?
    /// Only those beyond this one in the order of the list: the last of the page before.
    public var beyond: OutboxID?
    /// Most rows.
    public var limit: Int

    /// All items, up to a limit.
    public init(state: OutboxState? = nil, lead: LeadID? = nil, beyond: OutboxID? = nil, limit: Int = 50) {
        self.state = state
        self.lead = lead
        self.beyond = beyond
        self.limit = limit
    }
}

/// Which lines of the attendance to list.
public struct AttendanceQuery: Sendable, Hashable {
    /// Only those of this rep.
    public var rep: RepID?
    /// Only those at or after it, by the entry's time.
    public var from: Timestamp?
    /// Only those before it.
    public var to: Timestamp?
    /// Most rows.
    public var limit: Int

    /// All lines, up to a limit.
    public init(rep: RepID? = nil, from: Timestamp? = nil, to: Timestamp? = nil, limit: Int = 100) {
        self.rep = rep
        self.from = from
        self.to = to
        self.limit = limit
    }
}

/// How much of something there was on a channel.
public struct CellTotal: Sendable, Hashable {
    /// What was counted.
    public var measure: Measure
    /// Where.
    public var channel: String
    /// How many.
    public var count: Int64

    /// A total from its parts.
    public init(measure: Measure, channel: String, count: Int64) {
        self.measure = measure
        self.channel = channel
        self.count = count
    }
}

/// Which leads to list.
public struct LeadQuery: Sendable, Hashable {
    /// Only those in this stage.
    public var stage: Stage?
    /// Only those of this rep.
    public var owner: RepID?
    /// Only those that came in on this channel.
    public var channel: String?
    /// Only those before this one: the last id of the page before.
    public var before: LeadID?
    /// Most rows, at most ``Limits/pageRowsMax``.
    public var limit: Int

    /// All leads, up to a limit.
    public init(
        stage: Stage? = nil, owner: RepID? = nil, channel: String? = nil, before: LeadID? = nil, limit: Int = 50
    ) {
        self.stage = stage
        self.owner = owner
        self.channel = channel
        self.before = before
        self.limit = limit
    }
}

/// A lead as lists show it.
public struct LeadSummary: Sendable, Hashable {
    /// The lead.
    public var lead: Lead
    /// The contact's name, where one is known.
    public var name: String?
    /// The latest time of a statement on any channel.
    public var lastAt: Timestamp?

    /// A summary from its parts.
    public init(lead: Lead, name: String?, lastAt: Timestamp?) {
        self.lead = lead
        self.name = name
        self.lastAt = lastAt
    }
}

/// Everything the state knows about a lead, and about those that are counted with it because their contacts are one person.
public struct LeadDetail: Sendable, Hashable {
    /// The lead.
    public var lead: Lead
    /// The leads that are counted with it, in order.
    public var joined: [Lead]
    /// Whose it is.
    public var contact: Contact
    /// Everybody who is held for the same person, the contact itself among them, in order.
    public var members: [Contact]
    /// What the person goes by, by kind and value.
    public var identifiers: [IdentifierLink]
    /// The person's threads, latest first.
    public var conversations: [Conversation]
    /// Why the score is what it is, in order.
    public var scoreRows: [ScoreRow]
    /// The router's decisions, in order.
    public var assignments: [Assignment]
    /// Where the person came from, in order.
    public var touches: [TouchRecord]
    /// The facts, in order.
    public var facts: [Fact]
    /// The latest events, in ledger order, at most ``Limits/pageRowsMax``.
    public var events: [EventRecord]

    /// A detail from its parts.
    public init(
        lead: Lead, joined: [Lead] = [], contact: Contact, members: [Contact]? = nil, identifiers: [IdentifierLink],
        conversations: [Conversation], scoreRows: [ScoreRow], assignments: [Assignment], touches: [TouchRecord],
        facts: [Fact], events: [EventRecord]
    ) {
        self.lead = lead
        self.joined = joined
        self.contact = contact
        self.members = members ?? [contact]
        self.identifiers = identifiers
        self.conversations = conversations
        self.scoreRows = scoreRows
        self.assignments = assignments
        self.touches = touches
        self.facts = facts
        self.events = events
    }
}
