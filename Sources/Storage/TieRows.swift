public import Domain

extension ContactTie: StateRow {
    /// By the two contacts. Past: who is one person now stands with the contacts.
    public static let table = StateTable(
        past: "ties", key: 2, group: "second",
        [
            .integer("first"), .integer("second"), .integer("standing"), .integer("origin"), .integer("evidence"),
            .integer("at"), .text("reason"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(first.code)
        sink.put(second.code)
        sink.put(standing.rawValue)
        sink.put(origin.rawValue)
        sink.put(evidence.code)
        sink.put(at.microseconds)
        sink.put(reason)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let first = try source.eventID()
        self.init(
            first, try source.eventID(), standing: try source.code(TieStanding.init(rawValue:)),
            origin: try source.code(TieOrigin.init(rawValue:)), evidence: try source.eventID(),
            at: try source.timestamp(), reason: try source.text())
    }
}

extension ConsentRecord: StateRow {
    /// By contact and purpose.
    public static let table = StateTable(
        "consents", key: 2,
        [.integer("contact"), .text("purpose"), .integer("is_given"), .integer("at"), .integer("evidence")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(contact.code)
        sink.put(purpose)
        sink.put(Int64(isGiven ? 1 : 0))
        sink.put(at.microseconds)
        sink.put(evidence)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            contact: try source.eventID(), purpose: try source.text(), isGiven: try source.integer() != 0,
            at: try source.timestamp(), evidence: try source.integer())
    }
}
