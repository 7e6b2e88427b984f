import Crypto
import Domain
import Storage

/// The state file's tables and statements, made from the rows' own description.
enum StateSchema {
    /// Written into the file. A state of an older version is emptied and folded again from the ledger; a newer one is refused.
    static let version: Int64 = 4

    /// Marks the file as a state: "CrSt".
    static let applicationID: Int64 = 0x4372_5374

    /// Everything that is created in an empty file, in order.
    static let sql: [String] = StateTable.all.flatMap { [$0.createSQL] + $0.groupIndexSQL } + indexes + [stateSQL]

    /// Indexes beyond keys and groups: each serves one view or the queue.
    private static let indexes = [
        "CREATE INDEX leads_by_stage ON leads (stage, joined)",
        "CREATE INDEX leads_joined ON leads (joined) WHERE joined IS NOT NULL",
        "CREATE INDEX identifiers_sent_as ON identifiers (sent_as) WHERE sent_as IS NOT NULL",
        "CREATE INDEX ties_open ON ties (first, second) WHERE standing IN (2, 3)",
        "CREATE INDEX actions_by_contact ON actions (contact) WHERE contact IS NOT NULL",
        "CREATE INDEX leads_by_owner ON leads (owner) WHERE owner IS NOT NULL",
        "CREATE INDEX waiting_in_order ON waiting (profile, priority DESC, since, lead)",
        "CREATE INDEX waiting_of_all ON waiting (priority DESC, since, lead, profile)",
        "CREATE INDEX timers_by_due ON timers (due, kind, lead)",
        "CREATE INDEX outbox_waiting ON outbox (event, number) WHERE state = 1",
        "CREATE INDEX outbox_lines ON outbox (destination, event, number) WHERE state = 1",
        "CREATE INDEX outbox_dead ON outbox (event, number) WHERE state = 3",
        "CREATE INDEX attendance_by_position ON attendance (position, rep)",
        "CREATE INDEX events_quarantined ON events (id) WHERE outcome = 4",
        "CREATE INDEX dead_letters_open ON dead_letters (position) WHERE resolved_by IS NULL",
        "CREATE INDEX messages_missing ON messages (event) WHERE origin = 4",
        "CREATE INDEX fetches_open ON fetches (event) WHERE answered_by IS NULL",
        // Sums of 0 are taken out at the end of a commit; there are hardly ever any, so this index is empty.
        "CREATE INDEX cells_void ON cells (bucket) WHERE count = 0",
    ]

    /// The one row that says how far the state has come. It counts the outbox, because counting its rows would read them all.
    private static let stateSQL = """
        CREATE TABLE state (id INTEGER NOT NULL CHECK (id = 1), position INTEGER NOT NULL, \
        outbox_items INTEGER NOT NULL, fingerprint INTEGER NOT NULL, PRIMARY KEY (id)) STRICT
        """

    /// Tells apart two schemas that bear the same version, as they do while a version is being made.
    static let fingerprint: Int64 = {
        var hash = SHA256()
        for statement in sql {
            var statement = statement + "\n"
            statement.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        return hash.finalize().withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(as: Int64.self)) }
    }()
}

extension StateTable {
    private var columnNames: String { columns.map(\.name).joined(separator: ", ") }

    private var keyNames: String { columns.prefix(keyColumns).map(\.name).joined(separator: ", ") }

    private var parameters: String { columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ") }

    /// A single integer is the row's own number in SQLite; any other key is best kept as the tree that holds the rows.
    private var isKeyedByRowID: Bool { keyColumns == 1 && columns[0].type == .integer }

    var createSQL: String {
        let definitions = columns.map { column in
            "\(column.name) \(column.type == .integer ? "INTEGER" : "TEXT")\(column.isNullable ? "" : " NOT NULL")"
        }
        let options = isKeyedByRowID ? "STRICT" : "STRICT, WITHOUT ROWID"
        return "CREATE TABLE \(name) (\(definitions.joined(separator: ", ")), PRIMARY KEY (\(keyNames))) \(options)"
    }

    /// None where the group is what the key begins with.
    var groupIndexSQL: [String] {
        guard let groupColumn, groupColumn > 0 else { return [] }
        let column = columns[groupColumn]
        let condition = column.isNullable ? " WHERE \(column.name) IS NOT NULL" : ""
        return ["CREATE INDEX \(name)_by_\(column.name) ON \(name) (\(column.name))\(condition)"]
    }

    var selectSQL: String { "SELECT \(columnNames) FROM \(name)" }

    var selectAllSQL: String { "\(selectSQL) ORDER BY \(keyNames)" }

    var insertSQL: String { "INSERT INTO \(name) (\(columnNames)) VALUES (\(parameters))" }

    var replaceSQL: String {
        let changed = columns.dropFirst(keyColumns).map { "\($0.name) = excluded.\($0.name)" }
        return "\(insertSQL) ON CONFLICT (\(keyNames)) DO UPDATE SET \(changed.joined(separator: ", "))"
    }

    /// Changes the row with the key, unless a column of `kept` has another value.
    func updateSQL(keeping kept: [String]) -> String {
        func isFixed(_ index: Int) -> Bool { index < keyColumns || kept.contains(columns[index].name) }
        let changed = columns.indices.filter { !isFixed($0) }.map { "\(columns[$0].name) = ?\($0 + 1)" }
        let fixed = columns.indices.filter(isFixed).map { "\(columns[$0].name) IS ?\($0 + 1)" }
        return "UPDATE \(name) SET \(changed.joined(separator: ", ")) WHERE \(fixed.joined(separator: " AND "))"
    }
}
