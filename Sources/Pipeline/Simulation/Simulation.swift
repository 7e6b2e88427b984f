public import Domain
public import Settings
public import Storage

/// The history under other rules: what would have become of everybody, had these settings decided.
///
/// The live state is not touched; the states that are compared belong to the caller. Memory stays that of one batch.
public struct Simulation: Sendable {
    private let ledger: any Ledger
    private let settings: WorkspaceSettings
    private let stale: Set<Position>

    /// A simulation of settings over a ledger.
    ///
    /// - Parameter stale: The actions that really came too late, see ``staleActions(in:pageRows:)``: they do so under all rules, and no others do.
    public init(ledger: any Ledger, settings: WorkspaceSettings, stale: Set<Position>) {
        self.ledger = ledger
        self.settings = settings
        self.stale = stale
    }

    /// The actions whose caller had looked at a version that was no longer so.
    ///
    /// Versions count the changes of a lead, and other rules make other changes: compared under them, they would refuse nearly everything that
    /// was done with care. So what counts is what became of them.
    ///
    /// - Parameters:
    ///   - views: What was: the state under the rules that were really in force.
    ///   - pageRows: Actions that are in memory at once.
    public static func staleActions(in views: any Views, pageRows: Int = 500) async throws(StorageError) -> Set<
        Position
    > {
        var stale: Set<Position> = []
        var position: Position = 0
        while true {
            let actions = try await views.actions(after: position, limit: pageRows)
            guard let last = actions.last else { return stale }
            for action in actions where action.outcome == .stale { stale.insert(action.position) }
            position = last.position
        }
    }

    /// Folds what happened into a state.
    ///
    /// - Parameters:
    ///   - state: Empty, or a state of this ledger that has not passed `since`.
    ///   - since: The last entry under the rules that were really in force; 0 to put the others in force from the start.
    ///   - end: The last entry to fold.
    ///   - progress: Called after each batch.
    public func fold(
        into state: any StateStore, since: Position = 0, through end: Position,
        progress: (FoldStep) -> Void = { _ in }
    ) throws(PipelineError) {
        let since = min(since, end)
        try FoldLoop(ledger: ledger, state: state, end: since).runToEnd(progress: progress)
        try FoldLoop(ledger: ledger, state: state, end: end, rulesOf: settings, stale: stale).runToEnd(
            progress: progress)
    }
}
