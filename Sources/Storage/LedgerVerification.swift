public import Domain

/// Walks a ledger from its start, recomputes the hash chain and finds the first place where it does not hold.
public struct LedgerVerification: Sendable {
    /// What the walk found.
    public enum Finding: Sendable, Hashable {
        /// Every entry is there, unaltered, up to this end.
        case intact(LedgerTail)
        /// There is no entry at this position, though there are later ones.
        case missing(Position)
        /// The entry at this position, or its hash, is not what was appended.
        case altered(Position)
        /// The ledger ends at `last`, though entries up to `expected` are known to have been there.
        case cut(last: Position, expected: Position)
        /// The entry at this position cannot be read.
        case unreadable(Position, detail: String)
    }

    /// Up to where entries are known to have been: the position of a state that was folded from the ledger, for example. 0 when nothing is known.
    public var expectedPosition: Position
    /// An end that the ledger had at some time, kept outside of it. It shows a ledger that was rewritten together with all its hashes.
    public var knownTail: LedgerTail?
    /// Entries read at once.
    public var batchEntries: Int

    /// A verification that knows nothing but the ledger itself, unless told more.
    public init(
        expectedPosition: Position = 0, knownTail: LedgerTail? = nil, batchEntries: Int = Limits.batchEntriesMax
    ) {
        self.expectedPosition = expectedPosition
        self.knownTail = knownTail
        self.batchEntries = max(1, batchEntries)
    }

    /// Verifies up to the end that the ledger has when the walk begins.
    ///
    /// - Parameter progress: Called after each batch with the position reached and that of the end.
    /// - Throws: What the ledger throws while it is busy or cannot be opened; damage is a finding, not an error.
    /// - Complexity: Reads and hashes the whole ledger; memory for one batch.
    public func callAsFunction(
        _ ledger: some Ledger, progress: (Position, Position) -> Void = { _, _ in }
    ) throws(StorageError) -> Finding {
        let tail = try ledger.tail()
        var position: Position = 0
        var hash = EntryChain.start
        while position < tail.position {
            let entries: [Entry]
            do {
                entries = try ledger.read(after: position, limit: batchEntries, bytesMax: Limits.batchBytesMax)
            } catch .corrupt(let detail) {
                return try ledger.hash(at: position + 1) == nil
                    ? .missing(position + 1) : .unreadable(position + 1, detail: detail)
            }
            guard !entries.isEmpty else { return .missing(position + 1) }
            for entry in entries where entry.position <= tail.position {
                guard entry.position == position + 1 else { return .missing(position + 1) }
                hash = EntryChain.hash(of: entry.draft, at: entry.position, after: hash)
                guard try ledger.hash(at: entry.position) == hash else { return .altered(entry.position) }
                if let knownTail, knownTail.position == entry.position, knownTail.hash != hash {
                    return .altered(entry.position)
                }
                position = entry.position
            }
            progress(position, tail.position)
        }
        let expected = max(expectedPosition, knownTail?.position ?? 0)
        return position < expected
            ? .cut(last: position, expected: expected) : .intact(LedgerTail(position: position, hash: hash))
    }
}
