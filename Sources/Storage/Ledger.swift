public import Domain

/// The append-only record of everything that can change a number: the truth from which all else can be rebuilt.
///
/// Calls block until the disk has answered: make them on a thread that may wait, never on the cooperative pool or an event loop.
/// Several threads and processes may append; positions stay without gaps.
public protocol Ledger: Sendable {
    /// Appends entries in order, all or none, durably: when it returns, a power cut does not lose them.
    ///
    /// - Parameter drafts: 1 to ``Limits/appendEntriesMax`` entries.
    /// - Returns: The position of the first; the others follow.
    /// - Throws: ``StorageError/cannotWrite(detail:)`` and ``StorageError/busy(detail:)``: nothing was appended.
    /// - Complexity: One durable write, however many entries.
    func append(_ drafts: [EntryDraft]) throws(StorageError) -> Position

    /// Appends entries as ``append(_:)`` does, but only while the ledger still ends where the caller believes.
    ///
    /// - Parameters:
    ///   - drafts: 1 to ``Limits/appendEntriesMax`` entries.
    ///   - position: The last position that the caller has taken into account; 0 for an empty ledger.
    /// - Returns: The position of the first; nil when the ledger ends elsewhere, and nothing was appended. Of several who append behind the same
    ///   position, exactly one gets a position.
    func append(_ drafts: [EntryDraft], ifEndsAt position: Position) throws(StorageError) -> Position?

    /// The last entry of kind ``EntryKind/config``, whether it was folded yet or not; nil where there is none.
    ///
    /// - Complexity: One look-up, however many deliveries came after it.
    func lastConfiguration() throws(StorageError) -> Entry?

    /// Reads entries in order.
    ///
    /// - Parameters:
    ///   - position: The last one already read; 0 to read from the start.
    ///   - limit: Most entries returned.
    ///   - bytesMax: Reading stops after the entry with which their bodies reach this sum; at least one is returned where there is one.
    func read(after position: Position, limit: Int, bytesMax: Int) throws(StorageError) -> [Entry]

    /// The first entry behind `position` that was received later than `time`; nil where there is none.
    ///
    /// - Complexity: Looks at each entry in between, because the times of entries may go back a little.
    func firstPosition(receivedAfter time: Timestamp, behind position: Position) throws(StorageError) -> Position?

    /// The last position and the hash there; position 0 and 32 zero bytes for an empty ledger.
    func tail() throws(StorageError) -> LedgerTail

    /// The stored hash of one entry; nil where there is no such entry.
    func hash(at position: Position) throws(StorageError) -> [UInt8]?
}

/// Where a ledger ends.
public struct LedgerTail: Sendable, Hashable {
    /// The last position.
    public var position: Position
    /// The last hash of the chain, 32 bytes.
    public var hash: [UInt8]

    /// An end from its parts.
    public init(position: Position, hash: [UInt8]) {
        self.position = position
        self.hash = hash
    }
}
