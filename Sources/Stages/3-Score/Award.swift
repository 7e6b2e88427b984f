import Domain

/// What the rows of one inquiry give: a rule counts as often as it says, and a group never adds up to more than its cap.
///
/// A function of the rows alone, in the order of the history. So the rows of two inquiries that turn out to be one person's are awarded together,
/// and apart again when they turn out not to be.
enum Award {
    /// The points of each row, in the order of the rows.
    static func points(_ rows: [ScoreRow]) -> [Int64] {
        var awarded = rows
        for index in awarded.indices {
            awarded[index].points = points(of: awarded[index], after: awarded[..<index])
        }
        return awarded.map(\.points)
    }

    /// What a row gives behind others that have been awarded.
    ///
    /// The cap holds at every instant: at the row's own and, for a row that came late, at those of all that happened after it.
    static func points(of row: ScoreRow, after others: some Collection<ScoreRow>) -> Int64 {
        guard others.lazy.filter({ $0.rule == row.rule }).count < row.timesMax else { return 0 }
        guard let cap = row.cap else { return row.weight }
        var room = room(for: row, under: cap, beside: others, at: row.at)
        for other in others where other.group == row.group && other.at > row.at {
            room = min(room, self.room(for: row, under: cap, beside: others, at: other.at))
        }
        return row.weight > 0 ? min(row.weight, room) : max(row.weight, -room)
    }

    /// How many points (by size) fit under the cap at an instant.
    ///
    /// Points of the other sign make room only where they stay: what wanes would leave the sum above the cap.
    private static func room(
        for row: ScoreRow, under cap: Int64, beside others: some Collection<ScoreRow>, at instant: Timestamp
    ) -> Int64 {
        let isPositive = row.weight > 0
        var sum: Int64 = 0
        for other in others where other.group == row.group && other.at <= instant {
            guard (other.points > 0) == isPositive || other.decay == .none else { continue }
            sum += other.value(at: instant)
        }
        return max(0, cap - (isPositive ? sum : -sum))
    }

    /// The sum at an instant of the rows that are there by then.
    static func score(_ rows: some Sequence<ScoreRow>, at time: Timestamp) -> Int64 {
        rows.reduce(0) { $0 + $1.value(at: time) }
    }

    /// The sum at an instant of a group's rows that are there by then.
    static func sum(_ rows: some Sequence<ScoreRow>, of group: String, at time: Timestamp) -> Int64 {
        var sum: Int64 = 0
        for row in rows where row.group == group { sum += row.value(at: time) }
        return sum
    }
}
