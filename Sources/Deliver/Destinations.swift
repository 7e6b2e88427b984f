public import Domain

/// Everything that rows can be for, under one configuration: the part of the program that knows addresses and secrets.
public struct Destinations: Outgoings {
    /// By the name that rows have behind `webhook/`.
    public var webhooks: [String: Webhook]
    /// Tells reps.
    public var notifier: Notifier
    /// How each rep is told.
    public var reps: [RepID: [NotifyAddress]]
    /// Answers customers; nil: nothing is sent to them.
    public var replies: (any CustomerReplies)?
    /// The name of a lead's customer, where reps may see it outside of the own system.
    public var customer: @Sendable (LeadID) async -> String?
    /// A rep's page about a lead, which lets in whoever has it.
    public var link: @Sendable (RepID, LeadID?) async -> String?
    /// The reps' page about a lead, for those who are signed in.
    public var page: @Sendable (LeadID?) -> String?

    /// Destinations from their parts.
    public init(
        webhooks: [String: Webhook], notifier: Notifier, reps: [RepID: [NotifyAddress]],
        replies: (any CustomerReplies)? = nil, customer: @escaping @Sendable (LeadID) async -> String? = { _ in nil },
        link: @escaping @Sendable (RepID, LeadID?) async -> String? = { _, _ in nil },
        page: @escaping @Sendable (LeadID?) -> String? = { _ in nil }
    ) {
        self.page = page
        self.webhooks = webhooks
        self.notifier = notifier
        self.reps = reps
        self.replies = replies
        self.customer = customer
        self.link = link
    }

    /// What to send for a row now.
    public func outgoing(for item: OutboxItem, at now: Timestamp) async throws(Undeliverable) -> Outgoing {
        let parts = item.destination.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.first {
        case "webhook" where parts.count == 2: return try webhook(parts[1], item, now)
        case "rep" where parts.count == 3: return try await notice(item, to: parts[1], by: parts[2], now)
        case "customer":
            guard let replies else { throw Undeliverable("Customers are not answered") }
            return try await replies.outgoing(for: item, at: now)
        default: throw Undeliverable("`\(item.destination)` is no kind of destination", isFinal: true)
        }
    }

    private func webhook(_ name: String, _ item: OutboxItem, _ now: Timestamp) throws(Undeliverable) -> Outgoing {
        guard let webhook = webhooks[name] else { throw Undeliverable("Destination `\(name)` is not configured") }
        return webhook.outgoing(item, from: notifier.origin, at: now)
    }

    private func notice(
        _ item: OutboxItem, to rep: RepID, by way: String, _ now: Timestamp
    ) async throws(Undeliverable) -> Outgoing {
        guard let way = NotifyWay(rawValue: way) else {
            throw Undeliverable("`\(item.destination)` is no kind of destination", isFinal: true)
        }
        guard let target = reps[rep]?.first(where: { $0.way == way }) else {
            throw Undeliverable("Rep \(rep) has no address for \(way.rawValue)")
        }
        if way == .webhook { return try webhook(target.address, item, now) }
        var notice = Notice(item)
        // What several people read must not let each of them in as the rep.
        notice.link = target.isShared ? page(item.lead) : await link(rep, item.lead)
        if let lead = item.lead { notice.customer = await customer(lead) }
        return try notifier.outgoing(item, notice, to: target)
    }
}

extension NotifyAddress {
    /// Whether it is a place that others read, too: a channel of Slack, which incoming webhooks always are, or a group of Telegram.
    fileprivate var isShared: Bool {
        switch way {
        case .slack: !address.hasPrefix("U") && !address.hasPrefix("D")
        case .telegram: address.hasPrefix("-") || address.hasPrefix("@")
        case .whatsapp, .email, .webhook: false
        }
    }
}
