import Domain

/// Reads the part `sla`: how soon customers get a word.
struct TargetsReader {
    /// Longest target: what is later than a quarter is no target.
    private static let secondsMax: Int64 = 92 * 86_400

    let findings: Findings
    /// Finds calendars by name.
    let calendars: PersonalCalendarReader

    /// The targets; nil where the part is absent, or sets none.
    func targets(from root: inout Fields) -> ResponseTargets? {
        guard var fields = root.fields("sla", of: "the targets") else { return nil }
        let calendar = calendars.named("calendar", from: &fields) ?? .always(in: calendars.reader.zone)
        let first = seconds("first_response", of: calendar, from: &fields)
        let followUp = seconds("follow_up", of: calendar, from: &fields)
        if first == nil, followUp == nil, !findings.hasErrors {
            root.warning(at: "sla", "`sla` sets no target; say `first_response: 30m`, `follow_up: 2d` or both")
        }
        fields.finish()
        guard first != nil || followUp != nil else { return nil }
        return ResponseTargets(calendar: calendar, firstResponseSeconds: first, followUpSeconds: followUp)
    }

    /// A duration in working time. `d` is a day of work, not one of 24 hours, and `w` a week of work.
    private func seconds(_ name: String, of calendar: WorkingCalendar, from fields: inout Fields) -> Int64? {
        guard let node = fields.node(name) else { return nil }
        if let text = node.text, let unit = text.last, unit == "d" || unit == "w" {
            let digits = text.dropLast().prefix { $0.isASCII && $0.isNumber }
            let length = unit == "d" ? calendar.dayOfWorkSeconds : calendar.weekOfWorkSeconds
            let countMax: Int64 = unit == "d" ? 92 : 13
            if text.dropLast().allSatisfy({ $0.isASCII && $0.isNumber || $0 == " " }), let count = Int64(digits),
                (1...countMax).contains(count)
            {
                guard length > 0 else {
                    findings.error(at: node, "`\(name)`: the calendar is never open, so this never comes")
                    return nil
                }
                return count * length
            }
        }
        return fields.duration(name, in: 60...Self.secondsMax)
    }
}
