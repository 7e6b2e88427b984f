public import Domain

/// What an operator can do: each becomes an entry of the ledger.
public enum Action: Sendable, Hashable {
    /// Runs dead letters again, under the configuration in force at that moment.
    case rerun([Position])

    /// The action that an entry records; nil for actions of other versions.
    public init?(_ draft: EntryDraft) {
        guard draft.kind == .action, draft.channel == "rerun" else { return nil }
        self = .rerun(String(decoding: draft.body, as: UTF8.self).split(separator: "\n").compactMap { Position($0) })
    }

    /// The entry that records the action.
    public func draft(at time: Timestamp) -> EntryDraft {
        switch self {
        case .rerun(let positions):
            EntryDraft(
                kind: .action, receivedAt: time, channel: "rerun", headers: "",
                body: Array(positions.map(String.init).joined(separator: "\n").utf8))
        }
    }
}
