import GRDBSQLite
import Storage

/// The kept statement that writes rows of one kind.
struct RowWriter<Row: StateRow>: ~Copyable {
    private let statement: SQLiteStatement

    /// Rows whose key is taken are an error.
    static func inserting(on connection: borrowing SQLiteConnection) throws(StorageError) -> RowWriter {
        RowWriter(try connection.prepare(Row.table.insertSQL))
    }

    /// Rows take the place of the one with their key.
    static func replacing(on connection: borrowing SQLiteConnection) throws(StorageError) -> RowWriter {
        RowWriter(try connection.prepare(Row.table.replaceSQL))
    }

    init(_ statement: consuming SQLiteStatement) { self.statement = statement }

    func write(_ rows: [Row], with binder: borrowing RowBinder) throws(StorageError) {
        for row in rows {
            try binder.bind(row, to: statement.handle)
            try statement.run()
        }
    }
}

/// A kept statement whose rows are rows of one kind, selected by integers or texts.
struct RowReader<Row: StateRow>: ~Copyable {
    private let statement: SQLiteStatement

    /// `condition` is fixed SQL that follows `SELECT … FROM table`.
    init(_ condition: StaticString, on connection: borrowing SQLiteConnection) throws(StorageError) {
        statement = try connection.prepare(Row.table.selectSQL + " \(condition)")
    }

    func first(_ key: Int64) throws(StorageError) -> Row? {
        statement.bind(key, at: 1)
        return try next()
    }

    func first(_ key: Int64, _ rest: Int64) throws(StorageError) -> Row? {
        statement.bind(key, at: 1)
        statement.bind(rest, at: 2)
        return try next()
    }

    func first(_ key: String, _ rest: String) throws(StorageError) -> Row? {
        statement.bind(key, at: 1)
        statement.bind(rest, at: 2)
        return try next()
    }

    func all() throws(StorageError) -> [Row] {
        defer { statement.reset() }
        var rows: [Row] = []
        while try statement.isAtRow() {
            var source = ColumnSource(statement.handle)
            rows.append(try Row(from: &source))
        }
        return rows
    }

    func all(_ key: Int64) throws(StorageError) -> [Row] {
        statement.bind(key, at: 1)
        return try all()
    }

    private func next() throws(StorageError) -> Row? {
        defer { statement.reset() }
        guard try statement.isAtRow() else { return nil }
        var source = ColumnSource(statement.handle)
        return try Row(from: &source)
    }
}
