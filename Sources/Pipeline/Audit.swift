public import Domain
public import Storage

/// Checks that the numbers are what the ledger says: the hash chain, then a recount from the first entry, compared with the live state.
///
/// Reads everything; memory stays that of one batch, because the recount has a store of its own.
public struct Audit: Sendable {
    private let ledger: any Ledger
    private let state: any StateStore
    private let views: any Views
    private let scratch: any StateStore
    private let scratchViews: any Views

    /// An audit of a ledger and its state.
    ///
    /// - Parameters:
    ///   - ledger: The truth.
    ///   - state: What is checked; it may go on while the audit runs.
    ///   - views: Reads of `state`.
    ///   - scratch: An empty store for the recount.
    ///   - scratchViews: Reads of `scratch`.
    public init(
        ledger: any Ledger, state: any StateStore, views: any Views, scratch: any StateStore, scratchViews: any Views
    ) {
        self.ledger = ledger
        self.state = state
        self.views = views
        self.scratch = scratch
        self.scratchViews = scratchViews
    }

    /// Runs all checks; a finding is a result, not an error.
    public func run() async throws -> AuditReport {
        var report = AuditReport()
        let snapshot = try state.snapshot()
        report.statePosition = snapshot.position
        report.liveHash = snapshot.hash
        switch try LedgerVerification(expectedPosition: snapshot.position)(ledger) {
        case .intact(let tail): report.ledgerPosition = tail.position
        case .missing(let position): report.findings.append("Entry \(position) is missing from the ledger")
        case .altered(let position): report.findings.append("Entry \(position) is not what was appended")
        case .cut(let last, let expected):
            report.findings.append("The ledger ends at \(last), but entries up to \(expected) were folded")
        case .unreadable(let position, let detail):
            report.findings.append("Entry \(position) cannot be read: \(detail)")
        }
        guard report.findings.isEmpty else { return report }
        try FoldLoop(ledger: ledger, state: scratch, end: snapshot.position).runToEnd()
        report.recountedHash = try scratch.stateHash()
        let recounted = try await totals(scratchViews)
        report.totals = recounted
        if report.recountedHash != report.liveHash {
            report.findings.append(
                "The live state is not what folding the ledger gives; rebuild it with `corong replay`")
            try await compare(recounted, &report)
        }
        conserve(recounted, &report)
        return report
    }

    private func compare(_ recounted: [Measure: Int64], _ report: inout AuditReport) async throws {
        let live = try await totals(views)
        for measure in Measure.allCases where live[measure] != recounted[measure] {
            report.findings.append(
                "\(measure.rawValue): \(live[measure] ?? 0) in the state, \(recounted[measure] ?? 0) by recount")
        }
    }

    /// Nothing disappears: every item is an event with an outcome, or left out with a reason.
    private func conserve(_ totals: [Measure: Int64], _ report: inout AuditReport) {
        let parts = [Measure.ignored] + Outcome.allCases.map { Measure($0) }
        let sum = parts.reduce(0) { $0 + (totals[$1] ?? 0) }
        if sum != totals[.items] ?? 0 {
            report.findings.append("\(totals[.items] ?? 0) items came in, but \(sum) are accounted for")
        }
    }

    private func totals(_ views: any Views) async throws(StorageError) -> [Measure: Int64] {
        var sums: [Measure: Int64] = [:]
        let all = try await views.totals(from: Timestamp(microseconds: .min), to: Timestamp(microseconds: .max))
        for total in all { sums[total.measure, default: 0] += total.count }
        return sums
    }
}

/// What an audit found.
public struct AuditReport: Sendable, Hashable {
    /// The end of the verified ledger; 0 when it does not verify.
    public var ledgerPosition: Position = 0
    /// The position of the state that was checked.
    public var statePosition: Position = 0
    /// Hash of the live state.
    public var liveHash: [UInt8] = []
    /// Hash of the recounted state; empty when the ledger does not verify.
    public var recountedHash: [UInt8] = []
    /// The recounted sums of all time.
    public var totals: [Measure: Int64] = [:]
    /// What is wrong, in sentences; empty when all is well.
    public var findings: [String] = []

    /// Whether everything agrees.
    public var isClean: Bool { findings.isEmpty }
}
