import Dispatch
import Domain
public import Logging
import Metrics
public import ServiceLifecycle
public import Storage
import Synchronization

/// Folds entries as they come, on a thread of its own.
///
/// Sleeps until it is told that the ledger has grown, and looks once a second in case another process has appended. An error is tried again
/// after the time it asks for; one that says stop ends the service, because going on would do harm.
public final class FoldWorker: Service {
    private let ledger: any Ledger
    private let state: any StateStore
    private let logger: Logger
    private let wake = DispatchSemaphore(value: 0)
    private let isStopping = Mutex(false)
    private let trouble = Mutex<PipelineError?>(nil)
    private let metrics = FoldMetrics()

    /// A worker over a ledger and a state; it does nothing until it runs.
    public init(ledger: any Ledger, state: any StateStore, logger: Logger) {
        self.ledger = ledger
        self.state = state
        self.logger = logger
    }

    /// Says that the ledger has grown. Cheap; may be called from any thread.
    public func ledgerDidGrow() { wake.signal() }

    /// Why folding waits at the moment; nil while it goes on.
    public var failure: PipelineError? { trouble.withLock { $0 } }

    /// Folds until the service is asked to stop or another part of the program fails; the batch at work is finished first.
    public func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                DispatchQueue(label: "corong.fold").async {
                    continuation.resume(with: Result { try self.loop() })
                }
            }
        } onCancelOrGracefulShutdown: {
            self.isStopping.withLock { $0 = true }
            self.wake.signal()
        }
    }

    private func loop() throws(PipelineError) {
        let fold = FoldLoop(ledger: ledger, state: state)
        while !isStopping.withLock({ $0 }) {
            do throws(PipelineError) {
                let step = try fold.step()
                trouble.withLock { $0 = nil }
                if let step {
                    metrics.record(step)
                } else {
                    _ = wake.wait(timeout: .now() + .seconds(1))
                }
            } catch {
                try wait(after: error)
            }
        }
    }

    private func wait(after error: PipelineError) throws(PipelineError) {
        switch error.verdict {
        case .retry(afterSeconds: 0): break
        case .retry(let seconds):
            trouble.withLock { $0 = error }
            logger.warning("Folding waits and tries again", metadata: ["error": "\(error)"])
            _ = wake.wait(timeout: .now() + .seconds(seconds))
        case .deadLetter, .stop:
            logger.critical("Folding has stopped", metadata: ["error": "\(error)"])
            throw error
        }
    }
}

/// Counters of the fold.
private struct FoldMetrics {
    private let entries = Counter(label: "corong_fold_entries_total")
    private let events = Counter(label: "corong_fold_events_total")
    private let batches = Counter(label: "corong_fold_batches_total")

    func record(_ step: FoldStep) {
        entries.increment(by: step.entries)
        events.increment(by: step.events)
        batches.increment()
    }
}
