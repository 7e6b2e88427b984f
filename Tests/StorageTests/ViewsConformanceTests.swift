import Domain
import Storage
import StorageSQLite
import TestSupport
import Testing

@Suite("Every kind of view")
struct ViewsConformanceTests {
    @Test("answers as the one in memory does", arguments: UInt64(1)...8)
    func sameAnswers(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        var taken = SplitMix64.Taken()
        var answers: [Answers] = []
        var batches: [Changes] = []
        for _ in 0..<4 { batches.append(random.changes(from: batches.last?.through ?? 0, taken: &taken)) }
        for backend in Backend.allCases {
            try await backend.withState { state, views async throws in
                for changes in batches { try state.commit(changes) }
                answers.append(try await Answers(of: views))
            }
        }
        #expect(answers.count == 2 && answers[0] == answers[1])
    }

    /// Everything that can be asked about a small state.
    private struct Answers: Equatable {
        var totals: [[CellTotal]] = []
        var cells: [[Cell]] = []
        var leads: [[LeadSummary]] = []
        var details: [LeadDetail?] = []
        var letters: [[DeadLetter]] = []
        var events: [[EventRecord]] = []
        var counts: [Stage: Int64]
        var states: [RepState]
        var queue: [[WaitingLead]] = []
        var timers: [[LeadTimer]] = []
        var attendance: [[AttendanceRecord]] = []
        var outbox: [[OutboxItem]] = []
        var items: [OutboxItem?] = []
        var sizes: [Int64]
        var persons: [[ContactSummary]] = []
        var contacts: [ContactDetail?] = []
        var reviews: [[ContactTie]] = []
        var sheets: [[LeadSheet]] = []
        var actions: [[ActionRecord]] = []

        private mutating func askRouting(_ views: any Views) async throws {
            for limit in [-1, 0, 2, .max] {
                outbox.append(try await views.outboxWaiting(perDestination: limit))
                queue.append(try await views.waiting(limit: limit))
                for rep in [RepID?.none, "ani", "nobody"] {
                    for (from, to) in [(Timestamp?.none, Timestamp?.none), (.epoch, nil), (nil, .epoch)] {
                        attendance.append(
                            try await views.attendance(AttendanceQuery(rep: rep, from: from, to: to, limit: limit)))
                    }
                }
                for state in [OutboxState?.none] + OutboxState.allCases {
                    for lead in [LeadID?.none, EventID(position: 9, item: 0)] {
                        for beyond in [OutboxID?.none, OutboxID(event: EventID(position: 20, item: 1), number: 0)] {
                            outbox.append(
                                try await views.outbox(
                                    OutboxQuery(state: state, lead: lead, beyond: beyond, limit: limit)))
                        }
                    }
                }
            }
            for row in outbox.joined().prefix(3) { items.append(try await views.outboxItem(row.id)) }
            for position in Position(1)...40 {
                timers.append(try await views.timers(of: EventID(position: position, item: 0)))
            }
        }

        init(of views: any Views) async throws {
            counts = try await views.leadCounts()
            states = try await views.repStates()
            sizes = try await [views.position(), views.waitingCount(), views.outboxCount()]
            try await askRouting(views)
            let times = [Int64.min, -1_800_000_001, -900_000_000, 0, 1, 900_000_000, .max].map(
                Timestamp.init(microseconds:))
            for from in times {
                for to in times {
                    totals.append(try await views.totals(from: from, to: to))
                    cells.append(try await views.cells(of: [.leads, .contacts, .assigned], from: from, to: to))
                }
            }
            for limit in [-1, 0, 1, 3, .max] {
                for after in [LeadID?.none, EventID(position: 9, item: 0), EventID(position: 20, item: 1)] {
                    sheets.append(try await views.leadSheets(after: after, limit: limit))
                }
                for after in [Position.min, 0, 7, .max] {
                    actions.append(try await views.actions(after: after, limit: limit))
                }
            }
            for stage in [Stage?.none, .new, .won] {
                for owner in [RepID?.none, "ani"] {
                    for channel in [String?.none, "web"] {
                        for before in [LeadID?.none, EventID(position: 20, item: 1)] {
                            for limit in [-1, 0, 2, .max] {
                                leads.append(
                                    try await views.leads(
                                        LeadQuery(
                                            stage: stage, owner: owner, channel: channel, before: before, limit: limit))
                                )
                            }
                        }
                    }
                }
            }
            for position in Position(0)...41 {
                for item in 0...3 { details.append(try await views.lead(EventID(position: position, item: item))) }
            }
            for position in Position(0)...41 {
                for item in 0...3 {
                    contacts.append(try await views.contact(EventID(position: position, item: item)))
                }
            }
            for identifier in [String?.none, "+62811", "\u{e9}", "nobody"] {
                for before in [ContactID?.none, EventID(position: 20, item: 1)] {
                    for limit in [0, 2, .max] {
                        persons.append(
                            try await views.contacts(
                                ContactQuery(identifier: identifier, before: before, limit: limit)))
                    }
                }
            }
            for limit in [-1, 0, 1, 100] {
                reviews.append(try await views.reviews(limit: limit))
                letters.append(try await views.deadLetters(includingResolved: true, limit: limit))
                letters.append(try await views.deadLetters(includingResolved: false, limit: limit))
                events.append(try await views.quarantine(limit: limit))
            }
            let open = try await views.deadLetters(includingResolved: false, limit: 1000).count
            #expect(try await views.openDeadLetterCount() == Int64(open))
            for position in [Position.min, -1, 0, 1, 2, 17, .max] {
                events.append(try await views.events(at: position))
                letters.append(try await views.deadLetter(at: position).map { [$0] } ?? [])
            }
            for letter in try await views.deadLetters(includingResolved: true, limit: 1000) {
                #expect(try await views.deadLetter(at: letter.position) == letter)
            }
        }
    }

    @Test("counts buckets that start inside of a span, and no others", arguments: Backend.allCases)
    func buckets(_ backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            var changes = Changes(from: 0, through: 1)
            changes.cells = (-2...2).map { Cell(key: Cell.Key(measure: .leads, channel: "web", bucket: $0), count: 1) }
            try state.commit(changes)
            for (from, to, expected) in [(0, 900, 1), (0, 901, 2), (1, 900, 0), (1, 901, 1), (-900, 0, 1), (900, 0, 0)]
            {
                let totals = try await views.totals(
                    from: .epoch.adding(seconds: Int64(from)), to: .epoch.adding(seconds: Int64(to)))
                #expect(totals.map(\.count).reduce(0, +) == Int64(expected), "\(from) ..< \(to)")
            }
        }
    }

    @Test(
        "gives leads in order, each with its rows and those of the leads that are joined to it",
        arguments: Backend.allCases)
    func sheets(_ backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            let ids = (1...3).map { EventID(position: $0, item: 0) }
            var changes = Changes(from: 0, through: 4)
            changes.contacts = ids.map { Contact(id: $0, name: nil, channel: "web", since: .epoch) }
            changes.leads = ids.map { Samples.lead($0, contact: $0) }
            changes.leads[0].own = changes.leads[0].standing
            changes.leads[2].joined = ids[0]
            func row(_ lead: Int, _ number: Int64, by position: Position) -> ScoreRow {
                ScoreRow(
                    lead: ids[lead], number: number, rule: "r", group: "g", weight: 3, points: 3, configuration: 1,
                    evidence: EventID(position: position, item: 0), at: .epoch, matched: "")
            }
            changes.scoreRows = [row(0, 1, by: 1), row(0, 2, by: 4), row(1, 1, by: 2), row(2, 1, by: 3)]
            try state.commit(changes)
            let sheets = try await views.leadSheets(after: nil, limit: 10)
            #expect(sheets.map(\.lead.id) == ids)
            #expect(sheets[0].rows == [row(0, 1, by: 1), row(2, 1, by: 3), row(0, 2, by: 4)])
            #expect(sheets[1].rows == [row(1, 1, by: 2)])
            #expect(sheets[2].rows == [row(2, 1, by: 3)])
            #expect(sheets[0].score(at: .epoch) == 9)
            #expect(try await views.leadSheets(after: ids[0], limit: 1).map(\.lead.id) == [ids[1]])
            #expect(try await views.sheet(of: ids[2])?.lead.joined == ids[0])
            #expect(try await views.sheet(of: EventID(position: 2, item: 1)) == nil)
        }
    }

    @Test("shows a lead with the latest events, in ledger order", arguments: Backend.allCases)
    func latestEvents(_ backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            let id = EventID(code: 4096)
            var changes = Changes(from: 0, through: 1)
            changes.contacts = [Contact(id: id, name: "Siti", channel: "web", since: .epoch)]
            changes.leads = [Samples.lead(id, contact: id)]
            changes.events = (1...Position(Limits.pageRowsMax + 5)).map { position in
                EventRecord(
                    id: EventID(position: position, item: 0), kind: .message, channel: "web", outcome: .counted,
                    at: .epoch, contact: id, lead: id, reason: "")
            }
            try state.commit(changes)
            let detail = try #require(try await views.lead(id))
            #expect(detail.events == Array(changes.events.dropFirst(5)))
            #expect(try await views.leads(LeadQuery(channel: "' OR 1 = 1 --")).isEmpty)
        }
    }
}
