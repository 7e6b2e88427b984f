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

    /// What a row gives behind others that have been awarded. The cap is compared with what those are worth at the latest time among all of them.
    static func points(of row: ScoreRow, after others: some Collection<ScoreRow>) -> Int64 {
        var times: Int64 = 0
        var instant = row.at
        for other in others {
            if other.rule == row.rule { times += 1 }
            instant = max(instant, other.at)
        }
        guard times < row.timesMax else { return 0 }
        guard let cap = row.cap else { return row.weight }
        let inGroup = others.lazy.filter { $0.group == row.group }.reduce(0) { $0 + $1.value(at: instant) }
        return row.weight > 0 ? min(row.weight, max(0, cap - inGroup)) : max(row.weight, min(0, -cap - inGroup))
    }

    /// The sum of rows at an instant.
    static func score(_ rows: some Sequence<ScoreRow>, at time: Timestamp) -> Int64 {
        rows.reduce(0) { $0 + $1.value(at: time) }
    }

    /// The sums of rows at an instant, by group.
    static func sums(_ rows: some Sequence<ScoreRow>, at time: Timestamp) -> [String: Int64] {
        rows.reduce(into: [:]) { $0[$1.group, default: 0] += $1.value(at: time) }
    }
}
