import Domain
import GRDBSQLite
import Storage

/// The open state file with every statement of the hot path kept prepared.
struct StateFile: ~Copyable {
    /// In what condition the file was found.
    enum Condition: Sendable, Equatable {
        case created
        case continued
        case emptied
    }

    let connection: SQLiteConnection
    let condition: Condition
    let binder = RowBinder()
    let begin: SQLiteStatement
    let beginRead: SQLiteStatement
    let commit: SQLiteStatement
    let readPosition: SQLiteStatement
    let writePosition: SQLiteStatement

    let contacts: RowWriter<Contact>
    let identifiers: RowWriter<IdentifierLink>
    let conversations: RowWriter<Conversation>
    let leads: RowWriter<Lead>
    let scoreRows: RowWriter<ScoreRow>
    let assignments: RowWriter<Assignment>
    let repLoads: RowWriter<RepLoad>
    let waiting: RowWriter<WaitingLead>
    let noLongerWaiting: SQLiteStatement
    let events: RowWriter<EventRecord>
    let seen: RowWriter<SeenEvent>
    let touches: RowWriter<TouchRecord>
    let facts: RowWriter<Fact>
    let cells: RowWriter<Cell>
    let voidCells: SQLiteStatement
    let deadLetters: RowWriter<DeadLetter>
    let outbox: RowWriter<OutboxItem>
    let configurations: RowWriter<ConfigurationRecord>

    let seenByDigest: RowReader<SeenEvent>
    let linkByIdentifier: RowReader<IdentifierLink>
    let contactByID: RowReader<Contact>
    let conversationsOfContact: RowReader<Conversation>
    let latestLeadOfContact: RowReader<Lead>
    let leadByID: RowReader<Lead>
    let scoreRowsOfLead: RowReader<ScoreRow>
    let assignmentCountOfLead: SQLiteStatement
    let allRepLoads: RowReader<RepLoad>
    let waitingInOrder: RowReader<WaitingLead>
    let deadLetterByPosition: RowReader<DeadLetter>

    init(path: String) throws(StorageError) {
        connection = try SQLiteConnection(path: path)
        // Not fsynced per commit: after a power cut the state may stand some batches back, and these are folded again.
        try connection.run("PRAGMA synchronous = NORMAL")
        try connection.run("PRAGMA temp_store = MEMORY")
        try connection.run("PRAGMA cache_size = -\(StateTuning.cacheKibibytes)")
        try connection.run("PRAGMA wal_autocheckpoint = \(StateTuning.checkpointPages)")
        // What is erased must not linger in the file.
        try connection.run("PRAGMA secure_delete = ON")
        condition = try StateFile.migrate(connection)

        begin = try connection.prepare("BEGIN IMMEDIATE")
        beginRead = try connection.prepare("BEGIN")
        commit = try connection.prepare("COMMIT")
        readPosition = try connection.prepare("SELECT position FROM state WHERE id = 1")
        writePosition = try connection.prepare(
            "UPDATE state SET position = ?1, outbox_items = outbox_items + ?2 WHERE id = 1")

        contacts = try .replacing(on: connection)
        identifiers = try .replacing(on: connection)
        conversations = try .replacing(on: connection)
        leads = try .replacing(on: connection)
        scoreRows = try .inserting(on: connection)
        assignments = try .inserting(on: connection)
        repLoads = try .replacing(on: connection)
        waiting = try .replacing(on: connection)
        noLongerWaiting = try connection.prepare("DELETE FROM waiting WHERE lead = ?1")
        events = try .inserting(on: connection)
        seen = try .replacing(on: connection)
        touches = try .inserting(on: connection)
        facts = try .inserting(on: connection)
        cells = RowWriter(
            try connection.prepare(
                Cell.table.insertSQL
                    + " ON CONFLICT (bucket, channel, measure) DO UPDATE SET count = count + excluded.count"))
        voidCells = try connection.prepare("DELETE FROM cells WHERE count = 0")
        deadLetters = try .replacing(on: connection)
        outbox = try .inserting(on: connection)
        configurations = try .inserting(on: connection)

        seenByDigest = try RowReader("WHERE digest_high = ?1 AND digest_low = ?2", on: connection)
        linkByIdentifier = try RowReader("WHERE kind = ?1 AND value = ?2", on: connection)
        contactByID = try RowReader("WHERE id = ?1", on: connection)
        conversationsOfContact = try RowReader("WHERE contact = ?1", on: connection)
        latestLeadOfContact = try RowReader("WHERE contact = ?1 ORDER BY id DESC LIMIT 1", on: connection)
        leadByID = try RowReader("WHERE id = ?1", on: connection)
        scoreRowsOfLead = try RowReader("WHERE lead = ?1 ORDER BY number", on: connection)
        assignmentCountOfLead = try connection.prepare("SELECT count(*) FROM assignments WHERE lead = ?1")
        allRepLoads = try RowReader("", on: connection)
        waitingInOrder = try RowReader("ORDER BY since, lead", on: connection)
        deadLetterByPosition = try RowReader("WHERE position = ?1", on: connection)
    }

    /// Brings the file to this version's schema, emptying it where that is an older or another one.
    private static func migrate(_ connection: borrowing SQLiteConnection) throws(StorageError) -> Condition {
        try connection.run("BEGIN IMMEDIATE")
        do {
            let condition = try prepareSchema(connection)
            try connection.run("COMMIT")
            return condition
        } catch {
            _ = connection.rollBack()
            throw error
        }
    }

    private static func prepareSchema(_ connection: borrowing SQLiteConnection) throws(StorageError) -> Condition {
        let objects = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
        var condition = Condition.created
        if objects > 0 {
            // Emptying is only for files of ours: a ledger given by mistake must survive it.
            guard try connection.integer("PRAGMA application_id") == StateSchema.applicationID else {
                throw .cannotOpen(detail: "the file holds something else than a state")
            }
            let found = try connection.integer("PRAGMA user_version") ?? 0
            guard found <= StateSchema.version else {
                throw .schemaTooNew(found: found, supported: StateSchema.version)
            }
            if found == StateSchema.version,
                try connection.integer("SELECT fingerprint FROM state WHERE id = 1") == StateSchema.fingerprint
            {
                return .continued
            }
            for table in try connection.tableNames() { try connection.run("DROP TABLE \"\(table)\"") }
            condition = .emptied
        }
        for statement in StateSchema.sql { try connection.run(statement) }
        try connection.run("INSERT INTO state VALUES (1, 0, 0, \(StateSchema.fingerprint))")
        try connection.run("PRAGMA application_id = \(StateSchema.applicationID)")
        try connection.run("PRAGMA user_version = \(StateSchema.version)")
        return condition
    }
}

extension SQLiteConnection {
    /// The tables of the file, as they are called.
    func tableNames() throws(StorageError) -> [String] {
        let statement = try prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        var names: [String] = []
        while try statement.isAtRow() { names.append(statement.text(at: 0)) }
        return names
    }
}

/// What the state file is tuned to.
enum StateTuning {
    /// Pages kept in memory: the working set of some hundred thousand contacts.
    static let cacheKibibytes = 64 << 10
    /// Pages of write-ahead log before they are carried over into the file: a page that many batches touch is carried over once.
    static let checkpointPages = 8000
}
