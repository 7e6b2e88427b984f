import Domain
import Storage

/// Every query that views run. None is ever put together from what was asked for.
enum ViewSQL {
    static let position = "SELECT position FROM state WHERE id = 1"
    static let outboxCount = "SELECT outbox_items FROM state WHERE id = 1"
    static let waitingCount = "SELECT count(*) FROM waiting"

    /// In the columns of a cell, with 0 for the bucket.
    static let totals = """
        SELECT 0, channel, measure, sum(count) FROM cells WHERE bucket >= ?1 AND bucket < ?2 \
        GROUP BY measure, channel HAVING sum(count) <> 0 ORDER BY measure, channel
        """
    static let cells = """
        \(Cell.table.selectSQL) WHERE bucket >= ?1 AND bucket < ?2 AND (?3 >> measure) & 1 = 1 \
        ORDER BY bucket, channel, measure
        """

    static let leads = "\(Lead.table.selectSQL) WHERE id < ?1 AND joined IS NULL ORDER BY id DESC LIMIT ?2"
    static let leadsOfChannel = """
        \(Lead.table.selectSQL) WHERE id < ?1 AND +joined IS NULL AND channel = ?3 ORDER BY id DESC LIMIT ?2
        """
    static let leadsInStage = """
        \(Lead.table.selectSQL) WHERE id < ?1 AND stage = ?3 AND joined IS NULL AND (?4 IS NULL OR +channel = ?4) \
        ORDER BY id DESC LIMIT ?2
        """
    static let leadsOfOwner = """
        \(Lead.table.selectSQL) WHERE id < ?1 AND owner = ?3 AND +joined IS NULL AND (?4 IS NULL OR +stage = ?4) \
        AND (?5 IS NULL OR +channel = ?5) ORDER BY id DESC LIMIT ?2
        """
    static let leadsInOrder = "\(Lead.table.selectSQL) WHERE id > ?1 ORDER BY id LIMIT ?2"
    static let scoreRowsInOrder = "\(ScoreRow.table.selectSQL) WHERE lead BETWEEN ?1 AND ?2 ORDER BY lead, number"
    static let actions = "\(ActionRecord.table.selectSQL) WHERE position > ?1 ORDER BY position LIMIT ?2"
    static let leadCounts = "SELECT stage, sum(joined IS NULL) FROM leads GROUP BY stage HAVING sum(joined IS NULL) > 0"
    static let lead = "\(Lead.table.selectSQL) WHERE id = ?1"

    static let contact = "\(Contact.table.selectSQL) WHERE id = ?1"
    static let members = "\(Contact.table.selectSQL) WHERE person = ?1 ORDER BY id"
    static let persons = """
        \(Contact.table.selectSQL) WHERE id < ?1 AND (person IS NULL OR +person = id) ORDER BY id DESC LIMIT ?2
        """
    static let personsNamed = """
        \(Contact.table.selectSQL) WHERE id < ?1 AND (person IS NULL OR +person = id) AND id IN (\
        SELECT coalesce(c.person, c.id) FROM identifiers i \
        JOIN contacts c ON c.id = i.contact WHERE i.value = ?3 AND i.kind IN (\(kinds)) OR i.sent_as = ?3) \
        ORDER BY id DESC LIMIT ?2
        """
    private static let kinds = IdentifierKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    static let tiesByFirst = "\(ContactTie.table.selectSQL) WHERE first = ?1 ORDER BY second"
    static let tiesBySecond = "\(ContactTie.table.selectSQL) WHERE second = ?1 ORDER BY first"
    static let reviews = "\(ContactTie.table.selectSQL) WHERE standing IN (2, 3) ORDER BY first, second LIMIT ?1"
    static let consents = "\(ConsentRecord.table.selectSQL) WHERE contact = ?1 ORDER BY purpose"
    static let leadsOfContact = "\(Lead.table.selectSQL) WHERE contact = ?1 ORDER BY id"
    static let joinedLeads = "\(Lead.table.selectSQL) WHERE joined = ?1 ORDER BY id"
    static let lastStatement = "SELECT max(last_at) FROM conversations WHERE contact = ?1"
    static let identifiers = "\(IdentifierLink.table.selectSQL) WHERE contact = ?1 ORDER BY kind, value"
    static let conversations = "\(Conversation.table.selectSQL) WHERE contact = ?1 ORDER BY channel"
    static let touches = "\(TouchRecord.table.selectSQL) WHERE contact = ?1 ORDER BY event"
    static let scoreRows = "\(ScoreRow.table.selectSQL) WHERE lead = ?1 ORDER BY number"
    static let assignments = "\(Assignment.table.selectSQL) WHERE lead = ?1 ORDER BY number"
    static let facts = "\(Fact.table.selectSQL) WHERE lead = ?1 ORDER BY event, number"
    static let eventsOfLead = "\(EventRecord.table.selectSQL) WHERE lead = ?1 ORDER BY id DESC LIMIT ?2"
    static let eventsOfEntry = "\(EventRecord.table.selectSQL) WHERE id BETWEEN ?1 AND ?2 ORDER BY id"

    static let deadLetters = "\(DeadLetter.table.selectSQL) ORDER BY position DESC LIMIT ?1"
    static let openDeadLetters = """
        \(DeadLetter.table.selectSQL) WHERE resolved_by IS NULL ORDER BY position DESC LIMIT ?1
        """
    static let openDeadLetterCount = "SELECT count(*) FROM dead_letters WHERE resolved_by IS NULL"
    static let deadLetter = "\(DeadLetter.table.selectSQL) WHERE position = ?1"
    static let quarantine = """
        \(EventRecord.table.selectSQL) WHERE outcome = 4 AND id < ?2 ORDER BY id DESC LIMIT ?1
        """
    static let repStates = "\(RepState.table.selectSQL) ORDER BY rep"
    static let waiting = "\(WaitingLead.table.selectSQL) ORDER BY priority DESC, since, lead LIMIT ?1"
    static let timersOfLead = "\(LeadTimer.table.selectSQL) WHERE kind IN (1, 2, 3) AND lead = ?1 ORDER BY kind"
    static let attendance = """
        \(AttendanceRecord.table.selectSQL) WHERE (?1 IS NULL OR at >= ?1) AND (?2 IS NULL OR at < ?2) \
        ORDER BY position DESC, rep DESC LIMIT ?3
        """
    static let attendanceOfRep = """
        \(AttendanceRecord.table.selectSQL) WHERE rep = ?1 AND (?2 IS NULL OR at >= ?2) \
        AND (?3 IS NULL OR at < ?3) ORDER BY position DESC LIMIT ?4
        """
    static let outbox = """
        \(OutboxItem.table.selectSQL) WHERE (event, number) < (?1, ?2) ORDER BY event DESC, number DESC LIMIT ?3
        """
    static let outboxWaiting = """
        \(OutboxItem.table.selectSQL) WHERE state = 1 AND (event, number) > (?1, ?2) ORDER BY event, number LIMIT ?3
        """
    /// A line is named by one of its items: a text that is handed over may be cut at a null character, and the same line would come again.
    private static let lineOfItem = "(SELECT destination FROM outbox WHERE event = ?1 AND number = ?2)"
    static let outboxNextLine = """
        \(OutboxItem.table.selectSQL) WHERE state = 1 AND destination > coalesce(\(lineOfItem), '') \
        ORDER BY destination, event, number LIMIT 1
        """
    static let outboxLine = """
        \(OutboxItem.table.selectSQL) WHERE state = 1 AND destination = \(lineOfItem) ORDER BY event, number LIMIT ?3
        """
    static let outboxDead = """
        \(OutboxItem.table.selectSQL) WHERE state = 3 AND (event, number) < (?1, ?2) \
        ORDER BY event DESC, number DESC LIMIT ?3
        """
    static let outboxDelivered = """
        \(OutboxItem.table.selectSQL) WHERE state = 2 AND (event, number) < (?1, ?2) \
        ORDER BY event DESC, number DESC LIMIT ?3
        """
    static let outboxOfLead = "\(OutboxItem.table.selectSQL) WHERE lead = ?1 ORDER BY event DESC, number DESC"
    static let outboxItem = "\(OutboxItem.table.selectSQL) WHERE event = ?1 AND number = ?2"

    static let gaps = "\(MessageRecord.table.selectSQL) WHERE origin = 4 ORDER BY event DESC LIMIT ?1"
    static let fetches = "\(FetchRecord.table.selectSQL) ORDER BY event DESC LIMIT ?1"
    static let openFetches = """
        \(FetchRecord.table.selectSQL) WHERE answered_by IS NULL ORDER BY event DESC LIMIT ?1
        """
    static let mailboxes = MailboxRecord.table.selectAllSQL

    static let actionsOfLead = "\(ActionRecord.table.selectSQL) WHERE lead = ?1 ORDER BY position DESC LIMIT ?2"
    static let action = "\(ActionRecord.table.selectSQL) WHERE position = ?1"

    /// All of them, for the test that looks at their plans.
    static let all = [
        position, outboxCount, waitingCount, totals, cells, leads, leadsOfChannel, leadsInStage, leadsOfOwner,
        leadsInOrder, scoreRowsInOrder, actions, leadCounts, lead, contact, lastStatement, identifiers,
        conversations, touches, scoreRows, assignments, facts,
        eventsOfLead, eventsOfEntry, deadLetters, openDeadLetters, openDeadLetterCount, deadLetter,
        members, persons, personsNamed, tiesByFirst, tiesBySecond, reviews, consents, leadsOfContact, joinedLeads,
        quarantine, repStates, waiting, timersOfLead, attendance, attendanceOfRep, outbox, outboxWaiting,
        outboxNextLine, outboxLine, outboxDead,
        outboxDelivered, outboxOfLead, outboxItem, gaps, fetches, openFetches, mailboxes, actionsOfLead, action,
    ]
}
