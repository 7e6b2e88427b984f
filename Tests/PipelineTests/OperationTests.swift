import Domain
import Foundation
import Pipeline
import Storage
import TestSupport
import Testing

@Suite("Dead letters, audit and reading back")
struct OperationTests {
    private static let everything = (from: Timestamp(microseconds: .min), to: Timestamp(microseconds: .max))

    private func total(_ measure: Measure, _ state: MemoryStateStore) async throws -> Int64 {
        let range = OperationTests.everything
        return try await state.totals(from: range.from, to: range.to).filter { $0.measure == measure }.reduce(0) {
            $0 + $1.count
        }
    }

    @Test("a delivery that cannot be read becomes a dead letter, and the next one is folded all the same")
    func deadLetter() async throws {
        let bench = try Workbench()
        let broken = try bench.append(
            .delivery, "whatsapp", Array("{\"object\":".utf8), headers: "content-type: application/json\n")
        try bench.whatsApp("a", from: "6281200000001", "halo")
        let state = try bench.folded()
        let letters = try await state.deadLetters(includingResolved: false, limit: 10)
        #expect(letters.map(\.position) == [broken])
        #expect(letters.first?.advice.isEmpty == false)
        #expect(try await total(.counted, state) == 1)
        #expect(try await total(.deliveries, state) == 2)
    }

    @Test("dead letters are run again under the configuration of that moment, and count at their own time, once")
    func rerun() async throws {
        let bench = try Workbench(channels: ["telegram"])
        let early = try bench.whatsApp("a", from: "6281200000001", "harga")
        #expect(try await bench.folded().deadLetters(includingResolved: false, limit: 10).count == 1)
        try bench.configure(channels: ["telegram", "whatsapp"])
        for _ in 0..<2 {
            let draft = Action(.rerun([early])).draft(at: Workbench.start.adding(seconds: 5000))
            try bench.append(.action, draft.channel, draft.body)
        }
        let state = try bench.folded()
        #expect(try await state.deadLetters(includingResolved: false, limit: 10).isEmpty)
        #expect(try await state.deadLetters(includingResolved: true, limit: 10).map(\.resolvedBy) == [4])
        #expect(try await total(.counted, state) == 1)
        let lead = try #require(try await state.lead(EventID(position: early, item: 0)))
        #expect(lead.facts.first?.at == Timestamp(microseconds: 1_750_000_000_000_000))
        #expect(lead.facts.first.map { $0.recordedAt > $0.at } == true)
        let history = LedgerHistory(ledger: bench.ledger, state: state)
        #expect(try await history.events([lead.lead.id])[lead.lead.id]?.text == "harga")
    }

    @Test("a delivery that still cannot be read stays open and says how often it was tried")
    func rerunInVain() async throws {
        let bench = try Workbench()
        let broken = try bench.append(
            .delivery, "whatsapp", Array("{".utf8), headers: "content-type: application/json\n")
        let draft = Action(.rerun([broken, 999, 1])).draft(at: Workbench.start)
        try bench.append(.action, draft.channel, draft.body)
        let letters = try await bench.folded().deadLetters(includingResolved: false, limit: 10)
        #expect(letters.map(\.attempts) == [1])
    }

    @Test("an audit of an honest state is clean")
    func cleanAudit() async throws {
        let bench = try Workbench()
        try bench.fill(100, seed: 9)
        let state = try bench.folded()
        let scratch = MemoryStateStore()
        let report = try await Audit(
            ledger: bench.ledger, state: state, views: state, scratch: scratch, scratchViews: scratch
        ).run()
        #expect(report.findings == [])
        #expect(report.ledgerPosition == 101)
        #expect(report.totals[.items] == report.totals[.counted, default: 0] + report.totals[.duplicates, default: 0])
    }

    @Test("an audit finds a state that was changed behind the ledger's back, and says which number")
    func tamperedState() async throws {
        let bench = try Workbench()
        try bench.fill(20, seed: 9)
        let state = try bench.folded()
        var changes = Changes(from: try state.position(), through: try state.position())
        changes.cells = [Cell(key: Cell.Key(measure: .leads, channel: "whatsapp", at: Workbench.start), count: 5)]
        try state.commit(changes)
        let scratch = MemoryStateStore()
        let report = try await Audit(
            ledger: bench.ledger, state: state, views: state, scratch: scratch, scratchViews: scratch
        ).run()
        #expect(!report.isClean)
        #expect(report.findings.contains { $0.hasPrefix("leads: ") })
    }

    @Test("events are read back as they were understood when they were folded")
    func history() async throws {
        let bench = try Workbench()
        let position = try bench.whatsApp("a", from: "6281200000001", "halo")
        try bench.configure(channels: ["whatsapp"]) { $0.replacingOccurrences(of: "text.body", with: "text.other") }
        let state = try bench.folded()
        let id = EventID(position: position, item: 0)
        let history = LedgerHistory(ledger: bench.ledger, state: state)
        #expect(try await history.events([id])[id]?.text == "halo")
        #expect(try await history.events([EventID(position: 99, item: 0)]).isEmpty)
        #expect(try await history.entry(at: position)?.draft.channel == "whatsapp")
    }
}
