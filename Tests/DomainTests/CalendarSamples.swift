import Domain
import TestSupport

/// Zones and random calendars for tests of working time.
enum CalendarSamples {
    static let jakarta = fixed("Asia/Jakarta", hours: 7)
    static let makassar = fixed("Asia/Makassar", hours: 8)
    static let jayapura = fixed("Asia/Jayapura", hours: 9)
    static let berlin = zone(
        "Europe/Berlin",
        [
            ("2025-10-26T01:00:00Z", 3600), ("2026-03-29T01:00:00Z", 7200), ("2026-10-25T01:00:00Z", 3600),
            ("2027-03-28T01:00:00Z", 7200),
        ])
    /// Clocks that skip midnight, go back over it, and once jump over a whole day.
    static let restless = zone(
        "Test/Restless",
        [
            ("2025-12-01T00:00:00Z", -10_800), ("2026-03-15T03:00:00Z", -7200), ("2026-05-10T02:00:00Z", -10_800),
            ("2026-08-20T10:00:00Z", 75_600), ("2026-10-04T00:00:00Z", 77_400),
        ])
    static let zones = [jakarta, makassar, jayapura, berlin, restless, .utc]

    static let weekdays: Set<Weekday> = [.mon, .tue, .wed, .thu, .fri]

    static func fixed(_ name: String, hours: Int64) -> Zone {
        Zone(name: name, spans: [.init(start: .epoch, offsetSeconds: hours * 3600)])
    }

    static func zone(_ name: String, _ spans: [(String, Int64)]) -> Zone {
        Zone(name: name, spans: spans.map { .init(start: time($0.0), offsetSeconds: $0.1) })
    }

    static func time(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? .epoch }

    static func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(daysSinceEpoch: 0) }

    /// Some minute of the year 2026, mostly within some weeks of it.
    static func moment(_ random: inout SplitMix64) -> Timestamp {
        time("2026-03-01T00:00:00Z").adding(seconds: .random(in: 0..<300 * 1440, using: &random) * 60)
    }

    /// The parts of a calendar, so that tests can put them together in another way.
    struct Parts {
        var zone: Zone
        var hours: [Hours]
        var closed: [CivilDate]
        var absences: [Range<Timestamp>]

        var calendar: WorkingCalendar {
            WorkingCalendar(zone: zone, hours: hours, closed: closed, absences: absences)
        }

        init(_ random: inout SplitMix64) {
            zone = zones.randomElement(using: &random) ?? .utc
            hours = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let from = Int64.random(in: 0...1440, using: &random)
                let to = Int64.random(in: 0...1440, using: &random)
                let days = Weekday.allCases.filter { _ in .random(using: &random) }
                return Hours(from: from, to: to, days: Set(days.isEmpty ? [.mon] : days))
            }
            closed = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                CivilDate(
                    daysSinceEpoch: day("2026-03-01").daysSinceEpoch + .random(in: 0...300, using: &random))
            }
            absences = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                let start = moment(&random)
                return start..<start.adding(seconds: .random(in: 0...20_000, using: &random) * 60)
            }
        }

        /// The definition, word by word.
        func isOpen(_ time: Timestamp) -> Bool {
            hours.contains { $0.contain(time, in: zone) } && !closed.contains(zone.day(of: time))
                && !absences.contains { $0.contains(time) }
        }
    }
}
