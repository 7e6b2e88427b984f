extension WorkingCalendar {
    func isClosed(_ day: Int64) -> Bool {
        let index = closedDays.lowerBound { $0 >= day }
        return index < closedDays.endIndex && closedDays[index] == day
    }

    /// The first piece of work that ends after `second`, cut to begin there: at most up to midnight, a change of clocks or an absence.
    ///
    /// A whole stretch is pieces without a gap between them.
    func piece(notBefore second: Int64, before limit: Int64) -> Range<Int64>? {
        guard week.seconds > 0 else { return nil }
        var cursor = second
        walk: while cursor < limit {
            let clocks = zone.stretch(at: cursor)
            let local = cursor + clocks.offset
            let day = local.flooredDivision(by: 86_400)
            let midnight = day * 86_400 - clocks.offset
            if !isClosed(day) {
                for span in week.spans(of: WorkingWeek.weekday(of: day)) {
                    let start = max(cursor, midnight + span.lowerBound)
                    var end = min(midnight + span.upperBound, clocks.end)
                    guard start < end else { continue }
                    let index = absentSeconds.lowerBound { $0.upperBound > start }
                    if index < absentSeconds.endIndex {
                        let absence = absentSeconds[index]
                        if absence.lowerBound <= start {
                            cursor = absence.upperBound
                            continue walk
                        }
                        end = min(end, absence.lowerBound)
                    }
                    return start < limit ? start..<min(end, limit) : nil
                }
            }
            cursor = min(midnight + 86_400, clocks.end)
        }
        return nil
    }

    /// The end of the last piece of work before a second that is closed itself.
    func lastClosing(before second: Int64) -> Int64? {
        let limit = second - Self.horizonSeconds
        guard workedSeconds(limit, second) > 0 else { return nil }
        var end = second
        while end > limit {
            let start = max(limit, end - 86_400)
            var last: Int64?
            var cursor = start
            while let piece = piece(notBefore: cursor, before: end) {
                last = piece.upperBound
                cursor = piece.upperBound
            }
            if let last { return last }
            end = start
        }
        return nil
    }

    /// Seconds of work from `first` up to `last`, which is not before it.
    func workedSeconds(_ first: Int64, _ last: Int64) -> Int64 {
        var sum = openSeconds(first, last)
        var index = absentSeconds.lowerBound { $0.upperBound > first }
        while index < absentSeconds.endIndex, absentSeconds[index].lowerBound < last {
            sum -= openSeconds(max(first, absentSeconds[index].lowerBound), min(last, absentSeconds[index].upperBound))
            index += 1
        }
        return sum
    }

    /// The same as if nobody were ever absent.
    private func openSeconds(_ first: Int64, _ last: Int64) -> Int64 {
        var sum: Int64 = 0
        var cursor = first
        while cursor < last {
            let clocks = zone.stretch(at: cursor)
            let end = min(last, clocks.end)
            let (from, to) = (cursor + clocks.offset, end + clocks.offset)
            sum += week.seconds(before: to) - week.seconds(before: from)
            var index = closedDays.lowerBound { $0 >= from.flooredDivision(by: 86_400) }
            while index < closedDays.endIndex, closedDays[index] * 86_400 < to {
                let midnight = closedDays[index] * 86_400
                sum -= week.seconds(before: min(to, midnight + 86_400)) - week.seconds(before: max(from, midnight))
                index += 1
            }
            cursor = end
        }
        return sum
    }
}

extension Zone {
    /// The seconds around an instant during which clocks stand still against Greenwich: how far they are ahead, and the first second of
    /// another offset.
    func stretch(at second: Int64) -> (offset: Int64, end: Int64) {
        // The first span also holds for all time before it.
        let next = max(1, spans.lowerBound { $0.start.secondsRoundedUp > second })
        return (
            spans.isEmpty ? 0 : spans[next - 1].offsetSeconds,
            next < spans.count ? spans[next].start.secondsRoundedUp : .max
        )
    }
}

extension Timestamp {
    /// The first whole second that is not before the instant.
    fileprivate var secondsRoundedUp: Int64 {
        let seconds = seconds
        return microseconds - seconds &* 1_000_000 > 0 ? seconds + 1 : seconds
    }
}

extension Array {
    /// The first index whose element fulfils a condition that holds from some element on; the end where none does.
    func lowerBound(where isReached: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isReached(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
