public import Domain
public import Storage
import Synchronization

/// The ledger in a SQLite file of its own.
///
/// Appending is durable (`synchronous = FULL`): one fsync for each call. Reading has a connection of its own, so that the fold does not wait for
/// the disk of those who append. Several processes may append to the same file.
public final class SQLiteLedger: Ledger {
    private let path: String
    private let writer: Mutex<LedgerFile?>
    private let reader: Mutex<LedgerFile?>

    /// Opens a file, creating it where it is absent.
    ///
    /// - Throws: ``StorageError/schemaTooNew(found:supported:)``, and ``StorageError/cannotOpen(detail:)`` also for a file that holds something else.
    public init(path: String) throws(StorageError) {
        self.path = path
        writer = Mutex(try LedgerFile(path: path))
        reader = Mutex(try LedgerFile(path: path))
    }

    /// Appends entries in order, all or none, durably.
    public func append(_ drafts: [EntryDraft]) throws(StorageError) -> Position {
        precondition((1...Limits.appendEntriesMax).contains(drafts.count), "an append has 1 to appendEntriesMax entries")
        return try with(writer) { file throws(StorageError) in try file.append(drafts) }
    }

    /// Reads entries in order.
    public func read(after position: Position, limit: Int, bytesMax: Int) throws(StorageError) -> [Entry] {
        try with(reader) { file throws(StorageError) in
            try file.read(after: position, limit: limit, bytesMax: bytesMax)
        }
    }

    /// The last position and the hash there.
    public func tail() throws(StorageError) -> LedgerTail {
        try with(reader) { file throws(StorageError) in try file.tail() }
    }

    /// The stored hash of one entry.
    public func hash(at position: Position) throws(StorageError) -> [UInt8]? {
        try with(reader) { file throws(StorageError) in try file.hash(at: position) }
    }

    /// Lets the disk look full: the file cannot grow beyond so many pages until the limit is lifted.
    func limit(pages: Int64) throws(StorageError) {
        try with(writer) { file throws(StorageError) in
            try file.connection.run("PRAGMA max_page_count = \(pages)")
        }
    }

    /// Ends a failed transaction, so that the next call starts clean; a connection that cannot do even that is opened anew.
    private func with<Result: Sendable>(
        _ slot: borrowing Mutex<LedgerFile?>, _ body: (borrowing LedgerFile) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        try slot.withLock { slot throws(StorageError) in
            let file = if let file = slot.take() { file } else { try LedgerFile(path: path) }
            do {
                let result = try body(file)
                slot = file
                return result
            } catch {
                if file.connection.rollBack() { slot = file }
                throw error
            }
        }
    }
}
