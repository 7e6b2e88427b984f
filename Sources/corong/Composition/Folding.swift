import Domain
import Pipeline
import Storage

/// Folding from the command line, also while a server folds the same state.
enum Folding {
    /// Folds until the end of the ledger; where a server was faster, its work is taken over.
    static func catchUp(_ stores: Stores) throws {
        let loop = FoldLoop(ledger: stores.ledger, state: stores.state)
        while true {
            do {
                try loop.runToEnd()
                return
            } catch let error where error.verdict == .retry(afterSeconds: 0) {
                continue
            }
        }
    }
}
