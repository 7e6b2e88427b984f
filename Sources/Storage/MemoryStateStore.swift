public import Domain
import Synchronization

/// A state in memory: the executable specification of ``StateStore`` and ``Views``, for tests and for simulations.
public final class MemoryStateStore: StateStore {
    private let state = Mutex(MemoryState())

    /// An empty state.
    public init() {}

    /// The position that the state has reached.
    public func position() throws(StorageError) -> Position { state.withLock { $0.position } }

    /// The configurations that came into force so far, in order.
    public func configurations() throws(StorageError) -> [ConfigurationRecord] {
        state.withLock { $0.configurations.sorted }
    }

    /// How far a mailbox has been read.
    public func cursor(of mailbox: String) throws(StorageError) -> MailboxCursor? {
        state.withLock { $0.mailboxes[.text(mailbox)]?.cursor }
    }

    /// The timer whose time comes first.
    public func firstTimer() throws(StorageError) -> LeadTimer? {
        state.withLock { $0.timers(dueBy: Timestamp(microseconds: .max), 1).first }
    }

    /// Reads what a batch needs to know.
    public func load(_ needs: Needs) throws(StorageError) -> Known {
        try state.withLock { state throws(StorageError) in try state.known(for: needs) }
    }

    /// Writes all that a batch changed.
    public func commit(_ changes: Changes) throws(StorageError) {
        try state.withLock { state throws(StorageError) in try state.commit(changes) }
    }

    /// Position and hash of one state. The rows are hashed outside of the lock.
    public func snapshot() throws(StorageError) -> StateSnapshot {
        let state = read { $0 }
        let hashes = state.hashes()
        return StateSnapshot(position: state.position, hash: hashes.state, historyHash: hashes.history)
    }

    /// One consistent state to read from; copied only when a commit follows while it is held.
    func read<Result: Sendable>(_ body: (MemoryState) -> Result) -> Result { state.withLock { body($0) } }
}
