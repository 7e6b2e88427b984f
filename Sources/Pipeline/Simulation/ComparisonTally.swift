import Domain
import Storage

/// Adds up what a comparison sees; as large as there are rules, reps and listed leads.
struct ComparisonTally {
    private let limit: Int
    private var rules: [String: RuleComparison] = [:]
    private var reps: [RepID: RepComparison] = [:]
    private var sums = SimulationReport()
    /// Leads seen so far.
    private(set) var seen: Int64 = 0

    init(limit: Int) { self.limit = limit }

    /// Everything seen so far.
    var report: SimulationReport {
        var report = sums
        report.rules = rules.values.sorted { $0.rule < $1.rule }
        report.reps = reps.values.sorted { $0.rep < $1.rep }
        return report
    }

    /// Takes a lead, in the order of ids.
    mutating func add(_ id: LeadID, before: LeadSheet?, after: LeadSheet?) {
        seen += 1
        if before == nil || after == nil { sums.unpaired += 1 }
        let truth = Truth(before?.lead.standing)
        if let before {
            Self.count(before, truth, in: &sums.before)
            add(before, to: \.before, \.before)
        }
        if let after {
            Self.count(after, truth, in: &sums.after)
            add(after, to: \.after, \.after)
        }
        if truth.isWon {
            for quality in [\SimulatedFigures.marketing, \.sales] {
                sums.before[keyPath: quality].allWon += 1
                sums.after[keyPath: quality].allWon += 1
            }
        }
        let lead = LeadComparison(id: id, before: before, after: after)
        Self.compare(lead, .marketingQualified, limit, &sums.marketing)
        Self.compare(lead, .salesQualified, limit, &sums.sales)
    }

    /// What really became of an inquiry.
    private struct Truth {
        let isWon: Bool
        let isEnded: Bool

        init(_ standing: Standing?) {
            isWon = standing?.entry(.won) != nil
            isEnded = standing.map { !$0.stage.isOpen } ?? false
        }
    }

    private static func count(_ sheet: LeadSheet, _ truth: Truth, in figures: inout SimulatedFigures) {
        figures.leads += 1
        let standing = sheet.lead.standing
        for entry in standing.entries where entry.stage != .new { figures.reached[entry.stage, default: 0] += 1 }
        count(standing.reachedByScore(.marketingQualified) != nil, truth, in: &figures.marketing)
        count(standing.reachedByScore(.salesQualified) != nil, truth, in: &figures.sales)
    }

    private static func count(_ isQualified: Bool, _ truth: Truth, in quality: inout Quality) {
        guard isQualified else { return }
        quality.qualified += 1
        if truth.isEnded { quality.ended += 1 }
        if truth.isWon { quality.won += 1 }
    }

    private mutating func add(
        _ sheet: LeadSheet, to rule: WritableKeyPath<RuleComparison, RuleComparison.Sum>,
        _ rep: WritableKeyPath<RepComparison, Int64>
    ) {
        var matched: [String] = []
        for row in sheet.rows {
            var comparison = rules[row.rule] ?? RuleComparison(rule: row.rule)
            comparison[keyPath: rule].points += row.points
            comparison[keyPath: rule].rows += 1
            if !matched.contains(row.rule) {
                matched.append(row.rule)
                comparison[keyPath: rule].leads += 1
            }
            rules[row.rule] = comparison
        }
        if let owner = sheet.lead.owner {
            reps[owner, default: RepComparison(rep: owner)][keyPath: rep] += 1
        }
    }

    private static func compare(
        _ lead: LeadComparison, _ stage: Stage, _ limit: Int, _ movement: inout Movement
    ) {
        let old = lead.before?.lead.standing.reachedByScore(stage)
        let new = lead.after?.lead.standing.reachedByScore(stage)
        switch (old, new) {
        case (nil, .some): movement.gained.add(lead, limit: limit)
        case (.some, nil): movement.lost.add(lead, limit: limit)
        case (let old?, let new?) where new.cause < old.cause: movement.earlier += 1
        case (let old?, let new?) where new.cause > old.cause: movement.later += 1
        default: break
        }
    }
}
