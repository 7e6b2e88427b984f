import Domain

/// Reads the part `calendars`: when the business works, by name.
struct CalendarReader {
    static let calendarsMax = 200
    static let hoursMax = 100
    static let daysMax = 2000

    let findings: Findings
    let zones: ZoneShelf
    /// Holidays are lists.
    let holidays: HolidayReader
    /// The workspace's, for calendars that name none.
    let zone: Zone

    /// The calendars by name.
    func calendars(from root: inout Fields) -> [String: WorkingCalendar] {
        let members = root.members("calendars")
        if members.count > Self.calendarsMax {
            root.error(at: "calendars", "at most \(Self.calendarsMax) calendars, got \(members.count)")
        }
        var calendars: [String: WorkingCalendar] = [:]
        for member in members.prefix(Self.calendarsMax)
        where findings.isName(member.key, at: member.keyPlace, "the calendar's name") {
            calendars[member.key] = calendar(member.value, named: member.key)
        }
        return calendars
    }

    private func calendar(_ node: YAMLNode, named name: String) -> WorkingCalendar {
        guard var fields = Fields(node, of: "calendar `\(name)`", in: findings) else { return .always(in: zone) }
        let zone = fields.optionalString("time_zone").flatMap { zones.zone(named: $0, in: fields) } ?? zone
        let hours = hours(from: &fields)
        let days = closedDays(from: &fields)
        fields.finish()
        return WorkingCalendar(zone: zone, hours: hours ?? [.always], closed: days)
    }

    /// One mapping of hours, or a list of them; nil where the field is absent.
    func hours(from fields: inout Fields) -> [Hours]? {
        guard let node = fields.node("hours") else { return nil }
        let nodes = node.elements ?? [node]
        if nodes.isEmpty { fields.error(at: "hours", "`hours` is empty; name some, or remove it for always") }
        if nodes.count > Self.hoursMax {
            fields.error(at: "hours", "`hours`: at most \(Self.hoursMax) entries, got \(nodes.count)")
        }
        let reader = HoursReader(findings: findings)
        return nodes.prefix(Self.hoursMax).compactMap { reader.hours($0) }
    }

    /// The days of the lists under `holidays` and those under `closed`, without those under `open`.
    private func closedDays(from fields: inout Fields) -> Set<CivilDate> {
        let lists = fields.texts("holidays").map { name, place in
            (name: name, place: place, days: holidays.days(of: name, at: place))
        }
        let closed = dates("closed", from: &fields)
        let open = dates("open", from: &fields)
        let days = Set(lists.flatMap(\.days) + closed.map(\.date))
        for (date, place) in open where !days.contains(date) {
            findings.warning(at: place, "`open`: \(date) is no holiday and not closed, so this changes nothing")
        }
        warn(lists, yearMax: days.map(\.parts.year).max() ?? 0)
        return days.subtracting(open.map(\.date))
    }

    /// A list that was not carried on says that nobody is free in a year that others know of.
    private func warn(
        _ lists: [(name: String, place: YAMLNode.Place, days: [CivilDate])], yearMax: Int64
    ) {
        for list in lists {
            guard let year = list.days.max()?.parts.year, year < yearMax else { continue }
            findings.warning(
                at: list.place,
                "`holidays`: the list `\(list.name)` ends with \(year), but this calendar knows days of \(yearMax); add those years to the list"
            )
        }
    }

    private func dates(_ name: String, from fields: inout Fields) -> [(date: CivilDate, place: YAMLNode.Place)] {
        let texts = fields.texts(name)
        if texts.count > Self.daysMax {
            fields.error(at: name, "`\(name)`: at most \(Self.daysMax) dates, got \(texts.count)")
        }
        return texts.prefix(Self.daysMax).compactMap { text, place in
            if let date = CivilDate(text) { return (date, place) }
            findings.error(at: place, "`\(name)`: expected dates like 2026-12-24, got \"\(shortened(text))\"")
            return nil
        }
    }
}
