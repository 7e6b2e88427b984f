import Domain

/// Entries that wait for the next write, in order.
struct WaitingEntries {
    /// Whether a thread is writing, or about to.
    var isWriting = false
    private var segments: [Segment] = []

    /// Entries of one owner that one write takes whole.
    private struct Segment {
        var owner: any CommitOwner
        var drafts: [EntryDraft]
        var bytes: Int

        func fits(_ count: Int, bytes more: Int) -> Bool {
            drafts.count + count <= Limits.appendEntriesMax && bytes + more <= Limits.appendBytesMax
        }
    }

    /// Adds entries; none at all are a mark, of which its owner is told when all that was added before is decided. They join those of the same owner that wait already, so that an owner is told once per write; between owners there is no
    /// order to keep. At most ``Limits/appendEntriesMax`` entries of one call stay together whatever their size.
    mutating func add(_ drafts: [EntryDraft], of owner: any CommitOwner) {
        if drafts.count > Limits.appendEntriesMax {
            add(Array(drafts[..<Limits.appendEntriesMax]), of: owner)
            add(Array(drafts[Limits.appendEntriesMax...]), of: owner)
            return
        }
        let bytes = drafts.reduce(0) { $0 + $1.body.count }
        if let last = segments.lastIndex(where: { $0.owner === owner }),
            segments[last].fits(drafts.count, bytes: bytes)
        {
            segments[last].drafts += drafts
            segments[last].bytes += bytes
        } else {
            segments.append(Segment(owner: owner, drafts: drafts, bytes: bytes))
        }
    }

    /// Takes as much as one write may hold; nil when nothing waits, and then nobody is writing any more.
    mutating func take() -> CommitBatch? {
        guard let first = segments.first else {
            isWriting = false
            return nil
        }
        var whole = first
        var shares = [CommitBatch.Share(owner: first.owner, count: first.drafts.count)]
        var taken = 1
        while taken < segments.count, whole.fits(segments[taken].drafts.count, bytes: segments[taken].bytes) {
            let next = segments[taken]
            whole.drafts += next.drafts
            whole.bytes += next.bytes
            shares.append(CommitBatch.Share(owner: next.owner, count: next.drafts.count))
            taken += 1
        }
        segments.removeFirst(taken)
        return CommitBatch(drafts: whole.drafts, shares: shares)
    }
}

/// What one write holds.
struct CommitBatch {
    /// Some of one owner's entries.
    struct Share {
        var owner: any CommitOwner
        var count: Int
    }

    var drafts: [EntryDraft]
    /// Whose they are, in order.
    var shares: [Share]
}
