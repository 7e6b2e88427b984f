public import Domain
public import Stages
public import Storage

/// Why the pipeline could not go on.
public enum PipelineError: ActionableError, Equatable {
    /// Ledger or state did not answer.
    case storage(StorageError)
    /// The configuration in force cannot be read.
    case rules(RulesError)
    /// The ledger ends before the position that the state has reached.
    case ledgerTooShort(ledger: Position, state: Position)

    /// What happened.
    public var problem: String {
        switch self {
        case .storage(let error): error.problem
        case .rules(let error): error.problem
        case .ledgerTooShort(let ledger, let state):
            "The ledger ends at \(ledger), but the state has folded up to \(state)"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .storage(let error): error.advice
        case .rules(let error): error.advice
        case .ledgerTooShort:
            "Entries are missing: restore the ledger from a backup, or check that --data names the right folder"
        }
    }

    /// What the program does.
    public var verdict: Verdict {
        switch self {
        case .storage(let error): error.verdict
        case .rules(let error): error.verdict
        case .ledgerTooShort: .stop
        }
    }
}
