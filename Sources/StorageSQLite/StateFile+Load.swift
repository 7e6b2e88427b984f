import Domain
import Storage

extension StateFile {
    func position() throws(StorageError) -> Position {
        defer { readPosition.reset() }
        guard try readPosition.isAtRow() else { throw .corrupt(detail: "the state has no position") }
        return readPosition.integer(at: 0)
    }

    func firstTimer() throws(StorageError) -> LeadTimer? { try readers.firstTimer.first() }
}

extension StateFile: StateLookups {
    func seen(_ digest: SipHash.Digest) throws(StorageError) -> SeenEvent? {
        try readers.seenByDigest.first(digest.columns.high, digest.columns.low)
    }

    func actionKey(_ digest: SipHash.Digest) throws(StorageError) -> ActionKey? {
        try readers.actionKeyByDigest.first(digest.columns.high, digest.columns.low)
    }

    func links(of identifier: Identifier) throws(StorageError) -> [IdentifierLink] {
        try readers.linksByIdentifier.all(identifier.kind.rawValue, identifier.value)
    }

    func links(to contact: ContactID) throws(StorageError) -> [IdentifierLink] {
        try readers.linksOfContact.all(contact.code)
    }

    func contact(_ id: ContactID) throws(StorageError) -> Contact? { try readers.contactByID.first(id.code) }

    func members(of root: ContactID) throws(StorageError) -> [Contact] {
        try readers.membersOfPerson.all(root.code)
    }

    func ties(of contact: ContactID) throws(StorageError) -> [ContactTie] {
        try readers.tiesByFirst.all(contact.code) + readers.tiesBySecond.all(contact.code)
    }

    func conversations(of contact: ContactID) throws(StorageError) -> [Conversation] {
        try readers.conversationsOfContact.all(contact.code)
    }

    func latestLead(of contact: ContactID) throws(StorageError) -> Lead? {
        try readers.latestLeadOfContact.first(contact.code)
    }

    func lead(_ id: LeadID) throws(StorageError) -> Lead? { try readers.leadByID.first(id.code) }
    func leads(joinedTo lead: LeadID) throws(StorageError) -> [Lead] { try readers.leadsJoined.all(lead.code) }

    func scoreRows(of lead: LeadID) throws(StorageError) -> [ScoreRow] {
        try readers.scoreRowsOfLead.all(lead.code)
    }

    func assignmentCount(of lead: LeadID) throws(StorageError) -> Int64 {
        defer { readers.assignmentCountOfLead.reset() }
        readers.assignmentCountOfLead.bind(lead.code, at: 1)
        return try readers.assignmentCountOfLead.isAtRow() ? readers.assignmentCountOfLead.integer(at: 0) : 0
    }

    func allRepStates() throws(StorageError) -> [RepState] { try readers.allRepStates.all() }
    func allRepTurns() throws(StorageError) -> [RepTurn] { try readers.allRepTurns.all() }

    func nextProfile(after profile: String?) throws(StorageError) -> String? {
        // The first one may be empty, which nothing lies before.
        guard let profile else { return try readers.firstProfile.first()?.profile }
        return try readers.nextProfile.first(profile)?.profile
    }

    func waiting(of profile: String, _ limit: Int) throws(StorageError) -> [WaitingLead] {
        try readers.waitingOfProfile.all(profile, Int64(limit))
    }

    func timer(_ key: LeadTimer.Key) throws(StorageError) -> LeadTimer? {
        try readers.timerByKey.first(key.kind.rawValue, key.lead.code)
    }

    func timers(dueBy time: Timestamp, _ limit: Int) throws(StorageError) -> [LeadTimer] {
        try readers.timersDue.all(time.microseconds, Int64(limit))
    }

    func outboxItem(_ id: OutboxID) throws(StorageError) -> OutboxItem? {
        try readers.outboxItem.first(id.event.code, id.number)
    }

    func repsWhoDeclined(_ lead: LeadID) throws(StorageError) -> [RepID] {
        try readers.rejectionsOfLead.all(lead.code).compactMap(\.rep)
    }

    func deadLetter(_ position: Position) throws(StorageError) -> DeadLetter? {
        try readers.deadLetterByPosition.first(position)
    }

    func message(_ digest: SipHash.Digest) throws(StorageError) -> MessageRecord? {
        try readers.messageByDigest.first(digest.columns.high, digest.columns.low)
    }

    func fetch(_ event: EventID) throws(StorageError) -> FetchRecord? { try readers.fetchByEvent.first(event.code) }
    func event(_ id: EventID) throws(StorageError) -> EventRecord? { try readers.eventByID.first(id.code) }

    func window(_ digest: SipHash.Digest) throws(StorageError) -> SourceWindow? {
        try readers.windowByDigest.first(digest.columns.high, digest.columns.low)
    }
}
