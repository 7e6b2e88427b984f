import ArgumentParser
import Domain
import JSON
import Pipeline
import Settings
import Storage
import StorageSQLite

extension ConfigCommand {
    /// `corong config apply`.
    struct Apply: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks the configuration and puts it into force for everything that comes from now on.",
            discussion: """
                It becomes an entry of the ledger; the number of that entry is the version that scores and assignments name. \
                A server that runs folds by it at once, but receives (channels, secrets, mailboxes) by the file that it has \
                read itself: after a change there, send it SIGHUP instead.
                """)

        @OptionGroup var store: StoreOptions
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let loaded = try options.load()
            let stores = try store.open(.folding)
            if let last = try stores.lastConfiguration()?.settings().value {
                guard last.workspace.name == loaded.settings.workspace.name else {
                    throw CommandError(
                        problem: "The workspace in \(store.data) is called \(last.workspace.name), that of "
                            + "\(options.config) \(loaded.settings.workspace.name)",
                        advice:
                            "Name another folder with --data, or restart the server to give the workspace another name")
                }
            }
            let isNew = try loaded.apply(to: stores, at: SystemClock.now())
            try FoldLoop(ledger: stores.ledger, state: stores.state).runToEnd()
            let position = try stores.ledger.lastConfiguration()?.position ?? 0
            output.show { json in
                json.beginObject()
                json.key("configuration")
                json.int(position)
                json.key("changed")
                json.bool(isNew)
                json.endObject()
            } table: {
                isNew
                    ? "\(options.config) is in force from entry \(position) on: configuration \(position)"
                    : "nothing to do: \(options.config) is in force since entry \(position)"
            }
        }
    }

    /// `corong config history`.
    struct History: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the configurations that came into force, and what each changed.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let stores = try store.open(.reading)
            var versions: [(record: ConfigurationRecord, lines: [String])] = []
            var former: WorkspaceSettings?
            for record in try stores.state.configurations() {
                // because: a configuration that this version cannot read still came into force
                let settings = try? stores.configuration(at: record.position)?.settings().value
                let lines = former.flatMap { old in settings.map { SettingsComparison(from: old, to: $0).lines } }
                versions.append((record, lines ?? []))
                former = settings ?? former
            }
            output.show { json in
                json.beginObject()
                json.key("configurations")
                json.beginArray()
                for (record, lines) in versions {
                    json.beginObject()
                    json.key("configuration")
                    json.int(record.position)
                    json.key("at")
                    json.string(record.at.description)
                    json.key("changes")
                    json.beginArray()
                    for line in lines { json.string(line) }
                    json.endArray()
                    json.endObject()
                }
                json.endArray()
                json.endObject()
            } table: {
                var table = Table([("CONFIG", .right), ("SINCE", .left), ("CHANGED", .left)])
                for (record, lines) in versions {
                    let what = record.position == versions.first?.record.position ? "the first" : "channels or texts"
                    table.add([
                        String(record.position), record.at.inSeconds,
                        lines.isEmpty ? what : lines.joined(separator: "; "),
                    ])
                }
                return table.text(isTerminal: Terminal.isInteractive)
            }
        }
    }

    /// `corong config show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a configuration as it was taken over, or the one in force.")

        @OptionGroup var store: StoreOptions
        @Option(help: ArgumentHelp("The version that scores name.", valueName: "number")) var position: Position?

        func validate() throws {
            if let position, position < 1 { throw ValidationError("--position takes the number of an entry, from 1.") }
        }

        func run() throws {
            let ledger = try store.openLedger()
            let entry =
                if let position {
                    try ledger.read(after: position - 1, limit: 1, bytesMax: 1).first
                } else {
                    try ledger.lastConfiguration()
                }
            guard let entry, entry.draft.kind == .config, entry.position == position ?? entry.position else {
                throw CommandError(
                    problem: position.map { "Entry \($0) is no configuration" } ?? "The ledger is empty",
                    advice: "`corong config history` lists the configurations")
            }
            let text = try ConfigurationBundle(decoding: entry.draft.body).settingsText
            Printing.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
    }
}
