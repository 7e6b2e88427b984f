import Domain

extension MemoryState: StateLookups {
    func seen(_ digest: SipHash.Digest) -> SeenEvent? {
        seen[.integer(digest.columns.high), .integer(digest.columns.low)]
    }

    func actionKey(_ digest: SipHash.Digest) -> ActionKey? {
        actionKeys[.integer(digest.columns.high), .integer(digest.columns.low)]
    }

    func links(of identifier: Identifier) -> [IdentifierLink] {
        identifiers.beginning(with: [.text(identifier.kind.rawValue), .text(identifier.value)])
    }

    func links(to contact: ContactID) -> [IdentifierLink] { identifiers.group(.integer(contact.code)) }
    func contact(_ id: ContactID) -> Contact? { contacts[.integer(id.code)] }
    func members(of root: ContactID) -> [Contact] { contacts.group(.integer(root.code)) }

    func ties(of contact: ContactID) -> [ContactTie] {
        ties.beginning(with: [.integer(contact.code)]) + ties.group(.integer(contact.code))
    }

    func conversations(of contact: ContactID) -> [Conversation] { conversations.group(.integer(contact.code)) }
    func latestLead(of contact: ContactID) -> Lead? { leads.group(.integer(contact.code)).last }
    func lead(_ id: LeadID) -> Lead? { leads[.integer(id.code)] }
    func leads(joinedTo lead: LeadID) -> [Lead] { leads.sorted.filter { $0.joined == lead } }
    func scoreRows(of lead: LeadID) -> [ScoreRow] { scoreRows.group(.integer(lead.code)) }
    func assignmentCount(of lead: LeadID) -> Int64 { Int64(assignments.group(.integer(lead.code)).count) }
    func allRepStates() -> [RepState] { repStates.sorted }
    func allRepTurns() -> [RepTurn] { repTurns.sorted }

    func nextProfile(after profile: String?) -> String? {
        let profiles = waiting.sorted.map(\.profile)
        return profiles.filter { candidate in profile.map { RowValue.text($0) < .text(candidate) } ?? true }
            .min { RowValue.text($0) < .text($1) }
    }

    func waiting(of profile: String, _ limit: Int) -> [WaitingLead] {
        Array(queue.filter { RowValue.text($0.profile) == .text(profile) }.prefix(limit))
    }

    func timer(_ key: LeadTimer.Key) -> LeadTimer? { timers[.integer(key.kind.rawValue), .integer(key.lead.code)] }

    func timers(dueBy time: Timestamp, _ limit: Int) -> [LeadTimer] {
        let due = timers.sorted.filter { $0.due <= time }
        return Array(
            due.sorted { ($0.due, $0.key.kind.rawValue, $0.key.lead) < ($1.due, $1.key.kind.rawValue, $1.key.lead) }
                .prefix(limit))
    }

    func outboxItem(_ id: OutboxID) -> OutboxItem? { outbox[.integer(id.event.code), .integer(id.number)] }

    func repsWhoDeclined(_ lead: LeadID) -> [RepID] {
        facts.group(.integer(lead.code)).filter { $0.kind.isDecline && !$0.isRetraction }.compactMap(\.rep)
    }

    func deadLetter(_ position: Position) -> DeadLetter? { deadLetters[.integer(position)] }

    func message(_ digest: SipHash.Digest) -> MessageRecord? {
        messages[.integer(digest.columns.high), .integer(digest.columns.low)]
    }

    func fetch(_ event: EventID) -> FetchRecord? { fetches[.integer(event.code)] }
    func event(_ id: EventID) -> EventRecord? { events[.integer(id.code)] }

    func window(_ digest: SipHash.Digest) -> SourceWindow? {
        windows[.integer(digest.columns.high), .integer(digest.columns.low)]
    }
}

extension MemoryState: PersonLookups {
    func touches(of contact: ContactID) -> [TouchRecord] { touches.group(.integer(contact.code)) }
    func consents(of contact: ContactID) -> [ConsentRecord] { consents.beginning(with: [.integer(contact.code)]) }
    func leads(of contact: ContactID) -> [Lead] { leads.group(.integer(contact.code)) }
    func assignments(of lead: LeadID) -> [Assignment] { assignments.group(.integer(lead.code)) }
    func facts(of lead: LeadID) -> [Fact] { facts.group(.integer(lead.code)) }

    func events(of lead: LeadID, limit: Int) -> [EventRecord] {
        events.group(.integer(lead.code)).suffix(limit)
    }
}
