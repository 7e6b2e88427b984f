/// A stretch of time in which we owe a customer a word, and how that went: a function of what was said and done, and of the calendar.
public struct LeadClock: Sendable, Hashable {
    /// What is waited for.
    public var kind: Kind
    /// Since when.
    public var since: Timestamp
    /// Whether it began with words of the customer that wait for an answer; otherwise with our own last ones.
    public var isAsked: Bool
    /// By when, in working time; nil where that never comes.
    public var due: Timestamp?
    /// When somebody spoke; nil while nobody did. Where the inquiry ends before, nothing is waited for any more, either.
    public var stoppedAt: Timestamp?
    /// Whether the time passed before it was stopped.
    public var isBreached: Bool
    /// Whose the inquiry was when it was stopped or its time passed, whichever came first; nil where nobody had it.
    public var rep: RepID?
    /// Position of the configuration that set the time.
    public var configuration: Position

    /// A clock from its parts.
    public init(
        kind: Kind, since: Timestamp, isAsked: Bool, due: Timestamp?, stoppedAt: Timestamp? = nil,
        isBreached: Bool = false, rep: RepID? = nil, configuration: Position
    ) {
        self.kind = kind
        self.since = since
        self.isAsked = isAsked
        self.due = due
        self.stoppedAt = stoppedAt
        self.isBreached = isBreached
        self.rep = rep
        self.configuration = configuration
    }

    /// Whether it waits for its time.
    public var isRunning: Bool { stoppedAt == nil && !isBreached }

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

        /// The timer that lets it pass.
        public var timer: LeadTimer.Kind {
            switch self {
            case .firstResponse: .firstResponse
            case .followUp: .followUp
            }
        }
    }
}

/// How soon customers get a word from us.
public struct ResponseTargets: Sendable, Hashable {
    /// In whose working time it is counted.
    public var calendar: WorkingCalendar
    /// From the first words of an inquiry to our first answer, in working seconds; nil: any time.
    public var firstResponseSeconds: Int64?
    /// From the last words, theirs or ours, to our next ones, in working seconds; nil: any time.
    public var followUpSeconds: Int64?

    /// Targets from their parts.
    public init(calendar: WorkingCalendar, firstResponseSeconds: Int64? = nil, followUpSeconds: Int64? = nil) {
        self.calendar = calendar
        self.firstResponseSeconds = firstResponseSeconds
        self.followUpSeconds = followUpSeconds
    }

    /// The target of a kind; nil where none is set.
    public func seconds(_ kind: LeadClock.Kind) -> Int64? {
        switch kind {
        case .firstResponse: firstResponseSeconds
        case .followUp: followUpSeconds
        }
    }
}
