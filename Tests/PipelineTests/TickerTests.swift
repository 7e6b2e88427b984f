import Domain
import Logging
import Storage
import Synchronization
import Testing

@testable import Pipeline

@Suite("Time in the ledger")
struct TickerTests {
    private static let lead = LeadTimer.Key(kind: .offer, lead: EventID(position: 1, item: 0))

    /// A state with one timer, and what a ticker over it appended.
    private struct Bench {
        let state = MemoryStateStore()
        let ledger = MemoryLedger()
        let clock = Clock()

        final class Clock: Sendable {
            private let seconds = Mutex<Int64>(0)
            var now: Timestamp { Timestamp(microseconds: seconds.withLock { $0 } * 1_000_000) }
            func set(_ value: Int64) { seconds.withLock { $0 = value } }
        }

        init(due: Int64) throws {
            var changes = Changes(from: 0, through: 1)
            changes.timers = [LeadTimer(TickerTests.lead, due: Timestamp(microseconds: due * 1_000_000))]
            try state.commit(changes)
            _ = try ledger.append([EntryDraft(kind: .tick, receivedAt: .epoch, channel: "", headers: "", body: [])])
        }

        var ticker: Ticker {
            let (ledger, clock) = (ledger, clock)
            return Ticker(
                state: state, append: { (draft) async throws(StorageError) in try ledger.append([draft]) },
                now: { clock.now }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }
    }

    @Test("passes when something is due, and not before")
    func due() async throws {
        let bench = try Bench(due: 100)
        let ticker = bench.ticker
        bench.clock.set(99)
        #expect(try await ticker.look() == false)
        bench.clock.set(100)
        #expect(try await ticker.look())
        let entry = try #require(try bench.ledger.read(after: 1, limit: 9, bytesMax: 1000).first)
        #expect(entry.draft.kind == .tick && entry.draft.receivedAt == bench.clock.now)
    }

    @Test("passes once, until the tick is folded; again where that left something due")
    func once() async throws {
        let bench = try Bench(due: 100)
        let ticker = bench.ticker
        bench.clock.set(200)
        #expect(try await ticker.look())
        #expect(try await ticker.look() == false)
        #expect(try bench.ledger.tail().position == 2)
        try bench.state.commit(Changes(from: 1, through: 2))
        #expect(try await ticker.look())
        var changes = Changes(from: 2, through: 3)
        changes.noLongerTimed = [Self.lead]
        try bench.state.commit(changes)
        #expect(try await ticker.look() == false)
    }
}
