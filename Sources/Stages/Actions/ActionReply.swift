import Domain

/// What becomes of an action, before it is written down.
struct ActionReply {
    var outcome: ActionOutcome
    var detail: String
    /// The lead as it stands afterwards.
    var lead: Lead?
    /// The stage of the lead that it is counted with.
    var stage: Stage?

    static func applied(_ detail: String = "") -> ActionReply { ActionReply(outcome: .applied, detail: detail) }
    static func refused(_ detail: String) -> ActionReply { ActionReply(outcome: .refused, detail: detail) }
    static func missing(_ what: String) -> ActionReply {
        ActionReply(outcome: .missing, detail: "There is no \(what). Check the id.")
    }
}
