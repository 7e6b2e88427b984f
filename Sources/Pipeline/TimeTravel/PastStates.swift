public import Domain
import Stages
public import Storage

/// States of the past: what the numbers were at an instant, from the nearest kept state and the entries behind it.
///
/// Blocks while it folds. What it has folded is kept, so that the next question about that time is answered at once.
public struct PastStates: Sendable {
    private let ledger: any Ledger
    private let archive: any Archive

    /// The past of a ledger.
    public init(ledger: any Ledger, archive: any Archive) {
        self.ledger = ledger
        self.archive = archive
    }

    /// The last entry that was known at an instant.
    ///
    /// For a time: the last before the first entry that was received later. The times of entries can go back a little when clocks are set; an entry
    /// behind a later one was not known before it.
    public func position(at instant: Instant) throws(PipelineError) -> Position {
        try storage { () throws(StorageError) in
            let end = try ledger.tail().position
            switch instant {
            case .position(let position): return min(max(0, position), end)
            case .time(let time):
                let next = try ledger.firstPosition(receivedAfter: time, behind: 0)
                return next.map { $0 - 1 } ?? end
            }
        }
    }

    /// The time that an instant stands for: what decays is worth what it was then.
    public func time(of instant: Instant) throws(PipelineError) -> Timestamp {
        switch instant {
        case .time(let time): return time
        case .position:
            let position = try position(at: instant)
            let entry = try storage { () throws(StorageError) in try ledger.entry(at: position) }
            return entry?.draft.receivedAt ?? .epoch
        }
    }

    /// The state after an entry.
    ///
    /// - Parameters:
    ///   - position: The last entry that counts; cut to the end of the ledger.
    ///   - progress: Called after each batch that has to be folded.
    /// - Complexity: None where the state is kept; otherwise a copy of the nearest one before it, and folding what lies between.
    public func open(
        at position: Position, progress: (FoldStep) -> Void = { _ in }
    ) throws(PipelineError) -> PastState {
        let wanted = try self.position(at: .position(position))
        let nearest = try usable(notBehind: wanted)
        for kept in nearest where kept.position == wanted {
            if let past = try storage({ () throws(StorageError) in try archive.open(kept) }) { return past }
        }
        let draft = try draft(from: nearest, notBehind: wanted)
        try FoldLoop(ledger: ledger, state: draft.state, end: wanted).runToEnd(progress: progress)
        return try keep(draft)
    }

    /// Keeps the live state as it stands, and returns its position; nil where there is none.
    @discardableResult
    public func keepLive() throws(PipelineError) -> Position? {
        guard let draft = try storage({ () throws(StorageError) in try archive.draftFromLive() }) else { return nil }
        let position = try storage { () throws(StorageError) in try draft.state.position() }
        if position > 0 { _ = try keep(draft) }
        return position
    }

    /// Keeps the live state when so many entries or more follow the last kept one.
    ///
    /// - Returns: The position that was kept; nil where nothing was due.
    func keepLive(ifBehind entries: Position) throws(PipelineError) -> Position? {
        let end = try position(at: .position(.max))
        let last = try usable(notBehind: end).first?.position ?? 0
        return end - last >= entries ? try keepLive() : nil
    }

    /// A state of the caller's own that has not passed a position, as near to it as a copy can be had without folding.
    public func draft(notBehind wanted: Position) throws(PipelineError) -> any StateDraft {
        try draft(from: try usable(notBehind: wanted), notBehind: wanted)
    }

    /// A state of the caller's own at the end of the ledger, or where the live one stands if that has gone on meanwhile.
    public func current(progress: (FoldStep) -> Void = { _ in }) throws(PipelineError) -> any StateDraft {
        let end = try storage { () throws(StorageError) in try ledger.tail().position }
        let live = try storage { () throws(StorageError) in try archive.draftFromLive() }
        let draft = if let live { live } else { try draft(notBehind: end) }
        try FoldLoop(ledger: ledger, state: draft.state, end: end).runToEnd(progress: progress)
        return draft
    }

    /// From a copy of a kept state or of the live one, whichever is nearer.
    private func draft(from nearest: [KeptState], notBehind wanted: Position) throws(PipelineError) -> any StateDraft {
        try storage { () throws(StorageError) in
            // The live state stands at the end but for a moment, so it is of use only there.
            if wanted >= (try ledger.tail().position), let live = try archive.draftFromLive() {
                let position = try live.state.position()
                if position <= wanted, position >= nearest.first?.position ?? 0 { return live }
            }
            for kept in nearest {
                if let draft = try archive.draft(from: kept) { return draft }
            }
            guard let fresh = try archive.draft(from: nil) else { throw .cannotOpen(detail: "no room for a state") }
            return fresh
        }
    }

    private func keep(_ draft: any StateDraft) throws(PipelineError) -> PastState {
        try storage { () throws(StorageError) in
            let position = try draft.state.position()
            guard let mark = try mark(at: position) else { throw .missing(path: "entry \(position)") }
            return try archive.keep(draft, mark: mark)
        }
    }

    private func mark(at position: Position) throws(StorageError) -> String? {
        position == 0 ? "start" : try ledger.hash(at: position).map(KeptState.mark)
    }

    /// The kept states of this ledger at or before a position, the nearest first. Those of another ledger are removed.
    private func usable(notBehind wanted: Position) throws(PipelineError) -> [KeptState] {
        try storage { () throws(StorageError) in
            var usable: [KeptState] = []
            for kept in try archive.kept().reversed() {
                guard try mark(at: kept.position) == kept.mark else {
                    archive.remove(kept)
                    continue
                }
                if kept.position <= wanted { usable.append(kept) }
            }
            return usable
        }
    }

    private func storage<Value>(_ body: () throws(StorageError) -> Value) throws(PipelineError) -> Value {
        do throws(StorageError) { return try body() } catch { throw .storage(error) }
    }
}
