import Domain
import GRDBSQLite
import Storage

/// The open ledger file with its statements kept prepared.
///
/// Unchecked because SQLite's handles have no type that says so: they are used by one thread at a time, see ``KeptFile``.
struct LedgerFile: SQLiteFile, ~Copyable, @unchecked Sendable {  // because one thread at a time uses it
    /// Written into the file; a newer one is refused.
    static let version: Int64 = 1

    /// Marks the file as a ledger: "CrLg".
    static let applicationID: Int64 = 0x4372_4c67

    /// Pages of write-ahead log before they are carried over into the file (16 MiB).
    ///
    /// Each time costs two more fsyncs, and a page that several small appends filled is carried over once; the log stays small enough to be read
    /// back in a moment after a power cut.
    static let checkpointPages = 4000

    /// The hash stands before the texts and the body, because SQLite walks through all of a long row to get at what stands behind.
    private static let schema = [
        """
        CREATE TABLE entries (position INTEGER NOT NULL, kind INTEGER NOT NULL, received_at INTEGER NOT NULL, \
        hash BLOB NOT NULL, channel TEXT NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL, \
        PRIMARY KEY (position)) STRICT
        """,
        """
        CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries \
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
        """,
        """
        CREATE TRIGGER entries_are_never_removed BEFORE DELETE ON entries \
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
        """,
        // `REPLACE` removes rows without firing the trigger above, unless a connection asks for it.
        """
        CREATE TRIGGER entries_are_never_replaced BEFORE INSERT ON entries \
        WHEN EXISTS (SELECT 1 FROM entries WHERE position = NEW.position) \
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
        """,
    ]

    /// Finds what is no delivery without walking over the deliveries, which are not in it: the position goes with every row of an index.
    private static let indexSQL =
        "CREATE INDEX IF NOT EXISTS entries_besides_deliveries ON entries (kind) WHERE kind <> 1"

    static let lastOfKindSQL = """
        SELECT position, kind, received_at, channel, headers, body FROM entries \
        WHERE kind = ? AND kind <> 1 ORDER BY position DESC LIMIT 1
        """
    static let lastSQL = "SELECT position, hash FROM entries ORDER BY position DESC LIMIT 1"
    static let hashSQL = "SELECT hash FROM entries WHERE position = ?"
    static let rangeSQL = """
        SELECT position, kind, received_at, channel, headers, body FROM entries \
        WHERE position > ? ORDER BY position LIMIT ?
        """

    private let begin: SQLiteStatement
    private let commit: SQLiteStatement
    private let insert: SQLiteStatement
    private let last: SQLiteStatement
    private let hashAt: SQLiteStatement
    private let range: SQLiteStatement
    private let lastOfKind: SQLiteStatement
    let connection: SQLiteConnection

    static func open(path: String) throws(StorageError) -> LedgerFile {
        let connection = try SQLiteConnection.open(path: path)
        guard try isLedger(connection) else { throw .missing(path: path) }
        try connection.run("PRAGMA synchronous = FULL")
        try connection.run("PRAGMA wal_autocheckpoint = \(checkpointPages)")
        return LedgerFile(
            begin: try connection.prepare("BEGIN IMMEDIATE"),
            commit: try connection.prepare("COMMIT"),
            insert: try connection.prepare(
                """
                INSERT INTO entries (position, kind, received_at, hash, channel, headers, body) \
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """),
            last: try connection.prepare(lastSQL),
            hashAt: try connection.prepare(hashSQL),
            range: try connection.prepare(rangeSQL),
            lastOfKind: try connection.prepare(lastOfKindSQL),
            connection: connection)
    }

    func rollBack() -> Bool { connection.rollBack() }

    /// Creates the file where it is absent, and brings one of before up to date. Waits for other writers only where there is something to do.
    static func create(path: String) throws(StorageError) {
        let connection = try SQLiteConnection.create(path: path)
        if try isLedger(connection), try isIndexed(connection) { return }
        try connection.transaction("BEGIN IMMEDIATE") { connection throws(StorageError) in
            if try !isLedger(connection) {
                for statement in schema { try connection.run(statement) }
                try connection.run("PRAGMA application_id = \(applicationID)")
                try connection.run("PRAGMA user_version = \(version)")
            }
            try connection.run(indexSQL)
        }
    }

    private static func isIndexed(_ connection: borrowing SQLiteConnection) throws(StorageError) -> Bool {
        try connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'entries_besides_deliveries'") == 1
    }

    /// Whether the file holds a ledger that this version can read; false for an empty file, an error for anything else.
    private static func isLedger(_ connection: borrowing SQLiteConnection) throws(StorageError) -> Bool {
        guard try connection.integer("SELECT count(*) FROM sqlite_schema") != 0 else { return false }
        guard try connection.integer("PRAGMA application_id") == applicationID else {
            throw .cannotOpen(detail: "the file holds something else than a ledger")
        }
        let found = try connection.integer("PRAGMA user_version") ?? 0
        guard found <= version else { throw .schemaTooNew(found: found, supported: version) }
        return true
    }

    /// Appends in one transaction. The end is read inside of it, because another process may have appended since.
    ///
    /// - Parameter expected: Where the ledger must end; nil to append wherever that is.
    /// - Returns: The position of the first; nil when the ledger ends elsewhere.
    func append(_ drafts: [EntryDraft], ifEndsAt expected: Position? = nil) throws(StorageError) -> Position? {
        try begin.run()
        let tail = try tail()
        if let expected, tail.position != expected {
            // Nothing was written, so this costs no fsync.
            try commit.run()
            return nil
        }
        var position = tail.position
        var hash = tail.hash
        for draft in drafts {
            position += 1
            hash = EntryChain.hash(of: draft, at: position, after: hash)
            try write(draft, at: position, hash: hash)
        }
        try commit.run()
        return tail.position + 1
    }

    /// Binds without copying, because everything that is bound stays where it is until the row is written.
    private func write(_ draft: EntryDraft, at position: Position, hash: [UInt8]) throws(StorageError) {
        let statement = insert.handle
        var channel = draft.channel
        var headers = draft.headers
        sqlite3_bind_int64(statement, 1, position)
        sqlite3_bind_int64(statement, 2, draft.kind.code)
        sqlite3_bind_int64(statement, 3, draft.receivedAt.microseconds)
        let code = hash.withUnsafeBytes { hash in
            sqlite3_bind_blob(statement, 4, hash.baseAddress, Int32(hash.count), nil)
            return channel.withUTF8 { channel in
                insert.bindLent(channel, at: 5)
                return headers.withUTF8 { headers in
                    insert.bindLent(headers, at: 6)
                    return draft.body.withUnsafeBytes { body in
                        insert.bindLent(body, at: 7)
                        let code = sqlite3_step(statement)
                        sqlite3_reset(statement)
                        return code
                    }
                }
            }
        }
        guard code == SQLITE_DONE else { throw connection.failure(code) }
    }

    func firstPosition(receivedAfter time: Timestamp, behind position: Position) throws(StorageError) -> Position? {
        let search = try connection.prepare(
            "SELECT position FROM entries WHERE position > ?1 AND received_at > ?2 ORDER BY position LIMIT 1")
        search.bind(max(0, position), at: 1)
        search.bind(time.microseconds, at: 2)
        return try search.isAtRow() ? search.integer(at: 0) : nil
    }

    func tail() throws(StorageError) -> LedgerTail {
        defer { last.reset() }
        guard try last.isAtRow() else { return LedgerTail(position: 0, hash: EntryChain.start) }
        return LedgerTail(position: last.integer(at: 0), hash: last.bytes(at: 1))
    }

    func hash(at position: Position) throws(StorageError) -> [UInt8]? {
        defer { hashAt.reset() }
        hashAt.bind(position, at: 1)
        return try hashAt.isAtRow() ? hashAt.bytes(at: 0) : nil
    }

    func last(of kind: EntryKind) throws(StorageError) -> Entry? {
        defer { lastOfKind.reset() }
        lastOfKind.bind(kind.code, at: 1)
        guard try lastOfKind.isAtRow() else { return nil }
        return Entry(position: lastOfKind.integer(at: 0), draft: try lastOfKind.draft())
    }

    func read(after position: Position, limit: Int, bytesMax: Int) throws(StorageError) -> [Entry] {
        defer { range.reset() }
        let start = max(0, position)
        range.bind(start, at: 1)
        range.bind(Int64(max(0, limit)), at: 2)
        var entries: [Entry] = []
        var bytes = 0
        while entries.isEmpty || bytes < bytesMax, try range.isAtRow() {
            let found = range.integer(at: 0)
            guard found == start + Position(entries.count) + 1 else {
                // What stands before the gap is good and given first.
                if !entries.isEmpty { break }
                throw .corrupt(detail: "the ledger has no entry \(start + 1), but later ones")
            }
            let draft: EntryDraft
            do throws(StorageError) {
                draft = try range.draft()
            } catch {
                if !entries.isEmpty { break }
                throw error
            }
            bytes += draft.body.count
            entries.append(Entry(position: found, draft: draft))
        }
        return entries
    }
}

extension SQLiteStatement {
    /// The entry at the current row of a query that selects `position, kind, received_at, channel, headers, body`.
    fileprivate func draft() throws(StorageError) -> EntryDraft {
        guard let kind = EntryKind(code: integer(at: 1)) else {
            throw .corrupt(detail: "entry \(integer(at: 0)) is of kind \(integer(at: 1)), which is not known here")
        }
        return EntryDraft(
            kind: kind, receivedAt: Timestamp(microseconds: integer(at: 2)), channel: text(at: 3),
            headers: text(at: 4), body: bytes(at: 5))
    }

    /// Gives parameter `index` bytes that stay where they are until the statement has run.
    func bindLent(_ bytes: UnsafeRawBufferPointer, at index: Int32) {
        // An empty buffer may have no address, and SQLite would take that for an absent value.
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(handle, index, 0)
        } else {
            sqlite3_bind_blob64(handle, index, bytes.baseAddress, UInt64(bytes.count), nil)
        }
    }

    /// Gives parameter `index` a text that stays where it is until the statement has run.
    func bindLent(_ text: UnsafeBufferPointer<UInt8>, at index: Int32) {
        guard let start = text.baseAddress, !text.isEmpty else {
            sqlite3_bind_text(handle, index, "", 0, nil)
            return
        }
        start.withMemoryRebound(to: CChar.self, capacity: text.count) { start in
            _ = sqlite3_bind_text64(handle, index, start, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
        }
    }
}
