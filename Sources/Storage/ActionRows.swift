public import Domain

extension ActionRecord: StateRow {
    /// By position. Past: what an action did stands with the lead or the contacts.
    public static let table = StateTable(
        past: "actions", key: 1, group: "lead",
        [
            .integer("position"), .text("name"), .integer("lead").optional, .integer("contact").optional,
            .text("actor"), .integer("at"), .integer("outcome"), .text("detail"), .integer("stage").optional,
            .integer("version").optional,
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(position)
        sink.put(name)
        sink.put(lead?.code)
        sink.put(contact?.code)
        sink.put(actor)
        sink.put(at.microseconds)
        sink.put(outcome.rawValue)
        sink.put(detail)
        sink.put(stage?.code)
        sink.put(version)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            position: try source.integer(), name: try source.text(), lead: try source.optionalEventID(),
            contact: try source.optionalEventID(), actor: try source.text(), at: try source.timestamp(),
            outcome: try source.code(ActionOutcome.init(rawValue:)), detail: try source.text(),
            stage: try source.optionalCode(Stage.init(code:)), version: try source.optionalInteger())
    }
}

extension ActionKey: StateRow {
    /// By digest, as those of events.
    public static let table = StateTable(
        past: "action_keys", key: 2, [.integer("digest_high"), .integer("digest_low"), .integer("position")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(digest.columns.high)
        sink.put(digest.columns.low)
        sink.put(position)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let high = try source.integer()
        self.init(digest: SipHash.Digest(columns: (high, try source.integer())), position: try source.integer())
    }
}
