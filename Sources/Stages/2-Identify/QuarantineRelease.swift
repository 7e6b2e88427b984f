import Domain

/// What became of one event that is to be released.
enum ReleaseResult {
    /// It counts now.
    case counted(Attributed)
    /// It stays as it was, for a reason.
    case refused(String)
    /// There is no such event.
    case missing
}

extension Identify {
    /// Counts an event that was held back: at its own time, and only once.
    func release(_ id: EventID, as arrival: Arrival?, _ work: inout Work) -> ReleaseResult {
        guard let record = work.event(id) else { return .missing }
        guard record.outcome == .quarantined else { return .refused("is \(record.outcome.rawValue), not held back") }
        guard var arrival, arrival.channel == record.channel else {
            return .refused("cannot be read under the rules of now")
        }
        arrival.event.takeTrapForForm()
        guard arrival.event.kind.isCustomerStatement, arrival.event.fetch == nil else {
            return .refused("is no statement of a customer")
        }
        guard !arrival.event.isTest else { return .refused("is a test of the provider's") }
        guard !arrival.event.sender.identifiers.isEmpty else { return .refused("names nobody who could be answered") }
        if let first = work.seen(arrival.digest) {
            guard first.event == id || arrival.event.key.windowSeconds != nil else {
                return .refused("repeats \(first.event) under the rules of now")
            }
        } else {
            work.remember(SeenEvent(digest: arrival.digest, event: id, at: arrival.receivedAt))
        }
        work.takeBack(record)
        quarantine.welcome(arrival.event.sender, &work)
        return .counted(attribute(arrival, &work))
    }
}

extension Event {
    /// What fell into a trap and is released is a form that somebody filled in, with all that this says of its sender.
    mutating func takeTrapForForm() { if kind == .spam { kind = .leadForm } }
}
