public import Domain

/// A lead with the rows that its score is the sum of.
public struct LeadSheet: Sendable, Hashable {
    /// The lead.
    public var lead: Lead
    /// Its own rows and those of the leads that are joined to it, in the order of the history.
    public var rows: [ScoreRow]

    /// A sheet from its parts.
    ///
    /// - Parameter rows: In any order.
    public init(lead: Lead, rows: [ScoreRow]) {
        self.lead = lead
        self.rows = rows.sorted { ($0.evidence, $0.lead, $0.number) < ($1.evidence, $1.lead, $1.number) }
    }

    /// The score at an instant: what the rows are worth then.
    public func score(at time: Timestamp) -> Int64 { rows.reduce(0) { $0 + $1.value(at: time) } }
}

extension Views {
    /// One lead with the rows that its score is the sum of; nil where there is none with that id.
    public func sheet(of id: LeadID) async throws(StorageError) -> LeadSheet? {
        let sheets = try await leadSheets(after: LeadID(code: id.code - 1), limit: 1)
        return sheets.first { $0.lead.id == id }
    }
}
