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

    /// Deliveries that one entry of the ledger runs again: they are in memory together.
    private static let chunk = 20

    func run() async throws {
        let stores = try store.open(rerun.isEmpty && !rerunAll ? .reading : .folding)
        let positions = try await rerunAll ? openPositions(stores) : checked(rerun, stores)
        if !positions.isEmpty { try runAgain(positions, stores) }
        var letters: [DeadLetter] = []
        if positions.isEmpty {
            letters = try await stores.views.deadLetters(includingResolved: all, limit: Limits.pageRowsMax)
        }
        for position in positions {
            if let letter = try await stores.views.deadLetter(at: position) { letters.append(letter) }
        }
        show(letters)
    }

    /// The wanted positions, each of which has to be an open dead letter: what is written into the ledger stays there.
    private func checked(_ positions: [Position], _ stores: Stores) async throws -> [Position] {
        for position in positions {
            let letter = try await stores.views.deadLetter(at: position)
            guard letter?.resolvedBy == nil, letter != nil else {
                throw CommandError(
                    problem: "There is no open dead letter at \(position)",
                    advice: "`corong dead-letters` lists them; nothing was run again")
            }
        }
        return positions.sorted()
    }

    private func openPositions(_ stores: Stores) async throws -> [Position] {
        let count = try await stores.views.openDeadLetterCount()
        return try await stores.views.deadLetters(includingResolved: false, limit: Int(count)).map(\.position).sorted()
    }

    private func runAgain(_ positions: [Position], _ stores: Stores) throws {
        for start in stride(from: 0, to: positions.count, by: DeadLetters.chunk) {
            let chunk = positions[start..<min(start + DeadLetters.chunk, positions.count)]
            _ = try stores.ledger.append([Action(.rerun(Array(chunk))).draft(at: SystemClock.now())])
        }
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
