import Domain

extension Fold {
    /// Counts what was held back, each event once and at its own time; the rest of its delivery stays as it is.
    func release(_ events: [EventID], in entry: NormalisedAction, _ work: inout Work) -> ActionReply {
        var deliveries: [Position: NormalisedDelivery] = [:]
        for case .delivery(let delivery) in entry.deliveries { deliveries[delivery.position] = delivery }
        var summary = ReleaseSummary()
        for id in events {
            let delivery = deliveries[id.position]
            let read = delivery.flatMap { arrival(id.item, of: $0, recordedAt: entry.at) }
            let result = identify.release(id, as: read, &work)
            summary.add(result, id)
            if case .counted(let statement) = result, let read { carryOn(statement, from: read, &work) }
        }
        return summary.reply
    }

    /// What a release needs to know.
    func gather(released events: [EventID], _ deliveries: [NormalisedEntry], into needs: inout Needs) {
        needs.events += events
        for delivery in deliveries {
            guard case .delivery(var read) = delivery else { continue }
            for item in read.events.indices { read.events[item].takeTrapForForm() }
            gather(.delivery(read), into: &needs)
        }
    }
}

/// What became of a release, for whoever wished it.
private struct ReleaseSummary {
    private static let namedMax = 20

    private var released: [EventID] = []
    private var refusals: [String] = []
    private var isMissing = true

    mutating func add(_ result: ReleaseResult, _ id: EventID) {
        switch result {
        case .counted: released.append(id)
        case .refused(let reason):
            refusals.append("Event \(id) \(reason)")
            isMissing = false
        case .missing: refusals.append("There is no event \(id)")
        }
    }

    var reply: ActionReply {
        let outcome: ActionOutcome = !released.isEmpty ? .applied : isMissing ? .missing : .refused
        var sentences = refusals.prefix(Self.namedMax).map { "\($0)." }
        if refusals.count > Self.namedMax { sentences.append("So it is with \(refusals.count - Self.namedMax) more.") }
        if !released.isEmpty {
            let names = released.prefix(Self.namedMax).map(\.description).joined(separator: ", ")
            let more = released.count > Self.namedMax ? " and \(released.count - Self.namedMax) more" : ""
            sentences.insert("Counted: \(names)\(more).", at: 0)
        }
        return ActionReply(outcome: outcome, detail: sentences.joined(separator: " "))
    }
}
