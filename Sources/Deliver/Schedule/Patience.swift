public import Domain

/// How long a message is worth sending.
public struct Patience: Sendable, Hashable {
    /// From the moment the message came about.
    public var giveUpSeconds: Int64
    /// Whether a message that has become too old before its first attempt is sent once all the same: what another system wants to know is not void
    /// because this one stood still, while nobody wants yesterday's greeting.
    public var triesOnce: Bool

    /// Patience from its parts.
    public init(giveUpSeconds: Int64, triesOnce: Bool) {
        self.giveUpSeconds = giveUpSeconds
        self.triesOnce = triesOnce
    }

    /// Of other systems: three days.
    public static let webhook = Patience(giveUpSeconds: 3 * 86_400, triesOnce: true)
    /// Of reps and of customers who wait for an answer: a day.
    public static let person = Patience(giveUpSeconds: 86_400, triesOnce: false)
    /// Of an acknowledgement that the shop has received a message: an hour.
    public static let acknowledgement = Patience(giveUpSeconds: 3600, triesOnce: false)

    /// What is usual for a row.
    public static func usual(for item: OutboxItem) -> Patience {
        switch item.kind {
        case .webhook: .webhook
        case .rep: .person
        case .customer: item.topic == OutboxItem.acknowledgementTopic ? .acknowledgement : .person
        }
    }
}

extension OutboxItem {
    /// Topic of what customers are told automatically.
    public static let acknowledgementTopic = "customer.acknowledgement"

    /// Whom a row is for.
    public enum Kind: Sendable, Hashable {
        case webhook, rep, customer
    }

    /// Whom it is for, by the first word of the destination.
    public var kind: Kind {
        if destination.hasPrefix("rep/") { return .rep }
        return destination.hasPrefix("customer/") ? .customer : .webhook
    }
}
