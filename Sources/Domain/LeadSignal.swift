/// Something that a statement of an inquiry asks of the rep who gets it.
public struct LeadSignal: Sendable, Hashable {
    /// Of what kind it is.
    public var kind: Kind
    /// What is asked: the id of a pool, the name of a skill, the code of a language, the number of a priority.
    public var value: String
    /// The first statement that asks it.
    public var evidence: EventID
    /// What in that statement asks it.
    public var ground: Ground

    /// A signal from its parts.
    public init(kind: Kind, value: String, evidence: EventID, ground: Ground = .said) {
        self.ground = ground
        self.kind = kind
        self.value = value
        self.evidence = evidence
    }

    /// What a signal rests on. Of the areas of a lead only those on the firmest ground count.
    public enum Ground: Int64, Sendable, Hashable, CaseIterable, Comparable {
        /// A rule of the configuration that the statement fulfils.
        case said = 1
        /// The place that the customer sent.
        case place = 2
        /// How the customer's number begins.
        case phone = 3

        /// The firmest first.
        public static func < (left: Ground, right: Ground) -> Bool { left.rawValue < right.rawValue }
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
