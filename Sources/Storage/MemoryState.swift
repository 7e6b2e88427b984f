import Domain

/// All tables of a state in memory, and what a commit does to them.
struct MemoryState: Sendable {
    var position: Position = 0
    var contacts = MemoryTable<Contact>()
    var identifiers = MemoryTable<IdentifierLink>()
    var conversations = MemoryTable<Conversation>()
    var leads = MemoryTable<Lead>()
    var scoreRows = MemoryTable<ScoreRow>()
    var assignments = MemoryTable<Assignment>()
    var repLoads = MemoryTable<RepLoad>()
    var waiting = MemoryTable<WaitingLead>()
    var events = MemoryTable<EventRecord>()
    var seen = MemoryTable<SeenEvent>()
    var touches = MemoryTable<TouchRecord>()
    var facts = MemoryTable<Fact>()
    var cells = MemoryTable<Cell>()
    var deadLetters = MemoryTable<DeadLetter>()
    var outbox = MemoryTable<OutboxItem>()
    var configurations = MemoryTable<ConfigurationRecord>()
    var messages = MemoryTable<MessageRecord>()
    var fetches = MemoryTable<FetchRecord>()
    var mailboxes = MemoryTable<MailboxRecord>()

    /// Waiting leads, first come first.
    var queue: [WaitingLead] { waiting.sorted.sorted { ($0.since, $0.lead) < ($1.since, $1.lead) } }

    /// All checks stand before the first change, so that an error leaves everything as it was.
    mutating func commit(_ changes: Changes) throws(StorageError) {
        guard position == changes.from else { throw .positionMoved(expected: changes.from, found: position) }
        try scoreRows.expectNew(changes.scoreRows)
        try assignments.expectNew(changes.assignments)
        try events.expectNew(changes.events)
        try touches.expectNew(changes.touches)
        try facts.expectNew(changes.facts)
        try outbox.expectNew(changes.outbox)
        try configurations.expectNew(changes.configurations)

        contacts.replace(changes.contacts)
        identifiers.replace(changes.identifiers)
        conversations.replace(changes.conversations)
        leads.replace(changes.leads)
        scoreRows.replace(changes.scoreRows)
        assignments.replace(changes.assignments)
        repLoads.replace(changes.repLoads)
        waiting.replace(changes.waiting)
        for lead in changes.noLongerWaiting { waiting.remove(.integer(lead.code)) }
        events.replace(changes.events)
        seen.replace(changes.seen)
        touches.replace(changes.touches)
        facts.replace(changes.facts)
        for cell in changes.cells { add(cell) }
        deadLetters.replace(changes.deadLetters)
        outbox.replace(changes.outbox)
        configurations.replace(changes.configurations)
        messages.replace(changes.messages)
        fetches.replace(changes.fetches)
        mailboxes.replace(changes.mailboxes)
        position = changes.through
    }

    /// A sum of 0 is no cell, so that what was added and taken back leaves no trace, whatever the batches.
    private mutating func add(_ cell: Cell) {
        let key: (RowValue, RowValue, RowValue) = (
            .integer(cell.key.bucket), .text(cell.key.channel), .integer(cell.key.measure.code)
        )
        let count = (cells[key.0, key.1, key.2]?.count ?? 0) &+ cell.count
        if count == 0 {
            cells.remove(key.0, key.1, key.2)
        } else {
            cells.replace(Cell(key: cell.key, count: count))
        }
    }

    func load(_ needs: Needs) -> Known {
        var known = Known()
        for digest in needs.digests {
            let (high, low) = digest.columns
            known.seen[digest] = seen[.integer(high), .integer(low)]
        }
        for identifier in needs.identifiers {
            guard let link = identifiers[.text(identifier.kind.rawValue), .text(identifier.value)] else { continue }
            known.identifiers[identifier] = link.contact
            if known.contacts[link.contact] == nil { load(link.contact, into: &known) }
        }
        for digest in needs.messages {
            let (high, low) = digest.columns
            guard let row = messages[.integer(high), .integer(low)] else { continue }
            known.messages[digest] = row
            if let contact = row.contact, known.contacts[contact] == nil { load(contact, into: &known) }
        }
        for event in needs.fetches { known.fetches[event] = fetches[.integer(event.code)] }
        for row in repLoads.sorted { known.repLoads[row.rep] = row }
        for position in needs.deadLetters { known.deadLetters[position] = deadLetters[.integer(position)] }
        if needs.waiting {
            known.waiting = queue
            for row in known.waiting {
                if let lead = leads[.integer(row.lead.code)] { load(lead, into: &known) }
            }
        }
        return known
    }

    private func load(_ contact: ContactID, into known: inout Known) {
        known.contacts[contact] = contacts[.integer(contact.code)]
        for row in conversations.group(.integer(contact.code)) { known.conversations[row.key] = row }
        guard let latest = leads.group(.integer(contact.code)).last else { return }
        known.latestLead[contact] = latest.id
        load(latest, into: &known)
    }

    private func load(_ lead: Lead, into known: inout Known) {
        known.leads[lead.id] = lead
        known.scoreRows[lead.id] = scoreRows.group(.integer(lead.id.code))
        known.assignmentCounts[lead.id] = Int64(assignments.group(.integer(lead.id.code)).count)
    }

    func hash() -> [UInt8] {
        var digest = StateDigest()
        contacts.digest(into: &digest)
        identifiers.digest(into: &digest)
        conversations.digest(into: &digest)
        leads.digest(into: &digest)
        scoreRows.digest(into: &digest)
        assignments.digest(into: &digest)
        repLoads.digest(into: &digest)
        waiting.digest(into: &digest)
        events.digest(into: &digest)
        seen.digest(into: &digest)
        touches.digest(into: &digest)
        facts.digest(into: &digest)
        cells.digest(into: &digest)
        deadLetters.digest(into: &digest)
        outbox.digest(into: &digest)
        configurations.digest(into: &digest)
        messages.digest(into: &digest)
        fetches.digest(into: &digest)
        mailboxes.digest(into: &digest)
        return digest.finish()
    }
}
