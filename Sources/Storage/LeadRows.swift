public import Domain

extension Lead: StateRow {
    /// By id. The columns before `joined` are the lead's own, those behind it what holds now.
    public static let table = StateTable(
        "leads", key: 1, group: "contact",
        [
            .integer("id"), .integer("contact"), .integer("cycle"), .text("channel"), .integer("opened_at"),
            .text("former_owner").optional, .text("signals"), .text("clocks"), .integer("joined").optional,
            .integer("stage"), .integer("score"), .integer("scored_at"),
            .text("grade").optional, .text("owner").optional, .integer("assigned_at").optional,
            .integer("accepted_at").optional, .text("entries"), .text("own").optional, .integer("version").past,
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(id.code)
        sink.put(contact.code)
        sink.put(cycle)
        sink.put(channel)
        sink.put(openedAt.microseconds)
        sink.put(formerOwner)
        sink.put(FieldText(signals).text)
        sink.put(FieldText(standing.clocks).text)
        sink.put(joined?.code)
        sink.put(standing.stage.code)
        sink.put(standing.score)
        sink.put(standing.scoredAt.microseconds)
        sink.put(standing.grade)
        sink.put(standing.owner)
        sink.put(standing.assignedAt?.microseconds)
        sink.put(standing.acceptedAt?.microseconds)
        sink.put(FieldText(standing.entries).text)
        sink.put(own.map { FieldText($0).text })
        sink.put(version)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let id = try source.eventID()
        let contact = try source.eventID()
        let cycle = try source.integer()
        self.init(
            id: id, contact: contact, cycle: cycle, channel: try source.text(), openedAt: try source.timestamp())
        formerOwner = try source.optionalText()
        signals = try FieldText(text: source.text()).signals()
        standing.clocks = try FieldText(text: source.text()).clocks()
        joined = try source.optionalEventID()
        standing.stage = try source.code(Stage.init(code:))
        standing.score = try source.integer()
        standing.scoredAt = try source.timestamp()
        standing.grade = try source.optionalText()
        standing.owner = try source.optionalText()
        standing.assignedAt = try source.optionalTimestamp()
        standing.acceptedAt = try source.optionalTimestamp()
        standing.entries = try FieldText(text: source.text()).stageEntries()
        own = try source.optionalText().map { text throws(StorageError) in try FieldText(text: text).standing() }
        version = try source.integer()
    }
}

extension ScoreRow: StateRow {
    /// By lead and number.
    public static let table = StateTable(
        "score_rows", key: 2, group: "lead",
        [
            .integer("lead"), .integer("number"), .text("rule"), .text("rule_group"), .integer("weight"),
            .integer("points"), .integer("times_max"), .integer("cap").optional, .integer("half_life").optional,
            .integer("lifetime").optional, .integer("configuration"), .integer("evidence"), .integer("at"),
            .text("matched"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(lead.code)
        sink.put(number)
        sink.put(rule)
        sink.put(group)
        sink.put(weight)
        sink.put(points)
        sink.put(timesMax)
        sink.put(cap)
        let (halfLife, lifetime): (Int64?, Int64?) =
            switch decay {
            case .none: (nil, nil)
            case .halfLife(let seconds): (seconds, nil)
            case .linear(let seconds): (nil, seconds)
            }
        sink.put(halfLife)
        sink.put(lifetime)
        sink.put(configuration)
        sink.put(evidence.code)
        sink.put(at.microseconds)
        sink.put(matched)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            lead: try source.eventID(), number: try source.integer(), rule: try source.text(),
            group: try source.text(), weight: try source.integer(), points: try source.integer(),
            timesMax: try source.integer(), cap: try source.optionalInteger(), decay: try source.decay(),
            configuration: try source.integer(), evidence: try source.eventID(), at: try source.timestamp(),
            matched: try source.text())
    }
}

extension RowSource {
    fileprivate mutating func decay() throws(StorageError) -> Decay {
        let halfLife = try optionalInteger()
        let lifetime = try optionalInteger()
        if let halfLife { return .halfLife(seconds: halfLife) }
        return lifetime.map { .linear(seconds: $0) } ?? .none
    }
}

extension Assignment: StateRow {
    /// By lead and number. Past: who has the lead stands with it.
    public static let table = StateTable(
        past: "assignments", key: 2, group: "lead",
        [
            .integer("lead"), .integer("number"), .text("rep").optional, .integer("configuration"),
            .integer("cause"), .integer("at"), .text("reason"), .text("pool").optional, .text("candidates"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(lead.code)
        sink.put(number)
        sink.put(rep)
        sink.put(configuration)
        sink.put(cause.code)
        sink.put(at.microseconds)
        sink.put(reason.rawValue)
        sink.put(pool)
        sink.put(FieldText(candidates).text)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            lead: try source.eventID(), number: try source.integer(), rep: try source.optionalText(),
            configuration: try source.integer(), cause: try source.eventID(), at: try source.timestamp(),
            reason: try source.word(AssignmentReason.self), pool: try source.optionalText(),
            candidates: try FieldText(text: source.text()).candidates())
    }
}

extension WaitingLead: StateRow {
    /// By lead.
    public static let table = StateTable(
        "waiting", key: 1, [.integer("lead"), .integer("since"), .integer("priority"), .text("profile")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(lead.code)
        sink.put(since.code)
        sink.put(priority)
        sink.put(profile)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            lead: try source.eventID(), since: try source.eventID(), priority: try source.integer(),
            profile: try source.text())
    }
}
