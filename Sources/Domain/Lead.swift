/// A rep's id, as the configuration writes it.
public typealias RepID = String

/// One sales inquiry of a contact.
public struct Lead: Sendable, Hashable {
    /// That of the event that opened it.
    public var id: LeadID
    /// Whose inquiry it is: the contact who made the opening statement, also after merges.
    public var contact: ContactID
    /// 1 for the contact's first lead, then 2, 3 …
    public var cycle: Int64
    /// The channel of the statement that opened it.
    public var channel: String
    /// Event time of the statement that opened it.
    public var openedAt: Timestamp
    /// Who had the contact's inquiry before this one; nil for the first one, and where nobody had it.
    public var formerOwner: RepID?
    /// What the statements of this inquiry ask of a rep, in order and without repeats.
    public var signals: [LeadSignal] = []
    /// The lead that it is counted with while their contacts are held for one person; nil where it counts for itself.
    public var joined: LeadID?
    /// What holds: of this lead and of all that are joined to it.
    public var standing: Standing
    /// What would hold if nothing were joined to it; nil where nothing is.
    public var own: Standing?
    /// How often the lead was changed; actions name it to be safe against stale screens.
    public var version: Int64

    /// A lead that has just been opened.
    public init(id: LeadID, contact: ContactID, cycle: Int64, channel: String, openedAt: Timestamp) {
        self.id = id
        self.contact = contact
        self.cycle = cycle
        self.channel = channel
        self.openedAt = openedAt
        standing = Standing(at: openedAt)
        version = 1
    }

    /// How far it has come.
    public var stage: Stage { standing.stage }
    /// The sum of its score rows at ``Standing/scoredAt``.
    public var score: Int64 { standing.score }
    /// The rep it is assigned to.
    public var owner: RepID? { standing.owner }
    /// How long it may wait for us, and how that went.
    public var clocks: [LeadClock] { standing.clocks }
    /// Event time at which it became marketing qualified.
    public var marketingQualifiedAt: Timestamp? { standing.entry(.marketingQualified)?.at }
    /// Event time at which it became sales qualified.
    public var salesQualifiedAt: Timestamp? { standing.entry(.salesQualified)?.at }
    /// When it was assigned.
    public var assignedAt: Timestamp? { standing.assignedAt }
    /// Whether it is a lead of its own in lists and numbers.
    public var isCounted: Bool { joined == nil }
}

/// A decision of the router about one lead.
public struct Assignment: Sendable, Hashable {
    /// The lead.
    public var lead: LeadID
    /// 1, 2, 3 … within the lead.
    public var number: Int64
    /// Who got it; nil when nobody could take it and it waits.
    public var rep: RepID?
    /// Position of the configuration that was in force.
    public var configuration: Position
    /// The event or entry that caused the decision.
    public var cause: EventID
    /// When it was decided.
    public var at: Timestamp
    /// Why it was looked for there.
    public var reason: AssignmentReason
    /// The pool that the rep was taken from; nil for the former owner and for the lead of a team.
    public var pool: PoolID?
    /// All candidates in the order they were preferred.
    public var candidates: [Candidate]

    /// A decision from its parts.
    public init(
        lead: LeadID, number: Int64, rep: RepID?, configuration: Position, cause: EventID, at: Timestamp,
        reason: AssignmentReason = .pool, pool: PoolID? = nil, candidates: [Candidate]
    ) {
        self.reason = reason
        self.pool = pool
        self.lead = lead
        self.number = number
        self.rep = rep
        self.configuration = configuration
        self.cause = cause
        self.at = at
        self.candidates = candidates
    }

    /// A rep that was looked at.
    public struct Candidate: Sendable, Hashable {
        /// Who.
        public var rep: RepID
        /// Open leads at that moment.
        public var open: Int64
        /// The share of new leads.
        public var weight: Int64
        /// Most open leads the rep may have.
        public var capacity: Int64
        /// What became of the candidate.
        public var verdict: CandidateVerdict
        /// What the verdict is about: the skill that is missing, the level that the rep was compared by.
        public var detail: String

        /// A candidate from its parts.
        public init(
            rep: RepID, open: Int64, weight: Int64, capacity: Int64, verdict: CandidateVerdict, detail: String = ""
        ) {
            self.detail = detail
            self.rep = rep
            self.open = open
            self.weight = weight
            self.capacity = capacity
            self.verdict = verdict
        }
    }
}

/// Why a candidate was or was not picked.
public enum CandidateVerdict: String, Sendable, Hashable, CaseIterable {
    case picked
    /// Could have taken it, but another had less open work for the weight.
    case busier
    /// As little to do as the one picked; the seeded tie-break decided.
    case lostTie = "lost_tie"
    case full
    /// Weight 0: takes no new leads.
    case paused
    /// Had the lead before: gave it back, or let the offer pass.
    case declined
    /// Lacks a skill that the lead needs.
    case lacksSkill = "lacks_skill"
    /// Does not speak the customer's language.
    case lacksLanguage = "lacks_language"
    /// Does not sell the product.
    case lacksProduct = "lacks_product"
    /// Serves other areas.
    case otherArea = "other_area"
    /// Is on leave.
    case onLeave = "on_leave"
    /// Outside the rep's working hours, or on a holiday.
    case offHours = "off_hours"
    /// Has not checked in, or has not been heard of for longer than is waited for.
    case absent
    /// Could have taken it, but another fits better.
    case fitsLess = "fits_less"
    /// Could have taken it, but it is another's turn.
    case notNext = "not_next"
}

/// Why a rep was looked for where he was.
public enum AssignmentReason: String, Sendable, Hashable, CaseIterable {
    /// The lead needs somebody of its pool.
    case pool
    /// The contact's former rep is there.
    case sticky
    /// It was given back too often: the lead of the team has to see to it.
    case escalation
}

/// A sales qualified lead that waits for a free rep: the most urgent first, among those the one that came first.
public struct WaitingLead: Sendable, Hashable {
    /// The lead.
    public var lead: LeadID
    /// The event since which it waits.
    public var since: EventID
    /// Higher ones come first.
    public var priority: Int64
    /// Who could take it: its pool, what it needs and who had it. Whoever can take one lead of a profile can take any.
    public var profile: String

    /// A waiting lead from its parts.
    public init(lead: LeadID, since: EventID, priority: Int64 = 0, profile: String = "") {
        self.lead = lead
        self.since = since
        self.priority = priority
        self.profile = profile
    }

    /// Whether it comes before another one in the queue.
    public func isBefore(_ other: WaitingLead) -> Bool {
        if priority != other.priority { return priority > other.priority }
        return (since, lead) < (other.since, other.lead)
    }
}
