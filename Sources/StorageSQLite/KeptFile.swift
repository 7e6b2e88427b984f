import Storage
import Synchronization

/// A file that is kept open between calls, with its statements prepared.
///
/// It goes from thread to thread, but only under the lock of a ``KeptFile``, so that one uses it at a time.
protocol SQLiteFile: ~Copyable, Sendable {
    /// Opens a file that is there and of this version. Takes no lock for writing.
    static func open(path: String) throws(StorageError) -> Self

    /// Ends a transaction without effect; true when none is open afterwards.
    func rollBack() -> Bool
}

/// One open file under a lock. A call that fails leaves it ready for the next.
struct KeptFile<File: SQLiteFile & ~Copyable>: ~Copyable, Sendable {
    private let path: String
    private let slot: Mutex<File?>

    init(_ file: consuming sending File, path: String) {
        slot = Mutex(file)
        self.path = path
    }

    /// Calls `body` with the file to itself. When it throws, its transaction is ended without effect; a connection that cannot do even that is
    /// closed, and the next call opens the file anew.
    func with<Result: Sendable>(
        _ body: (borrowing File) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        try slot.withLock { slot throws(StorageError) in
            let file = if let file = slot.take() { file } else { try File.open(path: path) }
            do throws(StorageError) {
                let result = try body(file)
                slot = consume file
                return result
            } catch {
                if file.rollBack() { slot = consume file }
                throw error
            }
        }
    }
}
