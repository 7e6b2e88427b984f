import Domain

/// Scoring rules, and what statements ask of reps, made ready: all word lists in one automaton, conditions as a tree that holds no text to be searched for.
struct CompiledScoring: Sendable {
    let rules: ScoringRules
    let conditions: [CompiledCondition]
    let marketingRequirement: CompiledCondition?
    let salesRequirement: CompiledCondition?
    /// Of the routing's signals, in order.
    let signals: [CompiledCondition]
    let words: WordMatcher
    /// The workspace's, for hours of the day.
    let zone: Zone

    /// Compiles rules that the configuration has already checked.
    init(_ rules: ScoringRules, signals: [SignalRule] = [], zone: Zone) {
        self.rules = rules
        self.zone = zone
        var lists: [[String]] = []
        conditions = rules.rules.map { CompiledCondition($0.condition, lists: &lists) }
        marketingRequirement = rules.marketingQualified.requirement.map { CompiledCondition($0, lists: &lists) }
        salesRequirement = rules.salesQualified.requirement.map { CompiledCondition($0, lists: &lists) }
        self.signals = signals.map { CompiledCondition($0.condition, lists: &lists) }
        words = WordMatcher(lists: lists, lexicon: rules.lexicon)
    }
}
