import Domain
import TestSupport
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "read RFC 3339 and its relatives",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2024-06-10T13:45:00+07:00", 1_718_001_900_000_000),
            ("2024-06-10 06:45:00z", 1_718_001_900_000_000), ("2024-06-10T06:45:00.123456789Z", 1_718_001_900_123_456),
            ("2024-06-10T02:15:00-0430", 1_718_001_900_000_000), ("1969-12-31T23:59:59.5Z", -500_000),
            ("2024-02-29T00:00:00+07", 1_709_139_600_000_000),
        ] as [(String, Int64)])
    func reads(_ text: String, _ expected: Int64) {
        #expect(Timestamp(rfc3339: text)?.microseconds == expected)
    }

    @Test(
        "refuse what is no time",
        arguments: [
            "", "2024-06-10", "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2024-06-10T24:00:00Z",
            "2024-06-10T06:45:00",
            "2024-06-10T06:45:00+7", "2024-06-10T06:45:00Zx", "TIMESTAMP", "２024-06-10T06:45:00Z",
        ])
    func refuses(_ text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(
        "read counts since the epoch by unit",
        arguments: [
            ("1697043223", .seconds, 1_697_043_223_000_000), ("1697043223123", .milliseconds, 1_697_043_223_123_000),
            ("1697043223", .auto, 1_697_043_223_000_000), ("1697043223123", .auto, 1_697_043_223_123_000),
            ("1718000000.000200", .seconds, 1_718_000_000_000_200),
        ] as [(String, EpochUnit, Int64)])
    func readsEpoch(_ text: String, _ unit: EpochUnit, _ expected: Int64) {
        #expect(Timestamp(epoch: text, unit: unit)?.microseconds == expected)
    }

    @Test(
        "refuse counts that are none or lie beyond the calendar",
        arguments: ["", "TIMESTAMP", "-1", "1e9", "999999999999999999", "12345678901234567890"])
    func refusesEpoch(_ text: String) {
        #expect(Timestamp(epoch: text, unit: .seconds) == nil)
    }

    @Test("write what they read", arguments: UInt64(1)...200)
    func roundTrip(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let time = Timestamp(
            microseconds: Int64.random(in: -62_000_000_000_000_000...253_000_000_000_000_000, using: &random))
        #expect(Timestamp(rfc3339: time.description) == time)
    }

    @Test("saturate instead of overflowing")
    func saturates() {
        #expect(Timestamp(microseconds: .max - 1).adding(seconds: 1).microseconds == .max)
        #expect(Timestamp(microseconds: 0).adding(seconds: .min).microseconds == .min)
        #expect(Timestamp(seconds: .max) == nil)
        #expect(Timestamp(microseconds: .min).description.hasSuffix("Z"))
        #expect(Timestamp(microseconds: .max).description.hasSuffix("Z"))
    }
}

@Suite("Days in a zone")
struct ZoneTests {
    let jakarta = Zone(name: "Asia/Jakarta", spans: [Zone.Span(start: .epoch, offsetSeconds: 7 * 3600)])

    @Test("begin at local midnight")
    func localMidnight() throws {
        let before = try #require(Timestamp(rfc3339: "2024-06-09T16:59:59Z"))
        let after = try #require(Timestamp(rfc3339: "2024-06-09T17:00:00Z"))
        #expect(jakarta.day(of: before).description == "2024-06-09")
        #expect(jakarta.day(of: after).description == "2024-06-10")
        #expect(jakarta.start(of: jakarta.day(of: after)) == after)
    }

    @Test("are shorter and longer where clocks change")
    func daylightSaving() throws {
        let spring = try #require(Timestamp(rfc3339: "2024-03-31T01:00:00Z"))
        let autumn = try #require(Timestamp(rfc3339: "2024-10-27T01:00:00Z"))
        let berlin = Zone(
            name: "Europe/Berlin",
            spans: [
                Zone.Span(start: .epoch, offsetSeconds: 3600), Zone.Span(start: spring, offsetSeconds: 7200),
                Zone.Span(start: autumn, offsetSeconds: 3600),
            ])
        let hours = { (day: String) throws -> Int64 in
            let date = try #require(CivilDate(day))
            let next = CivilDate(daysSinceEpoch: date.daysSinceEpoch + 1)
            return (berlin.start(of: next).seconds - berlin.start(of: date).seconds) / 3600
        }
        #expect(try hours("2024-03-30") == 24)
        #expect(try hours("2024-03-31") == 23)
        #expect(try hours("2024-10-27") == 25)
    }

    @Test("begin with the jump where clocks skip midnight, and last an hour more where they show it twice")
    func skippedMidnight() throws {
        let day = try #require(CivilDate("2018-11-04"))
        let zone = Zone(
            name: "America/Sao_Paulo",
            spans: [
                Zone.Span(start: .epoch, offsetSeconds: -10_800),
                Zone.Span(start: try #require(Timestamp(rfc3339: "2018-11-04T03:00:00Z")), offsetSeconds: -7200),
                Zone.Span(start: try #require(Timestamp(rfc3339: "2019-02-17T02:00:00Z")), offsetSeconds: -10_800),
            ])
        #expect(zone.start(of: day).description == "2018-11-04T03:00:00Z")
        #expect(zone.end(of: day).description == "2018-11-05T01:59:59.999999Z")
        #expect(zone.start(of: try #require(CivilDate("2019-02-17"))).description == "2019-02-17T03:00:00Z")
    }

    @Test("have every date of four centuries once")
    func dates() throws {
        var day = try #require(CivilDate("1900-01-01"))
        let end = try #require(CivilDate("2300-01-01"))
        while day < end {
            let (year, month, dayOfMonth) = day.parts
            #expect(CivilDate(year: year, month: month, day: dayOfMonth) == day)
            day = CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1)
        }
        #expect(CivilDate("2023-02-29") == nil)
        #expect(CivilDate("1900-02-29") == nil)
        #expect(CivilDate("2000-02-29") != nil)
    }
}
