public import Domain
public import Storage

/// The attendance of some days: what was reported, and the shifts that follow.
public struct AttendanceSheet: Sendable {
    /// A report with its place, as far as that can still be read.
    public struct Line: Sendable, Hashable {
        /// The report.
        public var record: AttendanceRecord
        /// Where it was; nil where none was told, or it cannot be read any more.
        public var place: Place?
        /// Whether a place was told.
        public var hasPlace: Bool
    }

    /// The days.
    public let range: PeriodRange
    /// In order of time.
    public let lines: [Line]
    /// Those that begin within the days, in order.
    public let shifts: [Shift]
    /// Whether there is more than was asked for, so that the first days are incomplete.
    public let isCut: Bool

    /// Reads a sheet.
    ///
    /// - Parameters:
    ///   - rep: Only this one's; nil: everybody's.
    ///   - opener: Opens places, each with a look at the ledger; nil: no place is looked for.
    ///   - limit: Most reports.
    public static func read(
        _ views: any Views, _ history: any History, range: PeriodRange, rep: RepID?, opener: PositionOpener?, limit: Int
    ) async throws(StorageError) -> AttendanceSheet {
        // A shift that began on the evening before ends within the days, and reports come in up to a day late.
        let query = AttendanceQuery(
            rep: rep, from: range.from.adding(seconds: -Shift.secondsMax),
            to: range.to.adding(seconds: max(PresenceReport.secondsLateMax, Shift.secondsMax)), limit: limit)
        let records = try await views.attendance(query)
        var lines: [Line] = []
        for record in records where range.from <= record.time && record.time < range.to {
            var line = Line(record: record, place: nil, hasPlace: record.report.mark?.distanceMetres != nil)
            if let opener, let report = try await history.report(of: record) {
                line.hasPlace = report.mark?.sealed != nil
                line.place = opener.place(of: report)
            }
            lines.append(line)
        }
        lines.sort { ($0.record.time, $0.record.position) < ($1.record.time, $1.record.position) }
        let shifts = Shift.all(records).filter { range.from <= $0.begin && $0.begin < range.to }
        return AttendanceSheet(range: range, lines: lines, shifts: shifts, isCut: records.count >= limit)
    }
}

extension Shift {
    /// How a shift stands.
    public enum Standing: String, Sendable, Hashable {
        case done
        case open
        case noCheckOut = "no_check_out"
        case noCheckIn = "no_check_in"
        /// Reports outside working time.
        case offDuty = "off_duty"
    }

    /// How the shift stands at an instant.
    public func standing(at now: Timestamp) -> Standing {
        switch (came, went) {
        case (_?, _?): .done
        case (_?, nil): covers(now) ? .open : .noCheckOut
        case (nil, _?): .noCheckIn
        case (nil, nil): .offDuty
        }
    }

    /// The mark that says where the rep worked: that of the check-in, else of the first report with a place.
    public var mark: AttendanceMark? {
        came?.report.mark ?? records.lazy.compactMap(\.report.mark).first { $0.distanceMetres != nil }
            ?? records.first?.report.mark
    }
}
