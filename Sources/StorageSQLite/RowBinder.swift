import GRDBSQLite
import Storage

/// Binds the values of rows to a statement without letting SQLite copy them.
///
/// Texts are laid into one buffer that lives as long as the binder and is used again for every row: SQLite takes them from there when it builds
/// the record. A binder must outlive the step of the row it bound.
struct RowBinder: ~Copyable {
    private static let bufferBytes = 64 << 10

    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 1)

    deinit { buffer.deallocate() }

    /// Binds all columns of a row to parameters 1, 2, 3 …
    func bind(_ row: borrowing some StateRow, to statement: OpaquePointer) throws(StorageError) {
        // Because a pointer into the buffer must stay valid until the next row, nothing else writes to it.
        var sink = Sink(statement: statement, buffer: buffer)
        row.encode(into: &sink)
        guard sink.code == SQLITE_OK else { throw .sqlite(sink.code, message: "a value cannot be bound") }
    }

    private struct Sink: RowSink {
        let statement: OpaquePointer
        let buffer: UnsafeMutableRawBufferPointer
        var index: Int32 = 0
        var usedBytes = 0
        var code = SQLITE_OK

        mutating func put(_ value: Int64) {
            index += 1
            note(sqlite3_bind_int64(statement, index, value))
        }

        mutating func put(_ value: Int64?) {
            if let value { return put(value) }
            index += 1
            note(sqlite3_bind_null(statement, index))
        }

        mutating func put(_ value: String?) {
            if let value { return put(value) }
            index += 1
            note(sqlite3_bind_null(statement, index))
        }

        mutating func put(_ value: String) {
            index += 1
            var value = value
            value.withUTF8 { text in
                guard text.count <= buffer.count - usedBytes, let start = buffer.baseAddress?.advanced(by: usedBytes)
                else { return bindCopied(text) }
                UnsafeMutableRawBufferPointer(start: start, count: text.count).copyMemory(
                    from: UnsafeRawBufferPointer(text))
                usedBytes += text.count
                let bytes = start.assumingMemoryBound(to: CChar.self)
                note(sqlite3_bind_text(statement, index, bytes, Int32(text.count), nil))
            }
        }

        /// A text too long for the buffer.
        private mutating func bindCopied(_ text: UnsafeBufferPointer<UInt8>) {
            // Because the bytes are only lent, SQLite has to copy them; -1 is its sign for that.
            let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            text.withMemoryRebound(to: CChar.self) { text in
                note(
                    sqlite3_bind_text64(
                        statement, index, text.baseAddress, UInt64(text.count), copy, UInt8(SQLITE_UTF8)))
            }
        }

        private mutating func note(_ result: Int32) {
            if result != SQLITE_OK { code = result }
        }
    }
}
