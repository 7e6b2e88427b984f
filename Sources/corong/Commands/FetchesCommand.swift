import ArgumentParser
import Dashboard
import Domain
import Storage
import StorageSQLite

/// `corong fetches`.
struct Fetches: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists what was asked of providers' APIs and is not answered yet.",
        discussion: """
            Some webhooks carry only an id; the content is read from the provider's API and enters the ledger as an entry \
            of its own. A question that fails is asked again, ever more rarely, for seven days.
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Also those that are answered.") var all = false
    @Option(help: "Most rows.") var limit = 50

    func run() async throws {
        let stores = try store.open(.reading)
        let rows = try await stores.views.fetches(
            includingAnswered: all, limit: min(max(0, limit), Limits.pageRowsMax))
        output.show { json in
            APIDocument.fetches(rows, to: &json)
        } table: {
            guard !rows.isEmpty else { return all ? "Nothing was asked yet." : "Nothing waits for an answer." }
            var table = Table([
                ("EVENT", .right), ("CHANNEL", .left), ("ASKED", .left), ("STATE", .left), ("PROBLEM", .left),
            ])
            for row in rows {
                let state = row.answeredBy.map { "answered by \($0)" } ?? (row.isGivenUp ? "given up" : "waiting")
                table.add([row.event.description, row.channel, row.at.inSeconds, state, row.problem])
            }
            return table.text(isTerminal: Terminal.isInteractive)
        }
    }
}
