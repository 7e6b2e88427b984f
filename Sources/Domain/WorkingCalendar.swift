/// When somebody works: hours of the week on the clocks of a named zone, without closed days and absences.
///
/// An instant is open when the clocks of the zone show a time within the hours, the day that they show is not closed, and no absence holds.
/// So an hour that clocks skip is not worked, one that they show twice is worked twice, and a day that is closed is closed from midnight to
/// midnight, also for hours that began the evening before. All stretches are half-open. Time counts in whole seconds, fractions are cut, so
/// that sums of parts are exact.
///
/// No question allocates. Questions about a moment cost a few binary searches, walks a step for each day on the way, and no walk is longer
/// than ``horizonSeconds``.
public struct WorkingCalendar: Sendable, Hashable {
    /// How far is looked for an opening or a closing: two years.
    public static let horizonSeconds: Int64 = 730 * 86_400

    /// On whose clocks hours and days are read.
    public let zone: Zone
    /// The hours of the week.
    public let hours: [Hours]
    let week: WorkingWeek
    /// Days since 1970 that are closed, ascending.
    let closedDays: [Int64]
    /// Seconds since 1970 during which nobody is there, ascending, apart from each other.
    let absentSeconds: [Range<Int64>]

    /// A calendar from its parts.
    ///
    /// - Parameters:
    ///   - hours: They may overlap, and they may go over midnight. None: never open.
    ///   - closed: Holidays and the like, in any order.
    ///   - absences: Leave, in any order; they may overlap.
    public init(
        zone: Zone, hours: [Hours] = [.always], closed: some Sequence<CivilDate> = [CivilDate](),
        absences: some Sequence<Range<Timestamp>> = [Range<Timestamp>]()
    ) {
        self.zone = zone
        self.hours = hours
        week = WorkingWeek(hours)
        var days: [Int64] = []
        for day in closed.map(\.daysSinceEpoch).sorted() where day != days.last { days.append(day) }
        closedDays = days
        absentSeconds = Self.union(absences.map { Self.second(of: $0.lowerBound)..<Self.second(of: $0.upperBound) })
    }

    /// A calendar that is always open.
    public static func always(in zone: Zone) -> WorkingCalendar { WorkingCalendar(zone: zone) }

    /// The closed days, ascending.
    public var closed: [CivilDate] { closedDays.map(CivilDate.init(daysSinceEpoch:)) }

    /// The absences, ascending; those that overlapped or touched are one.
    public var absences: [Range<Timestamp>] {
        absentSeconds.map { Self.time(at: $0.lowerBound)..<Self.time(at: $0.upperBound) }
    }

    /// The same calendar with other hours, on other clocks, or with further absences.
    ///
    /// Absences stay the instants they are, whatever the clocks.
    public func with(
        zone: Zone? = nil, hours: [Hours]? = nil, absences: [Range<Timestamp>] = []
    ) -> WorkingCalendar {
        WorkingCalendar(
            zone: zone ?? self.zone, hours: hours ?? self.hours, closed: closed, absences: self.absences + absences)
    }

    /// Whether it is open at every instant.
    public var isAlwaysOpen: Bool { week.isWhole && closedDays.isEmpty && absentSeconds.isEmpty }

    /// Seconds of work on a day that has any, in the mean of a week without holidays; 0 where it is never open.
    public var dayOfWorkSeconds: Int64 { week.daysOfWork > 0 ? week.seconds / week.daysOfWork : 0 }

    /// Seconds of work in a week without holidays.
    public var weekOfWorkSeconds: Int64 { week.seconds }

    // MARK: At a moment

    /// Whether an instant is worked.
    public func isOpen(_ time: Timestamp) -> Bool {
        let second = Self.second(of: time)
        let local = second + zone.stretch(at: second).offset
        let day = local.flooredDivision(by: 86_400)
        guard week.isOpen(weekday: WorkingWeek.weekday(of: day), second: local - day * 86_400), !isClosed(day) else {
            return false
        }
        let index = absentSeconds.lowerBound { $0.upperBound > second }
        return index == absentSeconds.endIndex || absentSeconds[index].lowerBound > second
    }

    /// Whether an instant lies in an absence, worked or not.
    public func isAbsent(_ time: Timestamp) -> Bool {
        let second = Self.second(of: time)
        let index = absentSeconds.lowerBound { $0.upperBound > second }
        return index < absentSeconds.endIndex && absentSeconds[index].lowerBound <= second
    }

    /// The first open instant that is not before another: itself where that is open.
    ///
    /// - Returns: nil where there is none within ``horizonSeconds``.
    public func opening(notBefore time: Timestamp) -> Timestamp? {
        let second = Self.second(of: time)
        guard let piece = piece(notBefore: second, before: second + Self.horizonSeconds) else { return nil }
        return piece.lowerBound <= second ? time : Self.time(at: piece.lowerBound)
    }

    /// The first instant after another at which work ends: the end of the stretch it lies in, or of the next one where it is closed.
    ///
    /// - Returns: nil where there is none within ``horizonSeconds``.
    public func closing(after time: Timestamp) -> Timestamp? {
        let limit = Self.second(of: time) + Self.horizonSeconds
        guard !isAlwaysOpen, var piece = piece(notBefore: Self.second(of: time), before: limit) else { return nil }
        while let next = self.piece(notBefore: piece.upperBound, before: limit), next.lowerBound == piece.upperBound {
            piece = next
        }
        return piece.upperBound < limit ? Self.time(at: piece.upperBound) : nil
    }

    /// The whole stretch without work that an instant lies in, from a closing to an opening.
    ///
    /// - Returns: nil where the instant is open. A side without an end within ``horizonSeconds`` reaches to the end of time.
    public func closedPeriod(at time: Timestamp) -> Range<Timestamp>? {
        guard !isOpen(time) else { return nil }
        let start = lastClosing(before: Self.second(of: time)).map(Self.time(at:))
        return (start ?? Timestamp(microseconds: .min))..<(opening(notBefore: time) ?? Timestamp(microseconds: .max))
    }

    // MARK: Between moments

    /// Seconds of work between two instants; negative where the second is the earlier one.
    ///
    /// Cost: does not depend on how far apart they lie, but on the closed days, absences and changes of clocks between them.
    public func workingSeconds(from start: Timestamp, to end: Timestamp) -> Int64 {
        let (first, last) = (Self.second(of: start), Self.second(of: end))
        return first <= last ? workedSeconds(first, last) : -workedSeconds(last, first)
    }

    /// The first instant by which so many seconds have been worked, counted from another.
    ///
    /// - Parameter count: Of 0 the answer is the instant itself, open or not.
    /// - Returns: nil where it lies beyond ``horizonSeconds``.
    public func adding(workingSeconds count: Int64, to time: Timestamp) -> Timestamp? {
        guard count > 0 else { return time }
        let limit = Self.second(of: time) + Self.horizonSeconds
        var (cursor, left) = (Self.second(of: time), count)
        while let piece = piece(notBefore: cursor, before: limit) {
            if left <= piece.upperBound - piece.lowerBound { return Self.time(at: piece.lowerBound + left) }
            left -= piece.upperBound - piece.lowerBound
            cursor = piece.upperBound
        }
        return nil
    }
}

extension WorkingCalendar {
    /// The years 0 to 9999: what lies outside is no time of work, and no sum within overflows.
    private static let seconds: ClosedRange<Int64> = -62_167_219_200...253_402_300_800

    static func second(of time: Timestamp) -> Int64 {
        min(max(time.seconds, seconds.lowerBound), seconds.upperBound)
    }

    static func time(at second: Int64) -> Timestamp { Timestamp(microseconds: second * 1_000_000) }

    /// Ranges in ascending order, those that overlap or touch as one, without empty ones.
    private static func union(_ ranges: [Range<Int64>]) -> [Range<Int64>] {
        var union: [Range<Int64>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = union.last, range.lowerBound <= last.upperBound {
                union[union.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                union.append(range)
            }
        }
        return union
    }
}
