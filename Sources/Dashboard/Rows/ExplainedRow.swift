public import Domain
public import JSON

/// A row of a score with what became of its points: cut by a cap, waned with time.
public struct ExplainedRow: Sendable, Hashable {
    /// The row as it is kept.
    public let row: ScoreRow
    /// What it is worth at the instant.
    public let value: Int64
    /// The sum of this row and those before it.
    public let total: Int64
    /// Why the rule gave less than its weight; nil where it gave all of it.
    public let cut: String?
    /// How the points waned up to the instant; nil where they stay.
    public let decay: String?

    /// What there is to say besides the numbers.
    public var notes: [String] { [cut, decay].compactMap { $0 } }

    /// Rows explained at an instant.
    ///
    /// - Parameter rows: All rows of an inquiry in the order of the history, which is the order in which they were awarded.
    public static func rows(_ rows: [ScoreRow], at time: Timestamp) -> [ExplainedRow] {
        var total: Int64 = 0
        var matches: [String: Int64] = [:]
        return rows.map { row in
            let value = row.value(at: time)
            total += value
            let cut = cut(row, after: matches[row.rule] ?? 0)
            matches[row.rule, default: 0] += 1
            return ExplainedRow(row: row, value: value, total: total, cut: cut, decay: decay(row, value, at: time))
        }
    }

    private static func cut(_ row: ScoreRow, after matches: Int64) -> String? {
        guard row.points != row.weight else { return nil }
        if matches >= row.timesMax {
            return "nothing of \(row.weight): the rule counts \(row.timesMax == 1 ? "once" : "\(row.timesMax) times")"
        }
        return "cut from \(row.weight)" + (row.cap.map { " by the cap of \($0)" } ?? "")
    }

    private static func decay(_ row: ScoreRow, _ value: Int64, at time: Timestamp) -> String? {
        guard row.points != 0 else { return nil }
        // What was written later, by its sender's clock.
        guard time >= row.at else { return "not there yet" }
        let age = duration(time.seconds - row.at.seconds)
        switch row.decay {
        case .none: return nil
        case .halfLife(let seconds):
            return "\(value) of \(row.points) after \(age) with a half-life of \(duration(seconds))"
        case .linear(let seconds): return "\(value) of \(row.points) after \(age) of \(duration(seconds))"
        }
    }

    /// `14 days`, `1 day 6 h`, `20 min`: two units at most.
    private static func duration(_ seconds: Int64) -> String {
        let parts = [
            (seconds / 86_400, seconds / 86_400 == 1 ? "day" : "days"), (seconds / 3600 % 24, "h"),
            (seconds / 60 % 60, "min"), (seconds % 60, "s"),
        ]
        guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0 s" }
        return parts[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// Writes the row as one JSON object.
    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("points", row.points)
        json.field("value", value)
        json.field("total", total)
        json.field("rule", row.rule)
        json.field("group", row.group)
        json.field("weight", row.weight)
        json.field("cut", cut)
        json.field("decay", decay)
        json.field("matched", row.matched.isEmpty ? nil : row.matched)
        json.field("evidence", event: row.evidence)
        json.field("lead", lead: row.lead)
        json.field("at", row.at)
        json.field("configuration", row.configuration)
        json.endObject()
    }
}
