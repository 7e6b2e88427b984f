public import Domain

/// Which row of the outbox: the event that caused it, and which of its rows.
public struct OutboxID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// What caused the message.
    public var event: EventID
    /// From 0 for each event.
    public var number: Int64

    /// An id from its parts.
    public init(_ event: EventID, _ number: Int64) {
        self.event = event
        self.number = number
    }

    /// Reads `41.2/0`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let event = EventID(parts[0]), let number = Int64(parts[1]), number >= 0 else { return nil }
        self.init(event, number)
    }

    /// `41.2/0`.
    public var description: String { "\(event)/\(number)" }

    /// In the order of the history.
    public static func < (left: OutboxID, right: OutboxID) -> Bool {
        (left.event, left.number) < (right.event, right.number)
    }
}

extension OutboxItem {
    /// Which row it is.
    public var id: OutboxID { OutboxID(event, number) }

    /// What orders the rows of a destination: those about one lead arrive in the order they came about; those about none are one line.
    var subject: LeadID? { lead }
}
