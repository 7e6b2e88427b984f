import Synchronization

/// Hands in mails over SMTP with libcurl on threads of its own.
///
/// libcurl waits for a server's last reply and for its farewell without looking after other transfers. Each lane is therefore a loop and a thread
/// of its own with one mail at a time, and what a server delays is only its own lane.
public final class MailTransfer: Sendable {
    private let queues: [TransferQueue]
    /// Mails of each lane that wait or are at work.
    private let loads: Mutex<[Int]>
    private let nextID = Atomic<UInt64>(0)

    /// Starts the threads. They end with ``stop()``, or some time after the last reference is gone.
    ///
    /// - Parameters:
    ///   - lanes: Mails at work at once.
    ///   - waitingMax: Mails that wait for their turn, in each lane.
    public init(lanes: Int = 2, waitingMax: Int = 256) {
        queues = (0..<max(1, lanes)).map { _ in
            TransferQueue(options: TransferOptions(concurrentMax: 1, waitingMax: waitingMax))
        }
        loads = Mutex([Int](repeating: 0, count: max(1, lanes)))
        for queue in queues { TransferLoop.start(queue) }
    }

    deinit { for queue in queues { queue.beginStop() } }

    /// Hands in a mail and waits for the server's word.
    ///
    /// Cancelling the task ends the submission within about a second; the server may have taken the mail by then.
    ///
    /// - Returns: The last reply, also one that refuses the mail.
    /// - Throws: Why there is none; a refused login is one of these.
    public func send(_ mail: SMTPMail) async throws(TransferError) -> SMTPReply {
        let lane = loads.withLock { loads in
            let lane = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            loads[lane] += 1
            return lane
        }
        let id = nextID.wrappingAdd(1, ordering: .relaxed).newValue
        let result = await queues[lane].send(.mail(mail), id: id)
        loads.withLock { $0[lane] -= 1 }
        let response = try result.get()
        return SMTPReply(code: response.status, text: String(decoding: response.body, as: UTF8.self))
    }

    /// Refuses new mails, gives up those that wait or are at work, and returns when the threads have ended.
    public func stop() async {
        for queue in queues { queue.beginStop() }
        for queue in queues { await withCheckedContinuation { queue.whenStopped($0) } }
    }
}
