import Domain

extension Fold {
    /// Counts what was held back, each event once and at its own time; the rest of its delivery stays as it is.
    func release(_ order: ReleaseOrder, _ work: inout Work) {
        let deliveries = Dictionary(order.deliveries.map { ($0.position, $0) }) { first, _ in first }
        var summary = ReleaseSummary()
        for id in order.events {
            let delivery = deliveries[id.position]
            let read = delivery.flatMap { arrival(id.item, of: $0, recordedAt: order.at) }
            let result = identify.release(id, as: read, &work)
            summary.add(result, id)
            if case .counted(let statement) = result, let read { carryOn(statement, from: read, &work) }
        }
        work.add(
            ActionRecord(
                position: order.position, name: "release", actor: order.actor, at: order.at, outcome: summary.outcome,
                detail: summary.detail))
    }

    /// What a release needs to know.
    func gather(_ order: ReleaseOrder, into needs: inout Needs) {
        needs.events += order.events
        for delivery in order.deliveries { gather(.delivery(delivery), into: &needs) }
    }
}

/// What became of a release, for the action's record.
private struct ReleaseSummary {
    private static let namedMax = 20

    private var released: [EventID] = []
    private var refusals: [String] = []
    private var isMissing = true

    mutating func add(_ result: ReleaseResult, _ id: EventID) {
        switch result {
        case .counted: released.append(id)
        case .refused(let reason):
            refusals.append("\(id) \(reason)")
            isMissing = false
        case .missing: refusals.append("\(id) does not exist")
        }
    }

    var outcome: ActionOutcome { !released.isEmpty ? .applied : isMissing ? .missing : .refused }

    var detail: String {
        var parts: [String] = []
        if !released.isEmpty { parts.append("counted " + ReleaseSummary.list(released.map(\.description))) }
        if !refusals.isEmpty { parts.append(ReleaseSummary.list(refusals)) }
        return parts.joined(separator: "; ")
    }

    private static func list(_ words: [String]) -> String {
        let named = words.prefix(namedMax).joined(separator: ", ")
        return words.count > namedMax ? "\(named) and \(words.count - namedMax) more" : named
    }
}
