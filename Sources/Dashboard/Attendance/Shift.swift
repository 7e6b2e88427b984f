public import Domain

/// A stretch of work: from a check-in to its check-out, with what lies between.
public struct Shift: Sendable, Hashable {
    /// Who.
    public var rep: RepID
    /// The check-in; nil where only a check-out was reported.
    public var came: AttendanceRecord?
    /// The check-out; nil where there is none (yet).
    public var went: AttendanceRecord?
    /// All that was reported, in order of time; check-in and check-out among it.
    public var records: [AttendanceRecord]

    /// After so long a check-in begins another shift, because the check-out before it was forgotten.
    static let secondsMax: Int64 = 16 * 3600

    /// When it began, as far as is known.
    public var begin: Timestamp { came?.time ?? records.first?.time ?? .epoch }

    /// Seconds from check-in to check-out; nil where one of them is missing.
    public var seconds: Int64? {
        guard let came, let went else { return nil }
        return (went.time.microseconds - came.time.microseconds) / 1_000_000
    }

    /// How many visits there were.
    public var visits: Int { records.count { $0.report.kind == .visit } }

    /// What speaks against the places in it, each once, in the order of hints.
    public var hints: [AttendanceMark.Hint] {
        let all = Set(records.flatMap { $0.report.mark?.hints ?? [] })
        return AttendanceMark.Hint.allCases.filter(all.contains)
    }

    /// Whether the rep was on duty at an instant, as far as the shift tells.
    func covers(_ time: Timestamp) -> Bool {
        guard let came, came.time <= time else { return false }
        return went.map { time <= $0.time } ?? (time < came.time.adding(seconds: Shift.secondsMax))
    }

    /// The shifts of all reps, in order of their begin and rep. The order of the records does not matter.
    public static func all(_ records: [AttendanceRecord]) -> [Shift] {
        let sorted = records.sorted { ($0.time, $0.position) < ($1.time, $1.position) }
        return Dictionary(grouping: sorted, by: \.report.rep).values.flatMap { ofOne($0) }
            .sorted { ($0.begin, $0.rep) < ($1.begin, $1.rep) }
    }

    /// The shifts of one rep.
    private static func ofOne(_ records: [AttendanceRecord]) -> [Shift] {
        var shifts: [Shift] = []
        for record in records {
            let isOpen = shifts.last.map { $0.came != nil && $0.went == nil && $0.covers(record.time) } ?? false
            if isOpen {
                shifts[shifts.count - 1].records.append(record)
                if record.report.kind == .checkOut { shifts[shifts.count - 1].went = record }
                continue
            }
            var shift = Shift(rep: record.report.rep, records: [record])
            switch record.report.kind {
            case .checkIn: shift.came = record
            case .checkOut: shift.went = record
            case .visit, .seen: break
            }
            shifts.append(shift)
        }
        return shifts
    }
}
