import CCurl
import Synchronization

/// What callers and the loop's thread share: the jobs that wait, those to be cancelled, and whether the end has come.
final class TransferQueue: Sendable {
    private struct State {
        var waiting: [TransferJob] = []
        var cancelled: [UInt64] = []
        var isStopping = false
        var hasStopped = false
        var stopped: [CheckedContinuation<Void, Never>] = []
        var waker: Waker?
    }

    /// What the loop has to do next.
    struct Orders {
        var start: [TransferJob]
        var cancel: [UInt64]
        var isStopping: Bool
    }

    let options: TransferOptions
    private let state = Mutex(State())

    init(options: TransferOptions) { self.options = options }

    // MARK: For callers

    /// Takes a job in, or ends it at once. Whether its task is cancelled is asked under the lock: a cancellation that comes later finds it.
    func add(_ job: TransferJob, isCancelled: () -> Bool) {
        let refusal: TransferError.Reason? = state.withLock { state in
            if isCancelled() { return .cancelled }
            if state.isStopping { return .stopping }
            if state.waiting.count >= options.waitingMax { return .busy(waitingMax: options.waitingMax) }
            state.waiting.append(job)
            state.waker?.wake()
            return nil
        }
        if let refusal { job.fail(refusal) }
    }

    func cancel(_ id: UInt64) {
        let job: TransferJob? = state.withLock { state in
            if let index = state.waiting.firstIndex(where: { $0.id == id }) { return state.waiting.remove(at: index) }
            guard !state.isStopping else { return nil }
            state.cancelled.append(id)
            state.waker?.wake()
            return nil
        }
        job?.fail(.cancelled)
    }

    func beginStop() {
        state.withLock { state in
            state.isStopping = true
            state.waker?.wake()
        }
    }

    func whenStopped(_ continuation: CheckedContinuation<Void, Never>) {
        let hasStopped = state.withLock { state in
            if !state.hasStopped { state.stopped.append(continuation) }
            return state.hasStopped
        }
        if hasStopped { continuation.resume() }
    }

    // MARK: For the loop

    func opened(_ waker: Waker) { state.withLock { $0.waker = waker } }

    func orders(free: Int) -> Orders {
        state.withLock { state in
            let count = state.isStopping ? state.waiting.count : min(free, state.waiting.count)
            let orders = Orders(
                start: Array(state.waiting.prefix(count)), cancel: state.cancelled, isStopping: state.isStopping)
            state.waiting.removeFirst(count)
            state.cancelled = []
            return orders
        }
    }

    /// Why nobody waits for a job at work any longer; nil: somebody does.
    func unwanted(_ id: UInt64) -> TransferError.Reason? {
        state.withLock { $0.isStopping ? .stopping : $0.cancelled.contains(id) ? .cancelled : nil }
    }

    /// The last call of the loop, before its handle goes away: nobody wakes it afterwards.
    func ended() {
        let (jobs, stopped) = state.withLock { state in
            state.waker = nil
            state.isStopping = true
            state.hasStopped = true
            defer { (state.waiting, state.stopped) = ([], []) }
            return (state.waiting, state.stopped)
        }
        for job in jobs { job.fail(.stopping) }
        for continuation in stopped { continuation.resume() }
    }
}

/// Ends the waiting of a loop's thread.
struct Waker: @unchecked Sendable {  // because: waking is the one call that the library allows from any thread
    private let loop: OpaquePointer

    init(_ loop: OpaquePointer) { self.loop = loop }

    func wake() { corong_loop_wake(loop) }
}
