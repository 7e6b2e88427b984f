/// How a workspace scores.
public struct ScoringRules: Sendable, Hashable {
    /// Points at which a lead becomes marketing qualified.
    public var marketingQualifiedAt: Int64
    /// Points at which a lead becomes sales qualified.
    public var salesQualifiedAt: Int64
    /// Most points (by size) that a group can add up to; groups without an entry have no cap.
    public var caps: [String: Int64]
    /// In the order of the configuration, which is the order of evaluation.
    public var rules: [ScoringRule]

    /// Rules from their parts.
    public init(marketingQualifiedAt: Int64, salesQualifiedAt: Int64, caps: [String: Int64], rules: [ScoringRule]) {
        self.marketingQualifiedAt = marketingQualifiedAt
        self.salesQualifiedAt = salesQualifiedAt
        self.caps = caps
        self.rules = rules
    }
}

/// One rule: when it matches, it gives points.
public struct ScoringRule: Sendable, Hashable {
    /// Unique within the configuration.
    public var id: String
    /// What the cap adds up over: `fit`, `engagement`, `negative`.
    public var group: String
    /// Points for one match; negative ones take away. Never 0.
    public var points: Int64
    /// How often it can match for one lead.
    public var timesMax: Int64
    /// What has to be true.
    public var condition: Condition

    /// A rule from its parts.
    public init(id: String, group: String, points: Int64, timesMax: Int64, condition: Condition) {
        self.id = id
        self.group = group
        self.points = points
        self.timesMax = timesMax
        self.condition = condition
    }
}

/// What can be asked of an event, its contact and its lead. Closed: there is no other way to decide.
public indirect enum Condition: Sendable, Hashable {
    /// All of them hold.
    case all([Condition])
    /// At least one of them holds.
    case any([Condition])
    /// It does not hold.
    case not(Condition)
    /// The subject or text has one of these words or phrases, whole, whatever the letters' case and accents.
    case words([String])
    /// The event came in on one of these channels.
    case channel([String])
    /// The event is of one of these kinds.
    case kind([EventKind])
    /// The sender's field is known.
    case known(SenderField)
    /// The event's touch has the field, with one of the values where values are given.
    case touch(TouchField, [String])
    /// The sender's mail address is at one of these domains (or below them).
    case emailDomain([String])
    /// A form's answer has one of these values (any value where none is given).
    case answer(String, [String])
    /// The customer has made at least so many statements in this conversation, this one included.
    case statements(atLeast: Int64)
}

/// A field of the sender that a condition can ask for.
public enum SenderField: String, Sendable, Hashable, CaseIterable {
    case name, phone, email
}

/// Who may get leads.
public struct RoutingRules: Sendable, Hashable {
    /// In the order of the configuration; the order does not matter for routing.
    public var reps: [Rep]

    /// Rules from their parts.
    public init(reps: [Rep]) { self.reps = reps }
}

/// Somebody who sells.
public struct Rep: Sendable, Hashable {
    /// Unique within the configuration.
    public var id: RepID
    /// As shown to people.
    public var name: String
    /// Who they report with.
    public var team: String?
    /// Share of new leads in proportion to the others; 0 takes none.
    public var weight: Int64
    /// Most open leads.
    public var capacity: Int64

    /// A rep from its parts.
    public init(id: RepID, name: String, team: String?, weight: Int64, capacity: Int64) {
        self.id = id
        self.name = name
        self.team = team
        self.weight = weight
        self.capacity = capacity
    }
}

/// What a workspace is.
public struct Workspace: Sendable, Hashable {
    /// Its name in addresses: letters, digits and hyphens.
    public var name: String
    /// In which its days are counted.
    public var zone: Zone
    /// ISO 4217.
    public var currency: String
    /// Languages of its customers, the first is that of the pages.
    public var languages: [String]
    /// The region of phone numbers without a country code, for example `ID`.
    public var region: String
    /// Mail addresses that are our own: what comes from them is an echo.
    public var ownAddresses: [String]
    /// Scheme and host under which providers call us, without a path: signatures cover it. nil: what requests say.
    public var publicAddress: String?

    /// A workspace from its parts.
    public init(
        name: String, zone: Zone, currency: String, languages: [String], region: String, ownAddresses: [String],
        publicAddress: String? = nil
    ) {
        self.name = name
        self.zone = zone
        self.currency = currency
        self.languages = languages
        self.region = region
        self.ownAddresses = ownAddresses
        self.publicAddress = publicAddress
    }
}
