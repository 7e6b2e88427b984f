import Dispatch
public import Domain
import Stages
public import Storage
import Synchronization

/// Reads events back from the ledger, under the rules that were in force when the fold met them.
public final class LedgerHistory: History {
    private let ledger: any Ledger
    private let state: any StateStore
    private let queue = DispatchQueue(label: "corong.history")
    /// The rules that were read last, by the position of their entry; a handful serves any list of events.
    private let rules = Mutex<[Position: RulesInForce]>([:])

    /// A reader over a ledger, and the state that knows which configuration was in force where.
    public init(ledger: any Ledger, state: any StateStore) {
        self.ledger = ledger
        self.state = state
    }

    /// The full events with those ids; see ``History/events(_:)``.
    public func events(_ ids: [EventID]) async throws(StorageError) -> [EventID: Event] {
        try await onQueue { () throws(StorageError) in try self.read(ids) }
    }

    /// The entry as it was received.
    public func entry(at position: Position) async throws(StorageError) -> Entry? {
        try await onQueue { () throws(StorageError) in try self.ledger.entry(at: position) }
    }

    private func read(_ ids: [EventID]) throws(StorageError) -> [EventID: Event] {
        let configurations = try state.configurations().map(\.position)
        let positions = Set(ids.map(\.position))
        var needs = Needs()
        needs.deadLetters = positions.sorted()
        let letters = try state.load(needs).deadLetters
        let normalise = Normalise()
        var found: [EventID: Event] = [:]
        for position in positions.sorted() {
            // A delivery that was run again got its events from the rules of that later time.
            let foldedAt = letters[position]?.resolvedBy ?? position
            guard let entry = try ledger.entry(at: position), entry.draft.kind == .delivery,
                let configuration = configurations.last(where: { $0 < foldedAt }),
                // because: what became a dead letter has no events to show
                let rules = try rules(at: configuration), let events = try? normalise.fullEvents(of: entry, by: rules)
            else { continue }
            for (item, event) in events.enumerated() { found[EventID(position: position, item: item)] = event }
        }
        return found.filter { ids.contains($0.key) }
    }

    private func rules(at position: Position) throws(StorageError) -> RulesInForce? {
        if let known = rules.withLock({ $0[position] }) { return known }
        guard let entry = try ledger.entry(at: position) else { return nil }
        // because: events under rules that no longer read are left out, as documented
        guard let read = try? RulesInForce(entry) else { return nil }
        rules.withLock {
            if $0.count >= 8 { $0.removeAll() }
            $0[position] = read
        }
        return read
    }

    /// Ledger reads block, so they run on a queue of their own and never on the cooperative pool.
    private func onQueue<Value: Sendable>(
        _ body: @escaping @Sendable () throws(StorageError) -> Value
    ) async throws(StorageError) -> Value {
        let result: Result<Value, StorageError> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(StorageError) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
