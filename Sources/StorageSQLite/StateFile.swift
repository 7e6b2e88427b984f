import Domain
import GRDBSQLite
import Storage

/// The open state file with every statement of the hot path kept prepared.
///
/// Unchecked because SQLite's handles have no type that says so: they are used by one thread at a time, see ``KeptFile``.
struct StateFile: SQLiteFile, ~Copyable, @unchecked Sendable {
    /// KiB of pages kept in memory: the working set of some hundred thousand contacts.
    private static let cacheKibibytes = 64 << 10

    /// Pages of write-ahead log before they are carried over into the file: a page that many batches touch is carried over once.
    private static let checkpointPages = 8000

    /// In what condition the file was found.
    enum Condition: Sendable, Equatable {
        case created
        case continued
        case emptied
    }

    let condition: Condition
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
        // Not fsynced per commit: after a power cut the state may stand some batches back, and these are folded again.
        try connection.run("PRAGMA synchronous = NORMAL")
        try connection.run("PRAGMA temp_store = MEMORY")
        try connection.run("PRAGMA cache_size = -\(cacheKibibytes)")
        try connection.run("PRAGMA wal_autocheckpoint = \(checkpointPages)")
        // What is erased must not linger in the file.
        try connection.run("PRAGMA secure_delete = ON")
        return StateFile(
            condition: try migrate(connection),
            begin: try connection.prepare("BEGIN IMMEDIATE"),
            beginRead: try connection.prepare("BEGIN"),
            commit: try connection.prepare("COMMIT"),
            readPosition: try connection.prepare("SELECT position FROM state WHERE id = 1"),
            writers: try .prepare(on: connection),
            readers: try .prepare(on: connection),
            connection: connection)
    }

    func rollBack() -> Bool { connection.rollBack() }

    /// Brings the file to this version's schema, emptying it where that is an older or another one.
    private static func migrate(_ connection: borrowing SQLiteConnection) throws(StorageError) -> Condition {
        try connection.run("BEGIN IMMEDIATE")
        do {
            let condition = try prepareSchema(connection)
            try connection.run("COMMIT")
            return condition
        } catch {
            _ = connection.rollBack()
            throw error
        }
    }

    private static func prepareSchema(_ connection: borrowing SQLiteConnection) throws(StorageError) -> Condition {
        let objects = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
        var condition = Condition.created
        if objects > 0 {
            // Emptying is only for files of ours: a ledger given by mistake must survive it.
            guard try connection.integer("PRAGMA application_id") == StateSchema.applicationID else {
                throw .cannotOpen(detail: "the file holds something else than a state")
            }
            let found = try connection.integer("PRAGMA user_version") ?? 0
            guard found <= StateSchema.version else {
                throw .schemaTooNew(found: found, supported: StateSchema.version)
            }
            if found == StateSchema.version,
                try connection.integer("SELECT fingerprint FROM state WHERE id = 1") == StateSchema.fingerprint
            {
                return .continued
            }
            for table in try connection.tableNames() { try connection.run("DROP TABLE \"\(table)\"") }
            condition = .emptied
        }
        for statement in StateSchema.sql { try connection.run(statement) }
        try connection.run("INSERT INTO state VALUES (1, 0, 0, \(StateSchema.fingerprint))")
        try connection.run("PRAGMA application_id = \(StateSchema.applicationID)")
        try connection.run("PRAGMA user_version = \(StateSchema.version)")
        return condition
    }
}

extension SQLiteConnection {
    /// The tables of the file, as they are called.
    func tableNames() throws(StorageError) -> [String] {
        let statement = try prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        var names: [String] = []
        while try statement.isAtRow() { names.append(statement.text(at: 0)) }
        return names
    }
}
