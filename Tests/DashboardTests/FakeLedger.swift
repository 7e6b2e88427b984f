import Domain
import Storage
import Synchronization

@testable import Dashboard

/// Takes actions, and folds each in the way a test says.
final class FakeLedger: Sendable {
    private let actions = Mutex<[Action]>([])
    private let outcome = Mutex<(@Sendable (Action) -> (ActionOutcome, String))?>({ _ in (.applied, "") })

    var appended: [Action] { actions.withLock { $0 } }

    /// What the fold makes of actions; nil where it does not come to them.
    func fold(_ body: (@Sendable (Action) -> (ActionOutcome, String))?) { outcome.withLock { $0 = body } }

    func append(_ action: Action, to state: FakeState, at time: Timestamp) -> Position {
        let count = actions.withLock { actions in
            actions.append(action)
            return Position(actions.count)
        }
        let position = 62 + count
        guard let (outcome, detail) = outcome.withLock({ $0 })?(action) else { return position }
        state.change { rows in
            rows.position = position
            rows.entries[position] = Entry(position: position, draft: action.draft(at: time))
            rows.actions.append(
                ActionRecord(
                    position: position, name: action.deed.name, lead: action.deed.lead,
                    contact: action.deed.contacts.first, actor: action.actor, at: time, outcome: outcome,
                    detail: detail, stage: action.deed.lead == nil ? nil : .salesQualified,
                    version: action.deed.lead == nil ? nil : 3))
        }
        return position
    }
}
