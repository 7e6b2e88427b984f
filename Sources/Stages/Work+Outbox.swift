import Domain

/// What leaves the system.
extension Work {
    /// Lets everybody know who wants to hear of it.
    ///
    /// - Parameter payload: JSON; made only where somebody does.
    mutating func send(
        _ topic: String, of lead: LeadID? = nil, to rep: RepID? = nil, by event: EventID, at: Timestamp,
        _ payload: (Work) -> String
    ) {
        let wanted = subscriptions.filter { $0.wants(topic, rep: rep) }
        guard !wanted.isEmpty else { return }
        let text = payload(self)
        for subscription in wanted {
            send(text, to: subscription.destination, topic, of: lead, by: event, at: at)
        }
    }

    /// Lets one destination have something.
    @discardableResult
    mutating func send(
        _ payload: String, to destination: String, _ topic: String, of lead: LeadID?, by event: EventID, at: Timestamp
    ) -> OutboxID {
        let number = outboxNumbers[event, default: 0]
        outboxNumbers[event] = number + 1
        let id = OutboxID(event: event, number: number)
        known.outbox[id] = OutboxItem(
            id: id, destination: destination, topic: topic, at: at, payload: payload, lead: lead)
        newOutbox.append(id)
        return id
    }

    func outboxItem(_ id: OutboxID) -> OutboxItem? { known.outbox[id] }

    /// Takes down what came of an item.
    mutating func settle(_ item: OutboxItem) {
        let isNew = known.outbox.updateValue(item, forKey: item.id) != nil && item.id.event.position > changes.from
        if !isNew || !newOutbox.contains(item.id) { settledOutbox.insert(item.id) }
    }
}
