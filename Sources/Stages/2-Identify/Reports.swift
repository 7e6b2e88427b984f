import Domain

/// What statuses and echoes say about our own messages. Neither is ever counted as something a customer said.
struct Reports: Sendable {
    let threads: Threads

    /// Takes in how far one of our messages came. Of a message that nobody knows, the report itself is remembered: a gap that people see.
    func status(_ arrival: Arrival, _ work: inout Work) {
        guard let word = arrival.event.status, let digest = threads.digest(ofTarget: arrival.event, on: arrival.channel)
        else { return }
        let known = work.message(digest)
        if known?.origin == .customer { return }
        // Anybody can mail a receipt for a message that never was: those count for known messages only.
        if known == nil, arrival.event.thread != nil { return }
        var message: MessageRecord
        if let known {
            message = known
        } else {
            message = MessageRecord(
                digest: digest, channel: arrival.channel, origin: .reported, event: arrival.id)
            work.count(.gaps, on: arrival.channel, at: arrival.at)
        }
        message.join(DeliveryStatus(word: word), at: arrival.at)
        work.put(message)
    }

    /// Takes in that one of our mails came back. Only where that mail is known: much of what comes back was never sent by us.
    func bounce(_ arrival: Arrival, _ work: inout Work) {
        guard let digest = threads.digest(ofTarget: arrival.event, on: arrival.channel),
            var message = work.message(digest), message.origin != .customer
        else { return }
        message.join(.failed, at: arrival.at)
        work.put(message)
    }

    /// Whether a message of ours has been seen before, by more than a status.
    func isKnown(_ arrival: Arrival, _ work: borrowing Work) -> Bool {
        threads.digest(of: arrival.event, on: arrival.channel).flatMap { work.message($0) }?.origin == .ours
    }

    /// Remembers a message of ours; what a status told of before is found now.
    ///
    /// - Returns: Whose conversation it belongs to, where a mail's headers or the recipient of a chat's message tell.
    func echo(_ arrival: Arrival, _ work: inout Work) -> ContactID? {
        guard let digest = threads.digest(of: arrival.event, on: arrival.channel) else {
            return work.contact(forFirstOf: arrival.event.recipients)
        }
        let known = work.message(digest)
        if known?.origin == .reported { work.count(.gapsClosed, on: arrival.channel, at: arrival.at) }
        guard let thread = arrival.event.thread else {
            let contact = known?.contact ?? work.contact(forFirstOf: arrival.event.recipients)
            if known == nil || known?.origin == .reported {
                work.put(
                    MessageRecord(
                        digest: digest, channel: arrival.channel, origin: .ours, event: arrival.id, contact: contact,
                        status: known?.status, statusAt: known?.statusAt))
            }
            return contact
        }
        let contact = work.contact(forFirstOf: Threads.identifiers(of: thread))
        threads.remember(arrival, as: .ours, in: contact, &work)
        return contact
    }
}
