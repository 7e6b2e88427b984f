import Domain

/// Reads when somebody works, as part of what describes them: `calendar`, `time_zone`, `hours` and `leave`.
struct PersonalCalendarReader {
    static let leavesMax = 200

    /// Reads hours and zones.
    let reader: CalendarReader
    /// The part `calendars`.
    let calendars: [String: WorkingCalendar]

    /// What is said about somebody's time, put together.
    ///
    /// A calendar gives hours, holidays and clocks; `hours` and `time_zone` replace those of the calendar, leave is taken from what remains.
    ///
    /// - Parameter fallback: The calendar of who names none; nil: always.
    func calendar(from fields: inout Fields, default fallback: WorkingCalendar? = nil) -> WorkingCalendar {
        var calendar = named("calendar", from: &fields) ?? fallback ?? .always(in: reader.zone)
        let zone = fields.optionalString("time_zone").flatMap { reader.zones.zone(named: $0, in: fields) }
        let hours = reader.hours(from: &fields)
        if zone != nil || hours != nil { calendar = calendar.with(zone: zone, hours: hours) }
        let leaves = leaves(from: &fields, zone: calendar.zone)
        return leaves.isEmpty ? calendar : calendar.with(absences: leaves)
    }

    /// The calendar that a field names; nil where the field is absent, and after a finding.
    func named(_ name: String, from fields: inout Fields) -> WorkingCalendar? {
        guard let text = fields.optionalString(name) else { return nil }
        if let calendar = calendars[text] { return calendar }
        let names = calendars.keys.sorted()
        fields.error(
            at: name,
            "`\(name)`: there is no calendar `\(shortened(text))`; define it under `calendars` at the top."
                + suggestion(for: text, among: names))
        return nil
    }

    /// `[{from: 2026-12-01, to: 2026-12-07}]`: whole days, the last one included, or times.
    private func leaves(from fields: inout Fields, zone: Zone) -> [Range<Timestamp>] {
        let nodes = fields.nodes("leave")
        if nodes.count > Self.leavesMax {
            fields.error(at: "leave", "`leave`: at most \(Self.leavesMax) entries, got \(nodes.count)")
        }
        return nodes.prefix(Self.leavesMax).compactMap { node in
            guard var fields = Fields(node, of: "a leave", in: reader.findings) else { return nil }
            let from = moment("from", of: &fields, zone: zone, isEnd: false)
            let to = moment("to", of: &fields, zone: zone, isEnd: true)
            fields.finish()
            guard let from, let to else { return nil }
            guard from < to else {
                fields.error(at: "to", "`to`: expected a day or time after `from`")
                return nil
            }
            return from..<to
        }
    }

    /// A day (as an end: the first instant after it), a time with an offset, or one on the clocks of the zone.
    private func moment(_ name: String, of fields: inout Fields, zone: Zone, isEnd: Bool) -> Timestamp? {
        guard let text = fields.string(name) else { return nil }
        if let day = CivilDate(text) {
            return zone.start(of: isEnd ? CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1) : day)
        }
        if let time = Timestamp(rfc3339: text) { return time }
        if let local = Timestamp(rfc3339: text, assumingUTC: true) { return zone.first(showing: local.seconds) }
        fields.error(
            at: name,
            "`\(name)`: expected a day like 2026-12-01 or a time like 2026-12-01T13:00, got \"\(shortened(text))\"")
        return nil
    }
}
