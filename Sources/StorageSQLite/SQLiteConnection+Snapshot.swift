import GRDBSQLite
import Storage

extension SQLiteConnection {
    /// Position and hash of the state, read in one transaction: folding into the file goes on beside it.
    func snapshot(path: String) throws(StorageError) -> StateSnapshot {
        try transaction("BEGIN") { connection throws(StorageError) in
            try StateSchema.expectCurrent(on: connection, path: path)
            guard let position = try connection.integer("SELECT position FROM state WHERE id = 1") else {
                throw .corrupt(detail: "the state has no position")
            }
            let hashes = try connection.hashes()
            return StateSnapshot(position: position, hash: hashes.state, historyHash: hashes.history)
        }
    }

    /// Hashes the columns as they are stored, without making rows of them.
    private func hashes() throws(StorageError) -> (state: [UInt8], history: [UInt8]) {
        var digest = StateDigests()
        for table in StateTable.all {
            digest.begin(table)
            let rows = try prepare(table.selectAllSQL)
            while try rows.isAtRow() {
                for (index, column) in table.columns.enumerated() {
                    digest.add(column) { rows.digest(column, at: Int32(index), &$0) }
                }
            }
        }
        return digest.finish()
    }
}

extension SQLiteStatement {
    /// Puts one value of the current row into a digest.
    fileprivate func digest(_ column: StateTable.Column, at index: Int32, _ digest: inout StateDigest) {
        if column.isNullable, sqlite3_column_type(handle, index) == SQLITE_NULL {
            digest.put(Int64?.none)
        } else if column.type == .integer {
            digest.put(integer(at: index))
        } else {
            let bytes = sqlite3_column_text(handle, index)
            let count = Int(sqlite3_column_bytes(handle, index))
            digest.put(utf8: UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
        }
    }
}
