import ArgumentParser
import Dashboard
import Domain
import JSON
import Pipeline
import Storage
import StorageSQLite

/// `corong dead-letters`.
struct DeadLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "Lists deliveries that could not be read, and runs them again after a fix.",
        discussion:
            "After mending a channel file, let the server take it over (SIGHUP or restart), then run the deliveries again."
    )

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Also those that were run again with success.") var all = false
    @Option(parsing: .upToNextOption, help: "Runs the deliveries at these positions again.") var rerun: [Position] = []
    @Flag(help: "Runs all open ones again.") var rerunAll = false

    func run() async throws {
        let stores = try store.open(creating: false)
        let positions =
            rerunAll
            ? try await stores.views.deadLetters(includingResolved: false, limit: Limits.pageRowsMax).map(\.position)
            : rerun
        if !positions.isEmpty { try runAgain(positions, stores) }
        let letters = try await stores.views.deadLetters(
            includingResolved: all || !positions.isEmpty, limit: Limits.pageRowsMax)
        show(positions.isEmpty ? letters : letters.filter { positions.contains($0.position) })
    }

    private func runAgain(_ positions: [Position], _ stores: Stores) throws {
        let action = Action.rerun(positions.sorted())
        _ = try stores.ledger.append([action.draft(at: SystemClock.now())])
        try FoldLoop(ledger: stores.ledger, state: stores.state).runToEnd()
    }

    private func show(_ letters: [DeadLetter]) {
        output.show { json in
            APIDocument.deadLetters(letters, to: &json)
        } table: {
            guard !letters.isEmpty else { return "No dead letters." }
            var table = Table([
                ("POSITION", .right), ("CHANNEL", .left), ("RECEIVED", .left), ("STATE", .left), ("PROBLEM", .left),
            ])
            for letter in letters {
                let state =
                    letter.resolvedBy.map { "resolved by \($0)" }
                    ?? (letter.attempts == 0 ? "open" : "open, \(letter.attempts) tries")
                table.add([
                    String(letter.position), letter.channel, letter.receivedAt.inSeconds, state,
                    "\(letter.problem). \(letter.advice).",
                ])
            }
            return table.text(isTerminal: Terminal.isInteractive)
        }
    }
}
