import Domain
import TestSupport
import Testing

@Suite("Working time keeps its laws, whatever the calendar")
struct WorkingCalendarPropertyTests {
    typealias Parts = CalendarSamples.Parts

    @Test("minute for minute it is what the definition says, and no second lies outside", arguments: UInt64(1)...120)
    func oracle(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let parts = Parts(&random)
        let calendar = parts.calendar
        let start = CalendarSamples.moment(&random)
        let minutes = Int64.random(in: 1...6000, using: &random)
        var count: Int64 = 0
        var wrong = 0
        for minute in 0..<minutes {
            let time = start.adding(seconds: minute * 60)
            let isOpen = parts.isOpen(time)
            if isOpen { count += 1 }
            if calendar.isOpen(time) != isOpen { wrong += 1 }
        }
        #expect(wrong == 0)
        #expect(calendar.workingSeconds(from: start, to: start.adding(seconds: minutes * 60)) == count * 60)
    }

    @Test("opening, closing and closed period are the borders that a walk finds", arguments: UInt64(1)...120)
    func borders(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let parts = Parts(&random)
        let calendar = parts.calendar
        for _ in 0..<3 {
            let time = CalendarSamples.moment(&random)
            // Three weeks hold each hour of the week, unless days are closed or somebody is away.
            let walk = (0..<21 * 1440).lazy.map { time.adding(seconds: Int64($0) * 60) }
            guard let opening = walk.first(where: parts.isOpen) else { continue }
            #expect(calendar.opening(notBefore: time) == opening)
            if let closing = walk.first(where: { $0 > opening && !parts.isOpen($0) }) {
                #expect(calendar.closing(after: time) == closing)
            }
            let period = calendar.closedPeriod(at: time)
            #expect((period == nil) == parts.isOpen(time))
            guard let period else { continue }
            #expect(period.upperBound == opening)
            let before = period.lowerBound.adding(seconds: -60)
            #expect(!parts.isOpen(period.lowerBound))
            #expect(period.lowerBound.microseconds == .min || parts.isOpen(before))
            #expect(
                period.lowerBound.microseconds == .min
                    || calendar.workingSeconds(from: period.lowerBound, to: period.upperBound) == 0)
        }
    }

    @Test("the parts of a time add up, to the second, and backwards takes away", arguments: UInt64(1)...300)
    func additivity(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let calendar = Parts(&random).calendar
        func moment() -> Timestamp {
            Timestamp(
                microseconds: CalendarSamples.moment(&random).microseconds
                    + .random(in: 0..<86_400_000_000, using: &random))
        }
        let (a, b, c) = (moment(), moment(), moment())
        #expect(
            calendar.workingSeconds(from: a, to: c)
                == calendar.workingSeconds(from: a, to: b) + calendar.workingSeconds(from: b, to: c))
        #expect(calendar.workingSeconds(from: a, to: b) == -calendar.workingSeconds(from: b, to: a))
        #expect(abs(calendar.workingSeconds(from: a, to: b)) <= abs(b.seconds - a.seconds))
    }

    @Test("what was added is measured again, and nothing less would do", arguments: UInt64(1)...300)
    func adding(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let calendar = Parts(&random).calendar
        for _ in 0..<5 {
            let start = CalendarSamples.moment(&random).adding(seconds: .random(in: 0..<60, using: &random))
            let count = Int64.random(in: 1...300_000, using: &random)
            guard let end = calendar.adding(workingSeconds: count, to: start) else { continue }
            #expect(calendar.workingSeconds(from: start, to: end) == count)
            #expect(calendar.isOpen(end.adding(seconds: -1)))
            #expect(calendar.workingSeconds(from: start, to: end.adding(seconds: -1)) == count - 1)
        }
    }

    @Test("the same rules on clocks that are ahead give the same answers, so much earlier", arguments: UInt64(1)...120)
    func shift(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let parts = Parts(&random)
        let ahead = Int64.random(in: -12...12, using: &random) * 3600
        func shifted(_ time: Timestamp) -> Timestamp { time.adding(seconds: -ahead) }
        var other = parts
        other.zone = Zone(
            name: "Test/Shifted",
            spans: (parts.zone.spans.isEmpty ? [.init(start: .epoch, offsetSeconds: 0)] : parts.zone.spans).map {
                .init(start: shifted($0.start), offsetSeconds: $0.offsetSeconds + ahead)
            })
        other.absences = parts.absences.map { shifted($0.lowerBound)..<shifted($0.upperBound) }
        let (one, two) = (parts.calendar, other.calendar)
        for _ in 0..<10 {
            let (a, b) = (CalendarSamples.moment(&random), CalendarSamples.moment(&random))
            let count = Int64.random(in: 1...100_000, using: &random)
            #expect(two.isOpen(shifted(a)) == one.isOpen(a))
            #expect(two.workingSeconds(from: shifted(a), to: shifted(b)) == one.workingSeconds(from: a, to: b))
            #expect(two.opening(notBefore: shifted(a)) == one.opening(notBefore: a).map(shifted))
            #expect(two.closing(after: shifted(a)) == one.closing(after: a).map(shifted))
            #expect(
                two.adding(workingSeconds: count, to: shifted(a))
                    == one.adding(workingSeconds: count, to: a).map(shifted))
        }
    }

    @Test("holidays and leave take away exactly what they overlap", arguments: UInt64(1)...200)
    func overlap(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var parts = Parts(&random)
        let before = parts.calendar
        let from = CalendarSamples.moment(&random)
        let (a, c) = (from.adding(seconds: -10_000_000), from.adding(seconds: 10_000_000))
        let holiday = parts.zone.day(of: from)
        parts.closed.append(holiday)
        // From midnight to midnight; days that clocks jump over have no time to take away.
        let next = CivilDate(daysSinceEpoch: holiday.daysSinceEpoch + 1)
        let lost = before.workingSeconds(from: parts.zone.start(of: holiday), to: parts.zone.start(of: next))
        #expect(parts.calendar.workingSeconds(from: a, to: c) == before.workingSeconds(from: a, to: c) - lost)

        let closed = parts.calendar
        let leave = from..<from.adding(seconds: .random(in: 0...1_000_000, using: &random))
        let onLeave = closed.with(absences: [leave])
        #expect(
            onLeave.workingSeconds(from: a, to: c)
                == closed.workingSeconds(from: a, to: c)
                - closed.workingSeconds(from: leave.lowerBound, to: leave.upperBound))
        #expect(onLeave.workingSeconds(from: leave.lowerBound, to: leave.upperBound) == 0)
    }

    @Test("no instant is too far away", arguments: [Int64.min, -1, 0, .max])
    func extremes(microseconds: Int64) {
        let calendar = WorkingCalendar(
            zone: CalendarSamples.berlin, hours: [Hours(from: 1320, to: 360, days: [.fri])],
            closed: [CivilDate(daysSinceEpoch: .min / 86_400 / 2)], absences: [.epoch..<Timestamp(microseconds: .max)])
        let time = Timestamp(microseconds: microseconds)
        for other in [Int64.min, 0, .max].map(Timestamp.init(microseconds:)) {
            #expect(
                calendar.workingSeconds(from: time, to: other) == -calendar.workingSeconds(from: other, to: time))
        }
        _ = calendar.closedPeriod(at: time)
        _ = calendar.closing(after: time)
        #expect(calendar.adding(workingSeconds: .max, to: time) == nil)
    }
}
