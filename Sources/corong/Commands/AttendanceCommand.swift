import ArgumentParser
import Dashboard
import Domain
import JSON
import Settings
import Stages
import Storage

/// `corong attendance`.
struct AttendanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attendance", abstract: "Lists who worked when and where, shift by shift.",
        discussion: """
            Hours are those between check-in and check-out. What speaks against a place stands beside it:
            accuracy_zero, impossible_speed, mock, no_position, inaccurate. Places themselves are in --json only,
            as long as they are kept.
            """)

    /// Most reports of one list; with places fewer, because each is read from the ledger.
    private static let reportsMax = 100_000
    private static let placesMax = 10_000

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Prints comma-separated values instead of a table.") var csv = false
    @Option(help: "Only this rep.") var rep: String?
    @Option(help: "First day, in the workspace's zone (default: six days ago).") var from: String?
    @Option(help: "First day that no longer counts (default: tomorrow).") var to: String?

    func validate() throws {
        if csv, output.json { throw ValidationError("Choose one of --csv and --json.") }
    }

    func run() async throws {
        let stores = try store.open(.reading)
        let settings = try stores.rulesInForce()?.settings
        let now = SystemClock.now()
        let range = try DayOptions.range(from: from, to: to, in: settings?.workspace.zone ?? .utc, until: now)
        let opener = output.json ? try PositionSeal(PositionKeyFile(path: store.positionKeysPath)).opener() : nil
        let sheet = try await AttendanceSheet.read(
            stores.views, stores.history, range: range, rep: rep, opener: opener,
            limit: output.json ? Self.placesMax : Self.reportsMax)
        if csv { return Printing.line(AttendanceText.csv(sheet, now: now)) }
        output.show { json in
            APIDocument.attendance(sheet, now: now, to: &json)
        } table: {
            let names = Dictionary(
                (settings?.attendance.sites ?? []).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            return AttendanceText(sheet: sheet, now: now, sites: names).table
        }
    }
}

/// The attendance for the terminal and for spreadsheets.
struct AttendanceText {
    let sheet: AttendanceSheet
    let now: Timestamp
    /// Names of sites by id.
    let sites: [String: String]

    private var zone: Zone { sheet.range.zone }

    /// One line a shift, the day only where it changes, and a line with the sums of each rep.
    var table: String {
        let head = "\(sheet.range.first) up to, not including, \(sheet.range.end) (\(zone.name))"
        guard !sheet.shifts.isEmpty else { return head + "\n\nNobody reported anything." }
        var table = Table([
            ("DAY", .left), ("REP", .left), ("IN", .left), ("OUT", .left), ("WORKED", .right), ("SITE", .left),
            ("DISTANCE", .right), ("ACCURACY", .right), ("VISITS", .right), ("HINTS", .left),
        ])
        let shifts = sheet.shifts.sorted {
            (zone.day(of: $0.begin), $0.rep, $0.begin) < (zone.day(of: $1.begin), $1.rep, $1.begin)
        }
        var last: CivilDate?
        for shift in shifts {
            let day = zone.day(of: shift.begin)
            table.add([day == last ? "" : day.description] + cells(shift))
            last = day
        }
        let cut = sheet.isCut ? "\n\nThere is more. Ask for fewer days." : ""
        return [head, table.text(isTerminal: Terminal.isInteractive), sums].joined(separator: "\n\n") + cut
    }

    private func cells(_ shift: Shift) -> [String] {
        let mark = shift.mark
        let site = mark?.site.map { sites[$0] ?? $0 } ?? (mark?.distanceMetres == nil ? "" : "(none)")
        return [
            shift.rep, clock(shift.came?.time, on: shift.begin), clock(shift.went?.time, on: shift.begin),
            worked(shift), Terminal.cut(site, to: 28), mark?.distanceMetres.map(AttendanceText.metres) ?? "",
            mark?.accuracyMetres.map { "±" + AttendanceText.metres($0) } ?? "",
            shift.visits == 0 ? "" : String(shift.visits), hints(shift),
        ]
    }

    private func hints(_ shift: Shift) -> String {
        var words = shift.hints.map(\.rawValue)
        switch shift.standing(at: now) {
        case .noCheckIn, .noCheckOut, .offDuty: words.insert(shift.standing(at: now).rawValue, at: 0)
        case .done, .open: break
        }
        return words.joined(separator: " ")
    }

    private func worked(_ shift: Shift) -> String {
        if let seconds = shift.seconds { return AttendanceText.hours(seconds) }
        guard let came = shift.came, shift.standing(at: now) == .open else { return "?" }
        return AttendanceText.hours((now.microseconds - came.time.microseconds) / 1_000_000) + " so far"
    }

    private var sums: String {
        var table = Table([
            ("REP", .left), ("SHIFTS", .right), ("WORKED", .right), ("VISITS", .right), ("UNCLEAR", .right),
        ])
        for (rep, shifts) in Dictionary(grouping: sheet.shifts, by: \.rep).sorted(by: { $0.key < $1.key }) {
            let unclear = shifts.count { $0.standing(at: now) != .done && $0.standing(at: now) != .open }
            table.add([
                rep, String(shifts.count { $0.came != nil }),
                AttendanceText.hours(shifts.reduce(Int64(0)) { $0 + ($1.seconds ?? 0) }),
                String(shifts.reduce(0) { $0 + $1.visits }), unclear == 0 ? "" : String(unclear),
            ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }

    /// `08:02`, with the day where it is another than the shift's.
    private func clock(_ time: Timestamp?, on begin: Timestamp) -> String {
        guard let time else { return "–" }
        let seconds = time.seconds + zone.offsetSeconds(at: time)
        let minute = (seconds - seconds.flooredDivision(by: 86_400) * 86_400) / 60
        let days = zone.day(of: time).daysSinceEpoch - zone.day(of: begin).daysSinceEpoch
        return AttendanceText.pair(minute / 60, minute % 60) + (days > 0 ? " +\(days)d" : "")
    }

    private static func hours(_ seconds: Int64) -> String { pair(seconds / 3600, seconds / 60 % 60) }

    private static func pair(_ large: Int64, _ small: Int64) -> String {
        [large, small].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    private static func metres(_ metres: Int64) -> String {
        metres < 10_000 ? "\(metres) m" : "\(metres / 1000) km"
    }

    /// One line a shift, with the names of the API's fields.
    static func csv(_ sheet: AttendanceSheet, now: Timestamp) -> String {
        let names = [
            "day", "rep", "in", "out", "worked_seconds", "state", "site", "distance_m", "accuracy_m", "visits", "hints",
        ]
        let rows = sheet.shifts.map { shift -> [String] in
            let mark = shift.mark
            return [
                sheet.range.zone.day(of: shift.begin).description, shift.rep, shift.came?.time.inSeconds ?? "",
                shift.went?.time.inSeconds ?? "", shift.seconds.map { String($0) } ?? "",
                shift.standing(at: now).rawValue, mark?.site ?? "", mark?.distanceMetres.map { String($0) } ?? "",
                mark?.accuracyMetres.map { String($0) } ?? "", String(shift.visits),
                shift.hints.map(\.rawValue).joined(separator: " "),
            ]
        }
        return ([names] + rows).map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\n")
    }

    /// A cell that no spreadsheet takes for a formula or for two.
    private static func quoted(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
        guard safe.contains(where: { ",\"\n\r".contains($0) }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
