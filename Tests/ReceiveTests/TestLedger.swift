import Dispatch
import Domain
import Storage
import Synchronization

/// A ledger that can be held or broken, and tells when it is asked to write.
final class TestLedger: Ledger {
    private struct State {
        var isHeld = false
        var error: StorageError?
        var batches: [[EntryDraft]] = []
    }

    private let state = Mutex(State())
    private let held = DispatchSemaphore(value: 0)
    private let continuation: AsyncStream<Int>.Continuation
    /// The number of entries of each write, as it begins.
    let writes: AsyncStream<Int>

    init() { (writes, continuation) = AsyncStream.makeStream(of: Int.self) }

    /// Lets the next writes wait for ``release()``, one each.
    func hold() { state.withLock { $0.isHeld = true } }

    /// Lets one waiting write end, and with `all` every later one at once.
    func release(all: Bool = true) {
        if all { state.withLock { $0.isHeld = false } }
        held.signal()
    }

    func fail(with error: StorageError?) { state.withLock { $0.error = error } }

    var batches: [[EntryDraft]] { state.withLock { $0.batches } }
    var entries: [EntryDraft] { batches.flatMap { $0 } }

    func append(_ drafts: [EntryDraft]) throws(StorageError) -> Position {
        let isHeld = state.withLock { $0.isHeld }
        continuation.yield(drafts.count)
        if isHeld { held.wait() }
        let result = state.withLock { state -> Result<Position, StorageError> in
            if let error = state.error { return .failure(error) }
            let first = state.batches.reduce(1) { $0 + $1.count }
            state.batches.append(drafts)
            return .success(Position(first))
        }
        return try result.get()
    }

    func append(_ drafts: [EntryDraft], ifEndsAt position: Position) throws(StorageError) -> Position? {
        Position(entries.count) == position ? try append(drafts) : nil
    }

    func lastConfiguration() throws(StorageError) -> Entry? { nil }
    func read(after position: Position, limit: Int, bytesMax: Int) throws(StorageError) -> [Entry] { [] }
    func firstPosition(receivedAfter: Timestamp, behind: Position) throws(StorageError) -> Position? { nil }
    func tail() throws(StorageError) -> LedgerTail { LedgerTail(position: Position(entries.count), hash: []) }
    func hash(at position: Position) throws(StorageError) -> [UInt8]? { nil }
}
