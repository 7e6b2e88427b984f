import Domain
import Storage
import Testing

@testable import StorageSQLite

@Suite("A ledger in a SQLite file")
struct SQLiteLedgerTests {
    @Test("goes on where it stood when it is opened again")
    func reopen() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            #expect(try SQLiteLedger(path: path, creating: true).append([Samples.draft(1), Samples.draft(2)]) == 1)
            let again = try SQLiteLedger(path: path, creating: true)
            #expect(try again.append([Samples.draft(3)]) == 3)
            #expect(
                try again.read(after: 0, limit: 9, bytesMax: .max).map(\.draft) == (1...3).map { Samples.draft($0) })
            #expect(try LedgerVerification()(again) == .intact(again.tail()))
        }
    }

    @Test("is appended to by two writers in turn without gaps")
    func twoWriters() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            let writers = [try SQLiteLedger(path: path, creating: true), try SQLiteLedger(path: path)]
            for number in 0..<20 {
                let drafts = (0...number % 3).map { Samples.draft(number + $0) }
                let before = try writers[(number + 1) % 2].tail().position
                #expect(try writers[number % 2].append(drafts) == before + 1)
            }
            #expect(try LedgerVerification()(writers[0]) == .intact(writers[1].tail()))
        }
    }

    @Test("lets exactly one of two handles append behind the same position")
    func guardedRace() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            try await expectOneWinner([try SQLiteLedger(path: path, creating: true), try SQLiteLedger(path: path)])
        }
    }

    @Test("is created by several at once")
    func concurrentCreation() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    group.addTask { _ = try SQLiteLedger(path: path, creating: true).append([Samples.draft(number)]) }
                }
                try await group.waitForAll()
            }
            #expect(try SQLiteLedger(path: path).tail().position == 4)
        }
    }

    @Test("of before, without the index for configurations, is read as it is, and gets it from one who keeps it")
    func withoutIndex() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            _ = try SQLiteLedger(path: path, creating: true).append((1...9).map { Samples.draft($0) })
            let connection = try SQLiteConnection.open(path: path)
            func indexes() throws -> Int64? {
                try connection.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'index'")
            }
            try connection.run("DROP INDEX entries_besides_deliveries")
            #expect(try SQLiteLedger(path: path).lastConfiguration()?.draft == Samples.draft(8))
            #expect(try indexes() == 0)
            #expect(try SQLiteLedger(path: path, creating: true).lastConfiguration()?.draft == Samples.draft(8))
            #expect(try indexes() == 1)
        }
    }

    @Test("is appended to by several writers at once without gaps")
    func concurrentWriters() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            _ = try SQLiteLedger(path: path, creating: true)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<2 {
                    group.addTask {
                        let ledger = try SQLiteLedger(path: path, creating: true)
                        for number in 0..<30 { _ = try ledger.append([Samples.draft(writer * 100 + number)]) }
                    }
                }
                try await group.waitForAll()
            }
            let ledger = try SQLiteLedger(path: path, creating: true)
            #expect(try ledger.tail().position == 60)
            #expect(try LedgerVerification()(ledger) == .intact(ledger.tail()))
        }
    }

    @Test(
        "refuses to be changed by SQL",
        arguments: [
            "UPDATE entries SET channel = 'x'", "DELETE FROM entries", "DELETE FROM entries WHERE position = 2",
            "REPLACE INTO entries SELECT position, kind, received_at, hash, 'x', headers, body FROM entries",
            "PRAGMA recursive_triggers = OFF; REPLACE INTO entries SELECT * FROM entries WHERE position = 1",
        ])
    func appendOnly(_ sql: String) async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            let ledger = try SQLiteLedger(path: path, creating: true)
            _ = try ledger.append([Samples.draft(1), Samples.draft(2)])
            #expect(throws: StorageError.self) { try SQLiteConnection.open(path: path).run(sql) }
            #expect(try LedgerVerification(expectedPosition: 2)(ledger) == .intact(ledger.tail()))
        }
    }

    @Test(
        "that somebody tampered with is found, and where",
        arguments: [
            ("UPDATE entries SET body = x'00' WHERE position = 4", LedgerVerification.Finding.altered(4)),
            ("UPDATE entries SET channel = 'whatsapp2' WHERE position = 1", .altered(1)),
            ("UPDATE entries SET received_at = received_at + 1 WHERE position = 6", .altered(6)),
            ("UPDATE entries SET hash = zeroblob(32) WHERE position = 3", .altered(3)),
            (
                "UPDATE entries SET kind = 77 WHERE position = 3",
                .unreadable(3, detail: "entry 3 is of kind 77, which is not known here")
            ),
            ("DELETE FROM entries WHERE position = 3", .missing(3)),
            ("DELETE FROM entries WHERE position <= 2", .missing(1)),
            ("DELETE FROM entries WHERE position > 4", .cut(last: 4, expected: 6)),
            ("DELETE FROM entries", .cut(last: 0, expected: 6)),
        ])
    func tampering(_ sql: String, _ finding: LedgerVerification.Finding) async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            let ledger = try SQLiteLedger(path: path, creating: true)
            _ = try ledger.append((1...6).map { Samples.draft($0) })
            let connection = try SQLiteConnection.open(path: path)
            try connection.run("DROP TRIGGER entries_are_never_changed; DROP TRIGGER entries_are_never_removed")
            try connection.run(sql)
            #expect(try LedgerVerification(expectedPosition: 6, batchEntries: 4)(ledger) == finding)
        }
    }

    @Test("gives what stands before a gap, and then names the gap")
    func gap() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            let ledger = try SQLiteLedger(path: path, creating: true)
            _ = try ledger.append((1...4).map { Samples.draft($0) })
            let connection = try SQLiteConnection.open(path: path)
            try connection.run("DROP TRIGGER entries_are_never_removed; DELETE FROM entries WHERE position = 3")
            #expect(try ledger.read(after: 0, limit: 9, bytesMax: .max).map(\.position) == [1, 2])
            #expect(throws: StorageError.corrupt(detail: "the ledger has no entry 3, but later ones")) {
                try ledger.read(after: 2, limit: 9, bytesMax: .max)
            }
        }
    }

    @Test("that finds the disk full says so, keeps nothing half written, and works again when there is room")
    func diskFull() async throws {
        try await withFolder { folder async throws in
            let ledger = try SQLiteLedger(path: folder + "/ledger.sqlite", creating: true)
            _ = try ledger.append([Samples.draft(1)])
            let tail = try ledger.tail()
            try ledger.limit(pages: 8)
            let many = (2...60).map { Samples.draft($0, bodyBytes: 3000) }
            for _ in 0..<3 {
                let error = #expect(throws: StorageError.self) { try ledger.append(many) }
                guard case .cannotWrite? = error else { Issue.record("\(String(describing: error))"); return }
                #expect(try ledger.tail() == tail)
            }
            #expect(try ledger.append([Samples.draft(2)]) == 2)
            try ledger.limit(pages: 1_000_000)
            #expect(try ledger.append(many) == 3)
            #expect(try LedgerVerification()(ledger) == .intact(ledger.tail()))
        }
    }

    @Test("reads with an index and without sorting")
    func plans() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/ledger.sqlite"
            _ = try SQLiteLedger(path: path, creating: true)
            let connection = try SQLiteConnection.open(path: path)
            #expect(
                try connection.plan(of: LedgerFile.lastOfKindSQL)
                    == ["SEARCH entries USING INDEX entries_besides_deliveries (kind=?)"])
            for sql in [LedgerFile.rangeSQL, LedgerFile.hashSQL] {
                let plan = try connection.plan(of: sql)
                #expect(plan.allSatisfy { $0.hasPrefix("SEARCH entries USING INTEGER PRIMARY KEY") }, "\(sql): \(plan)")
            }
            // One step from the end of the tree of positions.
            #expect(try connection.plan(of: LedgerFile.lastSQL) == ["SCAN entries"])
        }
    }

    @Test("is not opened over a file that holds something else, is newer, or cannot be there")
    func refuses() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/other.sqlite"
            _ = try SQLiteStateStore(path: path, opening: .maintaining)
            #expect(throws: StorageError.cannotOpen(detail: "the file holds something else than a ledger")) {
                try SQLiteLedger(path: path, creating: true)
            }
            let ledger = folder + "/ledger.sqlite"
            _ = try SQLiteLedger(path: ledger, creating: true)
            try SQLiteConnection.open(path: ledger).run("PRAGMA user_version = 9")
            #expect(throws: StorageError.schemaTooNew(found: 9, supported: 1)) {
                try SQLiteLedger(path: ledger, creating: true)
            }
            let error = #expect(throws: StorageError.self) {
                try SQLiteLedger(path: folder + "/nowhere/ledger.sqlite", creating: true)
            }
            guard case .cannotOpen? = error else { Issue.record("\(String(describing: error))"); return }
        }
    }
}
