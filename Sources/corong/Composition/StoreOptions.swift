import ArgumentParser
import Domain
import Foundation
import Storage
import StorageSQLite

/// Where the ledger and the state lie.
struct StoreOptions: ParsableArguments {
    @Option(help: "Folder of the ledger and the state (also CORONG_DATA).")
    var data: String = ProcessInfo.processInfo.environment["CORONG_DATA"] ?? "data"

    /// The folder's tokens.
    var tokensPath: String { data + "/tokens" }

    /// The folder's keys of reps' links.
    var linkKeyPath: String { data + "/link-key" }

    /// The folder's keys of places.
    var positionKeysPath: String { data + "/position-keys" }

    /// What a command is going to do with the folder.
    enum Access {
        /// Look: nothing is made, mended or locked.
        case reading
        /// Append and fold: a missing state is made, one of an older version is folded anew.
        case folding
    }

    /// Opens what the folder holds.
    func open(_ access: Access) throws -> Stores {
        // What customers wrote is nobody else's business on this machine.
        umask(0o077)
        switch access {
        case .folding: try makeFolder()
        case .reading: try requireLedger()
        }
        return try Stores(folder: data, access)
    }

    /// Opens the ledger alone, for reading.
    func openLedger() throws -> SQLiteLedger {
        umask(0o077)
        try requireLedger()
        return try SQLiteLedger(path: data + "/ledger.sqlite")
    }

    private func requireLedger() throws {
        guard FileManager.default.fileExists(atPath: data + "/ledger.sqlite") else {
            throw CommandError(
                problem: "There is no ledger in \(data)",
                advice: "Name the folder with --data, or start `corong serve` first")
        }
    }

    /// Makes the folder for this user alone, because it holds what customers wrote.
    func makeFolder() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandError(
                problem: "The folder \(data) cannot be made",
                advice: "Choose another with --data, or check who may write there")
        }
    }
}

/// The open stores of one workspace.
struct Stores {
    let ledger: SQLiteLedger
    let state: any StateStore
    let views: any Views
    /// The moment that state and views are of; nil for the live ones.
    let time: Timestamp?

    init(folder: String, _ access: StoreOptions.Access) throws(StorageError) {
        let isFolding = access == .folding
        ledger = try SQLiteLedger(path: folder + "/ledger.sqlite", creating: isFolding)
        state = try SQLiteStateStore(path: folder + "/state.sqlite", opening: isFolding ? .maintaining : .keeping)
        views = try SQLiteViews(path: folder + "/state.sqlite")
        time = nil
    }

    /// Stores of a moment of the past.
    init(ledger: SQLiteLedger, state: any StateStore, views: any Views, time: Timestamp) {
        self.ledger = ledger
        self.state = state
        self.views = views
        self.time = time
    }
}

/// A mistake in how the program was called, or in what it was pointed at.
struct CommandError: ActionableError {
    let problem: String
    let advice: String
    var verdict: Verdict { .stop }
}
