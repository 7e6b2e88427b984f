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

    /// Opens what the folder holds.
    ///
    /// - Parameter creating: Whether a missing folder is made; readers refuse one instead of showing an empty business.
    func open(creating: Bool) throws -> Stores {
        if creating {
            try makeFolder()
        } else if !FileManager.default.fileExists(atPath: data + "/ledger.sqlite") {
            throw CommandError(
                problem: "There is no ledger in \(data)",
                advice: "Name the folder with --data, or start `corong serve` first")
        }
        return try Stores(folder: data)
    }

    /// Makes the folder for this user alone, because it holds what customers wrote.
    func makeFolder() throws {
        try FileManager.default.createDirectory(
            atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}

/// The open stores of one workspace.
struct Stores {
    let ledger: SQLiteLedger
    let state: SQLiteStateStore
    let views: SQLiteViews

    init(folder: String) throws(StorageError) {
        ledger = try SQLiteLedger(path: folder + "/ledger.sqlite")
        state = try SQLiteStateStore(path: folder + "/state.sqlite")
        views = try SQLiteViews(path: folder + "/state.sqlite")
    }
}

/// A mistake in how the program was called, or in what it was pointed at.
struct CommandError: ActionableError {
    let problem: String
    let advice: String
    var verdict: Verdict { .stop }
}
