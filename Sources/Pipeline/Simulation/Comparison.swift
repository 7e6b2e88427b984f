import Domain
public import Storage

/// Goes through two states of one history, lead by lead and action by action, in bounded memory.
public struct Comparison: Sendable {
    private let before: any Views
    private let after: any Views
    private let limit: Int
    private let pageRows: Int

    /// A comparison of two states that stand at one position.
    ///
    /// - Parameters:
    ///   - before: What was.
    ///   - after: What would be.
    ///   - limit: Most leads and actions of each kind that are listed one by one.
    ///   - pageRows: Leads of each side that are in memory at once; the result does not depend on it.
    public init(before: any Views, after: any Views, limit: Int = 50, pageRows: Int = 500) {
        self.before = before
        self.after = after
        self.limit = limit
        self.pageRows = max(1, pageRows)
    }

    /// Compares everything.
    ///
    /// - Parameter progress: Called now and then with the number of leads seen.
    public func report(progress: (Int64) -> Void = { _ in }) async throws(StorageError) -> SimulationReport {
        var tally = ComparisonTally(limit: limit)
        var old = SheetReader(before, pageRows: pageRows)
        var new = SheetReader(after, pageRows: pageRows)
        var first = try await old.next()
        var second = try await new.next()
        while let id = [first?.lead.id, second?.lead.id].compactMap({ $0 }).min() {
            let isFirst = first?.lead.id == id
            let isSecond = second?.lead.id == id
            tally.add(id, before: isFirst ? first : nil, after: isSecond ? second : nil)
            if isFirst { first = try await old.next() }
            if isSecond { second = try await new.next() }
            if tally.seen % 10_000 == 0 { progress(tally.seen) }
        }
        var report = tally.report
        report.position = try await after.position()
        report.before.waiting = try await before.waitingCount()
        report.after.waiting = try await after.waitingCount()
        report.before.routing = try await RoutingTally.figures(of: before, pageRows: pageRows)
        report.after.routing = try await RoutingTally.figures(of: after, pageRows: pageRows)
        report.actions = try await refused()
        try await name(&report.marketing.gained)
        try await name(&report.marketing.lost)
        try await name(&report.sales.gained)
        try await name(&report.sales.lost)
        return report
    }

    private func name(_ list: inout LeadList) async throws(StorageError) {
        for index in list.listed.indices {
            let id = list.listed[index].id
            let known = try await before.lead(id)
            let detail = if let known { known } else { try await after.lead(id) }
            list.listed[index].name = detail?.contact.name
        }
    }

    /// Both states have one record for each action of the ledger.
    private func refused() async throws(StorageError) -> RefusedActions {
        var refused = RefusedActions()
        var position: Position = 0
        while true {
            let old = try await before.actions(after: position, limit: pageRows)
            guard let last = old.last else { return refused }
            let new = try await after.actions(after: position, limit: pageRows)
            let byPosition = Dictionary(new.map { ($0.position, $0) }) { first, _ in first }
            for record in old where record.outcome == .applied {
                guard let other = byPosition[record.position], other.outcome.isRefusal else { continue }
                refused.count += 1
                if refused.listed.count < limit { refused.listed.append(.init(before: record, after: other)) }
            }
            position = last.position
        }
    }
}

extension ActionOutcome {
    fileprivate var isRefusal: Bool {
        switch self {
        case .stale, .refused, .missing: true
        case .applied, .repeated: false
        }
    }
}

/// Gives one counted lead after the other, reading a page at a time.
private struct SheetReader {
    private let views: any Views
    private let pageRows: Int
    private var page: ArraySlice<LeadSheet> = []
    private var last: LeadID?
    private var isAtEnd = false

    init(_ views: any Views, pageRows: Int) {
        self.views = views
        self.pageRows = pageRows
    }

    mutating func next() async throws(StorageError) -> LeadSheet? {
        while true {
            while let sheet = page.popFirst() {
                if sheet.lead.isCounted { return sheet }
            }
            guard !isAtEnd else { return nil }
            let read = try await views.leadSheets(after: last, limit: pageRows)
            isAtEnd = read.isEmpty
            last = read.last?.lead.id
            page = read[...]
        }
    }
}
