public import Domain
public import Settings
import Stages
public import Storage

/// Pulls entries from a ledger and folds them into a state, batch by batch.
///
/// The whole of what the live worker, replay and audit have in common. Blocks; belongs to one thread. Several loops may work on one state:
/// the commit is guarded by the position, so that the slower one folds again from where the faster one has come.
public final class FoldLoop {
    private let ledger: any Ledger
    private let state: any StateStore
    private let batchEntriesMax: Int
    private let end: Position
    private let others: WorkspaceSettings?
    private let stale: Set<Position>
    private let normalise = Normalise()
    private var inForce: InForce?
    private var position: Position?
    /// Ticks made between two entries of the ledger.
    private var made: (position: Position, count: Int) = (0, 0)

    /// How late a tick may come under other rules, in ledger time. What is due counts from when it was due all the same.
    private static let simulatedTickSeconds: Int64 = 60
    /// Most ticks between two entries.
    private static let simulatedTicksMax = 2000

    /// A loop over a ledger and a state.
    ///
    /// - Parameters:
    ///   - ledger: Where entries come from.
    ///   - state: What they are folded into.
    ///   - batchEntriesMax: Most entries in one commit; the result does not depend on it.
    ///   - end: The last position to fold, for a state of the past.
    ///   - others: Settings that decide in the place of those in the ledger, see ``RulesInForce/deciding(by:)``; nil to fold what really was.
    ///   - stale: The actions that really came too late; looked at only where others decide, see ``NormalisedAction/wasStale``.
    public init(
        ledger: any Ledger, state: any StateStore, batchEntriesMax: Int = Limits.batchEntriesMax, end: Position = .max,
        rulesOf others: WorkspaceSettings? = nil, stale: Set<Position> = []
    ) {
        self.end = end
        self.others = others
        self.stale = stale
        self.ledger = ledger
        self.state = state
        self.batchEntriesMax = max(1, min(batchEntriesMax, Limits.batchEntriesMax))
    }

    /// Folds the next batch.
    ///
    /// - Returns: What was done; nil when the state has reached the end of the ledger.
    /// - Throws: ``PipelineError``; nothing of the batch was written then, and the next call starts afresh from the stored position.
    public func step() throws(PipelineError) -> FoldStep? {
        do throws(PipelineError) {
            return try nextStep()
        } catch {
            position = nil
            throw error
        }
    }

    /// Folds until the end of the ledger, also while another process folds the same state: where that one was faster, its work is taken over.
    ///
    /// - Parameter progress: Called after each batch.
    /// - Returns: The position reached.
    @discardableResult
    public func runToEnd(progress: (FoldStep) -> Void = { _ in }) throws(PipelineError) -> Position {
        var isDone = false
        while !isDone {
            do throws(PipelineError) {
                if let done = try step() { progress(done) } else { isDone = true }
            } catch {
                guard error.verdict == .retry(afterSeconds: 0) else { throw error }
            }
        }
        return position ?? 0
    }

    private func nextStep() throws(PipelineError) -> FoldStep? {
        let from: Position = if let position { position } else { try start() }
        position = from
        guard from < end else { return nil }
        let limit = Int(min(Int64(batchEntriesMax), end - from))
        let entries = try storage { () throws(StorageError) in
            try ledger.read(after: from, limit: limit, bytesMax: Limits.batchBytesMax)
        }
        guard let first = entries.first else { return nil }
        if others != nil, let step = try passTime(until: first.draft.receivedAt, from: from) { return step }
        guard !first.draft.kind.standsAlone else { return try apply([first], from: from) }
        let latest = others == nil ? nil : first.draft.receivedAt.adding(seconds: FoldLoop.simulatedTickSeconds)
        let batch = entries.prefix { entry in
            !entry.draft.kind.standsAlone && (latest.map { entry.draft.receivedAt <= $0 } ?? true)
        }
        return try apply(Array(batch), from: from)
    }

    /// Under other rules other things are due than those that the ledger's ticks were for: lets happen what is due before the next entry.
    ///
    /// - Returns: What was done; nil where nothing was due.
    private func passTime(until time: Timestamp, from: Position) throws(PipelineError) -> FoldStep? {
        if made.position != from { made = (from, 0) }
        // What a tick causes bears an id behind those of the entry before, of which none has so many events.
        guard made.count < FoldLoop.simulatedTicksMax, let fold = inForce?.fold else { return nil }
        let first = try storage { () throws(StorageError) in try state.firstTimer() }
        guard let first, first.due < time else { return nil }
        made.count += 1
        let tick = NormalisedEntry.tick(
            EventID(position: from, item: EventID.itemsPerEntry - made.count), at: first.due)
        let needs = fold.needs(of: [tick])
        let known = try storage { () throws(StorageError) in try state.load(needs) }
        let changes = fold([tick], known: known, from: from, through: from)
        try storage { () throws(StorageError) in try state.commit(changes) }
        return FoldStep(through: from, entries: 0, events: 0)
    }

    private func apply(_ entries: [Entry], from: Position) throws(PipelineError) -> FoldStep {
        var batch: [NormalisedEntry] = []
        batch.reserveCapacity(entries.count)
        for entry in entries { batch.append(try normalised(entry)) }
        let through = entries.last?.position ?? from
        guard let fold = inForce?.fold else { throw .rules(RulesError(position: through, file: "corong.yaml")) }
        let needs = fold.needs(of: batch)
        let known = try storage { () throws(StorageError) in try state.load(needs) }
        let changes = fold(batch, known: known, from: from, through: through)
        try storage { () throws(StorageError) in try state.commit(changes) }
        position = through
        return FoldStep(through: through, entries: entries.count, events: changes.events.count)
    }

    private func normalised(_ entry: Entry) throws(PipelineError) -> NormalisedEntry {
        switch entry.draft.kind {
        case .config:
            try use(entry)
            return .configuration(ConfigurationRecord(position: entry.position, at: entry.draft.receivedAt))
        case .tick: return .tick(EventID(position: entry.position, item: 0), at: entry.draft.receivedAt)
        case .delivery:
            guard let inForce else { throw .rules(RulesError(position: entry.position, file: "corong.yaml")) }
            return normalise(entry, by: inForce.rules)
        case .action:
            if let mailbox = MailboxRecord(headers: entry.draft.headers) { return .mailbox(mailbox) }
            guard let inForce, let action = Action(entry.draft) else { return .nothing(position: entry.position) }
            return .action(
                NormalisedAction(
                    position: entry.position, at: entry.draft.receivedAt, action: action,
                    deliveries: try deliveries(at: action.deliveries, inForce.rules),
                    wasStale: others == nil ? nil : stale.contains(entry.position)))
        }
    }

    private func deliveries(at positions: [Position], _ rules: RulesInForce) throws(PipelineError) -> [NormalisedEntry]
    {
        var found: [NormalisedEntry] = []
        for position in positions {
            let entry = try storage { () throws(StorageError) in try ledger.entry(at: position) }
            if let entry, entry.draft.kind == .delivery { found.append(normalise(entry, by: rules)) }
        }
        return found
    }

    /// Where the state stands, with the rules that are in force there.
    private func start() throws(PipelineError) -> Position {
        let from = try storage { () throws(StorageError) in try state.position() }
        let end = try storage { () throws(StorageError) in try ledger.tail().position }
        guard end >= from else { throw .ledgerTooShort(ledger: end, state: from) }
        inForce = nil
        let configuration = try storage { () throws(StorageError) in try state.configurations().last }
        if let configuration,
            let entry = try storage({ () throws(StorageError) in try ledger.entry(at: configuration.position) })
        {
            try use(entry)
        }
        return from
    }

    private func use(_ entry: Entry) throws(PipelineError) {
        var rules = try RulesInForce(entry)
        if let others { rules = rules.deciding(by: others) }
        inForce = InForce(rules)
    }

    private func storage<Value>(_ body: () throws(StorageError) -> Value) throws(PipelineError) -> Value {
        do throws(StorageError) { return try body() } catch { throw .storage(error) }
    }
}

extension EntryKind {
    /// Whether an entry is a batch of its own: a configuration changes the rules for what follows, and a tick asks for what is due just then.
    fileprivate var standsAlone: Bool { self == .config || self == .tick }
}

/// Rules and the fold under them in one place, because a copy of them for each entry would take and release all their tables.
private final class InForce {
    let rules: RulesInForce
    let fold: Fold

    init(_ rules: RulesInForce) {
        self.rules = rules
        fold = Fold(rules)
    }
}

/// What one step of the fold did.
public struct FoldStep: Sendable, Hashable {
    /// The position reached.
    public var through: Position
    /// Entries folded.
    public var entries: Int
    /// Events that they held.
    public var events: Int
}

extension Ledger {
    /// The entry at a position; nil where there is none.
    func entry(at position: Position) throws(StorageError) -> Entry? {
        guard position > 0 else { return nil }
        return try read(after: position - 1, limit: 1, bytesMax: 1).first { $0.position == position }
    }
}

extension RulesInForce {
    /// The rules of a configuration entry.
    init(_ entry: Entry) throws(PipelineError) {
        // because: what is wrong with it is beside the point here, it cannot be used
        guard let bundle = try? ConfigurationBundle(decoding: entry.draft.body) else {
            throw .rules(RulesError(position: entry.position, file: "corong.yaml"))
        }
        do throws(RulesError) { self = try RulesInForce(bundle, at: entry.position) } catch { throw .rules(error) }
    }
}
