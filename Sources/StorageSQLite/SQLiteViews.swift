public import Domain
import GRDB
import GRDBSQLite
public import Storage

/// Reads a state file for people and programs, beside the connection that folds into it.
///
/// A small pool of read-only connections: readers wait neither for each other nor for the fold, and never hold it up. Every text of SQL is fixed;
/// what is asked for goes in as a bound value.
public struct SQLiteViews: Views {
    private let reader: any DatabaseReader

    /// Opens the file of a ``SQLiteStateStore``, which must have been opened before.
    ///
    /// - Throws: ``StorageError/cannotOpen(detail:)``.
    public init(path: String) throws(StorageError) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        do {
            let place = FilePlace(path: path)
            let name = place.isImmutable ? place.uri(isImmutable: true) : path
            reader = try DatabasePool(path: name, configuration: configuration)
        } catch {
            throw .cannotOpen(detail: (error as? DatabaseError)?.message ?? "the state file is not there")
        }
    }

    /// Opens a file that nobody writes to any more, with one connection, so that it can be read on after it was removed.
    init(kept path: String) throws(StorageError) {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let name = FilePlace(path: path).uri(isImmutable: true)
            reader = try DatabaseQueue(path: name, configuration: configuration)
        } catch {
            throw .cannotOpen(detail: (error as? DatabaseError)?.message ?? "the state file is not there")
        }
    }

    /// The position that the state has reached.
    public func position() async throws(StorageError) -> Position { try await number(ViewSQL.position) }

    /// Sums of cells whose bucket starts in `from ..< to`, by measure and channel.
    public func totals(from: Timestamp, to: Timestamp) async throws(StorageError) -> [CellTotal] {
        let buckets = Cell.Key.buckets(from: from, to: to)
        return try await read { database in
            let rows = try database.rows(ViewSQL.totals, [buckets.lowerBound, buckets.upperBound], as: Cell.self)
            return rows.map { CellTotal(measure: $0.key.measure, channel: $0.key.channel, count: $0.count) }
        }
    }

    /// Cells of the wanted measures in `from ..< to`, in order of bucket, channel, measure.
    public func cells(of measures: [Measure], from: Timestamp, to: Timestamp) async throws(StorageError) -> [Cell] {
        let buckets = Cell.Key.buckets(from: from, to: to)
        // One bit a measure, because a list of values would need a text of SQL for every length.
        let wanted = measures.reduce(Int64(0)) { $0 | 1 << $1.code }
        return try await read { try $0.rows(ViewSQL.cells, [buckets.lowerBound, buckets.upperBound, wanted]) }
    }

    /// One page of leads, newest first.
    public func leads(_ query: LeadQuery) async throws(StorageError) -> [LeadSummary] {
        let before = query.before?.code ?? .max
        let (stage, owner, channel, rows) = (query.stage?.code, query.owner, query.channel, query.rows)
        return try await read { database in
            let leads: [Lead] =
                if let owner {
                    try database.rows(ViewSQL.leadsOfOwner, [before, rows, owner, stage, channel])
                } else if let stage {
                    try database.rows(ViewSQL.leadsInStage, [before, rows, stage, channel])
                } else if let channel {
                    try database.rows(ViewSQL.leadsOfChannel, [before, rows, channel])
                } else {
                    try database.rows(ViewSQL.leads, [before, rows])
                }
            return try leads.map { lead in
                let contact = try database.rows(ViewSQL.contact, [lead.contact.code], as: Contact.self).first
                let lastAt = try Int64.fetchOne(
                    database.cachedStatement(sql: ViewSQL.lastStatement), arguments: [lead.contact.code])
                return LeadSummary(
                    lead: lead, name: contact?.name, lastAt: lastAt.map(Timestamp.init(microseconds:)))
            }
        }
    }

    /// How many leads stand in each stage now.
    public func leadCounts() async throws(StorageError) -> [Stage: Int64] {
        try await read { database in
            var counts: [Stage: Int64] = [:]
            let rows = try Row.fetchCursor(database.cachedStatement(sql: ViewSQL.leadCounts))
            while let row = try rows.next() {
                guard let stage = Stage(code: row[0]) else { throw StorageError.corrupt(detail: "an unknown stage") }
                counts[stage] = row[1]
            }
            return counts
        }
    }

    /// Everything about one lead.
    public func lead(_ id: LeadID) async throws(StorageError) -> LeadDetail? {
        try await read { try PersonRows(database: $0).leadDetail(id) }
    }

    /// One page of persons, newest first.
    public func contacts(_ query: ContactQuery) async throws(StorageError) -> [ContactSummary] {
        let before = query.before?.code ?? .max
        let (identifier, rows) = (query.identifier, query.rows)
        return try await read { database in
            let lookups = PersonRows(database: database)
            let contacts: [Contact] =
                if let identifier {
                    try database.rows(ViewSQL.personsNamed, [before, rows, identifier])
                } else {
                    try database.rows(ViewSQL.persons, [before, rows])
                }
            return try contacts.map { try lookups.contactSummary($0) }
        }
    }

    /// Everything about one contact and the person it is held for.
    public func contact(_ id: ContactID) async throws(StorageError) -> ContactDetail? {
        try await read { try PersonRows(database: $0).contactDetail(id) }
    }

    /// Ties that a person should look at.
    public func reviews(limit: Int) async throws(StorageError) -> [ContactTie] {
        try await read { try $0.rows(ViewSQL.reviews, [max(0, limit)]) }
    }

    /// Leads in the order of their ids, with their rows.
    public func leadSheets(after: LeadID?, limit: Int) async throws(StorageError) -> [LeadSheet] {
        try await read { database in
            let leads = try database.rows(ViewSQL.leadsInOrder, [after?.code ?? .min, max(0, limit)], as: Lead.self)
            guard let first = leads.first, let last = leads.last else { return [] }
            let own = try database.rows(ViewSQL.scoreRowsInOrder, [first.id.code, last.id.code], as: ScoreRow.self)
            let rows = Dictionary(grouping: own, by: \.lead)
            return try leads.map { lead in
                var ofLead = rows[lead.id] ?? []
                // A lead that nothing is joined to keeps no second standing.
                if lead.own != nil {
                    for joined in try database.rows(ViewSQL.joinedLeads, [lead.id.code], as: Lead.self) {
                        ofLead += try database.rows(ViewSQL.scoreRows, [joined.id.code], as: ScoreRow.self)
                    }
                }
                return LeadSheet(lead: lead, rows: ofLead)
            }
        }
    }

    /// What became of the actions behind a position.
    public func actions(after: Position, limit: Int) async throws(StorageError) -> [ActionRecord] {
        try await read { try $0.rows(ViewSQL.actions, [after, max(0, limit)]) }
    }

    /// Dead letters, newest first.
    public func deadLetters(includingResolved: Bool, limit: Int) async throws(StorageError) -> [DeadLetter] {
        let sql = includingResolved ? ViewSQL.deadLetters : ViewSQL.openDeadLetters
        return try await read { try $0.rows(sql, [max(0, limit)]) }
    }

    /// How many dead letters are open.
    public func openDeadLetterCount() async throws(StorageError) -> Int64 {
        try await number(ViewSQL.openDeadLetterCount)
    }

    /// The dead letter of a delivery, open or resolved.
    public func deadLetter(at position: Position) async throws(StorageError) -> DeadLetter? {
        let found: [DeadLetter] = try await read { try $0.rows(ViewSQL.deadLetter, [position]) }
        return found.first
    }

    /// Held-back events, newest first.
    public func quarantine(before: EventID?, limit: Int) async throws(StorageError) -> [EventRecord] {
        let end = before?.code ?? .max
        return try await read { try $0.rows(ViewSQL.quarantine, [max(0, limit), end]) }
    }

    /// How many leads wait for a rep.
    public func waitingCount() async throws(StorageError) -> Int64 { try await number(ViewSQL.waitingCount) }

    /// How many outbox items there are.
    public func outboxCount() async throws(StorageError) -> Int64 { try await number(ViewSQL.outboxCount) }

    /// Our messages of which only statuses told, newest first.
    public func gaps(limit: Int) async throws(StorageError) -> [MessageRecord] {
        try await read { try $0.rows(ViewSQL.gaps, [max(0, limit)]) }
    }

    /// Questions to providers' APIs, newest first.
    public func fetches(includingAnswered: Bool, limit: Int) async throws(StorageError) -> [FetchRecord] {
        let sql = includingAnswered ? ViewSQL.fetches : ViewSQL.openFetches
        return try await read { try $0.rows(sql, [max(0, limit)]) }
    }

    /// How far each mailbox has been read.
    public func mailboxes() async throws(StorageError) -> [MailboxRecord] {
        try await read { try $0.rows(ViewSQL.mailboxes) }
    }

    /// What became of the events of one entry.
    public func events(at position: Position) async throws(StorageError) -> [EventRecord] {
        // Beyond this no event has an id; the shift would lose bits.
        guard position > 0, position < 1 << 50 else { return [] }
        let first = EventID(position: position, item: 0).code
        return try await read { try $0.rows(ViewSQL.eventsOfEntry, [first, first + 4095]) }
    }

    /// What was done to one lead.
    public func actions(of lead: LeadID) async throws(StorageError) -> [ActionRecord] {
        try await read { try $0.rows(ViewSQL.actionsOfLead, [lead.code, Limits.pageRowsMax]).reversed() }
    }

    /// What became of the action of one entry.
    public func action(at position: Position) async throws(StorageError) -> ActionRecord? {
        let found: [ActionRecord] = try await read { try $0.rows(ViewSQL.action, [position]) }
        return found.first
    }

    func number(_ sql: String) async throws(StorageError) -> Int64 {
        try await read { try Int64.fetchOne($0.cachedStatement(sql: sql)) ?? 0 }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        do {
            return try await reader.read(body)
        } catch let error as StorageError {
            throw error
        } catch let error as DatabaseError {
            throw .sqlite(error.extendedResultCode.rawValue, message: error.message ?? "no reason given")
        } catch is CancellationError {
            throw .busy(detail: "the reading was cancelled")
        } catch {
            throw .corrupt(detail: "\(type(of: error))")
        }
    }
}

/// The rows of persons and leads in one reading of the file.
private struct PersonRows: PersonLookups {
    let database: Database

    func contact(_ id: ContactID) throws -> Contact? {
        try database.rows(ViewSQL.contact, [id.code], as: Contact.self).first
    }
    func members(of root: ContactID) throws -> [Contact] { try database.rows(ViewSQL.members, [root.code]) }
    func links(to contact: ContactID) throws -> [IdentifierLink] {
        try database.rows(ViewSQL.identifiers, [contact.code])
    }
    func ties(of contact: ContactID) throws -> [ContactTie] {
        try database.rows(ViewSQL.tiesByFirst, [contact.code]) + database.rows(ViewSQL.tiesBySecond, [contact.code])
    }
    func conversations(of contact: ContactID) throws -> [Conversation] {
        try database.rows(ViewSQL.conversations, [contact.code])
    }
    func touches(of contact: ContactID) throws -> [TouchRecord] {
        try database.rows(ViewSQL.touches, [contact.code])
    }
    func consents(of contact: ContactID) throws -> [ConsentRecord] {
        try database.rows(ViewSQL.consents, [contact.code])
    }
    func leads(of contact: ContactID) throws -> [Lead] { try database.rows(ViewSQL.leadsOfContact, [contact.code]) }
    func lead(_ id: LeadID) throws -> Lead? { try database.rows(ViewSQL.lead, [id.code], as: Lead.self).first }
    func leads(joinedTo lead: LeadID) throws -> [Lead] { try database.rows(ViewSQL.joinedLeads, [lead.code]) }
    func scoreRows(of lead: LeadID) throws -> [ScoreRow] { try database.rows(ViewSQL.scoreRows, [lead.code]) }
    func assignments(of lead: LeadID) throws -> [Assignment] { try database.rows(ViewSQL.assignments, [lead.code]) }
    func facts(of lead: LeadID) throws -> [Fact] { try database.rows(ViewSQL.facts, [lead.code]) }
    func events(of lead: LeadID, limit: Int) throws -> [EventRecord] {
        try database.rows(ViewSQL.eventsOfLead, [lead.code, limit]).reversed()
    }
}

extension Database {
    /// Runs a fixed query whose columns are those of the row, in order.
    func rows<R: StateRow>(
        _ sql: String, _ arguments: StatementArguments = StatementArguments(), as: R.Type = R.self
    ) throws -> [R] {
        let statement = try cachedStatement(sql: sql)
        let cursor = try Row.fetchCursor(statement, arguments: arguments)
        var rows: [R] = []
        while try cursor.next() != nil {
            var source = ColumnSource(statement.sqliteStatement)
            rows.append(try R(from: &source))
        }
        return rows
    }
}
