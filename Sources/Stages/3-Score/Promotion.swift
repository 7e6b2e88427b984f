import Domain

/// How far a score brings an inquiry. Forward only: what wanes later takes no stage back.
struct Promotion: Sendable {
    let rules: ScoringRules
    let configuration: Position

    /// Whether the requirements of the two stages hold at a statement.
    struct Requirements {
        var marketing: Bool
        var sales: Bool
    }

    /// Takes down the score and the stages it brings.
    ///
    /// - Parameters:
    ///   - rows: All rows of the inquiry, awarded.
    ///   - time: Event time of what changed them.
    ///   - cause: What changed them.
    func callAsFunction(
        _ standing: inout Standing, rows: some Sequence<ScoreRow>, requirements: Requirements, at time: Timestamp,
        by cause: EventID
    ) {
        // Some rows may be later: what comes late is counted beside all that is known.
        let instant = rows.reduce(max(standing.scoredAt, time)) { max($0, $1.at) }
        let score = Award.score(rows, at: instant)
        let grade = rules.grid.map { grid in grid.grade { Award.sum(rows, of: $0, at: instant) } }
        // What is worth the same now as before was scored before: most messages change no lead.
        let isSame = score == standing.score && score == Award.score(rows, at: standing.scoredAt)
        if !isSame || grade != standing.grade {
            standing.scoredAt = instant
            standing.score = score
            standing.grade = grade
        }
        guard standing.stage < .salesQualified else { return }
        let reachesSales = requirements.sales && standing.score >= rules.salesQualified.points
        let reachesMarketing = requirements.marketing && standing.score >= rules.marketingQualified.points
        if standing.stage < .marketingQualified, reachesMarketing || reachesSales {
            enter(.marketingQualified, isInferred: reachesSales, &standing, at: time, by: cause)
        }
        if reachesSales { enter(.salesQualified, isInferred: false, &standing, at: time, by: cause) }
    }

    private func enter(
        _ stage: Stage, isInferred: Bool, _ standing: inout Standing, at time: Timestamp, by cause: EventID
    ) {
        standing.stage = stage
        standing.enter(
            StageEntry(stage: stage, at: time, cause: cause, configuration: configuration, isInferred: isInferred))
    }
}
