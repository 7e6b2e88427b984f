import Domain
import Storage
import Synchronization

/// A state and a ledger made of plain rows, as small as the dashboard's questions allow.
final class FakeState: Views, History {
    struct Rows: Sendable {
        var position: Position = 0
        var cells: [Cell] = []
        var leads: [LeadDetail] = []
        var deadLetters: [DeadLetter] = []
        var records: [EventRecord] = []
        var contacts: [ContactDetail] = []
        var ties: [ContactTie] = []
        var actions: [ActionRecord] = []
        var consents: [ConsentRecord] = []
        var loads: [RepState] = []
        var waiting: Int64 = 0
        var queue: [WaitingLead] = []
        var timers: [LeadTimer] = []
        var attendance: [AttendanceRecord] = []
        var outboxItems: [OutboxItem] = []
        var outbox: Int64 = 0
        var gaps: [MessageRecord] = []
        var fetches: [FetchRecord] = []
        var mailboxes: [MailboxRecord] = []
        var entries: [Position: Entry] = [:]
        var contents: [EventID: Event] = [:]
        var failure: StorageError?
    }

    private let rows: Mutex<Rows>

    init(_ rows: Rows) { self.rows = Mutex(rows) }

    func change(_ body: (inout Rows) -> Void) { rows.withLock { body(&$0) } }

    private func read() throws(StorageError) -> Rows {
        let rows = rows.withLock { $0 }
        if let failure = rows.failure { throw failure }
        return rows
    }

    func position() async throws(StorageError) -> Position { try read().position }

    func totals(from: Timestamp, to: Timestamp) async throws(StorageError) -> [CellTotal] {
        var sums: [Cell.Key: Int64] = [:]
        for cell in try read().cells where from <= cell.key.start && cell.key.start < to {
            sums[Cell.Key(measure: cell.key.measure, channel: cell.key.channel, bucket: 0), default: 0] += cell.count
        }
        return sums.filter { $0.value != 0 }
            .map { CellTotal(measure: $0.key.measure, channel: $0.key.channel, count: $0.value) }
            .sorted { ($0.measure.code, $0.channel) < ($1.measure.code, $1.channel) }
    }

    func cells(of measures: [Measure], from: Timestamp, to: Timestamp) async throws(StorageError) -> [Cell] {
        try read().cells.filter { measures.contains($0.key.measure) && from <= $0.key.start && $0.key.start < to }
            .sorted {
                ($0.key.bucket, $0.key.channel, $0.key.measure.code) < (
                    $1.key.bucket, $1.key.channel, $1.key.measure.code
                )
            }
    }

    func leads(_ query: LeadQuery) async throws(StorageError) -> [LeadSummary] {
        let found = try read().leads.sorted { $0.lead.id > $1.lead.id }.filter { detail in
            (query.stage == nil || detail.lead.stage == query.stage)
                && (query.owner == nil || detail.lead.owner == query.owner)
                && (query.channel == nil || detail.lead.channel == query.channel)
                && query.before.map { detail.lead.id < $0 } ?? true
        }
        return found.prefix(query.limit).map { detail in
            LeadSummary(
                lead: detail.lead, name: detail.contact.name, lastAt: detail.conversations.map(\.lastAt).max())
        }
    }

    func leadCounts() async throws(StorageError) -> [Stage: Int64] {
        try read().leads.reduce(into: [:]) { $0[$1.lead.stage, default: 0] += 1 }
    }

    func lead(_ id: LeadID) async throws(StorageError) -> LeadDetail? { try read().leads.first { $0.lead.id == id } }

    func contacts(_ query: ContactQuery) async throws(StorageError) -> [ContactSummary] {
        let found = try read().contacts.filter { detail in
            detail.contact.root == detail.contact.id
                && (query.identifier == nil || detail.identifiers.contains { $0.identifier.value == query.identifier })
                && (query.before.map { detail.contact.id < $0 } ?? true)
        }
        return found.sorted { $0.contact.id > $1.contact.id }.prefix(query.rows).map {
            ContactSummary(
                contact: $0.contact, members: $0.members.map(\.id), identifiers: $0.identifiers,
                lastAt: $0.conversations.map(\.lastAt).max())
        }
    }

    func contact(_ id: ContactID) async throws(StorageError) -> ContactDetail? {
        try read().contacts.first { $0.contact.id == id }
    }

    func reviews(limit: Int) async throws(StorageError) -> [ContactTie] {
        Array(try read().ties.filter(\.standing.needsReview).prefix(limit))
    }

    func actions(of lead: LeadID) async throws(StorageError) -> [ActionRecord] {
        try read().actions.filter { $0.lead == lead }
    }

    func action(at position: Position) async throws(StorageError) -> ActionRecord? {
        try read().actions.first { $0.position == position }
    }

    func consents(of contact: ContactID) async throws(StorageError) -> [ConsentRecord] {
        try read().consents.filter { $0.contact == contact }
    }

    func leadSheets(after: LeadID?, limit: Int) async throws(StorageError) -> [LeadSheet] {
        let found = try read().leads.filter { detail in after.map { detail.lead.id > $0 } ?? true }
            .sorted { $0.lead.id < $1.lead.id }
        return found.prefix(limit).map { LeadSheet(lead: $0.lead, rows: $0.scoreRows) }
    }

    func actions(after: Position, limit: Int) async throws(StorageError) -> [ActionRecord] {
        Array(try read().actions.filter { $0.position > after }.prefix(limit))
    }

    func deadLetters(includingResolved: Bool, limit: Int) async throws(StorageError) -> [DeadLetter] {
        Array(
            try read().deadLetters.filter { includingResolved || $0.resolvedBy == nil }
                .sorted { $0.position > $1.position }.prefix(limit))
    }

    func gaps(limit: Int) async throws(StorageError) -> [MessageRecord] { Array(try read().gaps.prefix(limit)) }

    func fetches(includingAnswered: Bool, limit: Int) async throws(StorageError) -> [FetchRecord] {
        Array(try read().fetches.filter { includingAnswered || $0.answeredBy == nil }.prefix(limit))
    }

    func mailboxes() async throws(StorageError) -> [MailboxRecord] { try read().mailboxes }

    func quarantine(before: EventID?, limit: Int) async throws(StorageError) -> [EventRecord] {
        let held = try read().records.filter { record in
            record.outcome == .quarantined && (before.map { record.id < $0 } ?? true)
        }
        return Array(held.sorted { $0.id > $1.id }.prefix(limit))
    }

    func repStates() async throws(StorageError) -> [RepState] { try read().loads }
    func openDeadLetterCount() async throws(StorageError) -> Int64 {
        Int64(try read().deadLetters.count { $0.resolvedBy == nil })
    }

    func deadLetter(at position: Position) async throws(StorageError) -> DeadLetter? {
        try read().deadLetters.first { $0.position == position }
    }

    func waiting(limit: Int) async throws(StorageError) -> [WaitingLead] { Array(try read().queue.prefix(limit)) }
    func timers(of lead: LeadID) async throws(StorageError) -> [LeadTimer] {
        try read().timers.filter { $0.key.lead == lead }
    }
    func attendance(_ query: AttendanceQuery) async throws(StorageError) -> [AttendanceRecord] {
        try read().attendance.filter { row in query.rep.map { $0 == row.report.rep } ?? true }
    }
    func outbox(_ query: OutboxQuery) async throws(StorageError) -> [OutboxItem] {
        try read().outboxItems.filter { row in query.state.map { $0 == row.state } ?? true }
    }
    func outboxWaiting(perDestination: Int) async throws(StorageError) -> [OutboxItem] {
        try await outbox(OutboxQuery(state: .waiting))
    }
    func outboxItem(_ id: OutboxID) async throws(StorageError) -> OutboxItem? {
        try read().outboxItems.first { $0.id == id }
    }

    func waitingCount() async throws(StorageError) -> Int64 { try read().waiting }
    func outboxCount() async throws(StorageError) -> Int64 { try read().outbox }

    func events(at position: Position) async throws(StorageError) -> [EventRecord] {
        try read().records.filter { $0.id.position == position }
    }

    func events(_ ids: [EventID]) async throws(StorageError) -> [EventID: Event] {
        try read().contents.filter { ids.contains($0.key) }
    }

    func entry(at position: Position) async throws(StorageError) -> Entry? { try read().entries[position] }
}
