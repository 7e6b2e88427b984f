import GRDBSQLite
import Storage

/// Reads the columns of a statement's current row, from the first on.
struct ColumnSource: RowSource {
    private let statement: OpaquePointer
    private var index: Int32 = -1

    init(_ statement: OpaquePointer) { self.statement = statement }

    mutating func integer() -> Int64 {
        index += 1
        return sqlite3_column_int64(statement, index)
    }

    mutating func text() -> String {
        index += 1
        return currentText()
    }

    mutating func optionalInteger() -> Int64? {
        index += 1
        return isAbsent ? nil : sqlite3_column_int64(statement, index)
    }

    mutating func optionalText() -> String? {
        index += 1
        return isAbsent ? nil : currentText()
    }

    private var isAbsent: Bool { sqlite3_column_type(statement, index) == SQLITE_NULL }

    private func currentText() -> String {
        guard let bytes = sqlite3_column_text(statement, index) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, index))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
