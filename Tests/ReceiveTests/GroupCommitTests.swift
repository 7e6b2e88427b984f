import Domain
import Storage
import Synchronization
import Testing

@testable import Receive

/// Remembers what it was told.
private final class Owner: CommitOwner {
    enum Told: Sendable, Equatable {
        case committed(Int, first: Position)
        case refused(Int)
    }
    let told: AsyncStream<Told>
    private let continuation: AsyncStream<Told>.Continuation

    init() { (told, continuation) = AsyncStream.makeStream(of: Told.self) }

    func settled(_ count: Int, _ outcome: CommitOutcome) {
        switch outcome {
        case .committed(let first): continuation.yield(.committed(count, first: first))
        case .refused: continuation.yield(.refused(count))
        }
    }
}

private func drafts(_ count: Int, bytes: Int = 10) -> [EntryDraft] {
    (0..<count).map { _ in
        EntryDraft(
            kind: .delivery, receivedAt: now, channel: "chat", headers: "", body: [UInt8](repeating: 65, count: bytes))
    }
}

@Suite("Group commit")
struct GroupCommitTests {
    @Test("writes all that waits with one write, and tells each owner once")
    func takesAll() async {
        let ledger = TestLedger()
        let commit = GroupCommit(ledger: ledger)
        ledger.hold()
        let (first, second) = (Owner(), Owner())
        var writes = ledger.writes.makeAsyncIterator()
        commit.enqueue(drafts(1), of: first)
        #expect(await writes.next(isolation: nil) == 1)
        for _ in 0..<10 {
            commit.enqueue(drafts(2), of: first)
            commit.enqueue(drafts(3), of: second)
        }
        ledger.release()
        #expect(await writes.next(isolation: nil) == 50)
        var tellFirst = first.told.makeAsyncIterator()
        var tellSecond = second.told.makeAsyncIterator()
        #expect(await tellFirst.next(isolation: nil) == .committed(1, first: 1))
        #expect(await tellFirst.next(isolation: nil) == .committed(20, first: 2))
        #expect(await tellSecond.next(isolation: nil) == .committed(30, first: 22))
    }

    @Test("keeps to the limits of one write")
    func limits() async {
        let ledger = TestLedger()
        let commit = GroupCommit(ledger: ledger)
        ledger.hold()
        let owner = Owner()
        var writes = ledger.writes.makeAsyncIterator()
        commit.enqueue(drafts(1), of: owner)
        _ = await writes.next(isolation: nil)
        commit.enqueue(drafts(Limits.appendEntriesMax + 5), of: owner)
        commit.enqueue(drafts(3, bytes: Limits.appendBytesMax / 2), of: owner)
        commit.enqueue(drafts(1), of: owner)
        ledger.release()
        #expect(await writes.next(isolation: nil) == Limits.appendEntriesMax)
        #expect(await writes.next(isolation: nil) == 5)
        #expect(await writes.next(isolation: nil) == 3)
        #expect(await writes.next(isolation: nil) == 1)
    }

    @Test("says how far the ledger is after each write")
    func reached() async throws {
        let (positions, continuation) = AsyncStream.makeStream(of: Position.self)
        let commit = GroupCommit(ledger: MemoryLedger()) { continuation.yield($0) }
        let owner = Owner()
        commit.enqueue(drafts(3), of: owner)
        var iterator = positions.makeAsyncIterator()
        #expect(await iterator.next(isolation: nil) == 3)
        commit.enqueue(drafts(1), of: owner)
        #expect(await iterator.next(isolation: nil) == 4)
    }

    @Test("tells what could not be written, and simply writes again")
    func recovers() async {
        let ledger = TestLedger()
        let (failures, continuation) = AsyncStream.makeStream(of: Int.self)
        let commit = GroupCommit(ledger: ledger, failed: { _, entries in continuation.yield(entries) })
        let owner = Owner()
        var told = owner.told.makeAsyncIterator()
        ledger.fail(with: .cannotWrite(detail: "full"))
        commit.enqueue(drafts(2), of: owner)
        #expect(await told.next(isolation: nil) == .refused(2))
        var failed = failures.makeAsyncIterator()
        #expect(await failed.next(isolation: nil) == 2)
        ledger.fail(with: nil)
        commit.enqueue(drafts(1), of: owner)
        #expect(await told.next(isolation: nil) == .committed(1, first: 1))
        #expect(ledger.entries.count == 1)
    }

    @Test("remembers why the latest write failed until one succeeds")
    func lastFailure() throws {
        let ledger = TestLedger()
        let commit = GroupCommit(ledger: ledger)
        #expect(commit.lastFailure == nil)
        ledger.fail(with: .cannotWrite(detail: "disk full"))
        #expect(throws: StorageError.self) { try commit.append(drafts(1)) }
        #expect(commit.lastFailure?.contains("disk full") == true)
        ledger.fail(with: nil)
        _ = try commit.append(drafts(1))
        #expect(commit.lastFailure == nil)
    }

    @Test("tells when all that was handed over before is decided, without a write of its own")
    func settled() async {
        let ledger = TestLedger()
        let commit = GroupCommit(ledger: ledger)
        await commit.settled()
        #expect(ledger.batches.isEmpty)
        let owner = Owner()
        commit.enqueue(drafts(Limits.appendEntriesMax + 5), of: owner)
        await commit.settled()
        #expect(ledger.entries.count == Limits.appendEntriesMax + 5)
        ledger.fail(with: .busy(detail: "locked"))
        commit.enqueue(drafts(1), of: owner)
        await commit.settled()
        #expect(commit.lastFailure != nil)
    }

    @Test("can be waited for")
    func waits() throws {
        let ledger = TestLedger()
        let commit = GroupCommit(ledger: ledger)
        #expect(try commit.append(drafts(2)) == 1)
        #expect(try commit.append(drafts(1)) == 3)
        ledger.fail(with: .busy(detail: "locked"))
        #expect(throws: StorageError.busy(detail: "locked")) { try commit.append(drafts(1)) }
    }
}
