/// A rep's id, as the configuration writes it.
public typealias RepID = String

/// One sales inquiry of a contact.
public struct Lead: Sendable, Hashable {
    /// That of the event that opened it.
    public var id: LeadID
    /// Whose inquiry it is.
    public var contact: ContactID
    /// 1 for the contact's first lead, then 2, 3 …
    public var cycle: Int64
    /// How far it has come.
    public var stage: Stage
    /// The sum of its score rows.
    public var score: Int64
    /// The rep it is assigned to.
    public var owner: RepID?
    /// The channel of the statement that opened it.
    public var channel: String
    /// Event time of the statement that opened it.
    public var openedAt: Timestamp
    /// Event time at which it became marketing qualified.
    public var marketingQualifiedAt: Timestamp?
    /// Event time at which it became sales qualified.
    public var salesQualifiedAt: Timestamp?
    /// When it was assigned.
    public var assignedAt: Timestamp?
    /// How often the lead was changed; actions name it to be safe against stale screens.
    public var version: Int64

    /// A lead that has just been opened.
    public init(id: LeadID, contact: ContactID, cycle: Int64, channel: String, openedAt: Timestamp) {
        self.id = id
        self.contact = contact
        self.cycle = cycle
        self.channel = channel
        self.openedAt = openedAt
        stage = .new
        score = 0
        version = 1
    }
}

/// Points that one rule gave to one lead, and why.
public struct ScoreRow: Sendable, Hashable {
    /// The lead.
    public var lead: LeadID
    /// 1, 2, 3 … within the lead.
    public var number: Int64
    /// The rule's id.
    public var rule: String
    /// The rule's group, for example `engagement`.
    public var group: String
    /// Points given: the rule's points, cut where a cap was reached. Never 0.
    public var points: Int64
    /// Position of the configuration that held the rule.
    public var configuration: Position
    /// The event that matched.
    public var evidence: EventID
    /// Event time of the evidence.
    public var at: Timestamp
    /// What in the event matched, for example the words; empty where the condition has no text.
    public var matched: String

    /// A row from its parts.
    public init(
        lead: LeadID, number: Int64, rule: String, group: String, points: Int64, configuration: Position,
        evidence: EventID,
        at: Timestamp, matched: String
    ) {
        self.lead = lead
        self.number = number
        self.rule = rule
        self.group = group
        self.points = points
        self.configuration = configuration
        self.evidence = evidence
        self.at = at
        self.matched = matched
    }
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
