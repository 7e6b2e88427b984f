import GRDBSQLite
import Storage

/// The kept statements that write rows of one kind.
struct RowWriter<Row: StateRow>: ~Copyable {
    private let statement: SQLiteStatement
    private let inPlace: SQLiteStatement?

    /// Rows whose key is taken are an error.
    static func inserting(on connection: borrowing SQLiteConnection) throws(StorageError) -> RowWriter {
        RowWriter(try connection.prepare(Row.table.insertSQL))
    }

    /// Rows take the place of the one with their key.
    ///
    /// - Parameter indexed: Columns of indexes that most rows leave as they are. SQLite writes every index of a column that a statement sets, also
    ///   when the value stays the same; so rows are first tried with a statement that sets the other columns only.
    static func replacing(
        on connection: borrowing SQLiteConnection, mostlyKeeping indexed: [String] = []
    ) throws(StorageError) -> RowWriter {
        let replace = try connection.prepare(Row.table.replaceSQL)
        guard !indexed.isEmpty else { return RowWriter(replace) }
        return RowWriter(replace, inPlace: try connection.prepare(Row.table.updateSQL(keeping: indexed)))
    }

    init(_ statement: consuming SQLiteStatement, inPlace: consuming SQLiteStatement? = nil) {
        self.statement = statement
        self.inPlace = inPlace
    }

    /// Writes rows in order.
    ///
    /// - Parameter isNew: Whether a row cannot be there yet, so that it need not be looked for first.
    func write(
        _ rows: [Row], with binder: borrowing RowBinder, isNew: (Row) -> Bool = { _ in false }
    ) throws(StorageError) {
        for row in rows {
            if !isNew(row), let done = try inPlace?.update(row, with: binder), done { continue }
            try binder.bind(row, to: statement.handle)
            try statement.run()
        }
    }
}

extension RowWriter {
    /// Writes rows in order: new ones with this writer, the others with one that replaces.
    func write(
        _ rows: [Row], with binder: borrowing RowBinder, replacingBy other: borrowing RowWriter,
        where isNew: (Row) -> Bool
    ) throws(StorageError) {
        for row in rows {
            if isNew(row) { try write([row], with: binder) } else { try other.write([row], with: binder) }
        }
    }
}

extension SQLiteStatement {
    /// Runs an update that fits one row or none; whether it fitted.
    fileprivate func update(_ row: some StateRow, with binder: borrowing RowBinder) throws(StorageError) -> Bool {
        try binder.bind(row, to: handle)
        try run()
        return sqlite3_changes(sqlite3_db_handle(handle)) > 0
    }
}

/// A kept statement whose rows are rows of one kind, selected by integers or texts.
struct RowReader<Row: StateRow>: ~Copyable {
    private let statement: SQLiteStatement

    init(_ statement: consuming SQLiteStatement) { self.statement = statement }

    func first() throws(StorageError) -> Row? { try next() }

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

    func first(_ key: String) throws(StorageError) -> Row? {
        statement.bind(key, at: 1)
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

    func all(_ key: Int64, _ rest: Int64) throws(StorageError) -> [Row] {
        statement.bind(key, at: 1)
        statement.bind(rest, at: 2)
        return try all()
    }

    func all(_ key: String, _ rest: Int64) throws(StorageError) -> [Row] {
        statement.bind(key, at: 1)
        statement.bind(rest, at: 2)
        return try all()
    }

    func all(_ key: String, _ rest: String) throws(StorageError) -> [Row] {
        statement.bind(key, at: 1)
        statement.bind(rest, at: 2)
        return try all()
    }

    private func next() throws(StorageError) -> Row? {
        defer { statement.reset() }
        guard try statement.isAtRow() else { return nil }
        var source = ColumnSource(statement.handle)
        return try Row(from: &source)
    }
}
