import Domain
import NIOPosix
import Receive
import Storage

/// Takes actions from the API into the ledger, in one write with the deliveries that come in at the same moment.
struct ActionDesk: Sendable {
    let commit: GroupCommit

    /// Appends an action on a thread that may wait.
    ///
    /// - Returns: Its position.
    func append(_ action: Action) async throws(StorageError) -> Position {
        try await append(action.draft(at: SystemClock.now()))
    }

    /// Appends an entry on a thread that may wait.
    ///
    /// - Returns: Its position.
    func append(_ draft: EntryDraft) async throws(StorageError) -> Position {
        let commit = commit
        let result: Result<Position, StorageError>
        do {
            result = try await NIOThreadPool.singleton.runIfActive {
                do throws(StorageError) { return .success(try commit.append([draft])) } catch { return .failure(error) }
            }
        } catch {
            throw .busy(detail: "the program is stopping")
        }
        return try result.get()
    }
}
