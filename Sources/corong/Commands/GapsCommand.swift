import ArgumentParser
import Dashboard
import Domain
import Pipeline
import Storage
import StorageSQLite

/// `corong gaps`.
struct Gaps: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists messages of ours that are missing: only a status told of them.",
        discussion: """
            A provider reported that such a message was sent, delivered or read, but the message itself never came in: \
            its echo is not switched on, it was sent by another program, or a delivery was lost.
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "Most rows.") var limit = 50

    func run() async throws {
        let stores = try store.open(.reading)
        let gaps = try await stores.views.gaps(limit: min(max(0, limit), Limits.pageRowsMax))
        let history = LedgerHistory(ledger: stores.ledger, state: stores.state)
        let contents = try await history.events(gaps.map(\.event))
        output.show { json in
            APIDocument.gaps(gaps, contents: contents, to: &json)
        } table: {
            var table = Table([
                ("EVENT", .right), ("CHANNEL", .left), ("MESSAGE", .left), ("STATUS", .left), ("SINCE", .left),
            ])
            for gap in gaps {
                table.add([
                    "\(gap.event)", gap.channel, contents[gap.event].flatMap { $0.target ?? $0.messageID } ?? "-",
                    gap.status?.word ?? "-",
                    gap.statusAt?.inSeconds ?? "-",
                ])
            }
            return gaps.isEmpty ? "No message is missing." : table.text(isTerminal: Terminal.isInteractive)
        }
    }
}
