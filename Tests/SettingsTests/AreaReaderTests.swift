import Domain
import Testing

@testable import Settings

@Suite("Areas in a configuration")
struct AreaReaderTests {
    private func parse(_ area: String) -> Checked<WorkspaceSettings> {
        let text = """
            workspace: {name: main, time_zone: UTC, currency: IDR, languages: [id], region: ID}
            channels: {whatsapp: {}}
            scoring:
              thresholds: {marketing_qualified: 10, sales_qualified: 30}
              groups: {fit: {}}
              rules: [{id: a, group: fit, points: 30, when: {known: name}}]
            routing:
              reps: [{id: ani, name: Ani, capacity: 10}]
              areas: [{id: bali, \(area)}]
            """
        return WorkspaceSettings.parse(text: text, file: "corong.yaml")
    }

    @Test(
        "have a site, in metres or kilometres, with numbers or without",
        arguments: [("60km", 60_000), ("60 km", 60_000), ("750m", 750), ("750", 750)] as [(String, Int64)])
    func site(_ radius: String, _ metres: Int64) throws {
        let site = "site: {latitude: -8.65, longitude: 115.21, radius: \(radius)}"
        let circle = Circle(
            middle: try #require(Place(latitude: -8.65, longitude: 115.21)), radiusMetres: metres)
        #expect(parse(site).diagnostics.isEmpty)
        #expect(parse(site).value?.routing.areas == [Area(id: "bali", site: circle)])
        let both = parse(site + ", phone_prefix: \"+62361\"").value?.routing.areas
        #expect(both == [Area(id: "bali", phonePrefixes: ["+62361"], site: circle)])
    }

    @Test(
        "are told what is wrong with them, at its place",
        arguments: [
            (
                "site: {latitude: -98.65, longitude: 115.21, radius: 60km}",
                "9:39: error: `latitude`: expected degrees from"
            ),
            ("site: {longitude: 115.21, radius: 60km}", "9:28: error: an area's site needs the field `latitude`"),
            ("site: {latitude: -8.65, longitude: 115.21}", "9:28: error: an area's site needs the field `radius`"),
            (
                "site: {latitude: 1, longitude: 1, radius: 60mi}",
                "9:64: error: `radius`: expected 100 to 1000000 m such as 60km, got 60mi"
            ),
            ("site: {latitude: 1, longitude: 1, radius: 10m}", "`radius`: expected 100 to 1000000 m"),
            ("site: {latitude: 1, longitude: 1, radius: 9999999999999999999km}", "`radius`: expected 100 to"),
            ("site: {latitude: 1, longitude: 1, radius: 9223372036854775807km}", "`radius`: expected 100 to"),
            ("site: {lat: 1, longitude: 1, radius: 1km}", "`lat` is not a field of an area's site"),
            ("site: Denpasar", "9:28: error: expected the fields of an area's site"),
            (
                "phone_prefix: []",
                "9:16: error: an area is told by numbers or by places; give it `phone_prefix`, `site`"
            ),
        ])
    func errors(_ area: String, _ expected: String) {
        let checked = parse(area)
        #expect(checked.value == nil)
        #expect(lines(checked.diagnostics).contains { $0.contains(expected) }, "\(lines(checked.diagnostics))")
    }
}
