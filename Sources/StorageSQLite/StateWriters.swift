import Domain
import Storage

/// The statements that write a batch, kept prepared.
struct StateWriters: ~Copyable {
    let contacts: RowWriter<Contact>
    let identifiers: RowWriter<IdentifierLink>
    let ties: RowWriter<ContactTie>
    let consents: RowWriter<ConsentRecord>
    let conversations: RowWriter<Conversation>
    let leads: RowWriter<Lead>
    let newScoreRows: RowWriter<ScoreRow>
    let scoreRows: RowWriter<ScoreRow>
    let assignments: RowWriter<Assignment>
    let repStates: RowWriter<RepState>
    let voidRepState: SQLiteStatement
    let repTurns: RowWriter<RepTurn>
    let timers: RowWriter<LeadTimer>
    let noLongerTimed: SQLiteStatement
    let attendance: RowWriter<AttendanceRecord>
    let waiting: RowWriter<WaitingLead>
    let noLongerWaiting: SQLiteStatement
    let newEvents: RowWriter<EventRecord>
    let events: RowWriter<EventRecord>
    let seen: RowWriter<SeenEvent>
    let touches: RowWriter<TouchRecord>
    let facts: RowWriter<Fact>
    let cells: RowWriter<Cell>
    let voidCells: SQLiteStatement
    let deadLetters: RowWriter<DeadLetter>
    let outbox: RowWriter<OutboxItem>
    let settledOutbox: RowWriter<OutboxItem>
    let configurations: RowWriter<ConfigurationRecord>
    let messages: RowWriter<MessageRecord>
    let fetches: RowWriter<FetchRecord>
    let mailboxes: RowWriter<MailboxRecord>
    let actions: RowWriter<ActionRecord>
    let actionKeys: RowWriter<ActionKey>
    let windows: RowWriter<SourceWindow>
    let windowsOver: SQLiteStatement
    let writePosition: SQLiteStatement

    static let voidCellsSQL = "DELETE FROM cells WHERE count = 0"

    static func prepare(on connection: borrowing SQLiteConnection) throws(StorageError) -> StateWriters {
        StateWriters(
            contacts: try .replacing(on: connection, mostlyKeeping: ["person"]),
            identifiers: try .replacing(on: connection),
            ties: try .replacing(on: connection),
            consents: try .replacing(on: connection),
            conversations: try .replacing(on: connection),
            leads: try .replacing(on: connection, mostlyKeeping: ["contact", "joined", "stage", "owner"]),
            newScoreRows: try .inserting(on: connection),
            scoreRows: try .replacing(on: connection),
            assignments: try .inserting(on: connection),
            repStates: try .replacing(on: connection),
            voidRepState: try connection.prepare(
                "DELETE FROM rep_states WHERE rep = ?1 AND open_leads = 0 AND on_duty_since IS NULL AND seen_at IS NULL "
                    + "AND site IS NULL AND consents_to_position = 0"),
            repTurns: try .replacing(on: connection),
            timers: try .replacing(on: connection),
            noLongerTimed: try connection.prepare("DELETE FROM timers WHERE kind = ?1 AND lead = ?2"),
            attendance: try .inserting(on: connection),
            waiting: try .replacing(on: connection),
            noLongerWaiting: try connection.prepare("DELETE FROM waiting WHERE lead = ?1"),
            newEvents: try .inserting(on: connection),
            events: try .replacing(on: connection),
            seen: try .replacing(on: connection),
            touches: try .inserting(on: connection),
            facts: try .inserting(on: connection),
            cells: RowWriter(
                try connection.prepare(
                    Cell.table.insertSQL
                        + " ON CONFLICT (bucket, channel, measure) DO UPDATE SET count = count + excluded.count")),
            voidCells: try connection.prepare(voidCellsSQL),
            deadLetters: try .replacing(on: connection),
            outbox: try .inserting(on: connection),
            settledOutbox: try .replacing(on: connection),
            configurations: try .inserting(on: connection),
            messages: try .replacing(on: connection, mostlyKeeping: ["origin"]),
            fetches: try .replacing(on: connection, mostlyKeeping: ["answered_by"]),
            mailboxes: try .replacing(on: connection),
            actions: try .inserting(on: connection),
            actionKeys: try .inserting(on: connection),
            windows: try .replacing(on: connection),
            // Reads them all, once a day of the ledger.
            windowsOver: try connection.prepare("DELETE FROM source_windows WHERE until <= ?1"),
            writePosition: try connection.prepare(
                "UPDATE state SET position = ?1, outbox_items = outbox_items + ?2 WHERE id = 1"))
    }
}
