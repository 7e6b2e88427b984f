import Domain
import Foundation
import JournalMaker
import Pipeline
import Storage
import StorageSQLite
import TestSupport
import Testing

@Suite("Folding made-up journals")
struct JournalTests {
    @Test("gives the same state and the same history in batches of any size", arguments: UInt64(1)...2)
    func batches(seed: UInt64) throws {
        let journal = try Journal(seed: seed, deliveries: 280)
        let expected = try journal.folded(batch: 1).snapshot()
        for batch in [2, 7, 64, 4000] {
            let snapshot = try journal.folded(batch: batch).snapshot()
            #expect(snapshot == expected, "seed \(seed), batches of \(batch)")
        }
    }

    @Test("gives the same in any batches where families share what they go by, and are merged and parted a lot")
    func families() throws {
        let journal = try Journal(seed: 1050, deliveries: 300) { plan in
            plan.persons = 25
            plan.rates.configurations = 0
            plan.rates.families = 250
            plan.rates.furtherChannels = 700
            plan.rates.revelations = 150
            plan.rates.merges = 900
            plan.rates.unmerges = 600
            plan.rates.mistakes = 25
        }
        let expected = try journal.folded(batch: 1).snapshot()
        for batch in [13, 4000] { #expect(try journal.folded(batch: batch).snapshot() == expected) }
    }

    @Test("gives the same in any batches where a lead is given back, parted from others and qualified again")
    func givenBack() throws {
        let journal = try Journal(seed: 1003, deliveries: 750)
        let end: Position = 913
        #expect(try journal.folded(to: end, batch: 1).snapshot() == journal.folded(to: end, batch: 4000).snapshot())
    }

    @Test("comes to the same from any prefix as at once, whatever the batches", arguments: UInt64(11)...13)
    func prefixes(seed: UInt64) throws {
        let journal = try Journal(seed: seed, deliveries: 220)
        var random = SplitMix64(seed: seed)
        let state = MemoryStateStore()
        let middle = Int64.random(in: 1..<journal.end, using: &random)
        for end in [middle, Int64.random(in: middle...journal.end, using: &random), journal.end] {
            try journal.fold(into: state, to: end, batch: Int.random(in: 1...50, using: &random))
            #expect(try state.position() == end)
            #expect(try state.snapshot() == journal.folded(to: end).snapshot(), "seed \(seed), position \(end)")
        }
    }

    @Test("gives the same in SQLite as in memory", arguments: [UInt64(31)])
    func backends(seed: UInt64) throws {
        let journal = try Journal(seed: seed, deliveries: 400)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "corong-journal-\(seed)-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let state = try SQLiteStateStore(
            path: folder.appendingPathComponent("state.sqlite").path, opening: .maintaining)
        try journal.fold(into: state, batch: 97)
        #expect(try state.snapshot() == journal.folded().snapshot())
    }

    @Test("loses no item: an audit recounts the same and every item has an outcome", arguments: UInt64(41)...42)
    func conservation(seed: UInt64) async throws {
        let journal = try Journal(seed: seed, deliveries: 300)
        let state = try journal.folded(batch: 30)
        let scratch = MemoryStateStore()
        let report = try await Audit(
            ledger: journal.ledger, state: state, views: state, scratch: scratch, scratchViews: scratch
        ).run()
        #expect(report.findings == [])
        #expect(report.totals[.deliveries] == Int64(journal.tally[.deliveries]))
        #expect((report.totals[.duplicates] ?? 0) > 0)
    }
}

@Suite("Scores of made-up journals")
struct JournalScoreTests {
    @Test("are the sum of their rows at every instant", arguments: UInt64(51)...53)
    func sums(seed: UInt64) async throws {
        let journal = try Journal(seed: seed, deliveries: 200)
        let state = MemoryStateStore()
        for end in stride(from: Position(40), through: journal.end, by: 67) {
            try journal.fold(into: state, to: end, batch: 11)
            for group in try await groups(in: state) {
                let counted = group.counted
                let sum = group.rows.reduce(0) { $0 + $1.value(at: counted.standing.scoredAt) }
                #expect(counted.score == sum, "seed \(seed), position \(end), lead \(counted.id)")
            }
        }
    }

    @Test("never go beyond the cap of a group, nor count a rule more often than it says", arguments: UInt64(61)...62)
    func caps(seed: UInt64) async throws {
        let journal = try Journal(seed: seed, deliveries: 400)
        for group in try await groups(in: journal.folded()) {
            for (name, rows) in Dictionary(grouping: group.rows, by: \.group) {
                let cap = rows.compactMap(\.cap).max() ?? .max
                let sum = rows.reduce(0) { $0 + $1.value(at: group.counted.standing.scoredAt) }
                #expect(abs(sum) <= cap, "seed \(seed), lead \(group.counted.id), group \(name)")
            }
            for (name, rows) in Dictionary(grouping: group.rows, by: \.rule) {
                let times = Int64(rows.count { $0.points != 0 })
                #expect(times <= rows[0].timesMax, "seed \(seed), lead \(group.counted.id), rule \(name)")
            }
        }
    }

    @Test("bring a lead to a stage only where facts say so", arguments: UInt64(71)...72)
    func facts(seed: UInt64) async throws {
        let journal = try Journal(seed: seed, deliveries: 400)
        let state = try journal.folded()
        for group in try await groups(in: state) {
            var net: [FactKind: Int] = [:]
            for fact in group.facts where FactKind.stages.contains(fact.kind) {
                net[fact.kind, default: 0] += fact.isRetraction ? -1 : 1
            }
            let stated = Set(net.filter { $0.value != 0 }.keys)
            #expect(net.values.allSatisfy { $0 == 0 || $0 == 1 }, "seed \(seed), lead \(group.counted.id)")
            #expect(
                stated == Set(group.counted.standing.entries.map { FactKind($0.stage) }),
                "seed \(seed), lead \(group.counted.id)")
        }
    }

    /// A lead that is counted, with all that is counted with it.
    private struct Group {
        var counted: Lead
        var rows: [ScoreRow]
        var facts: [Fact]
    }

    /// The leads that are counted. Those that are joined to them may be missing in lists, so they are asked of the store.
    private func groups(in state: MemoryStateStore) async throws -> [Group] {
        var groups: [Group] = []
        var before: LeadID?
        while true {
            let page = try await state.leads(LeadQuery(before: before, limit: Limits.pageRowsMax))
            guard let last = page.last else { return groups }
            before = last.lead.id
            for lead in page.map(\.lead) where lead.isCounted {
                var needs = Needs()
                needs.leads = [lead.id]
                let known = try state.load(needs)
                let ids = [lead.id] + (known.joined[lead.id] ?? [])
                groups.append(
                    Group(
                        counted: lead, rows: ids.flatMap { known.scoreRows[$0] ?? [] },
                        facts: try await state.lead(lead.id)?.facts ?? []))
            }
        }
    }
}

extension FactKind {
    /// Those that a lead has one of for each stage it has reached.
    fileprivate static let stages = Set(Stage.allCases.map(FactKind.init))
}
