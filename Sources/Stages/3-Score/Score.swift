import Domain

/// Stage 3: what a statement is worth, and how far its lead has come by it.
struct Score: Sendable {
    let scoring: CompiledScoring
    let configuration: Position

    /// Adds the rows that the statement earns to its lead and promotes it, forward only.
    ///
    /// A rule gives points at most as often as it says; a group never adds up to more than its cap. So the score is the sum of the rows.
    ///
    /// - Returns: The lead, when the statement has made it sales qualified.
    func callAsFunction(_ statement: Attributed, _ work: inout Work) -> Lead? {
        let scored = ScoredStatement(
            event: statement.event, channel: statement.channel, statements: statement.statements, words: scoring.words)
        for (rule, condition) in zip(scoring.rules.rules, scoring.conditions) {
            var matched: [String] = []
            guard scored.satisfies(condition, matched: &matched) else { continue }
            award(rule, because: matched, of: statement, &work)
        }
        return promote(statement, &work) ? work.lead(statement.lead) : nil
    }

    private func award(_ rule: ScoringRule, because matched: [String], of statement: Attributed, _ work: inout Work) {
        // The rows are given back before a new one is added, which would otherwise copy them.
        let (times, inGroup, number) = tally(rule, work.scoreRows(of: statement.lead))
        guard times < rule.timesMax else { return }
        var points = rule.points
        if let cap = scoring.rules.caps[rule.group] {
            points = points > 0 ? min(points, max(0, cap - inGroup)) : max(points, min(0, -cap - inGroup))
        }
        guard points != 0 else { return }
        work.add(
            ScoreRow(
                lead: statement.lead, number: number, rule: rule.id, group: rule.group, points: points,
                configuration: configuration, evidence: statement.id, at: statement.at,
                matched: matched.joined(separator: ", ")))
    }

    /// How often a rule has given points, what its group adds up to, and the number of the next row.
    private func tally(_ rule: ScoringRule, _ rows: [ScoreRow]) -> (times: Int64, inGroup: Int64, next: Int64) {
        var times: Int64 = 0
        var inGroup: Int64 = 0
        for row in rows {
            if row.rule == rule.id { times += 1 }
            if row.group == rule.group { inGroup += row.points }
        }
        return (times, inGroup, Int64(rows.count) + 1)
    }

    private func promote(_ statement: Attributed, _ work: inout Work) -> Bool {
        guard let lead = work.lead(statement.lead) else { return false }
        let reachesSales = lead.stage < .salesQualified && lead.score >= scoring.rules.salesQualifiedAt
        if lead.stage < .marketingQualified, reachesSales || lead.score >= scoring.rules.marketingQualifiedAt {
            work.change(lead.id) {
                $0.stage = .marketingQualified
                $0.marketingQualifiedAt = statement.at
            }
            work.reached(.marketingQualified, statement, isInferred: reachesSales)
        }
        if reachesSales {
            work.change(lead.id) {
                $0.stage = .salesQualified
                $0.salesQualifiedAt = statement.at
            }
            work.reached(.salesQualified, statement, isInferred: false)
        }
        return reachesSales
    }
}
