import Domain
import Testing

@testable import Settings

@Suite("The attendance in a configuration")
struct AttendanceReaderTests {
    private static let rest = """
        workspace: {name: main, time_zone: UTC, currency: IDR, languages: [id], region: ID}
        channels: {}
        scoring:
          thresholds: {marketing_qualified: 10, sales_qualified: 30}
          groups: {fit: {}}
          rules: [{id: a, group: fit, points: 30, when: {known: name}}]
        routing:
          reps: [{id: ani, name: Ani, capacity: 10}]

        """

    private func parse(_ section: String) -> Checked<WorkspaceSettings> {
        WorkspaceSettings.parse(text: Self.rest + section, file: "corong.yaml")
    }

    @Test("may be left out: no sites, and places are kept for a month")
    func absent() {
        #expect(parse("").value?.attendance == AttendanceRules())
        #expect(parse("attendance: {}").value?.attendance.keepDays == 30)
    }

    @Test("names sites with their radius, how long places are kept, and what reps agree to")
    func everything() throws {
        let section = """
            attendance:
              sites:
                - {id: office, name: Kantor Jakarta, latitude: -6.1753924, longitude: 106.8271528, radius: 200m}
                - {id: depot, latitude: 0.5, longitude: "-180"}
              keep_days: 14
              speed_max: 250 km/h
              consent: {id: Saya setuju., en: I agree.}
            """
        let rules = try #require(parse(section).value).attendance
        #expect(rules.sites.map(\.name) == ["Kantor Jakarta", "depot"])
        #expect(rules.sites.map(\.place.description) == ["-6.175392,106.827153", "0.500000,-180.000000"])
        #expect(rules.sites.map(\.radiusMetres) == [200, 150])
        #expect(rules.keepDays == 14 && rules.speedMax == 250)
        #expect(rules.consent == ["id": "Saya setuju.", "en": "I agree."])
    }

    @Test(
        "says what is wrong",
        arguments: [
            ("{sites: [{id: a, latitude: 91, longitude: 1}]}", "expected degrees from -90 to 90"),
            ("{sites: [{id: a, latitude: nan, longitude: 1}]}", "expected degrees"),
            ("{sites: [{id: a, latitude: 1}]}", "longitude"),
            ("{sites: [{id: a, latitude: 1, longitude: 1, radius: 5m}]}", "expected 10 to 50000 m"),
            ("{sites: [{id: a, latitude: 1, longitude: 1, radius: 1 km}]}", "expected 10 to 50000 m"),
            (
                "{sites: [{id: a, latitude: 1, longitude: 1}, {id: a, latitude: 2, longitude: 1}]}",
                "site `a` stands here again"
            ),
            ("{sites: [{id: A B, latitude: 1, longitude: 1}]}", "the site's id"),
            ("{keep_days: 0}", "expected a whole number from 1"),
            ("{consent: {Indonesian: ya}}", "ISO 639"), ("{site: []}", "Did you mean `sites`?"),
        ])
    func findings(section: String, message: String) {
        let diagnostics = parse("attendance: " + section).diagnostics
        #expect(diagnostics.contains { $0.message.contains(message) }, "\(diagnostics)")
        #expect(parse("attendance: " + section).value == nil)
    }
}
