public import Domain
public import Storage

/// The ledger in a SQLite file of its own.
///
/// Appending is durable (`synchronous = FULL`): one fsync for each call. Reading has a connection of its own, so that the fold does not wait for
/// the disk of those who append. Several processes may append to the same file.
public final class SQLiteLedger: Ledger {
    private let writer: KeptFile<LedgerFile>
    private let reader: KeptFile<LedgerFile>
    private let path: String

    /// Opens a file.
    ///
    /// - Parameter creating: Whether an absent file is created and one of before gets the indexes of this version. Otherwise opening waits for
    ///   nobody, and works on a disk that cannot be written to.
    /// - Throws: ``StorageError/missing(path:)``, ``StorageError/schemaTooNew(found:supported:)``, and ``StorageError/cannotOpen(detail:)`` also for
    ///   a file that holds something else.
    public init(path: String, creating: Bool = false) throws(StorageError) {
        if creating { try LedgerFile.create(path: path) }
        self.path = path
        writer = KeptFile(try LedgerFile.open(path: path), path: path)
        reader = KeptFile(try LedgerFile.open(path: path), path: path)
    }

    /// Appends entries in order, all or none, durably.
    public func append(_ drafts: [EntryDraft]) throws(StorageError) -> Position {
        guard let first = try append(drafts, onlyAt: nil) else {
            throw .corrupt(detail: "the ledger refused entries that may stand anywhere")
        }
        return first
    }

    /// Appends entries in order, durably, while the ledger ends at `position`.
    public func append(_ drafts: [EntryDraft], ifEndsAt position: Position) throws(StorageError) -> Position? {
        try append(drafts, onlyAt: position)
    }

    private func append(_ drafts: [EntryDraft], onlyAt position: Position?) throws(StorageError) -> Position? {
        precondition(
            (1...Limits.appendEntriesMax).contains(drafts.count), "an append has 1 to appendEntriesMax entries")
        return try writer.with { file throws(StorageError) in try file.append(drafts, ifEndsAt: position) }
    }

    /// The last configuration.
    public func lastConfiguration() throws(StorageError) -> Entry? {
        try reader.with { file throws(StorageError) in try file.last(of: .config) }
    }

    /// Reads entries in order.
    public func read(after position: Position, limit: Int, bytesMax: Int) throws(StorageError) -> [Entry] {
        try reader.with { file throws(StorageError) in
            try file.read(after: position, limit: limit, bytesMax: bytesMax)
        }
    }

    /// The first entry behind a position that was received later. A long look, so it has a connection of its own.
    public func firstPosition(
        receivedAfter time: Timestamp, behind position: Position
    ) throws(StorageError) -> Position? {
        try LedgerFile.open(path: path).firstPosition(receivedAfter: time, behind: position)
    }

    /// The last position and the hash there.
    public func tail() throws(StorageError) -> LedgerTail {
        try reader.with { file throws(StorageError) in try file.tail() }
    }

    /// The stored hash of one entry.
    public func hash(at position: Position) throws(StorageError) -> [UInt8]? {
        try reader.with { file throws(StorageError) in try file.hash(at: position) }
    }

    /// Lets the disk look full: the file cannot grow beyond so many pages until the limit is lifted.
    func limit(pages: Int64) throws(StorageError) {
        try writer.with { file throws(StorageError) in
            try file.connection.run("PRAGMA max_page_count = \(pages)")
        }
    }
}
