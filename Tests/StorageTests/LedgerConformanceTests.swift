import Domain
import Storage
import Testing

@Suite("Every ledger")
struct LedgerConformanceTests {
    @Test("starts empty", arguments: Backend.allCases)
    func empty(_ backend: Backend) async throws {
        try await backend.withLedger { ledger async throws in
            let tail = try ledger.tail()
            let entries = try ledger.read(after: 0, limit: 10, bytesMax: 1000)
            let hashes = [try ledger.hash(at: 0), try ledger.hash(at: 1)]
            #expect(tail == LedgerTail(position: 0, hash: EntryChain.start))
            #expect(entries.isEmpty)
            #expect(hashes == [nil, nil])
        }
    }

    @Test("gives back what was appended, byte for byte and in order", arguments: Backend.allCases)
    func roundTrip(_ backend: Backend) async throws {
        try await backend.withLedger { ledger async throws in
            var drafts = (1...40).map { Samples.draft($0, bodyBytes: $0 * 37) }
            drafts[3].body = []
            drafts[4].body = [UInt8](repeating: 0, count: 100_000)
            drafts[5].headers = "x-note: a\u{0}b\n"
            drafts[6].receivedAt = Timestamp(microseconds: -5)
            #expect(try ledger.append(Array(drafts[..<1])) == 1)
            #expect(try ledger.append(Array(drafts[1...])) == 2)
            let entries = try ledger.read(after: 0, limit: 100, bytesMax: .max)
            #expect(entries == drafts.enumerated().map { Entry(position: Position($0 + 1), draft: $1) })
            #expect(try ledger.tail().position == 40)
        }
    }

    @Test("appends only behind the position that was named, where one was named", arguments: Backend.allCases)
    func guardedAppend(_ backend: Backend) async throws {
        try await backend.withLedger { ledger async throws in
            #expect(try ledger.append([Samples.draft(1)], ifEndsAt: 1) == nil)
            #expect(try ledger.tail().position == 0)
            #expect(try ledger.append([Samples.draft(1), Samples.draft(2)], ifEndsAt: 0) == 1)
            let tail = try ledger.tail()
            for position in [Position.min, -1, 0, 1, 3, .max] {
                #expect(try ledger.append([Samples.draft(9)], ifEndsAt: position) == nil)
            }
            #expect(try ledger.tail() == tail)
            #expect(try ledger.append([Samples.draft(3)], ifEndsAt: 2) == 3)
            #expect(try ledger.append([Samples.draft(4)]) == 4)
            #expect(try LedgerVerification()(ledger) == .intact(ledger.tail()))
        }
    }

    @Test("lets exactly one of several append behind the same position", arguments: Backend.allCases)
    func guardedRace(_ backend: Backend) async throws {
        try await backend.withLedger { ledger async throws in try await expectOneWinner([ledger, ledger]) }
    }

    @Test("knows its last configuration, whatever came after it", arguments: Backend.allCases)
    func lastConfiguration(_ backend: Backend) async throws {
        try await backend.withLedger { ledger async throws in
            func draft(_ kind: EntryKind, _ number: Int) -> EntryDraft {
                EntryDraft(kind: kind, receivedAt: .epoch, channel: "", headers: "", body: [UInt8(number)])
            }
            _ = try ledger.append([draft(.delivery, 1), draft(.action, 2)])
            #expect(try ledger.lastConfiguration() == nil)
            _ = try ledger.append([draft(.config, 3), draft(.config, 4), draft(.action, 5)])
            #expect(try ledger.lastConfiguration() == Entry(position: 4, draft: draft(.config, 4)))
            _ = try ledger.append((6...20).map { draft($0 % 2 == 0 ? .delivery : .action, $0) })
            #expect(try ledger.lastConfiguration() == Entry(position: 4, draft: draft(.config, 4)))
            _ = try ledger.append([draft(.config, 21)])
            #expect(try ledger.lastConfiguration() == Entry(position: 21, draft: draft(.config, 21)))
        }
    }

    @Test("reads no more than was asked for, but at least one entry", arguments: Backend.allCases)
    func limits(_ backend: Backend) async throws {
        try await backend.withLedger { ledger async throws in
            _ = try ledger.append((1...10).map { Samples.draft($0, bodyBytes: 100) })
            func positions(_ after: Position, _ limit: Int, _ bytesMax: Int) throws -> [Position] {
                try ledger.read(after: after, limit: limit, bytesMax: bytesMax).map(\.position)
            }
            #expect(try positions(0, 3, .max) == [1, 2, 3])
            #expect(try positions(8, 9, .max) == [9, 10])
            #expect(try positions(10, 9, .max) == [])
            #expect(try positions(.max, 9, .max) == [])
            #expect(try positions(-4, 2, .max) == [1, 2])
            #expect(try positions(2, 9, 0) == [3])
            #expect(try positions(2, 9, 200) == [3, 4])
            #expect(try positions(2, 9, 201) == [3, 4, 5])
            #expect(try positions(2, 0, 200) == [])
            #expect(try positions(2, -1, 200) == [])
        }
    }

    @Test("finds the first entry that was received later, though times go back", arguments: Backend.allCases)
    func times(_ backend: Backend) async throws {
        try await backend.withLedger { ledger async throws in
            let drafts = [10, 30, 20, 40].map { seconds in
                EntryDraft(
                    kind: .delivery, receivedAt: .epoch.adding(seconds: seconds), channel: "web", headers: "", body: [])
            }
            _ = try ledger.append(drafts)
            for (seconds, behind, expected) in [
                (0, 0, 1), (10, 0, 2), (20, 0, 2), (30, 0, 4), (40, 0, nil), (15, 2, 3), (0, 4, nil), (0, -5, 1),
            ] as [(Int64, Position, Position?)] {
                let found = try ledger.firstPosition(receivedAfter: .epoch.adding(seconds: seconds), behind: behind)
                #expect(found == expected, "\(seconds) behind \(behind)")
            }
        }
    }

    @Test("chains hashes in the same way, however the entries are grouped", arguments: Backend.allCases)
    func chain(_ backend: Backend) async throws {
        let drafts = (1...9).map { Samples.draft($0) }
        try await backend.withLedger { ledger async throws in
            for range in [0..<1, 1..<5, 5..<9] { _ = try ledger.append(Array(drafts[range])) }
            var hash = EntryChain.start
            for (index, draft) in drafts.enumerated() {
                hash = EntryChain.hash(of: draft, at: Position(index + 1), after: hash)
                #expect(try ledger.hash(at: Position(index + 1)) == hash)
            }
            #expect(try ledger.tail() == LedgerTail(position: 9, hash: hash))
            #expect(try LedgerVerification(batchEntries: 4)(ledger) == .intact(LedgerTail(position: 9, hash: hash)))
        }
    }

    @Test("has a chain in which every part of an entry counts, and where it ends")
    func chainCoversEverything() {
        let draft = EntryDraft(kind: .delivery, receivedAt: .epoch, channel: "ab", headers: "c", body: [0, 1])
        func hash(position: Position = 1, after: [UInt8] = EntryChain.start, _ change: (inout EntryDraft) -> Void)
            -> [UInt8]
        {
            var changed = draft
            change(&changed)
            return EntryChain.hash(of: changed, at: position, after: after)
        }
        let hashes = [
            hash { _ in }, hash(position: 2) { _ in }, hash(after: [UInt8](repeating: 1, count: 32)) { _ in },
            hash { $0.kind = .action }, hash { $0.receivedAt = Timestamp(microseconds: 1) },
            hash { $0.channel = "a" }, hash { $0.headers = "d" }, hash { $0.body = [0, 2] }, hash { $0.body = [] },
            hash { ($0.channel, $0.headers) = ("a", "bc") }, hash { ($0.headers, $0.body) = ("c\u{0}", [1]) },
            hash { ($0.headers, $0.body) = ("", [99, 0, 1]) },
        ]
        #expect(Set(hashes).count == hashes.count)
        #expect(hashes.allSatisfy { $0.count == 32 })
    }

    @Test("is found cut when it ends before a position that is known to have been there", arguments: Backend.allCases)
    func cut(_ backend: Backend) async throws {
        try await backend.withLedger { ledger async throws in
            _ = try ledger.append((1...3).map { Samples.draft($0) })
            let tail = try ledger.tail()
            #expect(try LedgerVerification(expectedPosition: 3)(ledger) == .intact(tail))
            #expect(try LedgerVerification(expectedPosition: 4)(ledger) == .cut(last: 3, expected: 4))
            let longer = LedgerTail(position: 5, hash: tail.hash)
            #expect(try LedgerVerification(knownTail: longer)(ledger) == .cut(last: 3, expected: 5))
            let other = LedgerTail(position: 2, hash: tail.hash)
            #expect(try LedgerVerification(knownTail: other)(ledger) == .altered(2))
        }
    }

    @Test("is verified batch by batch, and progress says how far", arguments: Backend.allCases)
    func progress(_ backend: Backend) async throws {
        try await backend.withLedger { ledger async throws in
            _ = try ledger.append((1...5).map { Samples.draft($0) })
            var seen: [[Position]] = []
            _ = try LedgerVerification(batchEntries: 2)(ledger) { seen.append([$0, $1]) }
            #expect(seen == [[2, 5], [4, 5], [5, 5]])
        }
    }
}

/// Lets all the handles append behind the same position at once, again and again.
func expectOneWinner(_ ledgers: [any Ledger]) async throws {
    for round in Position(0)..<30 {
        let firsts = try await withThrowingTaskGroup(of: Position?.self) { group in
            for (number, ledger) in ledgers.enumerated() {
                group.addTask { try ledger.append([Samples.draft(number)], ifEndsAt: round) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(firsts.compactMap { $0 } == [round + 1])
    }
    #expect(try LedgerVerification()(ledgers[0]) == .intact(ledgers[0].tail()))
}
