public import Domain

extension MemoryStateStore: Views {
    /// Sums of cells whose bucket starts in `from ..< to`, by measure and channel.
    public func totals(from: Timestamp, to: Timestamp) async throws(StorageError) -> [CellTotal] {
        let buckets = Cell.Key.buckets(from: from, to: to)
        let cells = read { $0.cells.sorted }.filter { buckets.contains($0.key.bucket) }
        let sums = Dictionary(
            cells.map { ([RowValue.integer($0.key.measure.code), .text($0.key.channel)], $0) }
        ) { sum, cell in Cell(key: sum.key, count: sum.count &+ cell.count) }
        return sums.filter { $0.value.count != 0 }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { CellTotal(measure: $0.value.key.measure, channel: $0.value.key.channel, count: $0.value.count) }
    }

    /// Cells of the wanted measures in `from ..< to`.
    public func cells(of measures: [Measure], from: Timestamp, to: Timestamp) async throws(StorageError) -> [Cell] {
        let buckets = Cell.Key.buckets(from: from, to: to)
        return read { $0.cells.sorted }.filter { buckets.contains($0.key.bucket) && measures.contains($0.key.measure) }
    }

    /// One page of leads, newest first.
    public func leads(_ query: LeadQuery) async throws(StorageError) -> [LeadSummary] {
        read { state in
            let (owner, channel) = (query.owner.map(RowValue.text), query.channel.map(RowValue.text))
            let wanted = state.leads.sorted.reversed().filter { lead in
                lead.isCounted && (query.stage == nil || lead.stage == query.stage)
                    && (owner == nil || lead.owner.map(RowValue.text) == owner)
                    && (channel == nil || RowValue.text(lead.channel) == channel)
                    && (query.before.map { lead.id < $0 } ?? true)
            }
            return wanted.prefix(query.rows).map { lead in
                LeadSummary(
                    lead: lead, name: state.contacts[.integer(lead.contact.code)]?.name,
                    lastAt: state.conversations.group(.integer(lead.contact.code)).map(\.lastAt).max())
            }
        }
    }

    /// How many leads stand in each stage now.
    public func leadCounts() async throws(StorageError) -> [Stage: Int64] {
        read { $0.leads.sorted }.filter(\.isCounted).reduce(into: [:]) { $0[$1.stage, default: 0] += 1 }
    }

    /// Everything about one lead.
    public func lead(_ id: LeadID) async throws(StorageError) -> LeadDetail? {
        // because: look-ups in memory do not fail
        read { try? $0.leadDetail(id) }
    }

    /// One page of persons, newest first.
    public func contacts(_ query: ContactQuery) async throws(StorageError) -> [ContactSummary] {
        read { state in
            let wanted: Set<ContactID>? = query.identifier.map { text in
                let links = state.identifiers.sorted.filter { link in
                    [link.identifier.value, link.sentAs].contains { $0.map(RowValue.text) == .text(text) }
                }
                return Set(links.compactMap { state.contacts[.integer($0.contact.code)]?.root })
            }
            let persons = state.contacts.sorted.reversed().filter { contact in
                contact.root == contact.id && (wanted?.contains(contact.id) ?? true)
                    && (query.before.map { contact.id < $0 } ?? true)
            }
            // because: look-ups in memory do not fail
            return persons.prefix(query.rows).compactMap { try? state.contactSummary($0) }
        }
    }

    /// Everything about one contact and the person it is held for.
    public func contact(_ id: ContactID) async throws(StorageError) -> ContactDetail? {
        // because: look-ups in memory do not fail
        read { try? $0.contactDetail(id) }
    }

    /// Ties that a person should look at.
    public func reviews(limit: Int) async throws(StorageError) -> [ContactTie] {
        Array(read { $0.ties.sorted }.filter(\.standing.needsReview).prefix(max(0, limit)))
    }

    /// Leads in the order of their ids, with their rows.
    public func leadSheets(after: LeadID?, limit: Int) async throws(StorageError) -> [LeadSheet] {
        read { state in
            let leads = state.leads.sorted
            let wanted = leads.filter { lead in after.map { lead.id > $0 } ?? true }.prefix(max(0, limit))
            let joined = Dictionary(grouping: leads.filter { $0.joined != nil }, by: \.joined)
            return wanted.map { lead in
                // A lead that nothing is joined to keeps no second standing.
                let together = lead.own == nil ? [lead] : [lead] + (joined[lead.id] ?? [])
                return LeadSheet(lead: lead, rows: together.flatMap { state.scoreRows.group(.integer($0.id.code)) })
            }
        }
    }

    /// What became of the actions behind a position.
    public func actions(after: Position, limit: Int) async throws(StorageError) -> [ActionRecord] {
        Array(read { $0.actions.sorted }.filter { $0.position > after }.prefix(max(0, limit)))
    }

    /// Dead letters, newest first.
    public func deadLetters(includingResolved: Bool, limit: Int) async throws(StorageError) -> [DeadLetter] {
        let letters = read { $0.deadLetters.sorted }.reversed()
            .filter { includingResolved || $0.resolvedBy == nil }
        return Array(letters.prefix(max(0, limit)))
    }

    /// How many dead letters are open.
    public func openDeadLetterCount() async throws(StorageError) -> Int64 {
        read { Int64($0.deadLetters.sorted.count { $0.resolvedBy == nil }) }
    }

    /// The dead letter of a delivery, open or resolved.
    public func deadLetter(at position: Position) async throws(StorageError) -> DeadLetter? {
        read { $0.deadLetters.sorted.first { $0.position == position } }
    }

    /// Held-back events, newest first.
    public func quarantine(before: EventID?, limit: Int) async throws(StorageError) -> [EventRecord] {
        let events = read { $0.events.sorted }.reversed().filter { record in
            record.outcome == .quarantined && (before.map { record.id < $0 } ?? true)
        }
        return Array(events.prefix(max(0, limit)))
    }

    /// How the reps stand.
    public func repStates() async throws(StorageError) -> [RepState] { read { $0.repStates.sorted } }

    /// The first of the queue.
    public func waiting(limit: Int) async throws(StorageError) -> [WaitingLead] {
        Array(read { $0.queue }.prefix(max(0, limit)))
    }

    /// What is timed of one lead.
    public func timers(of lead: LeadID) async throws(StorageError) -> [LeadTimer] {
        read { $0.timers.sorted }.filter { $0.key.lead == lead && $0.key.kind != .queue }
    }

    /// Attendance, latest first.
    public func attendance(_ query: AttendanceQuery) async throws(StorageError) -> [AttendanceRecord] {
        let wanted = read { $0.attendance.sorted }.filter { row in
            (query.rep.map { RowValue.text($0) == .text(row.report.rep) } ?? true)
                && (query.from.map { row.at >= $0 } ?? true) && (query.to.map { row.at < $0 } ?? true)
        }
        return Array(
            wanted.sorted { left, right in
                (left.position, RowValue.text(left.report.rep)) > (right.position, RowValue.text(right.report.rep))
            }.prefix(max(0, query.limit)))
    }

    /// Outbox items.
    public func outbox(_ query: OutboxQuery) async throws(StorageError) -> [OutboxItem] {
        let wanted = read { $0.outbox.sorted }.filter { row in
            (query.state.map { row.state == $0 } ?? true) && (query.lead.map { row.lead == $0 } ?? true)
                && (query.beyond.map { query.state == .waiting ? row.id > $0 : row.id < $0 } ?? true)
        }
        let inOrder = query.state == .waiting ? wanted : wanted.reversed()
        return Array(inOrder.prefix(max(0, query.limit)))
    }

    /// The first that wait for each destination.
    public func outboxWaiting(perDestination: Int) async throws(StorageError) -> [OutboxItem] {
        let waiting = read { $0.outbox.sorted }.filter { $0.state == .waiting }
        // By bytes: accents written in two ways are two destinations.
        let lines = Dictionary(grouping: waiting) { Array($0.destination.utf8) }
        let names = lines.keys.sorted { $0.lexicographicallyPrecedes($1) }
        return names.flatMap { lines[$0, default: []].prefix(max(0, perDestination)) }
    }

    /// One outbox item.
    public func outboxItem(_ id: OutboxID) async throws(StorageError) -> OutboxItem? { read { $0.outboxItem(id) } }

    /// How many leads wait for a rep.
    public func waitingCount() async throws(StorageError) -> Int64 { read { Int64($0.waiting.count) } }

    /// How many outbox items there are.
    public func outboxCount() async throws(StorageError) -> Int64 { read { Int64($0.outbox.count) } }

    /// Our messages of which only statuses told, newest first.
    public func gaps(limit: Int) async throws(StorageError) -> [MessageRecord] {
        let gaps = read { $0.messages.sorted }.filter { $0.origin == .reported }.sorted { $0.event > $1.event }
        return Array(gaps.prefix(max(0, limit)))
    }

    /// Questions to providers' APIs, newest first.
    public func fetches(includingAnswered: Bool, limit: Int) async throws(StorageError) -> [FetchRecord] {
        let rows = read { $0.fetches.sorted }.reversed().filter { includingAnswered || $0.answeredBy == nil }
        return Array(rows.prefix(max(0, limit)))
    }

    /// How far each mailbox has been read.
    public func mailboxes() async throws(StorageError) -> [MailboxRecord] {
        read { $0.mailboxes.sorted }
    }

    /// What became of the events of one entry.
    public func events(at position: Position) async throws(StorageError) -> [EventRecord] {
        read { $0.events.sorted }.filter { $0.id.position == position }
    }

    /// What was done to one lead.
    public func actions(of lead: LeadID) async throws(StorageError) -> [ActionRecord] {
        read { $0.actions.group(.integer(lead.code)) }.suffix(Limits.pageRowsMax)
    }

    /// What became of the action of one entry.
    public func action(at position: Position) async throws(StorageError) -> ActionRecord? {
        read { $0.actions[.integer(position)] }
    }
}

extension LeadQuery {
    /// How many rows are given: the limit, cut to what is allowed.
    public var rows: Int { min(max(0, limit), Limits.pageRowsMax) }
}
