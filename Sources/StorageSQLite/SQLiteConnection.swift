import GRDBSQLite
import Storage

/// One open file. Owns the handle; not shared between threads, because it is opened without SQLite's own mutexes.
struct SQLiteConnection: ~Copyable {
    /// How long a statement waits for another process that holds the lock.
    static let busyTimeoutMilliseconds: Int32 = 5000

    let handle: OpaquePointer

    private init(handle: OpaquePointer) { self.handle = handle }

    /// Opens a file that is there. Takes no lock.
    ///
    /// - Parameter isImmutable: Whether nobody can write to the file; nil to find out.
    /// - Throws: ``StorageError/missing(path:)``, ``StorageError/cannotOpen(detail:)``.
    static func open(path: String, isImmutable: Bool? = nil) throws(StorageError) -> SQLiteConnection {
        let place = FilePlace(path: path)
        guard place.exists else { throw .missing(path: path) }
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(place.uri(isImmutable: isImmutable ?? place.isImmutable), &opened, flags, nil)
        guard let opened else { throw .cannotOpen(detail: "out of memory") }
        // Owned from here on, because SQLite gives a handle that must be closed even when it could not open the file.
        let connection = SQLiteConnection(handle: opened)
        guard code == SQLITE_OK else { throw .cannotOpen(detail: String(cString: sqlite3_errmsg(opened))) }
        sqlite3_busy_timeout(opened, busyTimeoutMilliseconds)
        return connection
    }

    /// Opens a file for the one who keeps it: creates it where it is absent, and switches it to write-ahead logging.
    static func create(path: String) throws(StorageError) -> SQLiteConnection {
        try FilePlace(path: path).createIfAbsent()
        let connection = try open(path: path)
        try connection.run("PRAGMA journal_mode = WAL")
        return connection
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs fixed statements whose results are of no interest.
    func run(_ sql: String) throws(StorageError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// Runs `body` in a transaction, which is ended without effect when it throws.
    ///
    /// - Parameter begin: `BEGIN` to read one consistent state, `BEGIN IMMEDIATE` to write.
    func transaction<Result>(
        _ begin: String, _ body: (borrowing SQLiteConnection) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        try run(begin)
        do throws(StorageError) {
            let result = try body(self)
            try run("COMMIT")
            return result
        } catch {
            _ = rollBack()
            throw error
        }
    }

    /// The first column of the first row of a fixed query; nil when there is no row.
    func integer(_ sql: String) throws(StorageError) -> Int64? {
        let statement = try SQLiteStatement(sql, on: self)
        return try statement.isAtRow() ? statement.integer(at: 0) : nil
    }

    /// Prepares a statement that is kept for the life of the connection.
    func prepare(_ sql: String) throws(StorageError) -> SQLiteStatement { try SQLiteStatement(sql, on: self) }

    /// How SQLite would run a query: the details of each step.
    func plan(of sql: String) throws(StorageError) -> [String] {
        let statement = try prepare("EXPLAIN QUERY PLAN " + sql)
        var steps: [String] = []
        while try statement.isAtRow() { steps.append(statement.text(at: 3)) }
        return steps
    }

    /// Ends a transaction without effect; true when none is open afterwards.
    func rollBack() -> Bool {
        // The disk may have refused so that SQLite has rolled back by itself; then there is nothing left to do.
        if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
        return sqlite3_get_autocommit(handle) != 0
    }

    /// What a result code means for the caller.
    func failure(_ code: Int32) -> StorageError { .sqlite(code, message: String(cString: sqlite3_errmsg(handle))) }
}
