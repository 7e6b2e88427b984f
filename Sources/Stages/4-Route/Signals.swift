import Domain

/// Takes down what a statement asks of the rep who gets its lead.
struct Signals: Sendable {
    private let rules: [SignalRule]
    private let conditions: [CompiledCondition]
    private let areas: [Area]

    init(_ rules: RoutingRules, _ scoring: CompiledScoring) {
        self.rules = rules.signals
        conditions = scoring.signals
        areas = rules.areas
    }

    /// Adds what is new to the contact's own lead.
    ///
    /// - Returns: Whether anything was.
    func callAsFunction(_ scored: ScoredStatement, _ work: inout Work) -> Bool {
        guard !rules.isEmpty || !areas.isEmpty, let lead = work.lead(scored.statement.lead) else { return false }
        var signals = lead.signals
        func add(_ kind: LeadSignal.Kind, _ value: String, on ground: LeadSignal.Ground = .said) {
            let known = signals.firstIndex { $0.kind == kind && $0.value == value }
            if let known, signals[known].ground <= ground { return }
            if let known { signals.remove(at: known) }
            signals.append(LeadSignal(kind: kind, value: value, evidence: scored.statement.id, ground: ground))
        }
        /// Whether something as firm tells the area already, or firmer.
        func knowsArea(on ground: LeadSignal.Ground) -> Bool {
            signals.contains { $0.kind == .area && $0.ground <= ground }
        }
        for (rule, condition) in zip(rules, conditions) where scored.satisfies(condition) { add(rule.kind, rule.value) }
        // What somebody says is worth more than where he is, and that more than where his number is from.
        if !knowsArea(on: .said), let area = area(around: scored.place) { add(.area, area, on: .place) }
        if !knowsArea(on: .phone), let area = area(of: scored.phone) { add(.area, area, on: .phone) }
        guard signals != lead.signals else { return false }
        signals.sort { left, right in
            if left.kind != right.kind { return left.kind < right.kind }
            return left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
        }
        work.adjust(lead.id) { $0.signals = signals }
        return true
    }

    /// The area in which the place lies, by the nearest middle; of equally near ones the first of the configuration.
    private func area(around place: Place?) -> String? {
        guard let place else { return nil }
        var best: (metres: Int64, area: String)?
        for area in areas {
            guard let site = area.site else { continue }
            let metres = site.middle.metres(to: place)
            if metres <= site.radiusMetres, metres < best?.metres ?? .max { best = (metres, area.id) }
        }
        return best?.area
    }

    /// The area whose numbers begin as this one does, by the longest beginning.
    private func area(of phone: String?) -> String? {
        guard let phone else { return nil }
        var best: (length: Int, area: String)?
        for area in areas {
            for prefix in area.phonePrefixes where phone.hasPrefix(prefix) && prefix.utf8.count > best?.length ?? 0 {
                best = (prefix.utf8.count, area.id)
            }
        }
        return best?.area
    }
}
