public import Domain
public import Storage

/// The ledger in a SQLite file of its own.
///
/// Appending is durable (`synchronous = FULL`): one fsync for each call. Reading has a connection of its own, so that the fold does not wait for
/// the disk of those who append. Several processes may append to the same file.
public final class SQLiteLedger: Ledger {
    private let writer: KeptFile<LedgerFile>
    private let reader: KeptFile<LedgerFile>

    /// Opens a file, creating it where it is absent.
    ///
    /// - Throws: ``StorageError/schemaTooNew(found:supported:)``, and ``StorageError/cannotOpen(detail:)`` also for a file that holds something else.
    public init(path: String) throws(StorageError) {
        writer = KeptFile(try LedgerFile.open(path: path), path: path)
        reader = KeptFile(try LedgerFile.open(path: path), path: path)
    }

    /// Appends entries in order, all or none, durably.
    public func append(_ drafts: [EntryDraft]) throws(StorageError) -> Position {
        precondition(
            (1...Limits.appendEntriesMax).contains(drafts.count), "an append has 1 to appendEntriesMax entries")
        return try writer.with { file throws(StorageError) in try file.append(drafts) }
    }

    /// Reads entries in order.
    public func read(after position: Position, limit: Int, bytesMax: Int) throws(StorageError) -> [Entry] {
        try reader.with { file throws(StorageError) in
            try file.read(after: position, limit: limit, bytesMax: bytesMax)
        }
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
