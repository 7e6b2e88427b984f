import ArgumentParser
import Domain
import JSON
import Pipeline
import Settings
import Storage
import StorageSQLite

/// `corong simulate`.
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Folds the history under another configuration and says who would stand elsewhere, and why.",
        discussion: """
            Scoring, routing and quarantine of the configuration given with --config decide; what deliveries mean stays \
            what it was, so channels, mailboxes and secrets do not matter. Neither the ledger nor the live state is \
            touched. Needs room for two states among the temporary files (TMPDIR).
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var configuration: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Option(
        help: ArgumentHelp(
            "From when on the other configuration decides: a time, or the start of a day (default: always).",
            valueName: "time"))
    var since: String?
    @Option(help: "Most leads of each kind that are listed; the newest are.") var limit = 50
    @Flag(help: "Also the rows behind the scores of the listed leads.") var verbose = false

    func validate() throws {
        guard (0...100_000).contains(limit) else { throw ValidationError("--limit takes 0 to 100000.") }
    }

    func run() async throws {
        let loaded = try configuration.load()
        let ledger = try store.openLedger()
        guard let recorded = try ledger.lastConfiguration() else {
            throw CommandError(problem: "The ledger is empty", advice: "There is nothing to simulate yet")
        }
        let bundle = try ConfigurationBundle(decoding: recorded.draft.body)
        let scratch = try ScratchFolder(for: "simulate")
        let archive = SQLiteArchive(
            folder: store.snapshotsPath, live: store.data + "/state.sqlite", drafts: scratch.path)
        let past = PastStates(ledger: ledger, archive: archive)
        let boundary = try since.map { text in
            let time = try InstantOptions.time(text, in: bundle.zone, isEnd: false)
            return try past.position(at: .time(Timestamp(microseconds: time.microseconds - 1)))
        }
        let end = try ledger.tail().position
        let now = try past.current(progress: Terminal.progress("as it was:", through: end))
        let reached = try now.state.position()
        let then = try past.draft(notBehind: boundary ?? 0)
        let stale = try await Simulation.staleActions(in: try now.views())
        try Simulation(ledger: ledger, settings: loaded.settings, stale: stale).fold(
            into: then.state, since: boundary ?? 0, through: reached,
            progress: Terminal.progress("under \(configuration.config):", through: reached))
        Terminal.endProgress()
        var report = try await Comparison(before: try now.views(), after: try then.views(), limit: limit).report()
        report.since = boundary ?? 0
        // because: settings that no longer read decide nothing that could be compared
        let lines = bundle.settings().value.map { SettingsComparison(from: $0, to: loaded.settings).lines } ?? []
        let shown = report
        output.show { json in
            SimulationJSON(report: shown, settings: lines, isVerbose: verbose).write(to: &json)
        } table: {
            SimulationText(report: shown, settings: lines, file: configuration.config, isVerbose: verbose).text
        }
        withExtendedLifetime((now, then, scratch)) {}
    }
}
