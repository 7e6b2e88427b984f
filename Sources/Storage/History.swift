public import Domain

/// Reads what events say back from the ledger: the state keeps only what became of them.
public protocol History: Sendable {
    /// The full events with those ids, normalised by the configuration that was in force when the fold met them.
    ///
    /// - Returns: An event for each id that still has one; ids of erased or unreadable content are missing.
    /// - Complexity: One look-up in the ledger and one normalisation for each entry named.
    func events(_ ids: [EventID]) async throws(StorageError) -> [EventID: Event]

    /// The entry as it was received; nil where there is none at that position.
    func entry(at position: Position) async throws(StorageError) -> Entry?
}
