/// How far an inquiry has come and what it is worth.
///
/// A lead has one that is shown. Where its contact is held for the same person as others, a second one is kept: what would be so if it stood alone.
public struct Standing: Sendable, Hashable {
    /// How far it has come.
    public var stage: Stage = .new
    /// The sum of the score rows as they stood at ``scoredAt``.
    public var score: Int64 = 0
    /// The instant that the score is of: the latest event time of a statement; rows that decay are worth less afterwards.
    public var scoredAt: Timestamp
    /// Letter for fit and digit for engagement at ``scoredAt``, `A1` to `C3`; nil where the rules have no grid.
    public var grade: String?
    /// The rep it is assigned to.
    public var owner: RepID?
    /// When it was assigned.
    public var assignedAt: Timestamp?
    /// When the owner accepted it.
    public var acceptedAt: Timestamp?
    /// The stages that were reached, each once, in the order of the funnel, from ``Stage/new`` on.
    public var entries: [StageEntry] = []
    /// How long it may wait for us: the first answer, then what waits for the next word, behind those whose time passed; in the order of kind and
    /// time.
    public var clocks: [LeadClock] = []

    /// An inquiry that has just come in.
    public init(at time: Timestamp) { scoredAt = time }

    /// What it brought or may bring; nil where nobody has said.
    public var value: Money? { entry(.won)?.value ?? entry(.opportunity)?.value }

    /// When and why a stage was reached; nil where it was not.
    public func entry(_ stage: Stage) -> StageEntry? { entries.first { $0.stage == stage } }

    /// Takes down that a stage was reached, in the place of what was known of it.
    public mutating func enter(_ entry: StageEntry) {
        entries.removeAll { $0.stage == entry.stage }
        entries.insert(entry, at: entries.firstIndex { $0.stage > entry.stage } ?? entries.endIndex)
    }
}

/// When a lead reached a stage, and by what.
public struct StageEntry: Sendable, Hashable {
    /// The stage.
    public var stage: Stage
    /// Event time.
    public var at: Timestamp
    /// The statement or action that caused it.
    public var cause: EventID
    /// Position of the configuration that was in force.
    public var configuration: Position
    /// Whether the stage was skipped and is taken to be reached together with a later one.
    public var isInferred: Bool
    /// The rep who did it; nil where a statement did.
    public var rep: RepID?
    /// What an opportunity may bring or a won lead brought.
    public var value: Money?
    /// Why, in the words of whoever did it; empty where nothing was said.
    public var reason: String

    /// An entry from its parts.
    public init(
        stage: Stage, at: Timestamp, cause: EventID, configuration: Position, isInferred: Bool, rep: RepID? = nil,
        value: Money? = nil, reason: String = ""
    ) {
        self.stage = stage
        self.at = at
        self.cause = cause
        self.configuration = configuration
        self.isInferred = isInferred
        self.rep = rep
        self.value = value
        self.reason = reason
    }
}
