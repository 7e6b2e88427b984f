import Domain

/// Scoring rules made ready: all word lists in one automaton, conditions as a tree that holds no text to be searched for.
struct CompiledScoring: Sendable {
    let rules: ScoringRules
    let conditions: [CompiledCondition]
    let marketingRequirement: CompiledCondition?
    let salesRequirement: CompiledCondition?
    let words: WordMatcher
    /// The workspace's, for hours of the day.
    let zone: Zone

    /// Compiles rules that the configuration has already checked.
    init(_ rules: ScoringRules, zone: Zone) {
        self.rules = rules
        self.zone = zone
        var lists: [[String]] = []
        conditions = rules.rules.map { CompiledCondition($0.condition, lists: &lists) }
        marketingRequirement = rules.marketingQualified.requirement.map { CompiledCondition($0, lists: &lists) }
        salesRequirement = rules.salesQualified.requirement.map { CompiledCondition($0, lists: &lists) }
        words = WordMatcher(lists: lists, lexicon: rules.lexicon)
    }
}
