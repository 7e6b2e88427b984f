/// All that folding a batch of entries changed: plain rows that a store writes in one transaction.
public struct Changes: Sendable, Equatable {
    /// The position the batch started from; the commit fails unless the store is still there.
    public var from: Position
    /// The position it reached.
    public var through: Position
    /// New or replaced rows, each keyed by its own id.
    public var contacts: [Contact] = []
    /// New or replaced links.
    public var identifiers: [IdentifierLink] = []
    /// New or replaced ties.
    public var ties: [ContactTie] = []
    /// New or replaced consents.
    public var consents: [ConsentRecord] = []
    /// New or replaced threads.
    public var conversations: [Conversation] = []
    /// New or replaced leads.
    public var leads: [Lead] = []
    /// New or replaced rows.
    public var scoreRows: [ScoreRow] = []
    /// New rows.
    public var assignments: [Assignment] = []
    /// New or replaced states; a void one is no row.
    public var repStates: [RepState] = []
    /// New or replaced memories.
    public var repTurns: [RepTurn] = []
    /// New or replaced timers.
    public var timers: [LeadTimer] = []
    /// Timers that were stopped, or whose time came.
    public var noLongerTimed: [LeadTimer.Key] = []
    /// New rows.
    public var attendance: [AttendanceRecord] = []
    /// Leads that begin to wait.
    public var waiting: [WaitingLead] = []
    /// Leads that no longer wait.
    public var noLongerWaiting: [LeadID] = []
    /// New rows, and those of events that were held back and released.
    public var events: [EventRecord] = []
    /// New or replaced memories.
    public var seen: [SeenEvent] = []
    /// New rows.
    public var touches: [TouchRecord] = []
    /// New rows.
    public var facts: [Fact] = []
    /// What to add to each cell; the store keeps the sums.
    public var cells: [Cell] = []
    /// New or replaced rows.
    public var deadLetters: [DeadLetter] = []
    /// New or replaced rows.
    public var messages: [MessageRecord] = []
    /// New or replaced rows.
    public var fetches: [FetchRecord] = []
    /// New or replaced cursors.
    public var mailboxes: [MailboxRecord] = []
    /// New or replaced windows.
    public var windows: [SourceWindow] = []
    /// Windows that were over by then are taken out, before the new ones are written: a clock that was set back may have begun some of those
    /// after. nil: none are.
    public var windowsOverBy: Timestamp?
    /// New rows.
    public var outbox: [OutboxItem] = []
    /// Replaced rows: those of which an outcome came in.
    public var settledOutbox: [OutboxItem] = []
    /// New rows.
    public var configurations: [ConfigurationRecord] = []
    /// New rows.
    public var actions: [ActionRecord] = []
    /// New keys of actions.
    public var actionKeys: [ActionKey] = []

    /// Nothing changed between two positions.
    public init(from: Position, through: Position) {
        self.from = from
        self.through = through
    }
}

/// What a batch needs to know of the state before it can be folded.
public struct Needs: Sendable, Equatable {
    /// Keys of the batch's events.
    public var digests: [SipHash.Digest] = []
    /// Identifiers of the batch's senders.
    public var identifiers: [Identifier] = []
    /// Dead letters that are run again.
    public var deadLetters: [Position] = []
    /// Messages that the batch's events are, report on or answer.
    public var messages: [SipHash.Digest] = []
    /// Events whose questions are answered.
    public var fetches: [EventID] = []
    /// Contacts that actions name, with all that belongs to their persons.
    public var contacts: [ContactID] = []
    /// Leads that actions name, with their contacts.
    public var leads: [LeadID] = []
    /// Events that are released, with what became of them.
    public var events: [EventID] = []
    /// Windows that the batch's statements count in.
    public var windows: [SipHash.Digest] = []
    /// The time of a tick: timers that are due by then are needed, at most ``LeadTimer/perTick``, with their leads.
    public var timersDueBy: Timestamp?
    /// The latest time of the batch's entries: the whole queue is needed where its timer is due by then.
    public var clock: Timestamp?
    /// Outbox items that actions name.
    public var outbox: [OutboxID] = []
    /// Client keys of the batch's actions.
    public var actionKeys: [SipHash.Digest] = []
    /// The identifiers of each sender of the batch who goes by more than one.
    public var senders: [[Identifier]] = []
    /// What each statement of the batch that could make one person of two goes by: their work is one inquiry then, which frees a rep.
    public var uniting: [[Identifier]] = []
    /// How many of the waiting leads of each profile are needed at most: as many as slots may become free; 0 for none.
    public var waiting = 0

    /// Nothing needed yet.
    public init() {}
}

/// What the state knew when a batch began: all that ``Needs`` names, and what hangs on it.
public struct Known: Sendable, Equatable {
    /// Memories of the wanted digests.
    public var seen: [SipHash.Digest: SeenEvent] = [:]
    /// Links of the wanted identifiers that have not ended, in the order of contacts.
    public var identifiers: [Identifier: [IdentifierLink]] = [:]
    /// The contacts of those links and of the wanted messages, and all who are held for the same persons.
    public var contacts: [ContactID: Contact] = [:]
    /// All links of the contacts that are tied to others, were wanted by id, or match a sender only in part.
    public var links: [ContactID: [IdentifierLink]] = [:]
    /// Everybody who is held for a person, by the contact that stands for it.
    public var members: [ContactID: [ContactID]] = [:]
    /// All ties of those contacts.
    public var ties: [ContactTie.Pair: ContactTie] = [:]
    /// All threads of those contacts.
    public var conversations: [Conversation.Key: Conversation] = [:]
    /// The latest lead of each of those contacts, open or not, what is joined to it or it is joined to, and all wanted ones.
    public var leads: [LeadID: Lead] = [:]
    /// The leads that are joined to each of those leads.
    public var joined: [LeadID: [LeadID]] = [:]
    /// The latest lead of each contact.
    public var latestLead: [ContactID: LeadID] = [:]
    /// All score rows of those leads, by number.
    public var scoreRows: [LeadID: [ScoreRow]] = [:]
    /// How many assignments each of those leads has had.
    public var assignmentCounts: [LeadID: Int64] = [:]
    /// Who gave back each of those leads; none for most.
    public var declined: [LeadID: [RepID]] = [:]
    /// How all reps stand of whom anything is known.
    public var repStates: [RepID: RepState] = [:]
    /// What the router remembers of them.
    public var repTurns: [RepID: RepTurn] = [:]
    /// The timers that are due, in order of time, kind and lead.
    public var timers: [LeadTimer] = []
    /// The wanted outbox items.
    public var outbox: [OutboxID: OutboxItem] = [:]
    /// The wanted dead letters.
    public var deadLetters: [Position: DeadLetter] = [:]
    /// The wanted messages.
    public var messages: [SipHash.Digest: MessageRecord] = [:]
    /// The wanted questions.
    public var fetches: [EventID: FetchRecord] = [:]
    /// The queue in its order, where it was wanted.
    public var waiting: [WaitingLead] = []
    /// When the next one comes on duty who could take a waiting lead; nil where nobody does.
    public var queueDue: Timestamp?
    /// The wanted keys that were used before, with the action that did.
    public var actionKeys: [SipHash.Digest: Position] = [:]
    /// The wanted windows, also those that are over.
    public var windows: [SipHash.Digest: SourceWindow] = [:]
    /// The wanted events.
    public var events: [EventID: EventRecord] = [:]

    /// Nothing known.
    public init() {}
}
