import Domain
import Foundation
import Pipeline
import StorageSQLite
import Testing

@testable import Storage

@Suite("A release in the ledger")
struct ReleaseTests {
    private static let start = Workbench.start
    private static let link = "https://elsewhere.example/harga"

    /// Somebody is held back, counts later, and his inquiry is closed before the first one is released.
    private func bench() throws -> (bench: SpamBench, held: EventID) {
        let bench = try SpamBench()
        let held = try bench.form(
            [("nama", "Siti"), ("email", "siti@mail.example"), ("pesan", Self.link)], at: Self.start)
        let next = try bench.form(
            [("nama", "Siti"), ("email", "siti@mail.example"), ("pesan", "Berapa harga meja?")],
            at: Self.start.adding(seconds: 60))
        let lead = EventID(position: next, item: 0)
        for deed in [Deed.lead(lead, .disqualify(reason: "test")), .release([EventID(position: held, item: 0)])] {
            _ = try bench.ledger.append([Action(deed, actor: "ani").draft(at: Self.start.adding(seconds: 4000))])
        }
        try bench.form(
            [("nama", "Siti"), ("email", "siti@mail.example"), ("pesan", "Masih ada?")],
            at: Self.start.adding(seconds: 5000))
        return (bench, EventID(position: held, item: 0))
    }

    @Test("gives the same state in every store and in batches of any size, also after the inquiry was closed")
    func sameEverywhere() throws {
        let (bench, held) = try bench()
        var hashes: Set<[UInt8]> = []
        for batch in [1, 2, 100] {
            let state = MemoryStateStore()
            try FoldLoop(ledger: bench.ledger, state: state, batchEntriesMax: batch).runToEnd()
            hashes.insert(try state.snapshot().historyHash)
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "release-\(batch)-\(UInt64.random(in: 0 ... .max))")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = try SQLiteStateStore(
                path: folder.appendingPathComponent("state.sqlite").path, opening: .maintaining)
            try FoldLoop(ledger: bench.ledger, state: file, batchEntriesMax: batch).runToEnd()
            hashes.insert(try file.snapshot().historyHash)
        }
        #expect(hashes.count == 1)
        let (state, records) = try bench.folded()
        #expect(records.first { $0.id == held }?.outcome == .counted)
        #expect(state.read { $0.actions.sorted }.map(\.outcome) == [.applied, .applied])
    }

    @Test("puts what counts late into the inquiry that came after it, and opens none behind the newest")
    func lateStatement() throws {
        let (bench, held) = try bench()
        let (state, records) = try bench.folded()
        let leads = state.read { $0.leads.sorted }
        #expect(leads.map(\.stage.isOpen) == [false, true])
        #expect(leads.map(\.id.position) == [held.position + 1, held.position + 4])
        #expect(records.first { $0.id == held }?.lead == leads.first?.id)
    }

    @Test("restates the time when it was written, and no other")
    func restatement() throws {
        let bench = try SpamBench()
        let held = try bench.form(
            [("nama", "Siti"), ("email", "siti@mail.example"), ("pesan", Self.link)], at: Self.start)
        let before = try bench.folded().state.read { $0.cells.sorted }
        _ = try bench.ledger.append([
            Action(.release([EventID(position: held, item: 0)])).draft(at: Self.start.adding(seconds: 90_000))
        ])
        let state = try bench.folded().state
        let after = state.read { $0.cells.sorted }
        let bucket = Cell.Key(measure: .counted, channel: "web-form", at: Self.start).bucket
        #expect(before.first { $0.key.measure == .quarantined }?.count == 1)
        #expect(!after.contains { $0.key.measure == .quarantined })
        #expect(after.allSatisfy { $0.key.bucket == bucket })
        let facts = state.read { $0.facts.sorted }
        #expect(facts.first?.kind == .lead)
        #expect(facts.allSatisfy { $0.at == Self.start && $0.recordedAt == Self.start.adding(seconds: 90_000) })
    }
}
