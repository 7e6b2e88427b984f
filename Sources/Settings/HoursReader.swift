import Domain

/// Reads hours of the week.
struct HoursReader {
    let findings: Findings

    /// `{from: "08:00", to: "17:00", days: [mon-fri]}`; days may be absent, which means all.
    func hours(_ node: YAMLNode) -> Hours? {
        guard var fields = Fields(node, of: "the hours", in: findings) else { return nil }
        let from = minute("from", of: &fields)
        let to = minute("to", of: &fields)
        let days = days(of: &fields)
        fields.finish()
        guard let from, let to, let days else { return nil }
        if from == to {
            findings.error(at: node, "`hours`: `from` and `to` are the same; write from 00:00 to 24:00 for whole days")
            return nil
        }
        return Hours(from: from, to: to, days: days)
    }

    /// Minutes since midnight: `08:00`.
    private func minute(_ name: String, of fields: inout Fields) -> Int64? {
        guard let text = fields.string(name) else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.count) }), parts[1].count == 2,
            let hour = Int64(parts[0]), let minute = Int64(parts[1]), (0...59).contains(minute),
            (0...1440).contains(hour * 60 + minute)
        else {
            fields.error(
                at: name, "`\(name)`: expected a time of day from 00:00 to 24:00 like \"08:30\", got \(shortened(text))"
            )
            return nil
        }
        return hour * 60 + minute
    }

    /// Days and stretches of days: `[mon-fri, sun]`.
    private func days(of fields: inout Fields) -> Set<Weekday>? {
        let texts = fields.texts("days")
        guard !texts.isEmpty else {
            guard let node = fields.node("days") else { return Set(Weekday.allCases) }
            findings.error(at: node, "`days` is empty; name some, or remove it for all")
            return nil
        }
        var days: Set<Weekday> = []
        for (text, place) in texts {
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map {
                Weekday.allCases.map(\.rawValue).firstIndex(of: $0.lowercased())
            }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
                let all = Weekday.allCases.map(\.rawValue)
                findings.error(
                    at: place,
                    "`days`: expected days like mon or mon-fri, got \(shortened(text))."
                        + suggestion(for: text.lowercased(), among: all))
                return nil
            }
            let length = (last - first + 7) % 7
            for step in 0...length { days.insert(Weekday.allCases[(first + step) % 7]) }
        }
        return days
    }
}
