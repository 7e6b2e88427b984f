import Storage

extension StateSchema {
    /// What a file holds.
    enum Standing: Equatable {
        case nothing
        case current
        /// A state of another version: its number and form.
        case other(found: Int64)
    }

    /// What the file holds, by plain reads; to be called in a transaction.
    ///
    /// - Throws: ``StorageError/cannotOpen(detail:)`` for a file that is no state: a ledger given by mistake must never be emptied.
    static func standing(of connection: borrowing SQLiteConnection) throws(StorageError) -> Standing {
        guard try connection.integer("SELECT count(*) FROM sqlite_schema") != 0 else { return .nothing }
        guard try connection.integer("PRAGMA application_id") == applicationID else {
            throw .cannotOpen(detail: "the file holds something else than a state")
        }
        let found = try connection.integer("PRAGMA user_version") ?? 0
        guard found <= version else { throw .schemaTooNew(found: found, supported: version) }
        guard found == version, try connection.integer("SELECT fingerprint FROM state WHERE id = 1") == fingerprint
        else { return .other(found: found) }
        return .current
    }

    /// Checks that a file holds a state of this very schema, and leaves it alone.
    static func expectCurrent(on connection: borrowing SQLiteConnection, path: String) throws(StorageError) {
        switch try standing(of: connection) {
        case .current: break
        case .nothing: throw .missing(path: path)
        case .other(let found): throw .otherSchema(found: found, supported: version)
        }
    }

    /// Creates the file where it is absent, and empties a state of another schema. Waits for other writers only where there is something to do.
    static func maintain(path: String) throws(StorageError) -> SQLiteStateStore.Opening {
        let connection = try SQLiteConnection.create(path: path)
        let found = try connection.transaction("BEGIN") { connection throws(StorageError) in
            try standing(of: connection)
        }
        guard found != .current else { return .continued }
        return try connection.transaction("BEGIN IMMEDIATE") { connection throws(StorageError) in
            // Read again, because another process may have been faster.
            let found = try standing(of: connection)
            guard found != .current else { return .continued }
            for table in try connection.tableNames() { try connection.run("DROP TABLE \"\(table)\"") }
            for statement in sql { try connection.run(statement) }
            try connection.run("INSERT INTO state VALUES (1, 0, 0, \(fingerprint))")
            try connection.run("PRAGMA application_id = \(applicationID)")
            try connection.run("PRAGMA user_version = \(version)")
            return found == .nothing ? .created : .emptied
        }
    }
}

extension SQLiteConnection {
    /// The tables of the file, as they are called.
    fileprivate func tableNames() throws(StorageError) -> [String] {
        let statement = try prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        var names: [String] = []
        while try statement.isAtRow() { names.append(statement.text(at: 0)) }
        return names
    }
}
