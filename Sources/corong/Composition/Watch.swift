import Dashboard
import Domain
import NIOPosix
import Pipeline
import Receive
import Storage
import StorageSQLite

/// Looks after the parts of a running server: is all well, and where does the ledger end?
struct Watch: Sendable {
    let stores: Stores
    let commit: GroupCommit
    let worker: FoldWorker
    let isBound: Shared<Bool>

    /// How far the fold may lag behind before the program is not ready: what it folds within about a second.
    private static let lagEntriesMax: Position = 20_000

    /// Every reason why the program does not do its work at the moment.
    func readiness() async -> Readiness {
        var reasons: [Readiness.Reason] = []
        if !isBound.value {
            reasons.append(Readiness.Reason(code: "intake", message: "The intake does not listen yet"))
        }
        if let failure = commit.lastFailure {
            reasons.append(Readiness.Reason(code: "ledger", message: "Deliveries cannot be stored: \(failure)"))
        }
        if let failure = worker.failure {
            reasons.append(Readiness.Reason(code: "fold", message: "Folding waits: \(failure)"))
        }
        do throws(StorageError) {
            let end = try await ledgerTail().position
            let lag = end - (try await stores.views.position())
            if lag > Watch.lagEntriesMax {
                reasons.append(Readiness.Reason(code: "lag", message: "\(lag) entries are not folded yet"))
            }
        } catch {
            reasons.append(Readiness.Reason(code: "storage", message: "\(error)"))
        }
        return Readiness(reasons: reasons)
    }

    /// The ledger's end, read on a thread that may wait.
    func ledgerTail() async throws(StorageError) -> LedgerTail {
        let ledger = stores.ledger
        let result: Result<LedgerTail, StorageError>
        do {
            result = try await NIOThreadPool.singleton.runIfActive {
                do throws(StorageError) { return .success(try ledger.tail()) } catch { return .failure(error) }
            }
        } catch {
            throw .busy(detail: "the program is stopping")
        }
        return try result.get()
    }
}
