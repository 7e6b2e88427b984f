public import Domain
import GRDB
public import Storage

/// Who sells, who waits, what left the system.
extension SQLiteViews {
    /// How the reps stand.
    public func repStates() async throws(StorageError) -> [RepState] {
        try await read { try $0.rows(ViewSQL.repStates) }
    }

    /// The first of the queue.
    public func waiting(limit: Int) async throws(StorageError) -> [WaitingLead] {
        try await read { try $0.rows(ViewSQL.waiting, [max(0, limit)]) }
    }

    /// What is timed of one lead.
    public func timers(of lead: LeadID) async throws(StorageError) -> [LeadTimer] {
        try await read { try $0.rows(ViewSQL.timersOfLead, [lead.code]) }
    }

    /// Attendance, latest first.
    public func attendance(_ query: AttendanceQuery) async throws(StorageError) -> [AttendanceRecord] {
        let (from, to, limit) = (query.from?.microseconds, query.to?.microseconds, max(0, query.limit))
        return try await read { database in
            if let rep = query.rep { return try database.rows(ViewSQL.attendanceOfRep, [rep, from, to, limit]) }
            return try database.rows(ViewSQL.attendance, [from, to, limit])
        }
    }

    /// Outbox items.
    public func outbox(_ query: OutboxQuery) async throws(StorageError) -> [OutboxItem] {
        let limit = max(0, query.limit)
        if let lead = query.lead { return try await outbox(of: lead, query) }
        let isInOrder = query.state == .waiting
        let event = query.beyond?.event.code ?? (isInOrder ? .min : .max)
        let number = query.beyond?.number ?? (isInOrder ? .min : .max)
        let sql =
            switch query.state {
            case .waiting: ViewSQL.outboxWaiting
            case .delivered: ViewSQL.outboxDelivered
            case .dead: ViewSQL.outboxDead
            case nil: ViewSQL.outbox
            }
        return try await read { try $0.rows(sql, [event, number, limit]) }
    }

    /// A lead has few items: they are chosen from by hand.
    private func outbox(of lead: LeadID, _ query: OutboxQuery) async throws(StorageError) -> [OutboxItem] {
        let rows: [OutboxItem] = try await read { try $0.rows(ViewSQL.outboxOfLead, [lead.code]) }
        let inOrder = query.state == .waiting ? rows.reversed() : rows
        let wanted = inOrder.filter { row in
            (query.state.map { row.state == $0 } ?? true)
                && (query.beyond.map { query.state == .waiting ? row.id > $0 : row.id < $0 } ?? true)
        }
        return Array(wanted.prefix(max(0, query.limit)))
    }

    /// The first that wait for each destination.
    public func outboxWaiting(perDestination: Int) async throws(StorageError) -> [OutboxItem] {
        try await read { database in
            var rows: [OutboxItem] = []
            var line: (event: Int64, number: Int64) = (.min, .min)
            while let first = try database.rows(
                ViewSQL.outboxNextLine, [line.event, line.number], as: OutboxItem.self
            ).first {
                line = (first.id.event.code, first.id.number)
                rows += try database.rows(ViewSQL.outboxLine, [line.event, line.number, max(0, perDestination)])
            }
            return rows
        }
    }

    /// One outbox item.
    public func outboxItem(_ id: OutboxID) async throws(StorageError) -> OutboxItem? {
        try await read { try $0.rows(ViewSQL.outboxItem, [id.event.code, id.number], as: OutboxItem.self).first }
    }
}
