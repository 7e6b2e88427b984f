import Channels
import Domain

/// What came of sending, and the wish to send again.
extension Fold {
    /// Takes down what came of an attempt. An item that was settled before stays as it is: two processes may have sent it.
    func take(_ outcome: OutboxOutcome, in entry: NormalisedAction, _ work: inout Work) -> ActionReply {
        guard var item = work.outboxItem(outcome.item) else { return .missing("outbox item \(outcome.item)") }
        guard item.state == .waiting else {
            return ActionReply(outcome: .repeated, detail: "It is \(item.state.word) already.")
        }
        item.attempts = outcome.attempts
        item.problem = outcome.problem
        item.settledBy = entry.position
        switch outcome.result {
        case .delivered:
            item.state = .delivered
            item.reference = outcome.reference
        case .failed: break
        case .dead: item.state = .dead
        }
        work.settle(item)
        if outcome.result == .delivered { replying.delivered(item, by: entry.cause, at: entry.at, &work) }
        var reply = ActionReply.applied(outcome.problem)
        // What becomes of our words to a customer belongs to the lead's story.
        if item.destination.hasPrefix(CustomerMessage.destinationPrefix) {
            reply.lead = item.lead.flatMap { work.lead($0) }
            if outcome.problem.isEmpty { reply.detail = "\(item.destination): \(item.state.word)" }
            reply.stage = reply.lead.flatMap { work.lead(work.counted($0.id))?.stage }
        }
        return reply
    }

    /// Lets items wait again that were given up.
    func resend(_ items: [OutboxID], in entry: NormalisedAction, _ work: inout Work) -> ActionReply {
        var refusals: [String] = []
        var count = 0
        for id in items {
            guard var item = work.outboxItem(id) else {
                refusals.append("There is no outbox item \(id).")
                continue
            }
            guard item.state == .dead else {
                refusals.append("Outbox item \(id) is \(item.state.word).")
                continue
            }
            item.state = .waiting
            item.since = entry.at
            item.attempts = 0
            item.settledBy = entry.position
            work.settle(item)
            count += 1
        }
        let detail = refusals.prefix(20).joined(separator: " ")
        return count > 0 || items.isEmpty ? .applied(detail) : .refused(detail)
    }
}
