import Domain

/// All tables of a state in memory, and what a commit does to them.
struct MemoryState: Sendable {
    var position: Position = 0
    var contacts = MemoryTable<Contact>()
    var identifiers = MemoryTable<IdentifierLink>()
    var ties = MemoryTable<ContactTie>()
    var consents = MemoryTable<ConsentRecord>()
    var conversations = MemoryTable<Conversation>()
    var leads = MemoryTable<Lead>()
    var scoreRows = MemoryTable<ScoreRow>()
    var assignments = MemoryTable<Assignment>()
    var repStates = MemoryTable<RepState>()
    var repTurns = MemoryTable<RepTurn>()
    var waiting = MemoryTable<WaitingLead>()
    var timers = MemoryTable<LeadTimer>()
    var attendance = MemoryTable<AttendanceRecord>()
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
    var actions = MemoryTable<ActionRecord>()
    var actionKeys = MemoryTable<ActionKey>()
    var windows = MemoryTable<SourceWindow>()

    /// Waiting leads, the next one first.
    var queue: [WaitingLead] { waiting.sorted.sorted { $0.isBefore($1) } }

    /// All checks stand before the first change, so that an error leaves everything as it was.
    mutating func commit(_ changes: Changes) throws(StorageError) {
        guard position == changes.from else { throw .positionMoved(expected: changes.from, found: position) }
        // A row bears the number of what caused it: what was caused in this batch was not there before.
        try scoreRows.expectNew(changes.scoreRows.filter { $0.evidence.position > changes.from })
        try events.expectNew(changes.events.filter { $0.id.position > changes.from })
        try assignments.expectNew(changes.assignments)
        try touches.expectNew(changes.touches)
        try facts.expectNew(changes.facts)
        try outbox.expectNew(changes.outbox)
        try attendance.expectNew(changes.attendance)
        try configurations.expectNew(changes.configurations)
        try actions.expectNew(changes.actions)
        try actionKeys.expectNew(changes.actionKeys)

        contacts.replace(changes.contacts)
        identifiers.replace(changes.identifiers)
        ties.replace(changes.ties)
        consents.replace(changes.consents)
        conversations.replace(changes.conversations)
        leads.replace(changes.leads)
        scoreRows.replace(changes.scoreRows)
        assignments.replace(changes.assignments)
        repStates.replace(changes.repStates)
        for row in changes.repStates where repStates[.text(row.rep)]?.isVoid == true {
            repStates.remove(.text(row.rep))
        }
        repTurns.replace(changes.repTurns)
        waiting.replace(changes.waiting)
        for lead in changes.noLongerWaiting { waiting.remove(.integer(lead.code)) }
        timers.replace(changes.timers)
        for key in changes.noLongerTimed { timers.remove(.integer(key.kind.rawValue), .integer(key.lead.code)) }
        attendance.replace(changes.attendance)
        events.replace(changes.events)
        seen.replace(changes.seen)
        touches.replace(changes.touches)
        facts.replace(changes.facts)
        for cell in changes.cells { add(cell) }
        deadLetters.replace(changes.deadLetters)
        outbox.replace(changes.outbox)
        outbox.replace(changes.settledOutbox)
        configurations.replace(changes.configurations)
        messages.replace(changes.messages)
        fetches.replace(changes.fetches)
        mailboxes.replace(changes.mailboxes)
        actions.replace(changes.actions)
        actionKeys.replace(changes.actionKeys)
        if let time = changes.windowsOverBy { windows.removeAll { $0.until <= time } }
        windows.replace(changes.windows)
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

    /// The state hash and the history hash.
    func hashes() -> (state: [UInt8], history: [UInt8]) {
        var digest = StateDigests()
        contacts.digest(into: &digest)
        identifiers.digest(into: &digest)
        ties.digest(into: &digest)
        consents.digest(into: &digest)
        conversations.digest(into: &digest)
        leads.digest(into: &digest)
        scoreRows.digest(into: &digest)
        assignments.digest(into: &digest)
        repStates.digest(into: &digest)
        repTurns.digest(into: &digest)
        waiting.digest(into: &digest)
        timers.digest(into: &digest)
        attendance.digest(into: &digest)
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
        actions.digest(into: &digest)
        actionKeys.digest(into: &digest)
        windows.digest(into: &digest)
        return digest.finish()
    }
}
