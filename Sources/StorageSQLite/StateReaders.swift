import Domain
import Storage

/// The statements that read what a batch needs, kept prepared.
struct StateReaders: ~Copyable {
    let seenByDigest: RowReader<SeenEvent>
    let linkByIdentifier: RowReader<IdentifierLink>
    let contactByID: RowReader<Contact>
    let conversationsOfContact: RowReader<Conversation>
    let latestLeadOfContact: RowReader<Lead>
    let leadByID: RowReader<Lead>
    let scoreRowsOfLead: RowReader<ScoreRow>
    let assignmentCountOfLead: SQLiteStatement
    let allRepLoads: RowReader<RepLoad>
    let waitingInOrder: RowReader<WaitingLead>
    let deadLetterByPosition: RowReader<DeadLetter>
    let allConfigurations: RowReader<ConfigurationRecord>
    let messageByDigest: RowReader<MessageRecord>
    let fetchByEvent: RowReader<FetchRecord>
    let mailboxByName: RowReader<MailboxRecord>

    /// The texts of the statements, in their order.
    enum SQL {
        static let seenByDigest = SeenEvent.table.selectSQL + " WHERE digest_high = ?1 AND digest_low = ?2"
        static let linkByIdentifier = IdentifierLink.table.selectSQL + " WHERE kind = ?1 AND value = ?2"
        static let contactByID = Contact.table.selectSQL + " WHERE id = ?1"
        static let conversationsOfContact = Conversation.table.selectSQL + " WHERE contact = ?1"
        static let latestLeadOfContact = Lead.table.selectSQL + " WHERE contact = ?1 ORDER BY id DESC LIMIT 1"
        static let leadByID = Lead.table.selectSQL + " WHERE id = ?1"
        static let scoreRowsOfLead = ScoreRow.table.selectSQL + " WHERE lead = ?1 ORDER BY number"
        static let assignmentCountOfLead = "SELECT count(*) FROM assignments WHERE lead = ?1"
        static let allRepLoads = RepLoad.table.selectSQL
        static let waitingInOrder = WaitingLead.table.selectSQL + " ORDER BY since, lead"
        static let deadLetterByPosition = DeadLetter.table.selectSQL + " WHERE position = ?1"
        static let allConfigurations = ConfigurationRecord.table.selectSQL + " ORDER BY position"
        static let messageByDigest = MessageRecord.table.selectSQL + " WHERE digest_high = ?1 AND digest_low = ?2"
        static let fetchByEvent = FetchRecord.table.selectSQL + " WHERE event = ?1"
        static let mailboxByName = MailboxRecord.table.selectSQL + " WHERE mailbox = ?1"

        /// All of them, for the test that looks at their plans.
        static let all = [
            seenByDigest, linkByIdentifier, contactByID, conversationsOfContact, latestLeadOfContact, leadByID,
            scoreRowsOfLead, assignmentCountOfLead, allRepLoads, waitingInOrder, deadLetterByPosition,
            allConfigurations, messageByDigest, fetchByEvent, mailboxByName,
        ]
    }

    static func prepare(on connection: borrowing SQLiteConnection) throws(StorageError) -> StateReaders {
        StateReaders(
            seenByDigest: RowReader(try connection.prepare(SQL.seenByDigest)),
            linkByIdentifier: RowReader(try connection.prepare(SQL.linkByIdentifier)),
            contactByID: RowReader(try connection.prepare(SQL.contactByID)),
            conversationsOfContact: RowReader(try connection.prepare(SQL.conversationsOfContact)),
            latestLeadOfContact: RowReader(try connection.prepare(SQL.latestLeadOfContact)),
            leadByID: RowReader(try connection.prepare(SQL.leadByID)),
            scoreRowsOfLead: RowReader(try connection.prepare(SQL.scoreRowsOfLead)),
            assignmentCountOfLead: try connection.prepare(SQL.assignmentCountOfLead),
            allRepLoads: RowReader(try connection.prepare(SQL.allRepLoads)),
            waitingInOrder: RowReader(try connection.prepare(SQL.waitingInOrder)),
            deadLetterByPosition: RowReader(try connection.prepare(SQL.deadLetterByPosition)),
            allConfigurations: RowReader(try connection.prepare(SQL.allConfigurations)),
            messageByDigest: RowReader(try connection.prepare(SQL.messageByDigest)),
            fetchByEvent: RowReader(try connection.prepare(SQL.fetchByEvent)),
            mailboxByName: RowReader(try connection.prepare(SQL.mailboxByName)))
    }
}
