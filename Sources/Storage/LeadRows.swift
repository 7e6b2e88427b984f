public import Domain

extension Lead: StateRow {
    /// By id.
    public static let table = StateTable(
        "leads", key: 1, group: "contact",
        [
            .integer("id"), .integer("contact"), .integer("cycle"), .integer("stage"), .integer("score"),
            .text("owner").optional, .text("channel"), .integer("opened_at"),
            .integer("marketing_qualified_at").optional, .integer("sales_qualified_at").optional,
            .integer("assigned_at").optional, .integer("version"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(id.code)
        sink.put(contact.code)
        sink.put(cycle)
        sink.put(stage.code)
        sink.put(score)
        sink.put(owner)
        sink.put(channel)
        sink.put(openedAt.microseconds)
        sink.put(marketingQualifiedAt?.microseconds)
        sink.put(salesQualifiedAt?.microseconds)
        sink.put(assignedAt?.microseconds)
        sink.put(version)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let id = try source.eventID()
        let contact = try source.eventID()
        let cycle = try source.integer()
        let stage = try source.code(Stage.init(code:))
        let score = try source.integer()
        let owner = try source.optionalText()
        self.init(
            id: id, contact: contact, cycle: cycle, channel: try source.text(), openedAt: try source.timestamp())
        self.stage = stage
        self.score = score
        self.owner = owner
        marketingQualifiedAt = try source.optionalTimestamp()
        salesQualifiedAt = try source.optionalTimestamp()
        assignedAt = try source.optionalTimestamp()
        version = try source.integer()
    }
}

extension ScoreRow: StateRow {
    /// By lead and number.
    public static let table = StateTable(
        "score_rows", key: 2, group: "lead",
        [
            .integer("lead"), .integer("number"), .text("rule"), .text("rule_group"), .integer("points"),
            .integer("configuration"), .integer("evidence"), .integer("at"), .text("matched"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(lead.code)
        sink.put(number)
        sink.put(rule)
        sink.put(group)
        sink.put(points)
        sink.put(configuration)
        sink.put(evidence.code)
        sink.put(at.microseconds)
        sink.put(matched)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            lead: try source.eventID(), number: try source.integer(), rule: try source.text(),
            group: try source.text(), points: try source.integer(), configuration: try source.integer(),
            evidence: try source.eventID(), at: try source.timestamp(), matched: try source.text())
    }
}

extension Assignment: StateRow {
    /// By lead and number.
    public static let table = StateTable(
        "assignments", key: 2, group: "lead",
        [
            .integer("lead"), .integer("number"), .text("rep").optional, .integer("configuration"),
            .integer("cause"), .integer("at"), .text("candidates"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(lead.code)
        sink.put(number)
        sink.put(rep)
        sink.put(configuration)
        sink.put(cause.code)
        sink.put(at.microseconds)
        sink.put(FieldText(candidates).text)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            lead: try source.eventID(), number: try source.integer(), rep: try source.optionalText(),
            configuration: try source.integer(), cause: try source.eventID(), at: try source.timestamp(),
            candidates: try FieldText(text: source.text()).candidates())
    }
}

extension RepLoad: StateRow {
    /// By rep.
    public static let table = StateTable("rep_loads", key: 1, [.text("rep"), .integer("open_leads")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(rep)
        sink.put(open)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(rep: try source.text(), open: try source.integer())
    }
}

extension WaitingLead: StateRow {
    /// By lead.
    public static let table = StateTable("waiting", key: 1, [.integer("lead"), .integer("since")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(lead.code)
        sink.put(since.code)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(lead: try source.eventID(), since: try source.eventID())
    }
}
