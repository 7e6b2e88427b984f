public import Domain
import Synchronization

/// A ledger in memory: the executable specification, for tests and for trying things out. Nothing survives the process.
public final class MemoryLedger: Ledger {
    private struct Record {
        var draft: EntryDraft
        var hash: [UInt8]
    }

    private let records = Mutex<[Record]>([])

    /// An empty ledger.
    public init() {}

    /// Appends entries in order.
    public func append(_ drafts: [EntryDraft]) throws(StorageError) -> Position {
        records.withLock { append(drafts, to: &$0) }
    }

    /// Appends entries in order while the ledger ends at `position`.
    public func append(_ drafts: [EntryDraft], ifEndsAt position: Position) throws(StorageError) -> Position? {
        records.withLock { $0.count == position ? append(drafts, to: &$0) : nil }
    }

    private func append(_ drafts: [EntryDraft], to records: inout [Record]) -> Position {
        precondition(
            (1...Limits.appendEntriesMax).contains(drafts.count), "an append has 1 to appendEntriesMax entries")
        let first = Position(records.count + 1)
        var hash = records.last?.hash ?? EntryChain.start
        for draft in drafts {
            hash = EntryChain.hash(of: draft, at: Position(records.count + 1), after: hash)
            records.append(Record(draft: draft, hash: hash))
        }
        return first
    }

    /// The last configuration.
    public func lastConfiguration() throws(StorageError) -> Entry? {
        records.withLock { records in
            records.lastIndex { $0.draft.kind == .config }.map { index in
                Entry(position: Position(index + 1), draft: records[index].draft)
            }
        }
    }

    /// Reads entries in order.
    public func read(after position: Position, limit: Int, bytesMax: Int) throws(StorageError) -> [Entry] {
        records.withLock { records in
            var entries: [Entry] = []
            var bytes = 0
            var index = Int(clamping: max(0, position))
            while index < records.count, entries.count < limit, entries.isEmpty || bytes < bytesMax {
                entries.append(Entry(position: Position(index + 1), draft: records[index].draft))
                bytes += records[index].draft.body.count
                index += 1
            }
            return entries
        }
    }

    /// The first entry behind a position that was received later.
    public func firstPosition(
        receivedAfter time: Timestamp, behind position: Position
    ) throws(StorageError) -> Position? {
        records.withLock { records in
            records.indices.dropFirst(Int(clamping: max(0, position))).first { records[$0].draft.receivedAt > time }
                .map { Position($0 + 1) }
        }
    }

    /// Where it ends.
    public func tail() throws(StorageError) -> LedgerTail {
        records.withLock { records in
            LedgerTail(position: Position(records.count), hash: records.last?.hash ?? EntryChain.start)
        }
    }

    /// The hash of one entry.
    public func hash(at position: Position) throws(StorageError) -> [UInt8]? {
        records.withLock { records in
            position >= 1 && position <= records.count ? records[Int(position) - 1].hash : nil
        }
    }
}
