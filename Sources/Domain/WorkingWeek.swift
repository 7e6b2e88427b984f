/// The hours of a week laid out by weekday, in local time, for questions without a walk over ``Hours``.
struct WorkingWeek: Sendable, Hashable {
    /// Seconds of the day, of all weekdays one behind the other; those of one day ascend and do not touch.
    private let spans: [Range<Int64>]
    /// Where the spans of a weekday begin, Monday first, and where the last one's end.
    private let starts: [Int]
    /// Seconds of work in the week before a weekday begins, and of the whole week.
    private let sums: [Int64]

    /// The union of the hours.
    init(_ hours: [Hours]) {
        var days = [[Range<Int64>]](repeating: [], count: 7)
        func add(_ day: Int, _ from: Int64, _ to: Int64) {
            if from < to { days[day % 7].append(from * 60..<to * 60) }
        }
        for hours in hours {
            let from = min(max(hours.from, 0), 1440)
            let to = min(max(hours.to, 0), 1440)
            for (day, name) in Weekday.allCases.enumerated() where hours.days.contains(name) {
                add(day, from, from < to ? to : 1440)
                if from >= to { add(day + 1, 0, to) }
            }
        }
        var spans: [Range<Int64>] = []
        var starts = [0]
        var sums: [Int64] = [0]
        for day in days {
            let first = spans.count
            for span in day.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if spans.count > first, let last = spans.last, span.lowerBound <= last.upperBound {
                    spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
                } else {
                    spans.append(span)
                }
            }
            starts.append(spans.count)
            sums.append(spans[first...].reduce(sums[sums.count - 1]) { $0 + $1.upperBound - $1.lowerBound })
        }
        self.spans = spans
        self.starts = starts
        self.sums = sums
    }

    /// Seconds of work in a week.
    var seconds: Int64 { sums[7] }

    /// On how many days work begins or goes on.
    var daysOfWork: Int64 { Int64((0..<7).count { starts[$0] < starts[$0 + 1] }) }

    /// Whether it has no gap.
    var isWhole: Bool { seconds == 7 * 86_400 }

    /// The number of a day's weekday; Monday is 0.
    static func weekday(of day: Int64) -> Int {
        // 1970-01-01 was a Thursday.
        Int(day + 3 - (day + 3).flooredDivision(by: 7) * 7)
    }

    /// The seconds of work of a weekday.
    func spans(of weekday: Int) -> ArraySlice<Range<Int64>> { spans[starts[weekday]..<starts[weekday + 1]] }

    /// Whether a second of a weekday is worked.
    func isOpen(weekday: Int, second: Int64) -> Bool {
        for span in spans(of: weekday) where span.contains(second) { return true }
        return false
    }

    /// Seconds of work from some fixed Monday up to a local second, so that a difference of two is what lies between them.
    func seconds(before local: Int64) -> Int64 {
        let day = local.flooredDivision(by: 86_400)
        let weekday = Self.weekday(of: day)
        let inDay = local - day * 86_400
        var sum = (day + 3).flooredDivision(by: 7) * seconds + sums[weekday]
        for span in spans(of: weekday) where span.lowerBound < inDay {
            sum += min(span.upperBound, inDay) - span.lowerBound
        }
        return sum
    }
}
