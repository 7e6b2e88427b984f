import Dashboard
import Domain
import Pipeline
import Storage

/// What a simulation found, for the terminal.
struct SimulationText {
    let report: SimulationReport
    let settings: [String]
    let file: String
    let isVerbose: Bool

    private let isTerminal = Terminal.isInteractive

    init(report: SimulationReport, settings: [String], file: String, isVerbose: Bool) {
        self.report = report
        self.settings = settings
        self.file = file
        self.isVerbose = isVerbose
    }

    var text: String {
        var parts = [head, funnel]
        if report.isUnchanged {
            parts.append("No lead would stand elsewhere.")
        } else {
            parts += [movement(report.marketing, "marketing qualified"), movement(report.sales, "sales qualified")]
            parts += [rules, reps]
        }
        parts += [SimulatedRouting(before: report.before.routing, after: report.after.routing).text, quality, actions]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var head: String {
        let since = report.since > 0 ? "from entry \(report.since + 1) on" : "from the first entry on"
        let changes =
            settings.isEmpty
            ? "It decides like the configuration in force." : settings.map { "  \($0)" }.joined(separator: "\n")
        return "The \(report.position) entries of the ledger, with \(file) in force \(since):\n\(changes)"
    }

    private var funnel: String {
        var table = Table([("", .left), ("NOW", .right), ("NEW", .right), ("CHANGE", .right), ("OF LEADS", .left)])
        let (old, new) = (report.before, report.after)
        func add(_ name: String, _ before: Int64, _ after: Int64, isShare: Bool = true) {
            let shares = [SimulationText.share(before, of: old.leads), SimulationText.share(after, of: new.leads)]
            let share = isShare && before + after > 0 ? shares.joined(separator: " -> ") : ""
            table.add([name, String(before), String(after), SimulationText.change(before, after), share])
        }
        add("leads", old.leads, new.leads, isShare: false)
        for stage in Stage.allCases where stage != .new {
            add(SimulationText.words(stage), old.reached[stage] ?? 0, new.reached[stage] ?? 0)
            if stage == .marketingQualified { add("  by score", old.marketing.qualified, new.marketing.qualified) }
            if stage == .salesQualified { add("  by score", old.sales.qualified, new.sales.qualified) }
        }
        add("waiting for a rep", old.waiting, new.waiting, isShare: false)
        return table.text(isTerminal: isTerminal)
    }

    private func movement(_ movement: Movement, _ name: String) -> String {
        let head =
            "\(name) by score: \(movement.gained.count) gained, \(movement.lost.count) lost, "
            + "\(movement.earlier) sooner, \(movement.later) later"
        return ([head] + [list(movement.gained, "+"), list(movement.lost, "-")].filter { !$0.isEmpty })
            .joined(separator: "\n")
    }

    private func list(_ list: LeadList, _ sign: String) -> String {
        guard !list.listed.isEmpty else { return "" }
        var table = Table([("", .left), ("", .left), ("", .left), ("", .right), ("", .left)])
        for lead in list.listed {
            let scores = [lead.before, lead.after].map { $0.map { String($0.lead.score) } ?? "–" }
            table.add([
                "  " + sign, PublicID.lead(lead.id), Terminal.cut(lead.name ?? "(no name)", to: 28),
                scores[0] == scores[1] ? "\(scores[0]) points" : "\(scores[0]) -> \(scores[1]) points",
                SimulationText.why(lead),
            ])
        }
        var lines: [String] = []
        for (lead, line) in zip(list.listed, table.rowLines) { lines += [line] + (isVerbose ? rows(lead) : []) }
        let more = list.count - Int64(list.listed.count)
        if more > 0 { lines.append("  \(sign) and \(more) more; --limit lists them") }
        return lines.joined(separator: "\n")
    }

    private func rows(_ lead: LeadComparison) -> [String] {
        [("now", lead.before), ("new", lead.after)].flatMap { when, sheet -> [String] in
            guard let sheet else { return [] }
            let rows = ExplainedRow.rows(sheet.rows, at: sheet.lead.standing.scoredAt)
            let head = "      \(when): \(sheet.lead.stage.word), \(sheet.lead.score) points"
            return [head]
                + rows.map { row in
                    let notes = ([row.row.matched] + row.notes).filter { !$0.isEmpty }.map(Terminal.printable)
                    return "        \(row.value)  \(row.row.rule)  event \(row.row.evidence)"
                        + notes.map { "; " + $0 }.joined()
                }
        }
    }

    private var rules: String {
        let changed = report.rules.filter { !$0.isUnchanged }
        guard !changed.isEmpty else { return "Every rule gives the same points." }
        var table = Table([
            ("RULE", .left), ("POINTS NOW", .right), ("NEW", .right), ("LEADS NOW", .right), ("NEW", .right),
        ])
        for rule in changed {
            table.add([
                rule.rule, String(rule.before.points), String(rule.after.points), String(rule.before.leads),
                String(rule.after.leads),
            ])
        }
        return table.text(isTerminal: isTerminal)
    }

    private var reps: String {
        guard report.reps.contains(where: { $0.before != $0.after }) else { return "" }
        var table = Table([("REP", .left), ("LEADS NOW", .right), ("NEW", .right), ("CHANGE", .right)])
        for rep in report.reps {
            table.add([
                rep.rep, String(rep.before), String(rep.after), SimulationText.change(rep.before, rep.after),
            ])
        }
        return table.text(isTerminal: isTerminal)
    }

    /// How well qualification foretold what was won.
    private var quality: String {
        var table = Table([
            ("", .left), ("PRECISION NOW", .left), ("NEW", .left), ("RECALL NOW", .left), ("NEW", .left),
        ])
        for (name, old, new) in [
            ("marketing qualified", report.before.marketing, report.after.marketing),
            ("sales qualified", report.before.sales, report.after.sales),
        ] {
            table.add(
                [name]
                    + [(old.won, old.ended), (new.won, new.ended), (old.won, old.allWon), (new.won, new.allWon)].map {
                        SimulationText.share($0.0, of: $0.1) + " (\($0.0) of \($0.1))"
                    })
        }
        return table.text(isTerminal: isTerminal)
            + "\nPrecision: won, of the leads that qualified by score and have ended (won, lost, disqualified)."
            + "\nRecall: qualified by score, of the won. Won and ended are what was really recorded."
    }

    private var actions: String {
        guard report.actions.count > 0 else { return "" }
        var lines = ["Actions that were carried out, but could not be: \(report.actions.count)"]
        for refused in report.actions.listed {
            let (old, new) = (refused.before, refused.after)
            let lead = old.lead.map { " of \(PublicID.lead($0))" } ?? ""
            let detail = new.detail.isEmpty ? "" : ": \(Terminal.printable(new.detail))"
            lines.append("  entry \(old.position)  \(old.name)\(lead)  \(new.outcome.word)\(detail)")
        }
        let more = report.actions.count - Int64(report.actions.listed.count)
        if more > 0 { lines.append("  and \(more) more; --limit lists them") }
        return lines.joined(separator: "\n")
    }

    private static func share(_ part: Int64, of whole: Int64) -> String {
        let rate = Rate(part, of: whole)
        return rate.permille == nil ? "–" : rate.percent() + " %"
    }

    private static func words(_ stage: Stage) -> String { stage.word.split(separator: "_").joined(separator: " ") }

    private static func change(_ before: Int64, _ after: Int64) -> String {
        before == after ? "" : (after > before ? "+" : "") + String(after - before)
    }

    private static func why(_ lead: LeadComparison) -> String {
        if lead.after == nil { return "(no lead of its own: what was said counts with another inquiry)" }
        if lead.before == nil { return "(a lead of its own: the inquiry before it would have ended)" }
        let rules = lead.rules.map(difference).joined(separator: ", ")
        return rules.isEmpty ? "(the same rows, another threshold)" : rules
    }

    private static func difference(_ rule: RuleDifference) -> String {
        switch (rule.before, rule.after) {
        case (let before?, let after?): "\(rule.rule) \(before) -> \(after)"
        case (nil, let after?): "\(rule.rule) \(after) (new)"
        case (let before?, nil): "\(rule.rule) \(before) (gone)"
        case (nil, nil): rule.rule
        }
    }
}
