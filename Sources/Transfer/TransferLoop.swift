import CCurl

/// Drives all transfers of one queue on one thread with libcurl's multi interface. Lives on that thread only.
struct TransferLoop: ~Copyable {
    /// libcurl knows its own deadlines and sockets; this only bounds the wait where it has neither.
    private static let waitMilliseconds: Int32 = 60_000

    private let queue: TransferQueue
    private let loop: OpaquePointer
    private var running: [UInt64: RunningTransfer] = [:]

    /// Starts a thread that works until the queue is told to stop.
    static func start(_ queue: TransferQueue) {
        let hasThread = OwnThread.start {
            if CurlLibrary.isReady, let pointer = corong_loop_create(Int64(queue.options.concurrentMax)) {
                queue.opened(Waker(pointer))
                var loop = TransferLoop(queue: queue, loop: pointer)
                loop.run()
            }
            queue.ended()
        }
        if !hasThread { queue.ended() }
    }

    private init(queue: TransferQueue, loop: OpaquePointer) {
        self.queue = queue
        self.loop = loop
    }

    // Nobody may wake a loop that is gone.
    deinit {
        queue.ended()
        corong_loop_destroy(loop)
    }

    private mutating func run() {
        while true {
            let orders = queue.orders(free: queue.options.concurrentMax - running.count)
            for id in orders.cancel { end(id, .cancelled) }
            if orders.isStopping {
                for job in orders.start { job.fail(.stopping) }
                for id in running.keys.sorted() { end(id, .stopping) }
                return
            }
            for job in orders.start { begin(job) }
            corong_loop_work(loop)
            // Whoever has ended makes room for one that waits, so only a loop where nobody has may wait itself.
            if !takeResults(), orders.cancel.isEmpty { corong_loop_wait(loop, Self.waitMilliseconds) }
        }
    }

    private mutating func begin(_ job: TransferJob) {
        do throws(TransferError) {
            let transfer = try RunningTransfer(job, of: queue)
            guard let handle = transfer.pointer, corong_loop_add(loop, handle) else {
                throw transfer.error(.failed("libcurl does not take the request"))
            }
            running[job.id] = transfer
        } catch {
            job.finish(.failure(error))
        }
    }

    private mutating func end(_ id: UInt64, _ reason: TransferError.Reason) {
        guard let transfer = running.removeValue(forKey: id), let handle = transfer.pointer else { return }
        corong_loop_remove(loop, handle)
        transfer.job.finish(.failure(transfer.error(reason)))
    }

    /// Hands out what has finished; whether there was anything.
    private mutating func takeResults() -> Bool {
        var hasAny = false
        var result = CORONG_OK
        while let handle = corong_loop_finished(loop, &result) {
            guard let owner = RunningTransfer.owner(of: handle),
                let transfer = running.removeValue(forKey: owner.job.id)
            else { continue }
            hasAny = true
            let answer = transfer.result(result)
            corong_loop_remove(loop, handle)
            transfer.job.finish(answer)
        }
        return hasAny
    }
}
