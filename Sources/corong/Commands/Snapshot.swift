import ArgumentParser
import Domain
import JSON
import Pipeline

/// `corong snapshot`.
struct Snapshot: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keeps a copy of the state as it stands, so that --at and --position answer quickly.",
        discussion: """
            A server keeps copies by itself. They lie in the folder `snapshots`, are thinned by themselves, and can be \
            removed at any time: what is missing is folded again from the ledger.
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let ledger = try store.openLedger()
        guard let position = try store.pastStates(of: ledger).keepLive() else {
            throw CommandError(
                problem: "There is no state of this version in \(store.data)",
                advice: "Start `corong serve`, which folds the ledger")
        }
        output.show { json in
            json.beginObject()
            json.key("position")
            json.int(position)
            json.endObject()
        } table: {
            "kept the state at position \(position)"
        }
    }
}
