import Domain
import Testing

@testable import Settings

@Suite("Calendars in a configuration")
struct CalendarReaderTests {
    private static let rest = """
        workspace: {name: main, time_zone: Asia/Jakarta, currency: IDR, languages: [id], region: ID}
        channels: {whatsapp: {}}
        scoring:
          thresholds: {marketing_qualified: 10, sales_qualified: 30}
          groups: {fit: {}}
          rules: [{id: a, group: fit, points: 30, when: {known: name}}]
        routing:
          reps: [{id: ani, name: Ani, capacity: 10}]

        """
    private static let lists = [
        "holidays": "# Indonesia\n2026-08-17 Proklamasi Kemerdekaan\n2027-01-01 Tahun Baru\n",
        "joint": "2026-12-24 Natal\n",
        "broken": "2026-12-24 Natal\n24 December\n",
    ]

    private func parse(_ section: String) -> Checked<WorkspaceSettings> {
        WorkspaceSettings.parse(text: Self.rest + section, file: "corong.yaml", lists: Self.lists)
    }

    private func office(_ text: String) throws -> WorkingCalendar {
        let checked = parse("calendars:\n  office: \(text)\n")
        #expect(checked.diagnostics.isEmpty)
        return try #require(checked.value?.calendars["office"])
    }

    private func time(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? .epoch }

    @Test("there may be none, and one that says nothing is always open")
    func absent() throws {
        #expect(parse("").value?.calendars.isEmpty == true)
        #expect(try office("{}").isAlwaysOpen)
    }

    @Test("hours, zone, lists of holidays and single days make a calendar")
    func everything() throws {
        let checked = parse(
            """
            calendars:
              office:
                time_zone: Asia/Makassar
                hours: [{days: [mon-fri], from: "09:00", to: "17:00"}, {days: sat, from: "09:00", to: "13:00"}]
                holidays: holidays
                closed: [2026-11-20]
                open: 2026-08-17
            """)
        #expect(checked.diagnostics.isEmpty)
        let settings = try #require(checked.value)
        let office = try #require(settings.calendars["office"])
        #expect(office.zone.name == "Asia/Makassar")
        #expect(office.hours.count == 2)
        #expect(office.closed.map(\.description) == ["2026-11-20", "2027-01-01"])
        #expect(office.opening(notBefore: time("2026-11-19T17:00:00+08:00")) == time("2026-11-21T09:00:00+08:00"))
        #expect(settings.lists["holidays"] != nil, "it becomes part of the configuration in the ledger")
        #expect(settings.otherZones.map(\.name) == ["Asia/Makassar"])
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            ("{hours: [{from: \"09:00\", to: \"09:00\"}]}", "10:20: error: `hours`: `from` and `to` are the same"),
            ("{hours: []}", "error: `hours` is empty"),
            (
                "{time_zone: WITA}",
                "error: `time_zone`: expected a name of the tz database like Asia/Jakarta, got \"WITA\""
            ),
            ("{time_zone: WITA}", "Did you mean `Asia/Makassar`?"),
            ("{holidays: [holiday]}", "Did you mean `holidays`?"),
            ("{holidays: [broken]}", "error: list `broken`, line 2: expected a date and a name"),
            ("{closed: [24-12-2026]}", "error: `closed`: expected dates like 2026-12-24, got \"24-12-2026\""),
            ("{open: [2026-12-25]}", "warning: `open`: 2026-12-25 is no holiday and not closed"),
            (
                "{holidays: [holidays, joint]}",
                "warning: `holidays`: the list `joint` ends with 2026, but this calendar knows days of 2027"
            ),
            ("{hour: []}", "Did you mean `hours`?"),
        ])
    func findings(_ text: String, _ expected: String) {
        let lines = lines(parse("calendars:\n  office: \(text)\n").diagnostics)
        #expect(lines.contains { $0.contains(expected) }, "\(lines)")
    }

    @Test("a list without the days of next year is pointed at two months before it begins")
    func nextYear() throws {
        let settings = try #require(parse("calendars: {office: {holidays: [holidays, joint]}}").value)
        func remarks(_ day: String) throws -> [String] {
            settings.remarks(on: try #require(CivilDate(day)), file: "corong.yaml").map(\.message)
        }
        #expect(try remarks("2026-11-01").isEmpty)
        #expect(
            try remarks("2026-11-02")
                == ["the list `joint` ends with 2026, so no day of 2027 is a holiday; add its days to the list"])
        #expect(try remarks("2027-11-02").count == 2)
    }

    // MARK: Somebody's own

    /// Reads the fields of somebody who can name the calendar `office`.
    private func personal(_ text: String, default fallback: String? = nil) -> (WorkingCalendar?, [String]) {
        let findings = Findings(file: "corong.yaml")
        let document = YAMLDocument.parse(
            "calendars: {office: {hours: {days: mon-fri, from: \"09:00\", to: \"17:00\"}, closed: 2026-12-25}}\n"
                + "rep: \(text)", file: "corong.yaml")
        guard let root = document.value, var fields = Fields(root, of: "the text", in: findings),
            let zone = ZoneSource.system.zone("Asia/Jakarta")
        else { return (nil, ["no text"]) }
        let reader = CalendarReader(
            findings: findings, zones: ZoneShelf(.system),
            holidays: HolidayReader(findings: findings, shelf: ListShelf([:])), zone: zone)
        let own = PersonalCalendarReader(reader: reader, calendars: reader.calendars(from: &fields))
        guard var rep = fields.fields("rep", of: "a rep") else { return (nil, ["no rep"]) }
        let calendar = own.calendar(from: &rep, default: fallback.flatMap { own.calendars[$0] })
        rep.finish()
        return (calendar, lines(findings.sorted))
    }

    @Test("who says nothing always works, or as the default says")
    func silent() {
        #expect(personal("{}").0?.isAlwaysOpen == true)
        #expect(personal("{}", default: "office").0?.hours.first?.from == 540)
    }

    @Test("a zone keeps the calendar's hours and holidays on other clocks; hours replace hours")
    func zone() throws {
        let wita = try #require(personal("{calendar: office, time_zone: Asia/Makassar}").0)
        #expect(wita.opening(notBefore: time("2026-11-24T00:00:00Z")) == time("2026-11-24T01:00:00Z"))
        #expect(wita.closed.count == 1)
        let late = try #require(
            personal("{calendar: office, hours: [{from: \"13:00\", to: \"21:00\", days: [mon-sat]}]}").0)
        #expect(late.opening(notBefore: time("2026-11-24T00:00:00+07:00")) == time("2026-11-24T13:00:00+07:00"))
        #expect(late.closed.count == 1)
    }

    @Test("leave is whole days of one's own clocks, the last one included, or times")
    func leave() throws {
        let days = try #require(
            personal("{calendar: office, time_zone: Asia/Makassar, leave: [{from: 2026-12-01, to: 2026-12-07}]}").0)
        #expect(days.absences == [time("2026-12-01T00:00:00+08:00")..<time("2026-12-08T00:00:00+08:00")])
        #expect(days.opening(notBefore: time("2026-12-01T09:00:00+08:00")) == time("2026-12-08T09:00:00+08:00"))
        let hours = try #require(
            personal("{leave: [{from: 2026-12-01T13:00, to: \"2026-12-01T10:00:00Z\"}]}").0)
        #expect(hours.absences == [time("2026-12-01T13:00:00+07:00")..<time("2026-12-01T17:00:00+07:00")])
    }

    @Test(
        "mistakes in somebody's own time are said",
        arguments: [
            (
                "{calendar: ofice}",
                "there is no calendar `ofice`; define it under `calendars` at the top. Did you mean `office`?"
            ),
            ("{leave: [{from: 2026-12-07, to: 2026-12-01}]}", "`to`: expected a day or time after `from`"),
            ("{leave: [{from: 2026-12-07}]}", "a leave needs the field `to`"),
            ("{leave: [{from: Monday, to: 2026-12-01}]}", "`from`: expected a day like 2026-12-01 or a time"),
        ])
    func personalFindings(_ text: String, _ expected: String) {
        let lines = personal(text).1
        #expect(lines.contains { $0.contains(expected) }, "\(lines)")
    }
}
