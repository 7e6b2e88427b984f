import Domain
import Storage
import TestSupport
import Testing

@testable import StorageSQLite

@Suite("A state in a SQLite file")
struct SQLiteStateTests {
    @Test("goes on where it stood when it is opened again")
    func reopen() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/state.sqlite"
            var random = SplitMix64(seed: 3)
            var taken = SplitMix64.Taken()
            let changes = random.changes(from: 0, taken: &taken)
            let first = try SQLiteStateStore(path: path, opening: .maintaining)
            #expect(first.opening == .created)
            try first.commit(changes)
            let again = try SQLiteStateStore(path: path, opening: .maintaining)
            #expect(again.opening == .continued)
            #expect(try again.position() == changes.through)
            #expect(try again.stateHash() == first.stateHash())
        }
    }

    @Test(
        "of another schema is emptied, to be folded again",
        arguments: ["PRAGMA user_version = 0", "UPDATE state SET fingerprint = 1", "DELETE FROM state"])
    func emptied(_ change: String) async throws {
        try await withFolder { folder async throws in
            let path = folder + "/state.sqlite"
            var random = SplitMix64(seed: 4)
            var taken = SplitMix64.Taken()
            try SQLiteStateStore(path: path, opening: .maintaining).commit(random.changes(from: 0, taken: &taken))
            try SQLiteConnection.open(path: path).run(change)
            let again = try SQLiteStateStore(path: path, opening: .maintaining)
            #expect(again.opening == .emptied)
            #expect(try again.position() == 0)
            #expect(try again.stateHash() == MemoryStateStore().stateHash())
            #expect(try SQLiteStateStore(path: path, opening: .maintaining).opening == .continued)
        }
    }

    @Test("of a newer schema, or of something else, is left alone")
    func refuses() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/state.sqlite"
            _ = try SQLiteStateStore(path: path, opening: .maintaining)
            try SQLiteConnection.open(path: path).run("PRAGMA user_version = 5")
            #expect(throws: StorageError.schemaTooNew(found: 5, supported: 4)) {
                try SQLiteStateStore(path: path, opening: .maintaining)
            }
            let ledger = folder + "/ledger.sqlite"
            _ = try SQLiteLedger(path: ledger, creating: true).append([Samples.draft(1)])
            #expect(throws: StorageError.cannotOpen(detail: "the file holds something else than a state")) {
                try SQLiteStateStore(path: ledger, opening: .maintaining)
            }
            #expect(try SQLiteLedger(path: ledger, creating: true).tail().position == 1)
            #expect(throws: StorageError.self) { try SQLiteViews(path: folder + "/other.sqlite") }
        }
    }

    @Test("folded into by two workers takes each batch once")
    func twoWorkers() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/state.sqlite"
            let workers = [
                try SQLiteStateStore(path: path, opening: .maintaining),
                try SQLiteStateStore(path: path, opening: .maintaining),
            ]
            try workers[0].commit(Changes(from: 0, through: 5))
            #expect(throws: StorageError.positionMoved(expected: 0, found: 5)) {
                try workers[1].commit(Changes(from: 0, through: 3))
            }
            try workers[1].commit(Changes(from: 5, through: 6))
            #expect(try workers[0].position() == 6)
        }
    }

    @Test("that finds the disk full says so, keeps nothing half written, and works again when there is room")
    func diskFull() async throws {
        try await withFolder { folder async throws in
            let state = try SQLiteStateStore(path: folder + "/state.sqlite", opening: .maintaining)
            let before = try state.stateHash()
            var changes = Changes(from: 0, through: 1)
            changes.outbox = (0..<100).map {
                OutboxItem(
                    id: OutboxID(event: EventID(code: 1), number: $0), destination: "webhook/crm",
                    topic: "lead.assigned", at: .epoch,
                    payload: String(repeating: "x", count: 3000))
            }
            changes.leads = [Samples.lead(EventID(code: 1), contact: EventID(code: 1))]
            try state.limit(pages: 40)
            for _ in 0..<3 {
                let error = #expect(throws: StorageError.self) { try state.commit(changes) }
                guard case .cannotWrite? = error else { Issue.record("\(String(describing: error))"); return }
                #expect(try state.position() == 0)
                #expect(try state.stateHash() == before)
            }
            try state.limit(pages: 1_000_000)
            try state.commit(changes)
            #expect(try state.position() == 1)
        }
    }

    @Test("looks up every row of the fold by a key or an index")
    func foldPlans() async throws {
        try await expectSearches(StateReaders.SQL.all)
        try await expectSearches(["DELETE FROM waiting WHERE lead = ?1", StateWriters.voidCellsSQL])
        try await expectSearches(["UPDATE state SET position = ?1, outbox_items = outbox_items + ?2 WHERE id = 1"])
    }

    @Test("answers every view by a key or an index")
    func viewPlans() async throws {
        #expect(Set(ViewSQL.all).count == ViewSQL.all.count)
        try await expectSearches(ViewSQL.all)
    }

    /// No step reads a table from end to end, but for those that are meant to, and none sorts rows, but for sums.
    private func expectSearches(_ queries: [String]) async throws {
        let meant: Set<String> = [
            "SCAN rep_states", "SCAN rep_turns", "SCAN waiting USING COVERING INDEX waiting_in_order",
            "SCAN waiting USING COVERING INDEX waiting_of_all",
            "SCAN timers USING COVERING INDEX timers_by_due", "SCAN outbox USING INDEX outbox_waiting",
            "SCAN outbox USING INDEX outbox_dead", "SCAN outbox",
            "SCAN attendance USING INDEX attendance_by_position",
            "SCAN leads USING COVERING INDEX leads_by_stage",
            "SCAN configurations", "SCAN waiting",
            // These walk along an order and stop at the limit.
            "SCAN dead_letters", "SCAN dead_letters USING INDEX dead_letters_open",
            "SCAN messages USING INDEX messages_missing", "SCAN fetches", "SCAN fetches USING INDEX fetches_open",
            "SCAN mailboxes", "SCAN ties USING INDEX ties_open",
            "SCAN events USING INDEX events_quarantined", "SCAN cells USING COVERING INDEX cells_void",
            "SCAN cells USING INDEX cells_void",
            // Who goes by an identifier: two look-ups, in either form.
            // Which line of the outbox an item is in: a look-up by its key.
            "SCALAR SUBQUERY 1",
            "LIST SUBQUERY 1", "MULTI-INDEX OR", "INDEX 1", "INDEX 2",
            "USE TEMP B-TREE FOR GROUP BY",
        ]
        try await withFolder { folder async throws in
            let state = try SQLiteStateStore(path: folder + "/state.sqlite", opening: .maintaining)
            for sql in queries {
                for step in try state.plan(of: sql) {
                    #expect(step.hasPrefix("SEARCH ") || meant.contains(step), "\(sql): \(step)")
                }
            }
        }
    }
}
