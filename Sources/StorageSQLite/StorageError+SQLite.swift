import GRDBSQLite
import Storage

extension StorageError {
    /// The error that an extended result code of SQLite stands for.
    ///
    /// Only what the file holds makes it damaged: to call a passing state of affairs so would send people to restore backups for nothing.
    static func sqlite(_ code: Int32, message: String) -> StorageError {
        switch code & 0xff {
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CONSTRAINT, SQLITE_MISMATCH: return .corrupt(detail: message)
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_SCHEMA, SQLITE_INTERRUPT, SQLITE_ABORT, SQLITE_NOMEM:
            return .busy(detail: message)
        case SQLITE_IOERR where lockFailures.contains(code): return .busy(detail: message)
        case SQLITE_IOERR, SQLITE_FULL, SQLITE_TOOBIG, SQLITE_NOLFS: return .cannotWrite(detail: message)
        case SQLITE_READONLY where !unreadableFailures.contains(code): return .cannotWrite(detail: message)
        // The rest are refusals, and statements that do not fit the file: nothing changes by trying again.
        default: return .cannotOpen(detail: message)
        }
    }

    /// I/O errors of memory and locks: not the disk's.
    private static let lockFailures: Set<Int32> = Set(
        [
            8,  // RDLOCK
            9,  // UNLOCK
            11,  // BLOCKED
            12,  // NOMEM
            14,  // CHECKRESERVEDLOCK
            15,  // LOCK
            20,  // SHMLOCK
        ].map { SQLITE_IOERR | $0 << 8 })

    /// A file that may not be written, so that it cannot even be read, or that is no longer where it was.
    private static let unreadableFailures: Set<Int32> = Set(
        [
            1,  // RECOVERY
            2,  // CANTLOCK
            3,  // ROLLBACK
            4,  // DBMOVED
            5,  // CANTINIT
        ].map { SQLITE_READONLY | $0 << 8 })
}
