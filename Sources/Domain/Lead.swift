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
    /// All candidates in the order they were preferred.
    public var candidates: [Candidate]

    /// A decision from its parts.
    public init(
        lead: LeadID, number: Int64, rep: RepID?, configuration: Position, cause: EventID, at: Timestamp,
        candidates: [Candidate]
    ) {
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

        /// A candidate from its parts.
        public init(rep: RepID, open: Int64, weight: Int64, capacity: Int64, verdict: CandidateVerdict) {
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
    /// Gave the lead back.
    case declined
}

/// How many open leads a rep has.
public struct RepLoad: Sendable, Hashable {
    /// Who.
    public var rep: RepID
    /// Open leads assigned to the rep.
    public var open: Int64

    /// A load from its parts.
    public init(rep: RepID, open: Int64) {
        self.rep = rep
        self.open = open
    }
}

/// A sales qualified lead that waits for a free rep, first come first served.
public struct WaitingLead: Sendable, Hashable {
    /// The lead.
    public var lead: LeadID
    /// The event since which it waits; the order of the queue.
    public var since: EventID

    /// A waiting lead from its parts.
    public init(lead: LeadID, since: EventID) {
        self.lead = lead
        self.since = since
    }
}
