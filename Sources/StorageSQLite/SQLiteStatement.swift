import GRDBSQLite
import Storage

/// A prepared statement. Owns the handle; must be used by one thread at a time, like its connection.
struct SQLiteStatement: ~Copyable {
    let handle: OpaquePointer

    init(_ sql: String, on connection: borrowing SQLiteConnection) throws(StorageError) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(
            connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK else { throw connection.failure(code) }
        guard let prepared else { throw .corrupt(detail: "an empty statement") }
        handle = prepared
    }

    deinit { sqlite3_finalize(handle) }

    /// Runs to the end, for statements that give no rows.
    func run() throws(StorageError) {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code) }
    }

    /// Goes to the next row; false at the end. The caller resets.
    func isAtRow() throws(StorageError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            sqlite3_reset(handle)
            throw failure(code)
        }
    }

    /// Makes the statement ready to be bound and run again.
    func reset() { sqlite3_reset(handle) }

    /// Gives parameter `index` (from 1) an integer.
    func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(handle, index, value) }

    /// Gives parameter `index` (from 1) a text, which SQLite copies.
    func bind(_ value: String, at index: Int32) {
        var value = value
        value.withUTF8 { text in
            // Because the bytes are only lent for the length of this closure, SQLite has to copy them.
            let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            text.withMemoryRebound(to: CChar.self) { text in
                _ = sqlite3_bind_text(handle, index, text.baseAddress, Int32(clamping: text.count), copy)
            }
        }
    }

    /// The integer in column `index` (from 0) of the current row.
    func integer(at index: Int32) -> Int64 { sqlite3_column_int64(handle, index) }

    /// The text in column `index` (from 0) of the current row.
    func text(at index: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, index) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, index))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// The bytes in column `index` (from 0) of the current row.
    func bytes(at index: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(handle, index) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, index))))
    }

    private func failure(_ code: Int32) -> StorageError {
        .sqlite(code, message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))))
    }
}
