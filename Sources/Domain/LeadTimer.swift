/// Something that happens when its time has come, unless it was stopped before.
public struct LeadTimer: Sendable, Hashable {
    /// What tells timers apart: a lead has one of each kind at most.
    public struct Key: Sendable, Hashable {
        /// What happens.
        public var kind: Kind
        /// To which lead; of ``Kind/queue`` there is one only, with the lead 0.
        public var lead: LeadID

        /// A key from its parts.
        public init(kind: Kind, lead: LeadID) {
            self.kind = kind
            self.lead = lead
        }

        /// The timer of the queue.
        public static let queue = Key(kind: .queue, lead: EventID(code: 0))
    }

    /// Which one it is.
    public var key: Key
    /// When its time has come.
    public var due: Timestamp

    /// A timer from its parts.
    public init(_ key: Key, due: Timestamp) {
        self.key = key
        self.due = due
    }

    /// What happens.
    public enum Kind: Int64, Sendable, Hashable, CaseIterable {
        /// An offer that was not accepted goes back.
        case offer = 1
        /// The first answer is late.
        case firstResponse = 2
        /// The next word is late.
        case followUp = 3
        /// Somebody who may take a waiting lead comes on duty.
        case queue = 4
    }

    /// Most timers that one tick lets happen; the next one goes on.
    public static let perTick = 500
}
