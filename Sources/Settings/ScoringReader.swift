import Domain

/// Reads the part `scoring`.
struct ScoringReader {
    /// Largest size of points, caps and thresholds: far above any real one and far below where sums overflow.
    static let pointsMax: Int64 = 100_000

    let findings: Findings
    let conditions: ConditionReader

    /// The rules, or nil after findings.
    func scoring(from root: inout Fields) -> ScoringRules? {
        guard var fields = root.requiredFields("scoring", of: "the scoring") else { return nil }
        let thresholds = thresholds(from: &fields)
        let groups = groups(from: &fields)
        let grid = GridReader(findings: findings, groups: groups.names).grid(from: &fields)
        let rules = rules(from: &fields, groups: groups.names)
        fields.finish()
        guard let thresholds else { return nil }
        let scoring = ScoringRules(
            marketingQualified: thresholds.marketing, salesQualified: thresholds.sales, caps: groups.caps, grid: grid,
            rules: rules)
        if !findings.hasErrors { warn(about: scoring, fields: fields) }
        return scoring
    }

    private func thresholds(from fields: inout Fields) -> (marketing: Qualification, sales: Qualification)? {
        guard var thresholds = fields.requiredFields("thresholds", of: "the thresholds") else { return nil }
        let marketing = qualification("marketing_qualified", from: &thresholds)
        let sales = qualification("sales_qualified", from: &thresholds)
        thresholds.finish()
        guard let marketing, let sales else { return nil }
        if sales.points < marketing.points {
            let place = pointsPlace("sales_qualified", in: thresholds.node) ?? thresholds.place(of: "sales_qualified")
            findings.error(
                at: place,
                "`sales_qualified`: expected at least \(marketing.points), the points of `marketing_qualified`, got \(sales.points)"
            )
        }
        return (marketing, sales)
    }

    /// `30`, or `{points: 30, require: {known: phone}}`.
    private func qualification(_ name: String, from fields: inout Fields) -> Qualification? {
        guard let node = fields.requiredNode(name) else { return nil }
        guard node.members != nil else {
            return fields.int(name, in: 1...Self.pointsMax).map { Qualification(points: $0) }
        }
        guard var parts = Fields(node, of: "`\(name)`", in: findings) else { return nil }
        let points = parts.int("points", in: 1...Self.pointsMax)
        let required = parts.node("require")
        parts.finish()
        let requirement = required.flatMap { conditions.condition(at: $0) }
        guard let points, (required == nil) == (requirement == nil) else { return nil }
        return Qualification(points: points, requirement: requirement)
    }

    /// Where the points of a threshold stand.
    private func pointsPlace(_ name: String, in thresholds: YAMLNode) -> YAMLNode.Place? {
        let node = thresholds[name]
        return node?["points"]?.place ?? node?.place
    }

    /// `fit: {cap: 40}`, or `fit: {}` without a cap.
    private func groups(from fields: inout Fields) -> (names: [String], caps: [String: Int64]) {
        guard fields.requiredNode("groups") != nil else { return ([], [:]) }
        var caps: [String: Int64] = [:]
        let members = fields.members("groups")
        for member in members {
            _ = findings.isName(member.key, at: member.keyPlace, "the group's name")
            guard var group = Fields(member.value, of: "group `\(shortened(member.key))`", in: findings) else {
                continue
            }
            if group.node("cap") != nil { caps[member.key] = group.int("cap", in: 1...Self.pointsMax) }
            group.finish()
        }
        return (members.map(\.key), caps)
    }

    private func rules(from fields: inout Fields, groups: [String]) -> [ScoringRule] {
        let nodes = fields.nodes("rules")
        if nodes.count > Limits.scoringRulesMax {
            fields.error(
                at: "rules", "at most \(Limits.scoringRulesMax) rules, got \(nodes.count); merge some with `any`")
        }
        var first: [String: YAMLNode.Place] = [:]
        return nodes.prefix(Limits.scoringRulesMax).compactMap { node in
            guard var fields = Fields(node, of: "a rule", in: findings) else { return nil }
            let id = fields.string("id")
            let place = fields.place(of: "id")
            if let id, findings.isName(id, at: place, "the rule's id") {
                if let other = first[id] {
                    findings.error(
                        at: place, "rule `\(id)` stands here again, first in line \(other.line); rename one of them")
                } else {
                    first[id] = place
                }
            }
            let rule = rule(id, from: &fields, groups: groups)
            fields.finish()
            return rule
        }
    }

    private func rule(_ id: String?, from fields: inout Fields, groups: [String]) -> ScoringRule? {
        let group = fields.string("group")
        if let group, !groups.contains(group) {
            fields.error(
                at: "group",
                "`group`: there is no group `\(shortened(group))`; the groups are \(groups.joined(separator: ", "))."
                    + suggestion(for: group, among: groups))
        }
        let points = fields.int("points", in: -Self.pointsMax...Self.pointsMax)
        if points == 0 {
            fields.error(at: "points", "`points`: 0 changes nothing; give it points or remove the rule")
        }
        let times = fields.int("times", in: 1...1000, default: Int64(1))
        let decay = decay(from: &fields)
        let condition = fields.requiredNode("when").flatMap { conditions.condition(at: $0) }
        guard let id, let group, let points, let decay, let condition else { return nil }
        return ScoringRule(
            id: id, group: group, points: points, timesMax: times, decay: decay, condition: condition)
    }

    /// `{half_life: 14d}` or `{linear: 30d}`; absent: points stay. nil after findings.
    private func decay(from fields: inout Fields) -> Decay? {
        guard let node = fields.node("decay") else { return Decay.none }
        guard var decay = Fields(node, of: "the decay", in: findings) else { return nil }
        let range: ClosedRange<Int64> = 60...315_360_000
        let halfLife = decay.node("half_life") == nil ? nil : decay.duration("half_life", in: range)
        let linear = decay.node("linear") == nil ? nil : decay.duration("linear", in: range)
        let isOne = (decay.node("half_life") == nil) != (decay.node("linear") == nil)
        let isClosed = node.members?.allSatisfy { ["half_life", "linear"].contains($0.key) } ?? false
        decay.finish()
        if !isOne, isClosed {
            findings.error(
                at: node, "`decay`: expected either `half_life` or `linear` with a duration, like `{half_life: 14d}`")
        }
        return halfLife.map { .halfLife(seconds: $0) } ?? linear.map { .linear(seconds: $0) }
    }
}

extension ScoringReader {
    /// What works but cannot be meant: groups without rules and thresholds that no lead can reach.
    private func warn(about scoring: ScoringRules, fields: Fields) {
        let place = fields.place(of: "thresholds")
        warn(aboutGrid: scoring, fields: fields)
        if scoring.rules.isEmpty {
            findings.warning(at: fields.node, "there are no rules, so every lead stays at 0 points; add `rules`")
            return
        }
        let used = Set(scoring.rules.map(\.group))
        for member in fields.node["groups"]?.members ?? [] where !used.contains(member.key) {
            findings.warning(at: member.keyPlace, "no rule is in the group `\(member.key)`; remove it or add a rule")
        }
        let most = Self.pointsReachable(scoring)
        for (name, threshold) in [
            ("marketing_qualified", scoring.marketingQualified.points),
            ("sales_qualified", scoring.salesQualified.points),
        ] where threshold > most {
            let at = fields.node["thresholds"].flatMap { pointsPlace(name, in: $0) } ?? place
            findings.warning(
                at: at,
                "`\(name)`: no lead can reach \(threshold) points, all rules and caps together give at most \(most)")
        }
    }

    /// Steps of the grid that no lead can reach.
    private func warn(aboutGrid scoring: ScoringRules, fields: Fields) {
        guard let grid = scoring.grid, let node = fields.node["grid"] else { return }
        for (name, groups, steps) in [
            ("fit", grid.fit, grid.fitSteps), ("engagement", grid.engagement, grid.engagementSteps),
        ] {
            let most = Self.pointsReachable(scoring, in: groups)
            guard steps.high > most else { continue }
            findings.warning(
                at: node[name]?.place ?? node.place,
                "`\(name)` of the grid: no lead can reach \(steps.high) points, the rules of \(groups.joined(separator: ", ")) give at most \(most)"
            )
        }
    }

    /// The most points that one lead can have, in some groups or in all. Cannot overflow: all factors are bounded.
    static func pointsReachable(_ scoring: ScoringRules, in groups: [String]? = nil) -> Int64 {
        var sums: [String: Int64] = [:]
        for rule in scoring.rules where rule.points > 0 && groups?.contains(rule.group) ?? true {
            sums[rule.group, default: 0] += rule.points * rule.timesMax
        }
        return sums.reduce(0) { $0 + min($1.value, scoring.caps[$1.key] ?? .max) }
    }
}
