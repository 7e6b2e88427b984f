public import Domain
public import Settings
public import Storage

/// The history under other rules: what would have become of everybody, had these settings decided.
///
/// The live state is not touched; the states that are compared belong to the caller. Memory stays that of one batch.
public struct Simulation: Sendable {
    private let ledger: any Ledger
    private let settings: WorkspaceSettings

    /// A simulation of settings over a ledger.
    public init(ledger: any Ledger, settings: WorkspaceSettings) {
        self.ledger = ledger
        self.settings = settings
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
        try FoldLoop(ledger: ledger, state: state, end: end, rulesOf: settings).runToEnd(progress: progress)
    }
}
