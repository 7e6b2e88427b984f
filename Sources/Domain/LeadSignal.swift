/// Something that a statement of an inquiry asks of the rep who gets it.
public struct LeadSignal: Sendable, Hashable {
    /// Of what kind it is.
    public var kind: Kind
    /// What is asked: the id of a pool, the name of a skill, the code of a language, the number of a priority.
    public var value: String
    /// The first statement that asks it.
    public var evidence: EventID

    /// A signal from its parts.
    public init(kind: Kind, value: String, evidence: EventID) {
        self.kind = kind
        self.value = value
        self.evidence = evidence
    }

    /// Of what kind a signal is.
    public enum Kind: Int64, Sendable, Hashable, CaseIterable, Comparable {
        case pool = 1
        case skill = 2
        case language = 3
        case product = 4
        case area = 5
        case priority = 6

        /// The word for it: `skill`.
        public var word: String { "\(self)" }

        /// By number.
        public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }
}

/// How long an inquiry may wait for us, and how that went: a function of what was said and done, and of the calendar.
public struct LeadClock: Sendable, Hashable {
    /// What is waited for.
    public var kind: Kind
    /// Since when.
    public var since: Timestamp
    /// By when, in working time; nil where that never comes.
    public var due: Timestamp?
    /// When it was stopped: the answer, or the end of the inquiry; nil while it runs.
    public var stoppedAt: Timestamp?
    /// Whether the time passed before it was stopped.
    public var isBreached: Bool

    /// A clock from its parts.
    public init(
        kind: Kind, since: Timestamp, due: Timestamp?, stoppedAt: Timestamp? = nil, isBreached: Bool = false
    ) {
        self.kind = kind
        self.since = since
        self.due = due
        self.stoppedAt = stoppedAt
        self.isBreached = isBreached
    }

    /// What is waited for.
    public enum Kind: Int64, Sendable, Hashable, CaseIterable {
        /// Our first answer.
        case firstResponse = 1
        /// The next word after the last one.
        case followUp = 2

        /// The word for it: `first_response`.
        public var word: String {
            switch self {
            case .firstResponse: "first_response"
            case .followUp: "follow_up"
            }
        }
    }
}
