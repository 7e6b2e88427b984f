import Domain

/// What a batch works on: what was known when it began, what has become of it, and all that has to be written.
///
/// Plain data. A row that changes often within a batch is written once, as it stands at the end.
struct Work {
    // What follows belongs to the parts of this type in the files beside it, and to nobody else.
    var known: Known
    var changes: Changes
    private var dirtyContacts: Set<ContactID> = []
    private var dirtyConversations: Set<Conversation.Key> = []
    private var dirtyLeads: Set<LeadID> = []
    /// When the clocks of those had to be looked at before; without those that had none.
    private var formerDues: [LeadID: [LeadClock.Kind: Timestamp]] = [:]
    var dirtyReps: Set<RepID> = []
    var dirtyTurns: Set<RepID> = []
    var timers: [LeadTimer.Key: Timestamp?] = [:]
    /// Items of this batch, in the order they came about, and those of before that an outcome came in of.
    var newOutbox: [OutboxID] = []
    var settledOutbox: Set<OutboxID> = []
    /// Who wants to hear of what; in the order of the configuration.
    let subscriptions: [Subscription]
    private var dirtySeen: Set<SipHash.Digest> = []
    private var dirtyDeadLetters: Set<Position> = []
    private var dirtyMessages: Set<SipHash.Digest> = []
    private var dirtyFetches: Set<EventID> = []
    private var dirtyWindows: Set<SipHash.Digest> = []
    private var mailboxes: [String: MailboxRecord] = [:]
    /// Leads that became qualified, or lost their rep, without a statement of their own.
    var unrouted: [LeadID] = []
    /// Leads that came back to their reps.
    var comeBack: [LeadID] = []
    /// How the reps stand, for the router.
    var roster = Roster()
    /// Leads that wait and may ask for other reps than before.
    var askedAnew: [LeadID] = []
    /// Leads whose offers stand again.
    var standingOffers: [LeadID] = []
    /// Leads whose older rows were given other points.
    private var awardedAnew: Set<LeadID> = []
    /// Leads that began or ceased to wait.
    var dirtyWaiting: Set<LeadID> = []
    /// Whether a rep has less to do since somebody asked.
    var hasFreed = false
    private var cells: [Cell.Key: Int64] = [:]
    private var factNumbers: [EventID: Int64] = [:]
    var outboxNumbers: [EventID: Int64] = [:]

    /// - Parameters:
    ///   - events: How many events the batch has: room for what they may add.
    ///   - subscriptions: Who wants to hear of what.
    init(known: Known, from: Position, through: Position, events: Int, subscriptions: [Subscription] = []) {
        self.subscriptions = subscriptions
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
        changes.waiting = known.waiting.filter { dirtyWaiting.contains($0.lead) }
        changes.noLongerWaiting = dirtyWaiting.subtracting(changes.waiting.map(\.lead)).sorted()
        changes.repStates = dirtyReps.sorted().compactMap { known.repStates[$0] }
        changes.repTurns = dirtyTurns.sorted().compactMap { known.repTurns[$0] }
        let timed = timers.merging(clockTimers()) { $1 }.sorted {
            ($0.key.kind.rawValue, $0.key.lead) < ($1.key.kind.rawValue, $1.key.lead)
        }
        changes.timers = timed.compactMap { key, due in due.map { LeadTimer(key, due: $0) } }
        changes.noLongerTimed = timed.compactMap { key, due in due == nil ? key : nil }
        changes.outbox = newOutbox.compactMap { known.outbox[$0] }
        changes.settledOutbox = settledOutbox.sorted().compactMap { known.outbox[$0] }
        changes.seen = dirtySeen.sorted().compactMap { known.seen[$0] }
        changes.deadLetters = dirtyDeadLetters.sorted().compactMap { known.deadLetters[$0] }
        changes.messages = dirtyMessages.sorted().compactMap { known.messages[$0] }
        changes.fetches = dirtyFetches.sorted().compactMap { known.fetches[$0] }
        changes.windows = dirtyWindows.sorted().compactMap { known.windows[$0] }
        changes.mailboxes = mailboxes.sorted { $0.key < $1.key }.map(\.value)
        changes.scoreRows = scoreRows()
        changes.cells = cells.map { Cell(key: $0.key, count: $0.value) }
            .sorted {
                ($0.key.bucket, $0.key.channel, $0.key.measure.code) < (
                    $1.key.bucket, $1.key.channel, $1.key.measure.code
                )
            }
        return changes
    }
}

// MARK: Events and actions

extension Work {
    func seen(_ digest: SipHash.Digest) -> SeenEvent? { known.seen[digest] }

    mutating func remember(_ seen: SeenEvent) {
        known.seen[seen.digest] = seen
        dirtySeen.insert(seen.digest)
    }

    /// The record of an event that is released, as it stands now.
    func event(_ id: EventID) -> EventRecord? { changes.events.last { $0.id == id } ?? known.events[id] }

    /// Takes back what was made of an event that is held back no more.
    mutating func takeBack(_ record: EventRecord) {
        changes.events.removeAll { $0.id == record.id }
        count(Measure(record.outcome), on: record.channel, at: record.at, -1)
    }

    mutating func add(_ event: EventRecord) { changes.events.append(event) }
    mutating func add(_ action: ActionRecord) { changes.actions.append(action) }
    mutating func add(_ consent: ConsentRecord) { changes.consents.append(consent) }

    /// The action that used the client key before.
    func action(withKey key: SipHash.Digest) -> Position? { known.actionKeys[key] }

    mutating func remember(_ key: ActionKey) {
        known.actionKeys[key.digest] = key.position
        changes.actionKeys.append(key)
    }

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

// MARK: Windows

extension Work {
    func window(_ key: SipHash.Digest) -> SourceWindow? { known.windows[key] }

    mutating func put(_ window: SourceWindow) {
        known.windows[window.digest] = window
        dirtyWindows.insert(window.digest)
    }

    /// Takes out the windows that are over.
    mutating func sweep(_ time: Timestamp) {
        known.windows = known.windows.filter { $0.value.until > time }
        changes.windowsOverBy = max(time, changes.windowsOverBy ?? time)
    }
}

// MARK: People

extension Work {
    /// Whom an identifier leads to: several where it is shared.
    func links(of identifier: Identifier) -> [IdentifierLink] { known.identifiers[identifier] ?? [] }

    /// All links of a contact that came to the state in this batch, is tied to others, or that a sender of the batch matches in part.
    func links(to contact: ContactID) -> [IdentifierLink] { known.links[contact] ?? [] }

    /// The contact of the first of these identifiers that is known.
    func contact(forFirstOf identifiers: [Identifier]) -> ContactID? {
        for identifier in identifiers {
            if let link = known.identifiers[identifier]?.first { return link.contact }
        }
        return nil
    }

    func contact(_ id: ContactID) -> Contact? { known.contacts[id] }

    mutating func put(_ contact: Contact) {
        known.contacts[contact.id] = contact
        dirtyContacts.insert(contact.id)
    }

    /// Writes a new or changed link; one that has ended is found no more.
    mutating func link(_ link: IdentifierLink) {
        var links = known.identifiers[link.identifier] ?? []
        links.removeAll { $0.contact == link.contact }
        if link.endedBy == nil {
            links.insert(link, at: links.firstIndex { $0.contact > link.contact } ?? links.endIndex)
        }
        known.identifiers[link.identifier] = links.isEmpty ? nil : links
        var ofContact = known.links[link.contact] ?? []
        ofContact.removeAll { $0.identifier == link.identifier }
        ofContact.append(link)
        known.links[link.contact] = ofContact
        changes.identifiers.append(link)
        guard var contact = known.contacts[link.contact], !contact.kinds.has(link.identifier.kind) else { return }
        contact.kinds.insert(IdentifierKinds(link.identifier.kind))
        put(contact)
    }

    /// Everybody who is held for the same person, the contact itself among them, in order.
    func members(of contact: ContactID) -> [ContactID] {
        known.contacts[contact]?.person.flatMap { known.members[$0] } ?? [contact]
    }

    /// Holds contacts for one person, or a single one for itself.
    mutating func set(_ members: [ContactID], standingFor root: ContactID) {
        known.members[root] = members
        for id in members {
            guard var contact = known.contacts[id] else { continue }
            let person = members.count > 1 ? root : nil
            guard contact.person != person else { continue }
            contact.person = person
            put(contact)
        }
    }

    func tie(_ pair: ContactTie.Pair) -> ContactTie? { known.ties[pair] }

    /// All ties of a contact, in order.
    func ties(of contact: ContactID) -> [ContactTie] {
        known.ties.values.filter { $0.first == contact || $0.second == contact }.sorted { $0.pair < $1.pair }
    }

    mutating func put(_ tie: ContactTie) {
        if known.ties.updateValue(tie, forKey: tie.pair) == nil {
            for id in [tie.first, tie.second] {
                guard var contact = known.contacts[id] else { continue }
                contact.ties += 1
                put(contact)
            }
        }
        changes.ties.append(tie)
    }

    /// The conversations of contacts, the one that was last spoken in first.
    func conversations(of contacts: [ContactID]) -> [Conversation] {
        known.conversations.values.filter { contacts.contains($0.key.contact) }.sorted {
            ($1.lastAt, $1.last, $0.key.channel) < ($0.lastAt, $0.last, $1.key.channel)
        }
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

    /// The leads that are joined to one, in order.
    func leads(joinedTo lead: LeadID) -> [LeadID] { known.joined[lead] ?? [] }

    mutating func open(_ lead: Lead) {
        known.leads[lead.id] = lead
        known.latestLead[lead.contact] = lead.id
        dirtyLeads.insert(lead.id)
    }

    /// Counts a lead with another one, or for itself again.
    mutating func join(_ lead: LeadID, to primary: LeadID?) {
        guard let former = known.leads[lead]?.joined ?? primary else { return }
        known.joined[former, default: []].removeAll { $0 == lead }
        if let primary {
            known.joined[primary, default: []].append(lead)
            known.joined[primary]?.sort()
        }
        change(lead) { $0.joined = primary }
    }

    /// Changes a lead and counts its version up.
    mutating func change(_ id: LeadID, _ body: (inout Lead) -> Void) {
        adjust(id) { lead in
            body(&lead)
            lead.version += 1
        }
    }

    /// Changes of a lead what no action depends on: its version stays.
    mutating func adjust(_ id: LeadID, _ body: (inout Lead) -> Void) {
        guard let index = known.leads.index(forKey: id) else { return }
        if dirtyLeads.insert(id).inserted {
            let dues = clockDues(of: id)
            if !dues.isEmpty { formerDues[id] = dues }
        }
        // In place, because a copy out and back would take and release each of its texts.
        body(&known.leads.values[index])
    }

    /// The timers of clocks that are to be set anew, or stopped.
    private func clockTimers() -> [LeadTimer.Key: Timestamp?] {
        var timers: [LeadTimer.Key: Timestamp?] = [:]
        for id in dirtyLeads {
            let (before, after) = (formerDues[id] ?? [:], clockDues(of: id))
            for kind in LeadClock.Kind.allCases where before[kind] != after[kind] {
                timers[LeadTimer.Key(kind: kind.timer, lead: id)] = .some(after[kind])
            }
        }
        return timers
    }

    /// The rows of a lead, by number: the row with number n is the nth.
    func scoreRows(of lead: LeadID) -> [ScoreRow] { known.scoreRows[lead] ?? [] }

    /// Adds a row to its lead. The score does not follow by itself.
    mutating func add(_ row: ScoreRow) {
        known.scoreRows[row.lead, default: []].append(row)
        changes.scoreRows.append(row)
    }

    /// Gives a row other points. The score does not follow by itself.
    mutating func award(_ points: Int64, toRow number: Int64, of lead: LeadID) {
        let index = Int(number) - 1
        guard let rows = known.scoreRows[lead], rows.indices.contains(index), rows[index].points != points else {
            return
        }
        known.scoreRows[lead]?[index].points = points
        awardedAnew.insert(lead)
    }

    /// New rows and those that were given other points, each once as it stands at the end.
    private func scoreRows() -> [ScoreRow] {
        guard !awardedAnew.isEmpty else { return changes.scoreRows }
        let untouched = changes.scoreRows.filter { !awardedAnew.contains($0.lead) }
        return untouched + awardedAnew.sorted().flatMap { scoreRows(of: $0) }
    }
}

// MARK: Numbers

extension Work {
    mutating func count(_ measure: Measure, on channel: String, at: Timestamp, _ count: Int64 = 1) {
        if count != 0 { cells[Cell.Key(measure: measure, channel: channel, at: at), default: 0] += count }
    }

    /// A fact with the next number of its cause; also counted in the cell of its kind, or taken out of it.
    mutating func add(_ fact: Fact) {
        var fact = fact
        let number = factNumbers[fact.event, default: 0]
        factNumbers[fact.event] = number + 1
        fact.number = number
        changes.facts.append(fact)
        count(Measure(fact.kind), on: fact.channel, at: fact.at, fact.isRetraction ? -1 : 1)
    }
}
