import Domain
import Storage

/// The statements that read what a batch needs, kept prepared.
struct StateReaders: ~Copyable {
    let seenByDigest: RowReader<SeenEvent>
    let linksByIdentifier: RowReader<IdentifierLink>
    let linksOfContact: RowReader<IdentifierLink>
    let membersOfPerson: RowReader<Contact>
    let tiesByFirst: RowReader<ContactTie>
    let tiesBySecond: RowReader<ContactTie>
    let actionKeyByDigest: RowReader<ActionKey>
    let leadsJoined: RowReader<Lead>
    let eventByID: RowReader<EventRecord>
    let contactByID: RowReader<Contact>
    let conversationsOfContact: RowReader<Conversation>
    let latestLeadOfContact: RowReader<Lead>
    let leadByID: RowReader<Lead>
    let scoreRowsOfLead: RowReader<ScoreRow>
    let assignmentCountOfLead: SQLiteStatement
    let allRepStates: RowReader<RepState>
    let allRepTurns: RowReader<RepTurn>
    let firstProfile: RowReader<WaitingLead>
    let nextProfile: RowReader<WaitingLead>
    let waitingOfProfile: RowReader<WaitingLead>
    let timerByKey: RowReader<LeadTimer>
    let timersDue: RowReader<LeadTimer>
    let firstTimer: RowReader<LeadTimer>
    let outboxItem: RowReader<OutboxItem>
    let rejectionsOfLead: RowReader<Fact>
    let deadLetterByPosition: RowReader<DeadLetter>
    let allConfigurations: RowReader<ConfigurationRecord>
    let messageByDigest: RowReader<MessageRecord>
    let fetchByEvent: RowReader<FetchRecord>
    let mailboxByName: RowReader<MailboxRecord>
    let windowByDigest: RowReader<SourceWindow>

    /// The texts of the statements, in their order.
    enum SQL {
        static let seenByDigest = SeenEvent.table.selectSQL + " WHERE digest_high = ?1 AND digest_low = ?2"
        static let linksByIdentifier =
            IdentifierLink.table.selectSQL + " WHERE kind = ?1 AND value = ?2 ORDER BY contact"
        static let linksOfContact = IdentifierLink.table.selectSQL + " WHERE contact = ?1 ORDER BY kind, value"
        static let membersOfPerson = Contact.table.selectSQL + " WHERE person = ?1 ORDER BY id"
        static let tiesByFirst = ContactTie.table.selectSQL + " WHERE first = ?1 ORDER BY second"
        static let tiesBySecond = ContactTie.table.selectSQL + " WHERE second = ?1 ORDER BY first"
        static let actionKeyByDigest = ActionKey.table.selectSQL + " WHERE digest_high = ?1 AND digest_low = ?2"
        static let leadsJoined = Lead.table.selectSQL + " WHERE joined = ?1 ORDER BY id"
        static let eventByID = EventRecord.table.selectSQL + " WHERE id = ?1"
        static let contactByID = Contact.table.selectSQL + " WHERE id = ?1"
        static let conversationsOfContact = Conversation.table.selectSQL + " WHERE contact = ?1"
        static let latestLeadOfContact = Lead.table.selectSQL + " WHERE contact = ?1 ORDER BY id DESC LIMIT 1"
        static let leadByID = Lead.table.selectSQL + " WHERE id = ?1"
        static let scoreRowsOfLead = ScoreRow.table.selectSQL + " WHERE lead = ?1 ORDER BY number"
        static let assignmentCountOfLead = "SELECT count(*) FROM assignments WHERE lead = ?1"
        static let allRepStates = RepState.table.selectSQL
        static let allRepTurns = RepTurn.table.selectSQL
        static let firstProfile = WaitingLead.table.selectSQL + " ORDER BY profile LIMIT 1"
        static let nextProfile = WaitingLead.table.selectSQL + " WHERE profile > ?1 ORDER BY profile LIMIT 1"
        static let waitingOfProfile =
            WaitingLead.table.selectSQL + " WHERE profile = ?1 ORDER BY priority DESC, since, lead LIMIT ?2"
        static let timerByKey = LeadTimer.table.selectSQL + " WHERE kind = ?1 AND lead = ?2"
        static let timersDue = LeadTimer.table.selectSQL + " WHERE due <= ?1 ORDER BY due, kind, lead LIMIT ?2"
        static let firstTimer = LeadTimer.table.selectSQL + " ORDER BY due, kind, lead LIMIT 1"
        static let outboxItem = OutboxItem.table.selectSQL + " WHERE event = ?1 AND number = ?2"
        static let rejectionsOfLead = """
            \(Fact.table.selectSQL) WHERE lead = ?1 AND kind IN ('rejected', 'returned') AND is_retraction = 0 \
            ORDER BY event, number
            """
        static let deadLetterByPosition = DeadLetter.table.selectSQL + " WHERE position = ?1"
        static let allConfigurations = ConfigurationRecord.table.selectSQL + " ORDER BY position"
        static let messageByDigest = MessageRecord.table.selectSQL + " WHERE digest_high = ?1 AND digest_low = ?2"
        static let fetchByEvent = FetchRecord.table.selectSQL + " WHERE event = ?1"
        static let mailboxByName = MailboxRecord.table.selectSQL + " WHERE mailbox = ?1"
        static let windowByDigest = SourceWindow.table.selectSQL + " WHERE digest_high = ?1 AND digest_low = ?2"

        /// All of them, for the test that looks at their plans.
        static let all = [
            seenByDigest, linksByIdentifier, linksOfContact, membersOfPerson, tiesByFirst, tiesBySecond,
            actionKeyByDigest, leadsJoined, eventByID, contactByID, conversationsOfContact, latestLeadOfContact,
            leadByID,
            scoreRowsOfLead, assignmentCountOfLead, allRepStates, allRepTurns, firstProfile, nextProfile,
            waitingOfProfile, timerByKey, timersDue, firstTimer, outboxItem, rejectionsOfLead, deadLetterByPosition,
            allConfigurations, messageByDigest, fetchByEvent, mailboxByName, windowByDigest,
        ]
    }

    static func prepare(on connection: borrowing SQLiteConnection) throws(StorageError) -> StateReaders {
        StateReaders(
            seenByDigest: RowReader(try connection.prepare(SQL.seenByDigest)),
            linksByIdentifier: RowReader(try connection.prepare(SQL.linksByIdentifier)),
            linksOfContact: RowReader(try connection.prepare(SQL.linksOfContact)),
            membersOfPerson: RowReader(try connection.prepare(SQL.membersOfPerson)),
            tiesByFirst: RowReader(try connection.prepare(SQL.tiesByFirst)),
            tiesBySecond: RowReader(try connection.prepare(SQL.tiesBySecond)),
            actionKeyByDigest: RowReader(try connection.prepare(SQL.actionKeyByDigest)),
            leadsJoined: RowReader(try connection.prepare(SQL.leadsJoined)),
            eventByID: RowReader(try connection.prepare(SQL.eventByID)),
            contactByID: RowReader(try connection.prepare(SQL.contactByID)),
            conversationsOfContact: RowReader(try connection.prepare(SQL.conversationsOfContact)),
            latestLeadOfContact: RowReader(try connection.prepare(SQL.latestLeadOfContact)),
            leadByID: RowReader(try connection.prepare(SQL.leadByID)),
            scoreRowsOfLead: RowReader(try connection.prepare(SQL.scoreRowsOfLead)),
            assignmentCountOfLead: try connection.prepare(SQL.assignmentCountOfLead),
            allRepStates: RowReader(try connection.prepare(SQL.allRepStates)),
            allRepTurns: RowReader(try connection.prepare(SQL.allRepTurns)),
            firstProfile: RowReader(try connection.prepare(SQL.firstProfile)),
            nextProfile: RowReader(try connection.prepare(SQL.nextProfile)),
            waitingOfProfile: RowReader(try connection.prepare(SQL.waitingOfProfile)),
            timerByKey: RowReader(try connection.prepare(SQL.timerByKey)),
            timersDue: RowReader(try connection.prepare(SQL.timersDue)),
            firstTimer: RowReader(try connection.prepare(SQL.firstTimer)),
            outboxItem: RowReader(try connection.prepare(SQL.outboxItem)),
            rejectionsOfLead: RowReader(try connection.prepare(SQL.rejectionsOfLead)),
            deadLetterByPosition: RowReader(try connection.prepare(SQL.deadLetterByPosition)),
            allConfigurations: RowReader(try connection.prepare(SQL.allConfigurations)),
            messageByDigest: RowReader(try connection.prepare(SQL.messageByDigest)),
            fetchByEvent: RowReader(try connection.prepare(SQL.fetchByEvent)),
            mailboxByName: RowReader(try connection.prepare(SQL.mailboxByName)),
            windowByDigest: RowReader(try connection.prepare(SQL.windowByDigest)))
    }
}
