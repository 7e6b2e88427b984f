import Dashboard
import Domain

/// Days as people name them on the command line.
enum DayOptions {
    /// The days from one to another, which no longer counts; the last seven where nothing is said.
    static func range(from: String?, to: String?, in zone: Zone, until now: Timestamp) throws -> PeriodRange {
        let recent = PeriodRange(last: 7, until: now, zone: zone)
        let first = try from.map(day) ?? recent.first
        let end = try to.map(day) ?? recent.end
        guard let range = PeriodRange(first: first, end: end, zone: zone) else {
            throw CommandError(
                problem: "There is no such period",
                advice: "--from has to lie before --to, at most \(PeriodRange.daysMax) days")
        }
        return range
    }

    private static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else {
            throw CommandError(problem: "'\(text)' is no day", advice: "Write it as 2026-06-30")
        }
        return day
    }
}
