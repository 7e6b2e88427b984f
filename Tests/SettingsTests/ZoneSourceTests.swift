import Domain
import Settings
import Testing

@Suite("Zones come with every change of offset from 2000 up to 2040")
struct ZoneSourceTests {
    @Test("Jakarta has one offset")
    func jakarta() throws {
        let zone = try #require(ZoneSource.system.zone("Asia/Jakarta"))
        #expect(zone.spans.map(\.start.description) == ["2000-01-01T00:00:00Z"])
        #expect(zone.spans.map(\.offsetSeconds) == [25_200])
    }

    @Test("Berlin changes twice a year, to the second")
    func berlin() throws {
        let zone = try #require(ZoneSource.system.zone("Europe/Berlin"))
        #expect(zone.spans.count == 81)
        let year = zone.spans.filter { $0.start.description.hasPrefix("2026") }
        #expect(year.map(\.start.description) == ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"])
        #expect(year.map(\.offsetSeconds) == [7200, 3600])
    }

    @Test(
        "what is not in the database is no zone",
        arguments: ["", "WIB", "GMT+7", "Asia/Jakartaa", "../etc/passwd"])
    func unknown(_ name: String) {
        #expect(ZoneSource.system.zone(name) == nil)
    }

    @Test("a recorded zone is the only one its source knows")
    func recorded() {
        let source = ZoneSource.recorded([.utc])
        #expect(source.zone("UTC") == .utc)
        #expect(source.zone("Asia/Jakarta") == nil)
        #expect(source.names() == ["UTC"])
    }
}
