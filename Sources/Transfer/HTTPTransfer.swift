import Synchronization

/// How an ``HTTPTransfer`` works.
public struct TransferOptions: Sendable, Hashable {
    /// Requests at work at once; each is a connection of its own.
    public var concurrentMax: Int
    /// Requests that wait for their turn.
    public var waitingMax: Int
    /// Whose certificates are believed.
    public var trust: ServerTrust
    /// What is sent as `User-Agent`.
    public var userAgent: String

    /// Options from their parts.
    public init(
        concurrentMax: Int = 16, waitingMax: Int = 1024, trust: ServerTrust = .system, userAgent: String = "corong"
    ) {
        self.concurrentMax = concurrentMax
        self.waitingMax = waitingMax
        self.trust = trust
        self.userAgent = userAgent
    }
}

/// Sends HTTP requests with libcurl on a thread of its own.
///
/// At most ``TransferOptions/concurrentMax`` requests are at work; others wait in the order they came, and beyond
/// ``TransferOptions/waitingMax`` they are refused. HTTP/1.1, TLS 1.2 or newer, no cookies, no compression, no proxy.
public final class HTTPTransfer: Sendable {
    private let queue: TransferQueue
    private let nextID = Atomic<UInt64>(0)

    /// Starts the thread. It ends with ``stop()``, or some time after the last reference is gone.
    public init(_ options: TransferOptions = TransferOptions()) {
        queue = TransferQueue(options: options)
        TransferLoop.start(queue)
    }

    deinit { queue.beginStop() }

    /// Sends a request and waits for the whole answer.
    ///
    /// Cancelling the task ends the transfer at once with ``TransferError/Reason/cancelled``; the request may have had its effect by then.
    ///
    /// - Returns: Any answer, also one with an error status.
    /// - Throws: Why there is none; ``TransferError/verdict`` says whether trying again may help.
    public func send(_ request: TransferRequest) async throws(TransferError) -> TransferResponse {
        try await queue.send(.http(request), id: nextID.wrappingAdd(1, ordering: .relaxed).newValue).get()
    }

    /// Refuses new requests, gives up those that wait or are at work, and returns when the thread has ended.
    public func stop() async {
        queue.beginStop()
        await withCheckedContinuation { queue.whenStopped($0) }
    }
}
