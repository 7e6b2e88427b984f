import Domain

/// Stage 3: what a statement is worth, and how far its lead has come by it.
struct Score: Sendable {
    let scoring: CompiledScoring
    private let promotion: Promotion

    init(scoring: CompiledScoring, promotion: Promotion) {
        self.scoring = scoring
        self.promotion = promotion
    }

    /// Adds the rows that the statement earns to its lead and promotes it, forward only.
    ///
    /// Where the lead is joined to others of the same person, their rows count together; what it would be alone is kept beside.
    func callAsFunction(_ scored: ScoredStatement, _ work: inout Work) {
        let statement = scored.statement
        // By number, because most rules do not match and a copy of a rule takes and releases each of its texts.
        for number in scoring.conditions.indices {
            var matched: [String] = []
            guard scored.satisfies(scoring.conditions[number], matched: &matched) else { continue }
            add(scoring.rules.rules[number], because: matched, of: statement, &work)
        }
        let requirements = Promotion.Requirements(
            marketing: scored.satisfies(scoring.marketingRequirement),
            sales: scored.satisfies(scoring.salesRequirement))
        let recount = Recount(
            promotion: promotion, requirements: requirements, at: statement.at, recordedAt: statement.recordedAt,
            cause: statement.id)
        guard let counted = recount(statement.lead, &work), let lead = work.lead(counted) else { return }
        if lead.standing.waitsForRep, lead.standing.entry(.salesQualified)?.cause == statement.id {
            work.wantRep(counted)
        }
    }

    /// Adds a row, as long as the rule still counts for the contact's own lead. What the row gives is seen when all are there.
    private func add(_ rule: ScoringRule, because matched: [String], of statement: Attributed, _ work: inout Work) {
        let rows = work.scoreRows(of: statement.lead)
        guard rows.lazy.filter({ $0.rule == rule.id }).count < rule.timesMax else { return }
        var row = ScoreRow(
            lead: statement.lead, number: Int64(rows.count) + 1, rule: rule.id, group: rule.group,
            weight: rule.points, points: 0, timesMax: rule.timesMax, cap: scoring.rules.caps[rule.group],
            decay: rule.decay, configuration: promotion.configuration, evidence: statement.id, at: statement.at,
            matched: matched.joined(separator: ", "))
        row.points = Award.points(of: row, after: rows)
        work.add(row)
    }
}

/// Counts the rows of a lead, alone and together with those it is joined to.
struct Recount {
    let promotion: Promotion
    let requirements: Promotion.Requirements
    let at: Timestamp
    let recordedAt: Timestamp
    let cause: EventID

    /// Recounts after a statement has added rows to a lead.
    ///
    /// - Returns: The lead that is counted.
    func callAsFunction(_ id: LeadID, _ work: inout Work) -> LeadID? {
        guard let lead = work.lead(id) else { return nil }
        let primary = lead.joined ?? id
        let isTogether = lead.joined != nil || lead.own != nil
        if isTogether { alone(lead, &work) }
        guard var standing = work.lead(primary)?.standing else { return nil }
        let rows = isTogether ? work.awardTogether(primary) : work.scoreRows(of: id)
        promotion(&standing, rows: rows, requirements: requirements, at: at, by: cause)
        work.settle(primary, standing, by: cause, recordedAt: recordedAt)
        return primary
    }

    /// What the lead would be without the others: nobody hears of it.
    private func alone(_ lead: Lead, _ work: inout Work) {
        var rows = work.scoreRows(of: lead.id)
        for (index, points) in Award.points(rows).enumerated() { rows[index].points = points }
        var standing = lead.own ?? lead.standing
        promotion(&standing, rows: rows, requirements: requirements, at: at, by: cause)
        guard standing != lead.own ?? lead.standing else { return }
        work.change(lead.id) { changed in
            if lead.joined == nil { changed.own = standing } else { changed.standing = standing }
        }
    }
}
