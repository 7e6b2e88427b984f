import Domain
import TestSupport
import Testing

@Suite("Working calendars")
struct WorkingCalendarTests {
    /// Monday to Friday from nine to five, closed over Lebaran 2026.
    static func office(_ zone: Zone = CalendarSamples.jakarta, absences: [Range<Timestamp>] = []) -> WorkingCalendar {
        WorkingCalendar(
            zone: zone, hours: [Hours(from: 540, to: 1020, days: CalendarSamples.weekdays)], closed: lebaran,
            absences: absences)
    }

    /// Nyepi, the joint leave and both days of Idul Fitri: 18 to 24 March 2026.
    static let lebaran = (18...24).map { CalendarSamples.day("2026-03-\($0)") }

    private func time(_ text: String) -> Timestamp { CalendarSamples.time(text) }

    @Test("a message of Saturday 17:00 starts its clock on Monday at nine")
    func saturday() {
        let message = time("2026-11-21T17:00:00+07:00")
        #expect(Self.office().opening(notBefore: message) == time("2026-11-23T09:00:00+07:00"))
        #expect(Self.office().adding(workingSeconds: 1800, to: message) == time("2026-11-23T09:30:00+07:00"))
        #expect(
            Self.office().closedPeriod(at: message)
                == time("2026-11-20T17:00:00+07:00")..<time("2026-11-23T09:00:00+07:00"))
    }

    @Test("a message of the last minute before Lebaran has one minute that day, the rest after the holidays")
    func lebaranEve() {
        let message = time("2026-03-17T16:59:00+07:00")
        #expect(Self.office().isOpen(message))
        #expect(Self.office().closing(after: message) == time("2026-03-17T17:00:00+07:00"))
        #expect(Self.office().adding(workingSeconds: 60, to: message) == time("2026-03-17T17:00:00+07:00"))
        #expect(Self.office().adding(workingSeconds: 1800, to: message) == time("2026-03-25T09:29:00+07:00"))
        #expect(Self.office().workingSeconds(from: message, to: time("2026-03-25T09:29:00+07:00")) == 1800)
    }

    @Test("the shop of Makassar opens an hour before that of Jakarta, and that of Jayapura two")
    func zones() {
        let night = time("2026-11-24T00:00:00+07:00")
        let openings = [CalendarSamples.jakarta, CalendarSamples.makassar, CalendarSamples.jayapura].map {
            Self.office($0).opening(notBefore: night)
        }
        #expect(
            openings == [
                time("2026-11-24T02:00:00Z"), time("2026-11-24T01:00:00Z"), time("2026-11-24T00:00:00Z"),
            ])
        #expect(Self.office().with(zone: CalendarSamples.makassar) == Self.office(CalendarSamples.makassar))
    }

    @Test("joint leave is closed like a holiday, for who observes it")
    func jointLeave() {
        let joint = CalendarSamples.day("2026-12-24")
        let without = Self.office()
        let with = WorkingCalendar(zone: without.zone, hours: without.hours, closed: without.closed + [joint])
        let eve = time("2026-12-24T10:00:00+07:00")
        #expect(without.isOpen(eve))
        #expect(!with.isOpen(eve))
        #expect(with.workingSeconds(from: eve, to: eve.adding(seconds: 86_400)) == 3600)
    }

    @Test("somebody on leave for seven days is there again on the eighth")
    func leave() {
        let zone = CalendarSamples.jakarta
        let days = zone.start(of: CalendarSamples.day("2026-12-01"))..<zone.start(of: CalendarSamples.day("2026-12-08"))
        let calendar = Self.office(absences: [days])
        let first = time("2026-12-01T09:00:00+07:00")
        #expect(calendar.isOpen(time("2026-11-30T16:59:59+07:00")))
        #expect(!calendar.isOpen(first))
        #expect(!calendar.isOpen(time("2026-12-07T16:59:59+07:00")))
        #expect(calendar.opening(notBefore: first) == time("2026-12-08T09:00:00+07:00"))
        #expect(Self.office().workingSeconds(from: first, to: days.upperBound) == 5 * 8 * 3600)
    }

    @Test("hours over midnight belong to the evening, but a closed day is closed from midnight to midnight")
    func night() {
        let hours = [Hours(from: 1320, to: 360, days: [.thu])]
        let bar = WorkingCalendar(zone: CalendarSamples.jakarta, hours: hours)
        let evening = time("2026-11-19T22:00:00+07:00")
        #expect(bar.opening(notBefore: evening.adding(seconds: -3600)) == evening)
        #expect(bar.closing(after: evening) == evening.adding(seconds: 8 * 3600))
        let friday = WorkingCalendar(
            zone: bar.zone, hours: hours, closed: [CalendarSamples.day("2026-11-20")])
        #expect(friday.closing(after: evening) == evening.adding(seconds: 2 * 3600))
    }

    @Test(
        "days on which clocks change have 23 and 25 hours, and skipped times are not worked",
        arguments: [
            ("2026-03-29", 23, 2), ("2026-10-25", 25, 4), ("2026-11-01", 24, 3),
        ] as [(String, Int64, Int64)])
    func clocks(_ day: String, _ length: Int64, _ early: Int64) {
        let zone = CalendarSamples.berlin
        let day = CalendarSamples.day(day)
        let start = zone.start(of: day)
        let end = zone.start(of: CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1))
        #expect(WorkingCalendar.always(in: zone).workingSeconds(from: start, to: end) == length * 3600)
        let night = WorkingCalendar(zone: zone, hours: [Hours(from: 60, to: 240, days: [.sun])])
        #expect(night.workingSeconds(from: start, to: end) == early * 3600)
        #expect(night.adding(workingSeconds: early * 3600, to: start) == night.closing(after: start))
    }

    @Test("hours that lie within skipped time begin the week after")
    func skipped() {
        let calendar = WorkingCalendar(
            zone: CalendarSamples.berlin, hours: [Hours(from: 120, to: 180, days: [.sun])])
        #expect(
            calendar.opening(notBefore: time("2026-03-28T12:00:00Z")) == time("2026-04-05T02:00:00+02:00"))
    }

    @Test("always open is open, and never closes")
    func always() {
        let calendar = WorkingCalendar.always(in: CalendarSamples.jakarta)
        let moment = Timestamp(microseconds: 1_700_000_000_123_456)
        #expect(calendar.isAlwaysOpen)
        #expect(calendar.opening(notBefore: moment) == moment)
        #expect(calendar.closing(after: moment) == nil)
        #expect(calendar.closedPeriod(at: moment) == nil)
        #expect(calendar.adding(workingSeconds: 90, to: moment)?.seconds == moment.seconds + 90)
        #expect(calendar.adding(workingSeconds: 0, to: moment) == moment)
    }

    @Test("never open has no opening, and the closed period no end")
    func never() {
        let calendar = WorkingCalendar(zone: .utc, hours: [])
        #expect(calendar.opening(notBefore: .epoch) == nil)
        #expect(calendar.adding(workingSeconds: 1, to: .epoch) == nil)
        #expect(
            calendar.closedPeriod(at: .epoch) == Timestamp(microseconds: .min)..<Timestamp(microseconds: .max))
        #expect(calendar.workingSeconds(from: .epoch, to: Timestamp(microseconds: .max)) == 0)
    }

    @Test("an absence of more than two years leaves nothing to look for")
    func horizon() {
        let start = time("2026-01-01T00:00:00Z")
        let calendar = Self.office(absences: [start..<start.adding(seconds: 800 * 86_400)])
        #expect(calendar.opening(notBefore: start) == nil)
        #expect(calendar.opening(notBefore: start.adding(seconds: 100 * 86_400)) != nil)
    }
}
