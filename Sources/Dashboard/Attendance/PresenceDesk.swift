public import Domain
import NIOPosix
public import Storage

/// Makes what a device tells into a report for the ledger: checks that the place may be taken, judges it, seals it.
public struct PresenceDesk: Sendable {
    /// Why a report is not written.
    public enum Failure: Error, Sendable {
        /// It is not taken, or its place is not.
        case refused(PresenceRefusal)
        /// This program takes no places.
        case noPlaces
        /// The keys of places cannot be read or made.
        case keys(PositionKeyError)
        /// The state or the ledger cannot be read.
        case storage(StorageError)
    }

    /// Reports near in time that are looked through for the place before.
    private static let earlierMax = 5
    /// Lines of the attendance that are looked through for it, and for shifts that are over.
    private static let linesMax = 100

    let views: any Views
    let history: any History
    private let judge: PositionJudge
    private let zone: Zone
    private let seal: PositionSeal?

    /// A desk for the rules of the moment.
    ///
    /// - Parameters:
    ///   - zone: Its days have a key each.
    ///   - seal: nil where no places are taken.
    public init(views: any Views, history: any History, rules: AttendanceRules, zone: Zone, seal: PositionSeal?) {
        self.views = views
        self.history = history
        judge = PositionJudge(rules)
        self.zone = zone
        self.seal = seal
    }

    /// The report with its mark.
    ///
    /// - Parameters:
    ///   - report: What is reported, still without a mark.
    ///   - told: The place; nil where none is told.
    ///   - source: Who tells it: `browser`, `api`.
    ///   - now: The time of day.
    public func report(
        _ report: PresenceReport, at told: ReportedPlace?, source: String, now: Timestamp
    ) async throws(Failure) -> PresenceReport {
        let time: Timestamp
        do throws(PresenceRefusal) { time = try report.time(receivedAt: now) } catch { throw .refused(error) }
        var report = report
        guard let told else {
            // A sign of life needs no place, so it does not lack one.
            if report.kind != .seen { report.mark = judge(nil, source: source, at: time, earlier: nil) }
            return report
        }
        guard let seal else { throw .noPlaces }
        if let refusal = try await refusal(of: report, at: time) { throw .refused(refusal) }
        let earlier = try await earlier(than: time, of: report.rep, seal)
        report.mark = judge(told, source: source, at: time, earlier: earlier)
        let (unsealed, day) = (report, zone.day(of: now))
        return try await onThread { () throws(PositionKeyError) in
            var sealed = unsealed
            try seal.seal(told.place, into: &sealed, on: day)
            return sealed
        }
    }

    /// Why the place may not be taken. What is told late is held against the shifts as they were.
    private func refusal(of report: PresenceReport, at time: Timestamp) async throws(Failure) -> PresenceRefusal? {
        let state: RepState
        do throws(StorageError) {
            state = try await views.repStates().first { $0.rep == report.rep } ?? RepState(rep: report.rep)
        } catch {
            throw .storage(error)
        }
        if let refusal = state.refusal(ofPlaceAt: time, in: report.kind) { return refusal }
        guard report.kind == .visit || report.kind == .seen, let changed = state.dutyChangedAt, time < changed else {
            return nil
        }
        let lines = try await lines(of: report.rep)
        return Shift.all(lines).contains { $0.covers(time) } ? nil : .offDuty
    }

    /// Where the rep was nearest in time, of what can still be read.
    private func earlier(
        than time: Timestamp, of rep: RepID, _ seal: PositionSeal
    ) async throws(Failure) -> EarlierPlace? {
        func distance(_ line: AttendanceRecord) -> UInt64 {
            line.time.microseconds.subtractingReportingOverflow(time.microseconds).partialValue.magnitude
        }
        let lines = try await lines(of: rep).filter { $0.report.mark?.hints.contains(.noPosition) == false }
            .sorted { (distance($0), $0.position) < (distance($1), $1.position) }
        guard !lines.isEmpty else { return nil }
        let opener = try await onThread { () throws(PositionKeyError) in try seal.opener() }
        do throws(StorageError) {
            for line in lines.prefix(PresenceDesk.earlierMax) {
                guard let place = try await history.place(of: line, opener) else { continue }
                return EarlierPlace(place, at: line.time, accuracyMetres: line.report.mark?.accuracyMetres)
            }
        } catch {
            throw .storage(error)
        }
        return nil
    }

    private func lines(of rep: RepID) async throws(Failure) -> [AttendanceRecord] {
        do throws(StorageError) {
            return try await views.attendance(AttendanceQuery(rep: rep, limit: PresenceDesk.linesMax))
        } catch {
            throw .storage(error)
        }
    }

    /// Reads or changes keys on a thread that may wait.
    private func onThread<Result: Sendable>(
        _ body: @escaping @Sendable () throws(PositionKeyError) -> Result
    ) async throws(Failure) -> Result {
        let result: Swift.Result<Result, PositionKeyError>
        do {
            result = try await NIOThreadPool.singleton.runIfActive {
                Swift.Result { () throws(PositionKeyError) in try body() }
            }
        } catch {
            throw .storage(.busy(detail: "the program is stopping"))
        }
        switch result {
        case .success(let value): return value
        case .failure(let error): throw .keys(error)
        }
    }
}

extension PresenceDesk.Failure: ActionableError {
    /// What happened.
    public var problem: String {
        switch self {
        case .refused(let refusal): ActionText.sentences(refusal.description).problem
        case .noPlaces: "No places are taken here"
        case .keys(let error): error.problem
        case .storage(let error): error.problem
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .refused(let refusal): ActionText.sentences(refusal.description).advice
        case .noPlaces: "Leave the place out"
        case .keys(let error): error.advice
        case .storage(let error): error.advice
        }
    }

    /// A person has to act.
    public var verdict: Verdict { .stop }
}

extension History {
    /// Where a rep was, by the entry that a line of the attendance is of; nil where that cannot be read (any more).
    func place(of line: AttendanceRecord, _ opener: PositionOpener) async throws(StorageError) -> Place? {
        try await report(of: line).flatMap { opener.place(of: $0) }
    }

    /// The report of a line as it stands in the ledger, with its sealed place.
    func report(of line: AttendanceRecord) async throws(StorageError) -> PresenceReport? {
        guard let entry = try await entry(at: line.position), case .presence(let report) = Action(entry.draft)?.deed
        else { return nil }
        return report
    }
}
