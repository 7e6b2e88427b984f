import GRDBSQLite
import Glibc
import Storage

/// A state file of one process, which goes when it is let go.
final class SQLiteDraft: StateDraft {
    /// With which the names of drafts begin.
    static let prefix = "draft-"

    let path: String
    let state: any StateStore
    private let store: SQLiteStateStore

    /// A draft at a path where nothing is.
    ///
    /// - Parameter source: The state file to start from; nil to start from nothing.
    /// - Throws: ``StorageError/missing(path:)`` and ``StorageError/otherSchema(found:supported:)`` when the source cannot be taken.
    init(path: String, copying source: String?) throws(StorageError) {
        self.path = path
        do throws(StorageError) {
            if let source { try SQLiteConnection.copyState(at: source, to: path) }
            store = try SQLiteStateStore(path: path, opening: .scratch)
            state = store
        } catch {
            SQLiteDraft.remove(path)
            throw error
        }
    }

    deinit { SQLiteDraft.remove(path) }

    func views() throws(StorageError) -> any Views { try SQLiteViews(path: path) }

    /// Makes the file whole, so that it needs no other beside it, and gives it another name.
    func move(to path: String) throws(StorageError) {
        try store.seal()
        // Nothing was synced so far; under its name the file has to be whole, also after a power cut.
        let descriptor = open(self.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw .cannotWrite(detail: String(cString: strerror(errno)))
        }
        close(descriptor)
        guard rename(self.path, path) == 0 else { throw .cannotWrite(detail: String(cString: strerror(errno))) }
    }

    private static func remove(_ path: String) {
        for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
    }
}

extension SQLiteConnection {
    /// Copies one consistent state to a new file, page by page; folding into the source goes on beside it.
    fileprivate static func copyState(at source: String, to path: String) throws(StorageError) {
        let from = try open(path: source)
        try from.transaction("BEGIN") { from throws(StorageError) in
            try StateSchema.expectCurrent(on: from, path: source)
        }
        try FilePlace(path: path).createIfAbsent()
        let target = try open(path: path)
        guard let backup = sqlite3_backup_init(target.handle, "main", from.handle, "main") else {
            throw target.failure(sqlite3_errcode(target.handle))
        }
        // In one step, so that it is one state, and so that nobody who writes meanwhile makes it begin anew.
        let copied = sqlite3_backup_step(backup, -1)
        let code = sqlite3_backup_finish(backup)
        guard copied == SQLITE_DONE, code == SQLITE_OK else {
            throw target.failure(copied == SQLITE_DONE ? code : copied)
        }
    }
}
