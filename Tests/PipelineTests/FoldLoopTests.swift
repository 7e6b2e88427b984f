import Domain
import Foundation
import Pipeline
import Storage
import StorageSQLite
import TestSupport
import Testing

@Suite("Folding a ledger")
struct FoldLoopTests {
    @Test("gives the same state in batches of any size, in memory and in SQLite", arguments: UInt64(1)...5)
    func batches(seed: UInt64) throws {
        let bench = try Workbench()
        try bench.fill(150, seed: seed)
        let expected = try bench.folded().stateHash()
        for batch in [1, 7, 64] { #expect(try bench.folded(batch: batch).stateHash() == expected) }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "corong-fold-\(seed)-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let state = try SQLiteStateStore(
            path: folder.appendingPathComponent("state.sqlite").path, opening: .maintaining)
        try FoldLoop(ledger: bench.ledger, state: state, batchEntriesMax: 13).runToEnd()
        #expect(try state.stateHash() == expected)
    }

    @Test("goes on where it was interrupted, whatever step failed", arguments: UInt64(1)...20)
    func interruptions(seed: UInt64) throws {
        let bench = try Workbench()
        try bench.fill(80, seed: seed)
        let state = FailingStateStore(seed: seed)
        let loop = FoldLoop(ledger: bench.ledger, state: state, batchEntriesMax: 9)
        var failures = 0
        while true {
            do throws(PipelineError) {
                if try loop.step() == nil { break }
            } catch {
                #expect(error == .storage(.busy(detail: "made to fail")))
                failures += 1
            }
        }
        #expect(failures > 0)
        #expect(try state.inner.stateHash() == bench.folded().stateHash())
    }

    @Test("works with two loops on one state, neither of which applies an entry twice", arguments: UInt64(1)...10)
    func twoLoops(seed: UInt64) throws {
        let bench = try Workbench()
        try bench.fill(120, seed: seed)
        let state = MemoryStateStore()
        let loops = [5, 8].map { FoldLoop(ledger: bench.ledger, state: state, batchEntriesMax: $0) }
        var random = SplitMix64(seed: seed)
        var conflicts = 0
        while try state.position() < bench.ledger.tail().position {
            let loop = loops[Int.random(in: 0...1, using: &random)]
            do throws(PipelineError) {
                _ = try loop.step()
            } catch {
                guard error.verdict == .retry(afterSeconds: 0) else { throw error }
                conflicts += 1
            }
        }
        #expect(conflicts > 0)
        #expect(try state.stateHash() == bench.folded().stateHash())
    }

    @Test("takes what was delivered twice or in another order as one")
    func redelivery() async throws {
        let bench = try Workbench()
        for id in ["a", "b", "c", "b", "a"] { try bench.whatsApp(id, from: "6281200000001", "harga") }
        let state = try bench.folded()
        let totals = try await state.totals(from: Timestamp(microseconds: .min), to: Timestamp(microseconds: .max))
        #expect(totals.first { $0.measure == .counted }?.count == 3)
        #expect(totals.first { $0.measure == .duplicates }?.count == 2)
        #expect(totals.first { $0.measure == .leads }?.count == 1)
    }

    @Test("joins one person on several channels into one lead")
    func channelsJoin() async throws {
        let bench = try Workbench()
        try bench.whatsApp("a", from: "6281234567890", "halo", named: "Siti")
        try bench.append(
            .delivery, "web-form",
            Array("nama=Siti&telepon=0812-3456-7890&email=siti%40example.com&pesan=berapa+harga".utf8),
            headers: "content-type: application/x-www-form-urlencoded\n")
        try bench.append(
            .delivery, "email",
            Array(
                "From: Siti <siti@example.com>\r\nTo: cs@toko.example\r\nSubject: Survey\r\nMessage-ID: <1@x>\r\n\r\nMau survey\r\n"
                    .utf8),
            headers: "content-type: message/rfc822\n")
        let leads = try await bench.folded().leads(LeadQuery())
        #expect(leads.count == 1)
        let detail = try #require(try await bench.folded().lead(leads[0].lead.id))
        #expect(Set(detail.events.map(\.channel)) == ["whatsapp", "web-form", "email"])
        #expect(detail.conversations.count == 3)
        #expect(detail.lead.score == detail.scoreRows.reduce(0) { $0 + $1.points })
    }

    @Test("refuses a ledger that ends before the state does")
    func shortLedger() throws {
        let bench = try Workbench()
        try bench.fill(10, seed: 1)
        let state = try bench.folded()
        let other = try Workbench()
        #expect(throws: PipelineError.ledgerTooShort(ledger: 1, state: 11)) {
            try FoldLoop(ledger: other.ledger, state: state).runToEnd()
        }
    }

    @Test("stops at a configuration that it cannot read instead of folding under the wrong rules")
    func unreadableConfiguration() throws {
        let bench = try Workbench()
        try bench.append(.config, "", Array("nonsense".utf8))
        try bench.whatsApp("a", from: "6281200000001", "harga")
        let state = MemoryStateStore()
        #expect(throws: PipelineError.self) { try FoldLoop(ledger: bench.ledger, state: state).runToEnd() }
        #expect(try state.position() == 1)
    }

    @Test("folds up to a given position for a state of the past")
    func past() throws {
        let bench = try Workbench()
        try bench.fill(30, seed: 3)
        let state = MemoryStateStore()
        #expect(try FoldLoop(ledger: bench.ledger, state: state, end: 17).runToEnd() == 17)
        #expect(try state.position() == 17)
    }
}

/// A store whose calls fail now and then, before or instead of doing anything.
private final class FailingStateStore: StateStore {
    let inner = MemoryStateStore()
    private let random: Shared

    init(seed: UInt64) { random = Shared(seed: seed) }

    private func maybeFail() throws(StorageError) {
        if random.next(below: 4) == 0 { throw .busy(detail: "made to fail") }
    }

    func position() throws(StorageError) -> Position {
        try maybeFail()
        return try inner.position()
    }

    func configurations() throws(StorageError) -> [ConfigurationRecord] {
        try maybeFail()
        return try inner.configurations()
    }

    func cursor(of mailbox: String) throws(StorageError) -> MailboxCursor? {
        try maybeFail()
        return try inner.cursor(of: mailbox)
    }

    func firstTimer() throws(StorageError) -> LeadTimer? {
        try maybeFail()
        return try inner.firstTimer()
    }

    func load(_ needs: Needs) throws(StorageError) -> Known {
        try maybeFail()
        return try inner.load(needs)
    }

    /// Fails either before or after the commit: the caller cannot know which.
    func commit(_ changes: Changes) throws(StorageError) {
        try maybeFail()
        try inner.commit(changes)
        try maybeFail()
    }

    func snapshot() throws(StorageError) -> StateSnapshot { try inner.snapshot() }
}
