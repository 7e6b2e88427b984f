/// Points that one rule gave to one lead, and why.
///
/// Holds all that its worth depends on, so that the score of any past instant is a sum over rows, whatever the rules say today.
public struct ScoreRow: Sendable, Hashable {
    /// The lead of the contact who made the statement.
    public var lead: LeadID
    /// 1, 2, 3 … within the lead.
    public var number: Int64
    /// The rule's id.
    public var rule: String
    /// The rule's group, for example `engagement`.
    public var group: String
    /// What the rule gives for one match.
    public var weight: Int64
    /// What it gave here: the weight, cut where a cap was reached, 0 where nothing was left or the rule had matched often enough.
    public var points: Int64
    /// How often the rule counted for one lead when it matched.
    public var timesMax: Int64
    /// The most (by size) that the group could add up to then; nil for a group without a cap.
    public var cap: Int64?
    /// How the points wane.
    public var decay: Decay
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
        lead: LeadID, number: Int64, rule: String, group: String, weight: Int64, points: Int64, timesMax: Int64 = 1,
        cap: Int64? = nil, decay: Decay = .none, configuration: Position, evidence: EventID, at: Timestamp,
        matched: String
    ) {
        self.lead = lead
        self.number = number
        self.rule = rule
        self.group = group
        self.weight = weight
        self.points = points
        self.timesMax = timesMax
        self.cap = cap
        self.decay = decay
        self.configuration = configuration
        self.evidence = evidence
        self.at = at
        self.matched = matched
    }

    /// What the points are worth at an instant; nothing before their evidence.
    public func value(at time: Timestamp) -> Int64 { time < at ? 0 : decay.value(of: points, from: at, at: time) }
}

/// How points wane with time. Whole numbers only, so that every machine counts the same.
public enum Decay: Sendable, Hashable {
    /// They stay.
    case none
    /// Half is left after so many seconds, a quarter after twice as many; in between along a straight line.
    case halfLife(seconds: Int64)
    /// They go down along a straight line and are gone after so many seconds.
    case linear(seconds: Int64)

    /// What is left of `points` that were given at `start`, at `time`; rounded to the nearest, halves away from zero.
    public func value(of points: Int64, from start: Timestamp, at time: Timestamp) -> Int64 {
        let age = max(0, time.seconds - start.seconds)
        switch self {
        case .none: return points
        case .halfLife(let seconds):
            let halvings = age / max(1, seconds)
            // No points of a configuration are more than 2^20, and no half-life is more than 2^40 seconds.
            guard seconds > 0, halvings < 21 else { return 0 }
            // points / 2^n, then along the line to half of it: points * (2 * period - rest) / (2 * period * 2^n).
            let double = 2 * seconds
            return Decay.scaled(points, double - age % seconds, by: double << halvings)
        case .linear(let seconds):
            guard age < seconds else { return 0 }
            return Decay.scaled(points, seconds - age, by: seconds)
        }
    }

    /// `points * part / whole`, rounded to the nearest, without overflow.
    private static func scaled(_ points: Int64, _ part: Int64, by whole: Int64) -> Int64 {
        let product = points.magnitude.multipliedFullWidth(by: part.magnitude)
        guard product.high < whole.magnitude else { return points }
        let (quotient, remainder) = whole.magnitude.dividingFullWidth(product)
        let rounded = Int64(truncatingIfNeeded: quotient) + (remainder >= whole.magnitude - remainder ? 1 : 0)
        return points < 0 ? -rounded : rounded
    }
}
