import Domain

/// What a batch works on: what was known when it began, what has become of it, and all that has to be written.
///
/// Plain data. A row that changes often within a batch is written once, as it stands at the end.
struct Work {
    private var known: Known
    private(set) var changes: Changes
    private var dirtyContacts: Set<ContactID> = []
    private var dirtyConversations: Set<Conversation.Key> = []
    private var dirtyLeads: Set<LeadID> = []
    private var dirtyReps: Set<RepID> = []
    private var dirtySeen: Set<SipHash.Digest> = []
    private var dirtyDeadLetters: Set<Position> = []
    private var dirtyMessages: Set<SipHash.Digest> = []
    private var dirtyFetches: Set<EventID> = []
    private var mailboxes: [String: MailboxRecord] = [:]
    private var cells: [Cell.Key: Int64] = [:]
    private var factNumbers: [EventID: Int64] = [:]
    private var outboxNumbers: [EventID: Int64] = [:]

    /// - Parameter events: How many events the batch has: room for what they may add.
    init(known: Known, from: Position, through: Position, events: Int) {
        self.known = known
        self.known.seen.reserveCapacity(known.seen.count + events)
        dirtySeen.reserveCapacity(events)
        changes = Changes(from: from, through: through)
    }

    /// All that has to be written, in an order that does not depend on hashing.
    func finished() -> Changes {
        var changes = changes
        changes.contacts = dirtyContacts.sorted().compactMap { known.contacts[$0] }
        changes.conversations = dirtyConversations.compactMap { known.conversations[$0] }
            .sorted { ($0.key.contact, $0.key.channel) < ($1.key.contact, $1.key.channel) }
        changes.leads = dirtyLeads.sorted().compactMap { known.leads[$0] }
        changes.repLoads = dirtyReps.sorted().compactMap { known.repLoads[$0] }
        changes.seen = dirtySeen.sorted().compactMap { known.seen[$0] }
        changes.deadLetters = dirtyDeadLetters.sorted().compactMap { known.deadLetters[$0] }
        changes.messages = dirtyMessages.sorted().compactMap { known.messages[$0] }
        changes.fetches = dirtyFetches.sorted().compactMap { known.fetches[$0] }
        changes.mailboxes = mailboxes.sorted { $0.key < $1.key }.map(\.value)
        changes.cells = cells.map { Cell(key: $0.key, count: $0.value) }
            .sorted {
                ($0.key.bucket, $0.key.channel, $0.key.measure.code) < (
                    $1.key.bucket, $1.key.channel, $1.key.measure.code
                )
            }
        return changes
    }
}

// MARK: Events

extension Work {
    func seen(_ digest: SipHash.Digest) -> SeenEvent? { known.seen[digest] }

    mutating func remember(_ seen: SeenEvent) {
        known.seen[seen.digest] = seen
        dirtySeen.insert(seen.digest)
    }

    mutating func add(_ event: EventRecord) { changes.events.append(event) }
    mutating func add(_ touch: TouchRecord) { changes.touches.append(touch) }
    mutating func add(_ record: ConfigurationRecord) { changes.configurations.append(record) }

    func deadLetter(_ position: Position) -> DeadLetter? { known.deadLetters[position] }

    mutating func put(_ letter: DeadLetter) {
        known.deadLetters[letter.position] = letter
        dirtyDeadLetters.insert(letter.position)
    }
}

// MARK: Messages, questions, mailboxes

extension Work {
    func message(_ digest: SipHash.Digest) -> MessageRecord? { known.messages[digest] }

    mutating func put(_ message: MessageRecord) {
        known.messages[message.digest] = message
        dirtyMessages.insert(message.digest)
    }

    func fetch(_ event: EventID) -> FetchRecord? { known.fetches[event] }

    mutating func put(_ fetch: FetchRecord) {
        known.fetches[fetch.event] = fetch
        dirtyFetches.insert(fetch.event)
    }

    mutating func put(_ mailbox: MailboxRecord) { mailboxes[mailbox.mailbox] = mailbox }
}

// MARK: People

extension Work {
    func contact(for identifier: Identifier) -> ContactID? { known.identifiers[identifier] }
    /// The contact of the first of these identifiers that is known.
    func contact(forFirstOf identifiers: [Identifier]) -> ContactID? {
        for identifier in identifiers {
            if let contact = known.identifiers[identifier] { return contact }
        }
        return nil
    }

    func contact(_ id: ContactID) -> Contact? { known.contacts[id] }

    mutating func put(_ contact: Contact) {
        known.contacts[contact.id] = contact
        dirtyContacts.insert(contact.id)
    }

    mutating func link(_ link: IdentifierLink) {
        known.identifiers[link.identifier] = link.contact
        changes.identifiers.append(link)
    }

    func conversation(_ key: Conversation.Key) -> Conversation? { known.conversations[key] }

    mutating func put(_ conversation: Conversation) {
        known.conversations[conversation.key] = conversation
        dirtyConversations.insert(conversation.key)
    }
}

// MARK: Leads

extension Work {
    func lead(_ id: LeadID) -> Lead? { known.leads[id] }
    func latestLead(of contact: ContactID) -> Lead? { known.latestLead[contact].flatMap { known.leads[$0] } }

    mutating func open(_ lead: Lead) {
        known.leads[lead.id] = lead
        known.latestLead[lead.contact] = lead.id
        dirtyLeads.insert(lead.id)
    }

    /// Changes a lead and counts its version up.
    mutating func change(_ id: LeadID, _ body: (inout Lead) -> Void) {
        guard let index = known.leads.index(forKey: id) else { return }
        // In place, because a copy out and back would take and release each of its texts.
        body(&known.leads.values[index])
        known.leads.values[index].version += 1
        dirtyLeads.insert(id)
    }

    func scoreRows(of lead: LeadID) -> [ScoreRow] { known.scoreRows[lead] ?? [] }

    mutating func add(_ row: ScoreRow) {
        known.scoreRows[row.lead, default: []].append(row)
        changes.scoreRows.append(row)
        change(row.lead) { $0.score += row.points }
    }
}

// MARK: Routing

extension Work {
    func open(of rep: RepID) -> Int64 { known.repLoads[rep]?.open ?? 0 }

    mutating func addLoad(_ count: Int64, to rep: RepID) {
        known.repLoads[rep] = RepLoad(rep: rep, open: open(of: rep) + count)
        dirtyReps.insert(rep)
    }

    func assignmentCount(of lead: LeadID) -> Int64 { known.assignmentCounts[lead] ?? 0 }

    mutating func add(_ assignment: Assignment) {
        known.assignmentCounts[assignment.lead] = assignment.number
        changes.assignments.append(assignment)
    }

    var waiting: [WaitingLead] { known.waiting }
    mutating func wait(_ lead: WaitingLead) { changes.waiting.append(lead) }
    mutating func stopWaiting(_ lead: LeadID) { changes.noLongerWaiting.append(lead) }
}

// MARK: Numbers

extension Work {
    mutating func count(_ measure: Measure, on channel: String, at: Timestamp, _ count: Int64 = 1) {
        if count != 0 { cells[Cell.Key(measure: measure, channel: channel, at: at), default: 0] += count }
    }

    /// A fact about a lead, with the next number of its event; also counted in the cell of its kind.
    mutating func add(
        _ kind: FactKind, of lead: Lead, rep: RepID?, by event: EventID, at: Timestamp, recordedAt: Timestamp,
        configuration: Position, isInferred: Bool
    ) {
        let number = factNumbers[event, default: 0]
        factNumbers[event] = number + 1
        changes.facts.append(
            Fact(
                event: event, number: number, kind: kind, lead: lead.id, channel: lead.channel, rep: rep, at: at,
                recordedAt: recordedAt, configuration: configuration, isInferred: isInferred))
        count(Measure(kind), on: lead.channel, at: at)
    }

    mutating func send(_ topic: String, _ payload: String, by event: EventID, at: Timestamp) {
        let number = outboxNumbers[event, default: 0]
        outboxNumbers[event] = number + 1
        changes.outbox.append(OutboxItem(event: event, number: number, topic: topic, at: at, payload: payload))
    }
}
