import ArgumentParser
import Channels
import Dashboard
import Domain
import JSON
import Pipeline
import Storage
import StorageSQLite

/// `corong lead`.
struct ShowLead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lead", abstract: "Shows everything about one lead: who, what was said, score, owner, facts.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var moment: InstantOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The lead's id, for example L41.") var id: String

    func run() async throws {
        let stores = try store.open(at: moment)
        let detail = try await stores.lead(id)
        let history = LedgerHistory(ledger: stores.ledger, state: stores.state)
        let contents = try await history.events(detail.events.map(\.id))
        let actions = try await ActionLine.all(of: detail.lead.id, views: stores.views, history: history)
        output.show { json in
            APIDocument.lead(
                detail, contents: contents, actions: actions, writeEvent: { EventJSON.write($0, to: &$1) }, to: &json)
        } table: {
            text(detail, contents, actions)
        }
    }

    private func text(_ detail: LeadDetail, _ contents: [EventID: Event], _ actions: [ActionLine]) -> String {
        let lead = detail.lead
        var lines = [
            "\(PublicID.lead(lead.id))  \(Terminal.printable(detail.contact.name ?? "(no name)"))  \(lead.stage.word)  "
                + "\(lead.score) points  \(lead.owner.map { "owner \($0)" } ?? "no owner")",
            "contact \(PublicID.contact(lead.contact)), cycle \(lead.cycle), opened \(lead.openedAt.inSeconds) "
                + "on \(lead.channel), version \(lead.version)",
            "",
        ]
        var names = Table([("GOES BY", .left), ("VALUE", .left), ("EVENT", .left)])
        for link in detail.identifiers {
            names.add([
                link.identifier.kind.rawValue, link.sentAs ?? link.identifier.value, link.evidence.description,
            ])
        }
        lines.append(names.text(isTerminal: Terminal.isInteractive))
        for record in detail.touches {
            let facts = record.touch.values.map { "\($0.field.rawValue)=\(Terminal.printable($0.value))" }
            lines.append("touch  \(record.at.inSeconds)  \(facts.joined(separator: " "))")
        }
        lines += ["", conversation(detail, contents), "", LeadText.score(detail), "", LeadText.route(detail)]
        lines += ["", LeadText.facts(detail)]
        if !actions.isEmpty { lines += ["", ActionLineText.table(actions)] }
        return lines.joined(separator: "\n")
    }

    private func conversation(_ detail: LeadDetail, _ contents: [EventID: Event]) -> String {
        var table = Table([
            ("AT", .left), ("EVENT", .left), ("CHANNEL", .left), ("KIND", .left), ("OUTCOME", .left),
            ("THREAD", .left), ("TEXT", .left),
        ])
        for record in detail.events {
            let text = contents[record.id].map(LeadText.said) ?? ""
            table.add([
                record.at.inSeconds, record.id.description, record.channel, record.kind.rawValue,
                record.outcome.rawValue, record.link.map(LeadText.thread) ?? "",
                Terminal.cut(Terminal.printable(text), to: 80),
            ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }
}

/// `corong explain`.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows why a lead has its score, its stage and its owner: every row, every candidate.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var moment: InstantOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The lead's id, for example L41.") var id: String

    func run() async throws {
        let stores = try store.open(at: moment)
        let detail = try await stores.lead(id)
        output.show { json in
            APIDocument.explanation(detail, at: stores.time, to: &json)
        } table: {
            [LeadText.score(detail, at: stores.time), LeadText.together(detail), LeadText.route(detail)]
                .filter { !$0.isEmpty }.joined(separator: "\n\n")
        }
    }
}

extension Stores {
    /// The lead with an id as people write it.
    func lead(_ text: String) async throws -> LeadDetail {
        guard let id = PublicID.readLead(text) else {
            throw CommandError(
                problem: "'\(text)' is no lead's id", advice: "Ids look like L41 or L41.2; `corong leads` lists them")
        }
        guard let detail = try await views.lead(id) else {
            throw CommandError(problem: "There is no lead \(PublicID.lead(id))", advice: "`corong leads` lists them")
        }
        return detail
    }
}

/// Parts of a lead for the terminal.
enum LeadText {
    /// The rows that the score is the sum of, at an instant; nil for that of the score.
    static func score(_ detail: LeadDetail, at time: Timestamp? = nil) -> String {
        guard !detail.scoreRows.isEmpty else { return "score 0: no rule has matched yet" }
        let at = time ?? detail.lead.standing.scoredAt
        let isTogether = detail.scoreRows.contains { $0.lead != detail.lead.id }
        var table = Table(
            [
                ("POINTS", .right), ("RULE", .left), ("GROUP", .left), ("EVENT", .left), ("AT", .left),
                ("CONFIG", .right),
            ] + (isTogether ? [("SAID IN", .left)] : []) + [("MATCHED", .left), ("WHY NOT MORE", .left)])
        let rows = ExplainedRow.rows(detail.scoreRows, at: at)
        for explained in rows {
            let row = explained.row
            table.add(
                [
                    (explained.value > 0 ? "+" : "") + String(explained.value), row.rule, row.group,
                    row.evidence.description, row.at.inSeconds, String(row.configuration),
                ] + (isTogether ? [PublicID.lead(row.lead)] : []) + [
                    row.matched, explained.notes.joined(separator: "; "),
                ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
            + "\n\(rows.last?.total ?? 0) points at \(at.inSeconds) = the sum of \(rows.count) rows"
    }

    /// With whom the lead counts, and what it would be alone; empty for a lead that counts for itself.
    static func together(_ detail: LeadDetail) -> String {
        guard let alone = detail.lead.aloneStanding else { return "" }
        let alike = "alone it would be \(alone.stage.word) with \(alone.score) points"
        if let primary = detail.lead.joined {
            return "counts with \(PublicID.lead(primary)), because both contacts are one person; \(alike)"
        }
        let others = detail.joined.map { joined in
            let name = detail.members.first { $0.id == joined.contact }?.name.map { " of \($0)" } ?? ""
            return PublicID.lead(joined.id) + Terminal.printable(name)
        }
        return "counts together with \(others.joined(separator: ", ")), because the contacts are one person; \(alike)"
    }

    /// What was counted of the lead and of those joined to it, and what was taken back.
    static func facts(_ detail: LeadDetail) -> String {
        var table = Table([
            ("FACT", .left), ("LEAD", .left), ("AT", .left), ("RECORDED", .left), ("EVENT", .left), ("CONFIG", .right),
            ("", .left),
        ])
        for fact in detail.facts {
            let notes = [
                fact.isRetraction ? "taken back" : "", fact.isInferred ? "inferred" : "", fact.rep ?? "",
                fact.value?.inWholeUnits ?? "",
            ]
            table.add([
                fact.kind.rawValue, PublicID.lead(fact.lead), fact.at.inSeconds, fact.recordedAt.inSeconds,
                fact.event.description, String(fact.configuration),
                notes.filter { !$0.isEmpty }.joined(separator: ", "),
            ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }

    /// What an event says, in one line: subject, text, and the answers of a form.
    static func said(_ event: Event) -> String {
        let answers = event.answers.map { "\($0.name): \($0.values.joined(separator: ", "))" }
        return ([event.subject, event.text].compactMap { $0 } + answers).joined(separator: " | ")
    }

    /// Why an event is in its conversation: `reference to 17`.
    static func thread(_ link: ThreadLink) -> String {
        link.event.map { "\(link.evidence.word) \($0)" } ?? link.evidence.word
    }

    /// The router's decisions with all candidates.
    static func route(_ detail: LeadDetail) -> String {
        guard !detail.assignments.isEmpty else { return "not routed: the lead is not sales qualified" }
        return detail.assignments.map { RouteText.decision($0) }.joined(separator: "\n\n")
    }
}
