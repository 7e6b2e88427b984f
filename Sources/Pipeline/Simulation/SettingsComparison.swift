import Domain
public import Settings

/// What other settings decide otherwise, in sentences for people.
public struct SettingsComparison: Sendable {
    /// One difference a line; empty where both decide alike.
    public let lines: [String]

    /// Compares what is not about receiving.
    public init(from old: WorkspaceSettings, to new: WorkspaceSettings) {
        var lines: [String] = []
        func compare(_ what: String, _ before: Int64?, _ after: Int64?) {
            if before != after { lines.append("\(what): \(Self.text(before)) -> \(Self.text(after))") }
        }
        let (before, after) = (old.scoring, new.scoring)
        compare("marketing_qualified", before.marketingQualified.points, after.marketingQualified.points)
        compare("sales_qualified", before.salesQualified.points, after.salesQualified.points)
        if before.marketingQualified.requirement != after.marketingQualified.requirement {
            lines.append("marketing_qualified: other conditions")
        }
        if before.salesQualified.requirement != after.salesQualified.requirement {
            lines.append("sales_qualified: other conditions")
        }
        for group in Set(before.caps.keys).union(after.caps.keys).sorted() {
            compare("cap of \(group)", before.caps[group], after.caps[group])
        }
        if before.grid != after.grid { lines.append("grid: other steps") }
        let (oldRules, newRules) = (Self.byID(before.rules, \.id), Self.byID(after.rules, \.id))
        for rule in before.rules where newRules[rule.id] == nil { lines.append("rule \(rule.id): gone") }
        for rule in after.rules {
            guard let former = oldRules[rule.id] else {
                lines.append("rule \(rule.id): new, \(rule.points) points")
                continue
            }
            compare("points of \(rule.id)", former.points, rule.points)
            compare("times of \(rule.id)", former.timesMax, rule.timesMax)
            if former.group != rule.group { lines.append("group of \(rule.id): \(former.group) -> \(rule.group)") }
            if former.decay != rule.decay { lines.append("rule \(rule.id): wanes otherwise") }
            if former.condition != rule.condition { lines.append("rule \(rule.id): other condition") }
        }
        lines += Self.routing(from: old.routing, to: new.routing)
        if old.targets != new.targets { lines.append("sla: other targets") }
        if before.lexicon != after.lexicon {
            lines.append("lists of languages, chat spelling or free mail: other words")
        }
        let limits = Self.limits(from: old.quarantine, to: new.quarantine)
        if !limits.isEmpty { lines.append("quarantine: other \(limits.joined(separator: ", "))") }
        self.lines = lines
    }

    /// What differs about who gets leads.
    private static func routing(from old: RoutingRules, to new: RoutingRules) -> [String] {
        var lines: [String] = []
        func compare(_ what: String, _ before: Int64?, _ after: Int64?) {
            if before != after { lines.append("\(what): \(text(before)) -> \(text(after))") }
        }
        let (oldReps, newReps) = (byID(old.reps, \.id), byID(new.reps, \.id))
        for rep in old.reps where newReps[rep.id] == nil { lines.append("rep \(rep.id): gone") }
        for rep in new.reps {
            guard var former = oldReps[rep.id] else {
                lines.append("rep \(rep.id): new")
                continue
            }
            compare("weight of \(rep.id)", former.weight, rep.weight)
            compare("capacity of \(rep.id)", former.capacity, rep.capacity)
            // Names and ways to be told decide nothing.
            (former.weight, former.capacity) = (rep.weight, rep.capacity)
            (former.name, former.notify) = (rep.name, rep.notify)
            if former != rep { lines.append("rep \(rep.id): other team, skills or hours") }
        }
        let (oldPools, newPools) = (byID(old.pools, \.id), byID(new.pools, \.id))
        for pool in old.pools where newPools[pool.id] == nil { lines.append("pool \(pool.id): gone") }
        for pool in new.pools {
            guard var former = oldPools[pool.id] else {
                lines.append("pool \(pool.id): new")
                continue
            }
            if former.members != pool.members { lines.append("pool \(pool.id): other members") }
            former.members = pool.members
            if former != pool { lines.append("pool \(pool.id): other rules") }
        }
        if old.pools.map(\.id) != new.pools.map(\.id), Set(oldPools.keys) == Set(newPools.keys) {
            lines.append("pools: another order")
        }
        let leads = { (rules: RoutingRules) in rules.teams.map { [$0.id, $0.lead ?? ""] } }
        if leads(old) != leads(new) { lines.append("teams: others") }
        if old.signals != new.signals { lines.append("signals: others") }
        if old.areas != new.areas { lines.append("areas: others") }
        compare("sticky, in seconds", old.stickySeconds, new.stickySeconds)
        return lines
    }

    /// The limits of the quarantine that differ, as the configuration calls them.
    private static func limits(from old: QuarantineRules, to new: QuarantineRules) -> [String] {
        [
            ("sender_rate", old.senderRate != new.senderRate),
            ("form_rate", old.formRate != new.formRate || old.busyForm != new.busyForm),
            ("link_only", old.linkOnly != new.linkOnly),
            ("known_links", old.knownLinks != new.knownLinks),
            ("disposable_mail", old.disposableMail != new.disposableMail),
            ("disposable_domains", old.disposableDomains != new.disposableDomains),
            ("allowed_mail_domains", old.allowedMailDomains != new.allowedMailDomains),
            (
                "repeated_text",
                old.repeatedText != new.repeatedText || old.repeatedBytesMin != new.repeatedBytesMin
                    || old.repeatedPlain != new.repeatedPlain || old.repeatedWithLink != new.repeatedWithLink
            ),
        ].filter(\.1).map(\.0)
    }

    private static func text(_ number: Int64?) -> String { number.map(String.init) ?? "none" }

    private static func byID<Row>(_ rows: [Row], _ id: KeyPath<Row, String>) -> [String: Row] {
        Dictionary(rows.map { ($0[keyPath: id], $0) }) { first, _ in first }
    }
}
