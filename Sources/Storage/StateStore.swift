public import Domain

/// The state: what folding the ledger up to a position gives.
///
/// Only the pipeline writes here. Calls block, as those of ``Ledger`` do. Nothing is lost when the store is: it can be rebuilt from the ledger.
public protocol StateStore: Sendable {
    /// The position that the state has reached; 0 for an empty state.
    func position() throws(StorageError) -> Position

    /// The configurations that came into force so far, in order.
    func configurations() throws(StorageError) -> [ConfigurationRecord]

    /// Reads what a batch needs to know. Cost: one point look-up for each digest, identifier and what hangs on it.
    func load(_ needs: Needs) throws(StorageError) -> Known

    /// Writes all that a batch changed and the position it reached in one transaction.
    ///
    /// - Throws: ``StorageError/positionMoved(expected:found:)`` when the stored position is not ``Changes/from``; nothing was written then.
    func commit(_ changes: Changes) throws(StorageError)

    /// A hash over every row of the state: equal for equal states, whatever the backend and the batches that led there. 32 bytes.
    ///
    /// - Complexity: Reads the whole state.
    func stateHash() throws(StorageError) -> [UInt8]
}
