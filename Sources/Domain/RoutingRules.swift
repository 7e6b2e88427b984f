/// A pool's id, as the configuration writes it.
public typealias PoolID = String
/// A team's id, as the configuration writes it.
public typealias TeamID = String

/// Who may get leads, and how one is chosen.
public struct RoutingRules: Sendable, Hashable {
    /// In the order of the configuration; the order does not matter for routing.
    public var reps: [Rep]
    /// In the order of the configuration.
    public var teams: [Team]
    /// In the order in which they are asked: the first that fits a lead takes it.
    public var pools: [Pool]
    /// What statements ask of reps.
    public var signals: [SignalRule]
    /// Where customers are, as the places that they send and their phone numbers tell.
    public var areas: [Area]
    /// How long after the end of an inquiry its rep gets the next one of the same person, in seconds; nil: no longer than anybody else.
    public var stickySeconds: Int64?

    /// Rules from their parts. Without pools everybody is in one, which takes every lead.
    public init(
        reps: [Rep], teams: [Team] = [], pools: [Pool] = [], signals: [SignalRule] = [], areas: [Area] = [],
        stickySeconds: Int64? = nil
    ) {
        self.areas = areas
        self.reps = reps
        self.teams = teams
        self.pools = pools
        self.signals = signals
        self.stickySeconds = stickySeconds
    }
}

/// Somebody who sells.
public struct Rep: Sendable, Hashable {
    /// Unique within the configuration.
    public var id: RepID
    /// As shown to people.
    public var name: String
    /// Who they report with.
    public var team: TeamID?
    /// Share of new leads in proportion to the others; 0 takes none.
    public var weight: Int64
    /// Most open leads.
    public var capacity: Int64
    /// What they can do, and how well, from 1.
    public var skills: [String: Int64] = [:]
    /// ISO 639 codes of what they speak; empty: whatever customers speak.
    public var languages: [String] = []
    /// What they sell; empty: everything.
    public var products: [String] = []
    /// Where they sell; empty: everywhere.
    public var areas: [String] = []
    /// When they work; nil: always.
    public var calendar: WorkingCalendar?
    /// Whether they have to be checked in to get leads.
    public var needsPresence = false
    /// How long after the last word from them they are taken to be still there, in seconds; nil: until they check out.
    public var presenceGraceSeconds: Int64?
    /// How they are told of things, in order; each way once.
    public var notify: [NotifyAddress] = []

    /// A rep from its parts.
    public init(id: RepID, name: String, team: TeamID?, weight: Int64, capacity: Int64) {
        self.id = id
        self.name = name
        self.team = team
        self.weight = weight
        self.capacity = capacity
    }
}

/// A way to tell a rep something.
public struct NotifyAddress: Sendable, Hashable {
    /// How.
    public var way: NotifyWay
    /// Where: a chat id, a phone number, a mail address, the name of a destination.
    public var address: String

    /// A way from its parts.
    public init(_ way: NotifyWay, _ address: String) {
        self.way = way
        self.address = address
    }
}

/// By what a rep is told something.
public enum NotifyWay: String, Sendable, Hashable, CaseIterable {
    case whatsapp, telegram, slack, email, webhook
}

/// Reps who report together.
public struct Team: Sendable, Hashable {
    /// Unique within the configuration.
    public var id: TeamID
    /// As shown to people.
    public var name: String
    /// Who sees to what nobody takes; nil: nobody.
    public var lead: RepID?

    /// A team from its parts.
    public init(id: TeamID, name: String, lead: RepID? = nil) {
        self.id = id
        self.name = name
        self.lead = lead
    }
}

/// Reps among whom the router picks.
public struct Pool: Sendable, Hashable {
    /// Unique within the configuration.
    public var id: PoolID
    /// Whether leads have to ask for it with a signal; else it takes every lead that gets here.
    public var isAskedFor: Bool
    /// Who is in it: ids of the configuration's reps.
    public var members: [RepID]
    /// How one of them is chosen.
    public var strategy: RoutingStrategy
    /// How urgent its leads are when they wait; higher ones come first.
    public var priority: Int64
    /// How long an offer stands, in seconds of the rep's working time; nil: until it is answered.
    public var acceptWithinSeconds: Int64?
    /// After how many rejections and expired offers the team's lead has to see to it; nil: never.
    public var escalatesAfter: Int64?
    /// What every lead of the pool asks of reps, besides what its statements ask.
    public var needs: [RepNeed] = []

    /// A pool from its parts.
    public init(
        id: PoolID, isAskedFor: Bool = false, members: [RepID], strategy: RoutingStrategy = .balanced,
        priority: Int64 = 0, acceptWithinSeconds: Int64? = nil, escalatesAfter: Int64? = nil
    ) {
        self.id = id
        self.isAskedFor = isAskedFor
        self.members = members
        self.strategy = strategy
        self.priority = priority
        self.acceptWithinSeconds = acceptWithinSeconds
        self.escalatesAfter = escalatesAfter
    }
}

/// How a rep is chosen among those who could take a lead.
public enum RoutingStrategy: String, Sendable, Hashable, CaseIterable {
    /// The one with the least open work for the weight.
    case balanced
    /// Each in turn, as often as the weight says.
    case roundRobin = "round-robin"
    /// The one whose skills fit best; among equals the one with the least open work.
    case bestFit = "best-fit"
}

/// Something that a rep has to have.
public struct RepNeed: Sendable, Hashable, Comparable {
    /// Of what kind it is: a skill, a language, a product or an area.
    public var kind: LeadSignal.Kind
    /// What is needed.
    public var value: String

    /// A need from its parts.
    public init(_ kind: LeadSignal.Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }

    /// By kind, then by value, byte by byte.
    public static func < (left: RepNeed, right: RepNeed) -> Bool {
        if left.kind != right.kind { return left.kind < right.kind }
        return left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
    }
}

/// Somewhere that reps sell, told by the places that customers send and by the phone numbers of those who live there.
public struct Area: Sendable, Hashable {
    /// Unique within the configuration.
    public var id: String
    /// How numbers begin there, with `+` and country code. Of several areas the one with the longest fitting beginning is meant.
    public var phonePrefixes: [String]
    /// Around what it lies; nil where only numbers tell it. Of several that a place lies in the one with the nearest middle is meant.
    public var site: Circle?

    /// An area from its parts.
    public init(id: String, phonePrefixes: [String] = [], site: Circle? = nil) {
        self.id = id
        self.phonePrefixes = phonePrefixes
        self.site = site
    }
}

/// A statement that fulfils the condition asks something of the rep.
public struct SignalRule: Sendable, Hashable {
    /// Of what kind it is.
    public var kind: LeadSignal.Kind
    /// What is asked.
    public var value: String
    /// Which statements ask it.
    public var condition: Condition

    /// A rule from its parts.
    public init(kind: LeadSignal.Kind, value: String, condition: Condition) {
        self.kind = kind
        self.value = value
        self.condition = condition
    }
}
