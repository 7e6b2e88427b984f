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

    static func prepare(on connection: borrowing SQLiteConnection) throws(StorageError) -> StateReaders {
        StateReaders(
            seenByDigest: try RowReader("WHERE digest_high = ?1 AND digest_low = ?2", on: connection),
            linkByIdentifier: try RowReader("WHERE kind = ?1 AND value = ?2", on: connection),
            contactByID: try RowReader("WHERE id = ?1", on: connection),
            conversationsOfContact: try RowReader("WHERE contact = ?1", on: connection),
            latestLeadOfContact: try RowReader("WHERE contact = ?1 ORDER BY id DESC LIMIT 1", on: connection),
            leadByID: try RowReader("WHERE id = ?1", on: connection),
            scoreRowsOfLead: try RowReader("WHERE lead = ?1 ORDER BY number", on: connection),
            assignmentCountOfLead: try connection.prepare("SELECT count(*) FROM assignments WHERE lead = ?1"),
            allRepLoads: try RowReader("", on: connection),
            waitingInOrder: try RowReader("ORDER BY since, lead", on: connection),
            deadLetterByPosition: try RowReader("WHERE position = ?1", on: connection),
            allConfigurations: try RowReader("ORDER BY position", on: connection))
    }
}
