public import Domain

/// The state: what folding the ledger up to a position gives.
///
/// Only the pipeline writes here. Calls block, as those of ``Ledger`` do. Nothing is lost when the store is: it can be rebuilt from the ledger.
public protocol StateStore: Sendable {
    /// The position that the state has reached; 0 for an empty state.
    func position() throws(StorageError) -> Position

    /// The configurations that came into force so far, in order.
    func configurations() throws(StorageError) -> [ConfigurationRecord]

    /// How far a mailbox has been read; nil for one that nothing came from.
    func cursor(of mailbox: String) throws(StorageError) -> MailboxCursor?

    /// The timer whose time comes first; nil where nothing is timed.
    func firstTimer() throws(StorageError) -> LeadTimer?

    /// Reads what a batch needs to know. Cost: one point look-up for each digest, identifier and what hangs on it.
    func load(_ needs: Needs) throws(StorageError) -> Known

    /// Writes all that a batch changed and the position it reached in one transaction.
    ///
    /// - Throws: ``StorageError/positionMoved(expected:found:)`` when the stored position is not ``Changes/from``; nothing was written then.
    func commit(_ changes: Changes) throws(StorageError)

    /// Position and hash of one and the same state, though folding goes on meanwhile and is not held up.
    ///
    /// - Complexity: Reads the whole state.
    func snapshot() throws(StorageError) -> StateSnapshot
}

extension StateStore {
    /// The hash of ``snapshot()`` alone, for a state that nobody folds into at the moment.
    ///
    /// - Complexity: Reads the whole state.
    public func stateHash() throws(StorageError) -> [UInt8] { try snapshot().hash }
}

/// What a state was at one moment.
public struct StateSnapshot: Sendable, Hashable {
    /// The position that the state had reached.
    public var position: Position
    /// A hash over what stands: equal for equal states, whatever the backend and the batches that led there, also after something was done and
    /// undone. 32 bytes.
    public var hash: [UInt8]
    /// A hash over all of the state, also over how things came about. 32 bytes.
    public var historyHash: [UInt8]

    /// A snapshot from its parts.
    public init(position: Position, hash: [UInt8], historyHash: [UInt8]) {
        self.position = position
        self.hash = hash
        self.historyHash = historyHash
    }
}
