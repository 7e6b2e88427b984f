public import Domain

/// Why a ledger or a state store could not do what it was asked.
public enum StorageError: ActionableError, Equatable {
    /// The disk is full or refuses to write.
    case cannotWrite(detail: String)
    /// Another process holds the lock.
    case busy(detail: String)
    /// What is stored does not make sense.
    case corrupt(detail: String)
    /// The store was written by a newer version.
    case schemaTooNew(found: Int64, supported: Int64)
    /// The state was made by another version of the program, and this call may not make it anew.
    case otherSchema(found: Int64, supported: Int64)
    /// There is no store at this path, and this call may not create it.
    case missing(path: String)
    /// The store's position is not the one that the changes started from: another worker was faster.
    case positionMoved(expected: Position, found: Position)
    /// The place cannot be opened.
    case cannotOpen(detail: String)

    /// What happened, with concrete values.
    public var problem: String {
        switch self {
        case .cannotWrite(let detail): "Writing failed: \(detail)"
        case .busy(let detail): "The store is locked: \(detail)"
        case .corrupt(let detail): "The store is damaged: \(detail)"
        case .schemaTooNew(let found, let supported):
            "The store has schema \(found); this program supports up to \(supported)"
        case .otherSchema(let found, let supported) where found == supported:
            "The state has another form of schema \(found) than this program"
        case .otherSchema(let found, let supported):
            "The state has schema \(found); this program reads schema \(supported)"
        case .missing(let path): "There is no store at \(path)"
        case .positionMoved(let expected, let found): "The state stands at \(found), not at \(expected)"
        case .cannotOpen(let detail): "The store cannot be opened: \(detail)"
        }
    }

    /// What a person can do about it.
    public var advice: String {
        switch self {
        case .cannotWrite: "Make room on the disk; nothing is lost, and work goes on by itself"
        case .busy: "It is tried again; look for a long-running reader or a second writer"
        case .corrupt: "Rebuild the state with `corong replay`, or restore the ledger from a backup"
        case .schemaTooNew: "Install a newer version, or restore the backup made before the upgrade"
        case .otherSchema: "Start `corong serve` of this version, which folds the state anew"
        case .missing: "Name the right folder with `--data`, or start `corong serve`, which creates it"
        case .positionMoved: "Nothing is to be done; the batch is folded again from there"
        case .cannotOpen: "Check that the folder exists and that this user may write to it"
        }
    }

    /// What the program does by itself.
    public var verdict: Verdict {
        switch self {
        case .cannotWrite, .busy: .retry(afterSeconds: 1)
        case .positionMoved: .retry(afterSeconds: 0)
        case .corrupt, .schemaTooNew, .otherSchema, .missing, .cannotOpen: .stop
        }
    }
}
