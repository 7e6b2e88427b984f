/// What a fact says happened.
public enum FactKind: String, Sendable, Hashable, CaseIterable {
    /// A lead was opened.
    case lead
    case marketingQualified = "marketing_qualified"
    case salesQualified = "sales_qualified"
    /// A rep got the lead.
    case assigned
    /// The rep took it on.
    case accepted
    /// The rep gave it back.
    case rejected
    /// The rep let the offer pass.
    case returned
    /// The lead of a team has to see to it.
    case escalated
    /// We answered for the first time.
    case responded
    /// The first answer is late.
    case responseBreached = "response_breached"
    /// The next word is late.
    case followUpBreached = "follow_up_breached"
    /// The rep went to see the customer.
    case visited
    case opportunity
    case won
    case lost
    case disqualified

    /// Whether a rep had the lead and does not want it, or did not answer.
    public var isDecline: Bool { self == .rejected || self == .returned }

    /// The fact that a stage was reached.
    public init(_ stage: Stage) {
        self =
            switch stage {
            case .new: .lead
            case .marketingQualified: .marketingQualified
            case .salesQualified: .salesQualified
            case .opportunity: .opportunity
            case .won: .won
            case .lost: .lost
            case .disqualified: .disqualified
            }
    }
}

/// An append-only row: this counted, at this time, for these dimensions. What turns out otherwise is taken back by a row of its own.
public struct Fact: Sendable, Hashable {
    /// The event that caused it and a number (from 0) among the facts of that event.
    public var event: EventID
    /// Number among the facts of the event.
    public var number: Int64
    /// What happened.
    public var kind: FactKind
    /// To which lead.
    public var lead: LeadID
    /// The lead's channel.
    public var channel: String
    /// The rep concerned, where there is one.
    public var rep: RepID?
    /// When it happened.
    public var at: Timestamp
    /// When the program learned of it: the entry's time.
    public var recordedAt: Timestamp
    /// Position of the configuration that was in force.
    public var configuration: Position
    /// True for a stage that was skipped and is taken to be reached together with the next one.
    public var isInferred: Bool
    /// Whether the row takes back an equal one: it no longer counts.
    public var isRetraction: Bool
    /// What an opportunity may bring or a won lead brought.
    public var value: Money?

    /// A fact from its parts.
    public init(
        event: EventID, number: Int64, kind: FactKind, lead: LeadID, channel: String, rep: RepID?, at: Timestamp,
        recordedAt: Timestamp, configuration: Position, isInferred: Bool, isRetraction: Bool = false,
        value: Money? = nil
    ) {
        self.event = event
        self.number = number
        self.kind = kind
        self.lead = lead
        self.channel = channel
        self.rep = rep
        self.at = at
        self.recordedAt = recordedAt
        self.configuration = configuration
        self.isInferred = isInferred
        self.isRetraction = isRetraction
        self.value = value
    }
}

/// What a cell counts.
public enum Measure: String, Sendable, Hashable, CaseIterable {
    /// Deliveries that entered the ledger.
    case deliveries
    /// Deliveries that could not be normalised, when they came in.
    case deadLetters = "dead_letters"
    /// Items of deliveries: events, and those left out by the channel file.
    case items
    /// Items that the channel file leaves out with a reason.
    case ignored
    /// Customer statements that were counted: touches.
    case counted
    case duplicates
    case noted
    case quarantined
    case unknown
    /// Events whose content is asked of the provider's API.
    case awaited
    /// Our messages of which a status told first: something is missing.
    case gaps
    /// Those whose message came after all.
    case gapsClosed = "gaps_closed"
    /// People seen for the first time.
    case contacts
    case leads
    case marketingQualified = "marketing_qualified"
    case salesQualified = "sales_qualified"
    case assigned
    case accepted
    case rejected
    case returned
    case escalated
    case responded
    case responseBreached = "response_breached"
    case followUpBreached = "follow_up_breached"
    case visited
    case opportunities
    case won
    case lost
    case disqualified

    /// The measure that counts events of an outcome.
    public init(_ outcome: Outcome) {
        self =
            switch outcome {
            case .counted: .counted
            case .duplicate: .duplicates
            case .noted: .noted
            case .quarantined: .quarantined
            case .unknown: .unknown
            case .awaited: .awaited
            }
    }

    /// The measure that counts facts of a kind.
    public init(_ fact: FactKind) {
        self =
            switch fact {
            case .lead: .leads
            case .marketingQualified: .marketingQualified
            case .salesQualified: .salesQualified
            case .assigned: .assigned
            case .accepted: .accepted
            case .rejected: .rejected
            case .returned: .returned
            case .escalated: .escalated
            case .responded: .responded
            case .responseBreached: .responseBreached
            case .followUpBreached: .followUpBreached
            case .visited: .visited
            case .opportunity: .opportunities
            case .won: .won
            case .lost: .lost
            case .disqualified: .disqualified
            }
    }

    /// The number under which storage keeps the measure; never reused.
    public var code: Int64 {
        switch self {
        case .deliveries: 1
        case .deadLetters: 2
        case .items: 3
        case .ignored: 4
        case .counted: 5
        case .duplicates: 6
        case .noted: 7
        case .quarantined: 8
        case .unknown: 9
        case .contacts: 10
        case .leads: 11
        case .marketingQualified: 12
        case .salesQualified: 13
        case .assigned: 14
        case .awaited: 15
        case .gaps: 16
        case .gapsClosed: 17
        case .accepted: 18
        case .rejected: 19
        case .opportunities: 20
        case .won: 21
        case .lost: 22
        case .disqualified: 23
        case .returned: 24
        case .escalated: 25
        case .responded: 26
        case .responseBreached: 27
        case .followUpBreached: 28
        case .visited: 29
        }
    }

    /// The measure with that number; nil for numbers of newer versions.
    public init?(code: Int64) {
        guard let measure = Measure.allCases.first(where: { $0.code == code }) else { return nil }
        self = measure
    }
}

/// One counter: a measure of a channel within a quarter of an hour, the largest step that is a part of every zone's day.
public struct Cell: Sendable, Hashable {
    /// What tells cells apart.
    public struct Key: Sendable, Hashable {
        /// Seconds in a bucket.
        public static let bucketSeconds: Int64 = 900

        /// What is counted.
        public var measure: Measure
        /// Where it came in.
        public var channel: String
        /// Quarters of an hour since the Unix epoch.
        public var bucket: Int64

        /// A cell's key from its parts.
        public init(measure: Measure, channel: String, bucket: Int64) {
            self.measure = measure
            self.channel = channel
            self.bucket = bucket
        }

        /// The cell that a thing counts in by its time.
        public init(measure: Measure, channel: String, at: Timestamp) {
            self.init(measure: measure, channel: channel, bucket: at.seconds.flooredDivision(by: Key.bucketSeconds))
        }

        /// The first instant of the bucket.
        public var start: Timestamp { Timestamp(microseconds: bucket * Key.bucketSeconds * 1_000_000) }
    }

    /// What is counted, where, when.
    public var key: Key
    /// How many.
    public var count: Int64

    /// A cell from its parts.
    public init(key: Key, count: Int64) {
        self.key = key
        self.count = count
    }
}
