import Dispatch
public import Domain
import Metrics
public import Storage
import Synchronization

/// Makes what waits durable together: one write of the ledger for all that came in while the one before was being written.
///
/// There is no artificial delay: a lone entry is written at once, and under load a write takes as many as there are, up to
/// ``Limits/appendEntriesMax`` and ``Limits/appendBytesMax``. One thread at a time writes.
public final class GroupCommit: Sendable {
    private let ledger: any Ledger
    private let reached: @Sendable (Position) -> Void
    private let failed: @Sendable (StorageError, _ entries: Int) -> Void
    private let waiting = Mutex(WaitingEntries())
    private let queue = DispatchQueue(label: "corong.receive.commit")
    private let counters: CommitCounters
    private let failure = Mutex<StorageError?>(nil)

    /// Writes to a ledger.
    ///
    /// - Parameters:
    ///   - reached: Called after each write with the ledger's last position, on the writing thread: return quickly.
    ///   - failed: Called for each write that failed and how many entries were not acknowledged for it: the place to log it.
    public init(
        ledger: any Ledger, reached: @escaping @Sendable (Position) -> Void = { _ in },
        failed: @escaping @Sendable (StorageError, _ entries: Int) -> Void = { _, _ in }
    ) {
        self.ledger = ledger
        self.reached = reached
        self.failed = failed
        self.counters = CommitCounters()
    }

    /// Appends entries and waits until they are durable. Not on an event loop and not on the cooperative pool: it blocks.
    ///
    /// - Parameter drafts: 1 to ``Limits/appendEntriesMax`` entries, written together.
    /// - Returns: The position of the first.
    /// - Throws: What ``Ledger/append(_:)`` throws; nothing was appended then.
    public func append(_ drafts: [EntryDraft]) throws(StorageError) -> Position {
        precondition((1...Limits.appendEntriesMax).contains(drafts.count), "An append holds 1 to the limit's entries")
        let caller = WaitingCaller()
        enqueue(drafts, of: caller)
        return try caller.wait()
    }

    /// Why the latest write failed, or nil when it succeeded or there was none yet: deliveries are answered 503 while this is not nil.
    ///
    /// Any thread may ask, at the cost of a lock. It stays as it is until the next delivery is written, because nothing else tries.
    public var lastFailure: String? { failure.withLock { $0 }.map { "\($0)" } }

    /// Waits until everything that was handed over before is decided: durable, or refused.
    func settled() async {
        await withCheckedContinuation { continuation in enqueue([], of: WaitingTask(continuation)) }
    }

    /// Hands entries over; their owner is told when they are decided. Entries of one owner are decided in order.
    func enqueue(_ drafts: [EntryDraft], of owner: any CommitOwner) {
        let mustStart = waiting.withLock { waiting in
            waiting.add(drafts, of: owner)
            defer { waiting.isWriting = true }
            return !waiting.isWriting
        }
        if mustStart { queue.async { self.writeAll() } }
    }

    private func writeAll() {
        while let batch = waiting.withLock({ $0.take() }) {
            guard !batch.drafts.isEmpty else {
                settle(batch, first: 0)
                continue
            }
            counters.entries.record(batch.drafts.count)
            do throws(StorageError) {
                let first = try ledger.append(batch.drafts)
                failure.withLock { $0 = nil }
                settle(batch, first: first)
                reached(first + Position(batch.drafts.count) - 1)
            } catch {
                failure.withLock { $0 = error }
                counters.unacknowledged.increment(by: batch.drafts.count)
                failed(error, batch.drafts.count)
                for share in batch.shares { share.owner.settled(share.count, .refused(error)) }
            }
        }
    }

    private func settle(_ batch: CommitBatch, first: Position) {
        var position = first
        for share in batch.shares {
            share.owner.settled(share.count, .committed(first: position))
            position += Position(share.count)
        }
    }
}

/// What became of entries that were handed over.
enum CommitOutcome: Sendable {
    /// They are durable; the first has this position when they were handed over in one call.
    case committed(first: Position)
    /// Nothing was appended.
    case refused(StorageError)
}

/// Who handed entries over and waits for them.
protocol CommitOwner: AnyObject, Sendable {
    /// The next `count` of its entries, in the order they were handed over, are decided. Called on the writing thread.
    func settled(_ count: Int, _ outcome: CommitOutcome)
}

/// A task that waits until what stands before it is decided.
private final class WaitingTask: CommitOwner {
    private let continuation: CheckedContinuation<Void, Never>

    init(_ continuation: CheckedContinuation<Void, Never>) { self.continuation = continuation }

    func settled(_ count: Int, _ outcome: CommitOutcome) { continuation.resume() }
}

/// A thread that waits for one append.
private final class WaitingCaller: CommitOwner {
    private let done = DispatchSemaphore(value: 0)
    private let result = Mutex<CommitOutcome?>(nil)

    func settled(_ count: Int, _ outcome: CommitOutcome) {
        result.withLock { $0 = outcome }
        done.signal()
    }

    func wait() throws(StorageError) -> Position {
        done.wait()
        switch result.withLock({ $0 }) {
        case .committed(let first): return first
        case .refused(let error): throw error
        case nil: throw .cannotWrite(detail: "the write ended without a result")
        }
    }
}
