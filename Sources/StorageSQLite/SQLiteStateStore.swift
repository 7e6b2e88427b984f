public import Domain
public import Storage

/// The state in a SQLite file of its own.
///
/// One connection does all reading and writing of the fold under a lock; views read through ``SQLiteViews``. The file is not fsynced per commit:
/// after a power cut it may stand some batches back, never in between.
public final class SQLiteStateStore: StateStore {
    /// In what condition the file was found.
    public enum Opening: Sendable, Equatable {
        /// There was none: the state starts at position 0.
        case created
        /// It goes on where it stood.
        case continued
        /// It had another version's schema and was emptied: the state starts at position 0 and is folded again from the ledger.
        case emptied
    }

    /// In what condition the file was found.
    public let opening: Opening

    private let file: KeptFile<StateFile>
    private let path: String

    /// Opens a file.
    ///
    /// - Parameter mode: What may be done to a file that is absent or of another schema.
    /// - Throws: ``StorageError/schemaTooNew(found:supported:)``, ``StorageError/cannotOpen(detail:)`` also for a file that holds something else, and
    ///   with ``StateFileMode/keeping`` ``StorageError/missing(path:)`` and ``StorageError/otherSchema(found:supported:)``.
    public init(path: String, opening mode: StateFileMode = .keeping) throws(StorageError) {
        opening =
            switch mode {
            case .keeping: .continued
            case .maintaining, .scratch: try StateSchema.maintain(path: path)
            }
        let opened = try StateFile.open(path: path)
        if mode == .scratch { try opened.connection.run("PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF") }
        file = KeptFile(opened, path: path)
        self.path = path
    }

    /// Carries the log over into the file, which then needs no other beside it. Nobody else may have it open.
    func seal() throws(StorageError) {
        try file.with { file throws(StorageError) in
            try file.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
            try file.connection.run("PRAGMA journal_mode = DELETE")
        }
    }

    /// The position that the state has reached.
    public func position() throws(StorageError) -> Position {
        try file.with { file throws(StorageError) in try file.position() }
    }

    /// The configurations that came into force so far, in order.
    public func configurations() throws(StorageError) -> [ConfigurationRecord] {
        try file.with { file throws(StorageError) in try file.readers.allConfigurations.all() }
    }

    /// How far a mailbox has been read.
    public func cursor(of mailbox: String) throws(StorageError) -> MailboxCursor? {
        try file.with { file throws(StorageError) in try file.readers.mailboxByName.first(mailbox)?.cursor }
    }

    /// The timer whose time comes first.
    public func firstTimer() throws(StorageError) -> LeadTimer? {
        try file.with { file throws(StorageError) in try file.firstTimer() }
    }

    /// Reads what a batch needs to know, all from one consistent state.
    public func load(_ needs: Needs) throws(StorageError) -> Known {
        try file.with { file throws(StorageError) in
            try file.beginRead.run()
            let known = try file.known(for: needs)
            try file.commit.run()
            return known
        }
    }

    /// Writes all that a batch changed in one transaction.
    public func commit(_ changes: Changes) throws(StorageError) {
        try file.with { file throws(StorageError) in
            try file.begin.run()
            try file.write(changes)
            try file.commit.run()
        }
    }

    /// Position and hash of one state, read on a connection of its own: the fold does not wait for it.
    public func snapshot() throws(StorageError) -> StateSnapshot {
        try SQLiteConnection.open(path: path).snapshot(path: path)
    }

    /// Lets the disk look full: the file cannot grow beyond so many pages until the limit is lifted.
    func limit(pages: Int64) throws(StorageError) {
        try file.with { file throws(StorageError) in try file.connection.run("PRAGMA max_page_count = \(pages)") }
    }

    /// Calls `body` in the midst of a commit that is then given up, for tests of what goes on beside the fold.
    func whileFolding<Result: Sendable>(_ body: () throws(StorageError) -> Result) throws(StorageError) -> Result {
        try file.with { file throws(StorageError) in
            try file.begin.run()
            defer { _ = file.rollBack() }
            return try body()
        }
    }

    /// Runs a query and gives the first column of each row, for tests that look at plans.
    func plan(of sql: String) throws(StorageError) -> [String] {
        try file.with { file throws(StorageError) in try file.connection.plan(of: sql) }
    }
}
