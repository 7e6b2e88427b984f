public import Domain

extension RepState: StateRow {
    /// By rep.
    public static let table = StateTable(
        "rep_states", key: 1,
        [
            .text("rep"), .integer("open_leads"), .integer("on_duty_since").optional,
            .integer("duty_changed_at").optional, .integer("seen_at").optional, .text("site").optional,
            .integer("consents_to_position"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(rep)
        sink.put(open)
        sink.put(onDutySince?.microseconds)
        sink.put(dutyChangedAt?.microseconds)
        sink.put(seenAt?.microseconds)
        sink.put(site)
        sink.put(consentsToPosition ? 1 : 0)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            rep: try source.text(), open: try source.integer(), onDutySince: try source.optionalTimestamp(),
            dutyChangedAt: try source.optionalTimestamp(), seenAt: try source.optionalTimestamp(),
            site: try source.optionalText(), consentsToPosition: try source.integer() != 0)
    }
}

extension RepTurn: StateRow {
    /// By rep. Past: whose turn it is follows from who got what before.
    public static let table = StateTable(
        past: "rep_turns", key: 1, [.text("rep"), .integer("handicap"), .integer("is_away"), .integer("turn")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(rep)
        sink.put(handicap)
        sink.put(isAway ? 1 : 0)
        sink.put(turn)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        self.init(
            rep: try source.text(), handicap: try source.integer(), isAway: try source.integer() != 0,
            turn: try source.integer())
    }
}

extension LeadTimer: StateRow {
    /// By kind and lead. Past: what a lead waits for stands with it; this is only when to look.
    public static let table = StateTable(
        past: "timers", key: 2, [.integer("kind"), .integer("lead"), .integer("due")])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(key.kind.rawValue)
        sink.put(key.lead.code)
        sink.put(due.microseconds)
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let kind = try source.code(LeadTimer.Kind.init(rawValue:))
        self.init(Key(kind: kind, lead: try source.eventID()), due: try source.timestamp())
    }
}

extension AttendanceRecord: StateRow {
    /// By rep and entry. Past.
    public static let table = StateTable(
        past: "attendance", key: 2, group: "lead",
        [
            .text("rep"), .integer("position"), .integer("kind"), .integer("lead").optional,
            .integer("done_at").optional, .integer("at"), .text("source").optional, .integer("accuracy").optional,
            .text("site").optional, .integer("distance").optional, .text("hints"),
        ])

    /// Gives one value for each column, in order.
    public func encode(into sink: inout some RowSink) {
        sink.put(report.rep)
        sink.put(position)
        sink.put(report.kind.code)
        sink.put(report.lead?.code)
        sink.put(report.doneAt?.microseconds)
        sink.put(at.microseconds)
        sink.put(report.mark?.source)
        sink.put(report.mark?.accuracyMetres)
        sink.put(report.mark?.site)
        sink.put(report.mark?.distanceMetres)
        sink.put((report.mark?.hints ?? []).map(\.rawValue).joined(separator: " "))
    }

    /// Takes one value from each column, in order.
    public init(from source: inout some RowSource) throws(StorageError) {
        let rep = try source.text()
        let position = try source.integer()
        var report = PresenceReport(
            rep: rep, kind: try source.code(PresenceReport.Kind.init(code:)), lead: try source.optionalEventID(),
            doneAt: try source.optionalTimestamp())
        let at = try source.timestamp()
        let told = try source.optionalText()
        let (accuracy, site) = (try source.optionalInteger(), try source.optionalText())
        let distance = try source.optionalInteger()
        let words = try source.text().split(separator: " ")
        let hints = words.compactMap { AttendanceMark.Hint(rawValue: String($0)) }
        guard hints.count == words.count else { throw .corrupt(detail: "hints of the attendance cannot be read") }
        report.mark = told.map {
            AttendanceMark(source: $0, accuracyMetres: accuracy, site: site, distanceMetres: distance, hints: hints)
        }
        self.init(position: position, report: report, at: at)
    }
}
