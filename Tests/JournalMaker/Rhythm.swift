import Domain

/// When things happen: weeks in which people work, eat and sleep.
struct Rhythm: Sendable {
    /// Midnight of a Monday in Jakarta.
    static let start = Timestamp(microseconds: 1_748_797_200_000_000)
    static let offsetSeconds: Int64 = 25_200

    private static let hours: [Double] = [
        1, 0.5, 0.5, 0.5, 0.5, 1, 2, 4, 7, 11, 12, 12, 9, 10, 11, 11, 10, 8, 7, 9, 10, 9, 5, 2,
    ]
    private static let days: [Double] = [1, 1, 1, 1, 0.9, 0.7, 0.5]

    /// What has happened of a week before each hour of it, and of the whole week at the end.
    private let before: [Double]
    private let weeks: Double

    init(weeks: Int) {
        self.weeks = Double(weeks)
        var sum = 0.0
        var before = [0.0]
        for day in Rhythm.days {
            for hour in Rhythm.hours {
                sum += day * hour
                before.append(sum)
            }
        }
        self.before = before
    }

    /// The instant before which `done` of `all` things have happened; later for more.
    func instant(_ done: Int, of all: Int) -> Timestamp {
        let week = before[168]
        let passed = weeks * week * Double(done) / Double(max(1, all))
        let full = (passed / week).rounded(.down)
        let rest = passed - full * week
        var hour = 0
        var end = 168
        while end - hour > 1 {
            let middle = (hour + end) / 2
            if before[middle] <= rest { hour = middle } else { end = middle }
        }
        let share = (rest - before[hour]) / (before[hour + 1] - before[hour])
        let seconds = full * 604_800 + (Double(hour) + min(share, 0.999_999)) * 3600
        return Timestamp(microseconds: Rhythm.start.microseconds + Int64(seconds * 1e6))
    }
}
