import Domain
import Testing

@testable import Settings

@Suite("Response times in a configuration")
struct TargetsReaderTests {
    private static let rest = """
        workspace: {name: main, time_zone: Asia/Jakarta, currency: IDR, languages: [id], region: ID}
        channels: {whatsapp: {}}
        scoring:
          thresholds: {marketing_qualified: 10, sales_qualified: 30}
          groups: {fit: {}}
          rules: [{id: a, group: fit, points: 30, when: {known: name}}]
        routing:
          reps: [{id: ani, name: Ani, capacity: 10}]
        calendars:
          office: {hours: {days: mon-fri, from: "09:00", to: "17:00"}}
          night: {hours: {days: [fri, sat], from: "22:00", to: "02:00"}}

        """

    private func parse(_ part: String) -> Checked<WorkspaceSettings> {
        WorkspaceSettings.parse(text: Self.rest + part, file: "corong.yaml")
    }

    @Test("there may be none")
    func absent() {
        #expect(parse("").value?.targets == nil)
    }

    @Test(
        "are read in working time: a day is a day of work, a week one of work",
        arguments: [
            ("{calendar: office, first_response: 30m, follow_up: 2d}", 1800, 57_600),
            ("{calendar: office, first_response: 90s, follow_up: 1w}", 90, 144_000),
            ("{first_response: 8h, follow_up: 2d}", 28_800, 172_800),
            // Two evenings, of which the second day goes on until Sunday: eight hours on three days.
            ("{calendar: night, first_response: 1h, follow_up: 3 d}", 3600, 28_800),
        ] as [(String, Int64, Int64)])
    func values(_ text: String, _ first: Int64, _ followUp: Int64) throws {
        let checked = parse("sla: \(text)\n")
        #expect(checked.diagnostics.isEmpty)
        let targets = try #require(checked.value?.targets)
        #expect(targets.firstResponseSeconds == first && targets.followUpSeconds == followUp)
        #expect(targets.calendar.zone.name == "Asia/Jakarta")
    }

    @Test("one of the two is enough")
    func one() throws {
        let targets = try #require(parse("sla: {follow_up: 1h}").value?.targets)
        #expect(targets.firstResponseSeconds == nil && targets.seconds(.followUp) == 3600)
        #expect(targets.calendar.isAlwaysOpen)
    }

    @Test(
        "what is wrong is said",
        arguments: [
            ("{calendar: ofice, follow_up: 1d}", "there is no calendar `ofice`"),
            ("{first_response: 30}", "error: `first_response`: expected a duration like 90s, 5m, 24h or 7d, got 30"),
            ("{first_response: 0m}", "error: `first_response`: expected 1m to 92d, got 0m"),
            ("{calendar: office, follow_up: 93d}", "error: `follow_up`: expected 1m to 92d, got 93d"),
            ("{calendar: office, follow_up: -2d}", "error: `follow_up`: expected a duration"),
            ("{calendar: office}", "warning: `sla` sets no target"),
            ("{first_reponse: 5m}", "Did you mean `first_response`?"),
        ])
    func findings(_ text: String, _ expected: String) {
        let lines = lines(parse("sla: \(text)\n").diagnostics)
        #expect(lines.contains { $0.contains(expected) }, "\(lines)")
    }
}
