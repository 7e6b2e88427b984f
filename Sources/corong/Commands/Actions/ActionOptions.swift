import ArgumentParser
import Dashboard
import Domain
import Foundation
import JSON
import Pipeline
import Settings
import Storage
import StorageSQLite

/// What every action takes, and how one is carried out.
struct ActionOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "Who does it: a rep's id or any name (default: the user of this machine).") var actor: String?
    @Option(help: "Your own name for this action: sent twice by the same name it is done once; another one is refused.")
    var key: String?

    func validate() throws {
        if let key, key.isEmpty || key.utf8.count > Limits.clientKeyBytesMax {
            throw ValidationError("--key takes 1 to \(Limits.clientKeyBytesMax) bytes.")
        }
        if let actor, actor.utf8.count > Limits.nameBytesMax {
            throw ValidationError("--actor takes at most \(Limits.nameBytesMax) bytes.")
        }
    }

    /// Appends the action, folds it and shows what became of it; also beside a running server.
    ///
    /// - Throws: ``ExitCode/failure`` where it was not carried out, after saying why and what to do.
    func perform(_ deed: Deed, in stores: Stores, expecting version: Int64? = nil) async throws {
        let action = Action(
            deed, actor: actor ?? ProcessInfo.processInfo.environment["USER"] ?? "", key: key,
            expectedVersion: version)
        let position = try stores.ledger.append([action.draft(at: SystemClock.now())])
        try FoldLoop(ledger: stores.ledger, state: stores.state).runToEnd()
        guard let record = try await stores.views.action(at: position) else {
            throw CommandError(
                problem: "The action of entry \(position) was not folded",
                advice: "Look at the log of the server, or run `corong replay`")
        }
        var detail: LeadDetail?
        if let lead = deed.lead { detail = try await stores.views.lead(lead) }
        show(record, action, detail)
        guard record.outcome == .applied || record.outcome == .repeated else { throw ExitCode.failure }
    }

    private func show(_ record: ActionRecord, _ action: Action, _ detail: LeadDetail?) {
        let isDone = record.outcome == .applied || record.outcome == .repeated
        if output.json || isDone {
            output.show { json in
                APIDocument.action(record, action, lead: detail?.lead, to: &json)
            } table: {
                let lines = [detail.map(ActionLineText.lead), ActionLineText.outcome(record)]
                return lines.compactMap { $0 }.joined(separator: "\n")
            }
        } else {
            Printing.error("error: \(Terminal.printable(record.detail))")
            if let detail { Printing.error(ActionLineText.lead(detail)) }
        }
    }
}

extension Money {
    /// As tables show it: `IDR 1500000`, with decimals only where there are any.
    var inWholeUnits: String {
        let amount = decimal
        guard let point = amount.firstIndex(of: "."), amount[point...].dropFirst().allSatisfy({ $0 == "0" }) else {
            return "\(currency) \(amount)"
        }
        return "\(currency) \(amount[..<point])"
    }
}

/// An action and its lead for the terminal.
enum ActionLineText {
    /// How the lead stands, in one line.
    static func lead(_ detail: LeadDetail) -> String {
        let lead = detail.lead
        let value = lead.standing.value.map { "  \($0.inWholeUnits)" } ?? ""
        return "\(PublicID.lead(lead.id))  \(Terminal.printable(detail.contact.name ?? "(no name)"))  "
            + "\(lead.stage.word)\(value)  \(lead.score) points  \(lead.owner.map { "owner \($0)" } ?? "no owner")  "
            + "version \(lead.version)"
    }

    /// What was done to a lead.
    static func table(_ lines: [ActionLine]) -> String {
        var table = Table([
            ("AT", .left), ("ENTRY", .right), ("ACTION", .left), ("OUTCOME", .left), ("ACTOR", .left), ("SAYS", .left),
        ])
        for line in lines {
            let record = line.record
            let text = line.action?.deed.words ?? record.detail
            table.add([
                record.at.inSeconds, String(record.position), record.name, record.outcome.word,
                Terminal.printable(record.actor), Terminal.cut(Terminal.printable(text), to: 80),
            ])
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }

    static func outcome(_ record: ActionRecord) -> String {
        let detail = record.detail.isEmpty ? "" : ": \(Terminal.printable(record.detail))"
        return "entry \(record.position): \(record.name) \(record.outcome.word)\(detail)"
    }
}
