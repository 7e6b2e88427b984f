import Domain
import GRDBSQLite
import Storage

/// The open state file with every statement of the hot path kept prepared.
///
/// Unchecked because SQLite's handles have no type that says so: they are used by one thread at a time, see ``KeptFile``.
struct StateFile: SQLiteFile, ~Copyable, @unchecked Sendable {  // because one thread at a time uses it
    /// KiB of pages kept in memory: the working set of some hundred thousand contacts.
    private static let cacheKibibytes = 64 << 10

    /// Pages of write-ahead log before they are carried over into the file: a page that many batches touch is carried over once.
    private static let checkpointPages = 8000

    let binder = RowBinder()
    let begin: SQLiteStatement
    let beginRead: SQLiteStatement
    let commit: SQLiteStatement
    let readPosition: SQLiteStatement
    let writers: StateWriters
    let readers: StateReaders
    let connection: SQLiteConnection

    static func open(path: String) throws(StorageError) -> StateFile {
        let connection = try SQLiteConnection.open(path: path)
        try connection.transaction("BEGIN") { connection throws(StorageError) in
            try StateSchema.expectCurrent(on: connection, path: path)
        }
        // Not fsynced per commit: after a power cut the state may stand some batches back, and these are folded again.
        try connection.run("PRAGMA synchronous = NORMAL")
        try connection.run("PRAGMA temp_store = MEMORY")
        try connection.run("PRAGMA cache_size = -\(cacheKibibytes)")
        try connection.run("PRAGMA wal_autocheckpoint = \(checkpointPages)")
        // What is erased must not linger in the file.
        try connection.run("PRAGMA secure_delete = ON")
        return StateFile(
            begin: try connection.prepare("BEGIN IMMEDIATE"),
            beginRead: try connection.prepare("BEGIN"),
            commit: try connection.prepare("COMMIT"),
            readPosition: try connection.prepare("SELECT position FROM state WHERE id = 1"),
            writers: try .prepare(on: connection),
            readers: try .prepare(on: connection),
            connection: connection)
    }

    func rollBack() -> Bool { connection.rollBack() }
}
