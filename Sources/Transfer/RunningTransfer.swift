import CCurl

/// One transfer at work: libcurl's handle, and the answer as far as it has come.
///
/// Not Sendable: made, driven and finished on the loop's thread. The handle knows its address, so it stays where it is.
final class RunningTransfer {
    /// Bytes of all header lines of one answer.
    private static let headBytesMax = 64 << 10
    /// How long a mail server may take to say goodbye.
    private static let farewellMax = Duration.seconds(1)

    let job: TransferJob
    private let host: String
    private let addresses: AddressPolicy
    private let queue: TransferQueue
    private let handle = TransferHandle()
    private var head = ResponseHead()
    private var dialogue = SMTPDialogue()
    private var body: [UInt8] = []
    private var refused: TransferError.Reason?
    private let begun = ContinuousClock.now
    private var lastHeard = ContinuousClock.now

    /// Prepares a handle.
    ///
    /// - Throws: ``TransferError/Reason/invalidRequest(_:)`` for what libcurl must not see.
    init(_ job: TransferJob, of queue: TransferQueue) throws(TransferError) {
        self.job = job
        self.queue = queue
        switch job.order {
        case .http(let request):
            host = try request.checkedHost()
            addresses = request.addresses
        case .mail(let mail):
            host = try mail.checkedHost()
            addresses = mail.server.addresses
        }
        let context = Unmanaged.passUnretained(self).toOpaque()
        guard handle.open(calls(context)), configure() else {
            throw error(.failed("libcurl does not take its options"))
        }
    }

    /// The handle for the loop; nil before it is open.
    var pointer: OpaquePointer? { handle.pointer }

    /// The transfer that a handle belongs to.
    static func owner(of handle: OpaquePointer) -> RunningTransfer? { of(corong_transfer_context(handle)) }

    /// The answer, or why there is none.
    func result(_ result: corong_result) -> Result<TransferResponse, TransferError> {
        switch job.order {
        case .http(let request):
            guard result != CORONG_OK else {
                return .success(TransferResponse(status: handle.status, headers: head.headers, body: body))
            }
            return .failure(error(refused ?? reason(result, request.limits)))
        case .mail(let mail): return self.result(result, of: mail)
        }
    }

    private func result(_ result: corong_result, of mail: SMTPMail) -> Result<TransferResponse, TransferError> {
        let reply = dialogue.reply
        // A mail that the server refuses is an answer; a server that falls silent has said nothing, whatever it said before.
        if result == CORONG_OK || result == CORONG_BROKEN && reply.code >= 400 && !dialogue.isLoginRefused {
            return .success(TransferResponse(status: reply.code, headers: [], body: Array(reply.text.utf8)))
        }
        if let refused { return .failure(error(refused)) }
        if dialogue.isLoginRefused { return .failure(error(.denied("\(reply.code) \(reply.text)"))) }
        let limits = TransferRequest.Limits(
            connectMilliseconds: mail.limits.connectMilliseconds, totalMilliseconds: mail.limits.totalMilliseconds)
        return .failure(error(reason(result, limits)))
    }

    private func reason(_ result: corong_result, _ limits: TransferRequest.Limits) -> TransferError.Reason {
        switch result {
        case CORONG_TIMEOUT:
            let connect = min(limits.connectMilliseconds, limits.totalMilliseconds)
            return .timeout(milliseconds: handle.hasSent ? limits.totalMilliseconds : connect)
        case CORONG_TOO_LARGE: return .tooLarge(bytesMax: limits.responseBytesMax)
        case CORONG_REDIRECTS: return .redirects(max: limits.redirectsMax)
        default: return TransferError.Reason(result, message: handle.message)
        }
    }

    /// An error of this transfer.
    func error(_ reason: TransferError.Reason) -> TransferError { TransferError(reason, host: host) }

    private func configure() -> Bool {
        switch job.order {
        case .http(let request):
            handle.set { request.configure($0, userAgent: queue.options.userAgent) }
                && handle.trust(queue.options.trust)
        case .mail(let mail): handle.set { mail.configure($0) } && handle.trust(mail.server.trust)
        }
    }

    // MARK: What libcurl asks

    private func take(body bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard case .http(let request) = job.order else { return true }
        guard bytes.count <= request.limits.responseBytesMax - body.count else {
            refused = .tooLarge(bytesMax: request.limits.responseBytesMax)
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    private func take(head line: UnsafeBufferPointer<UInt8>) -> Bool {
        let isTaken =
            switch job.order {
            case .http: head.add(line, bytesMax: Self.headBytesMax)
            case .mail: dialogue.add(line, bytesMax: Self.headBytesMax)
            }
        lastHeard = .now
        guard isTaken else {
            refused = .tooLarge(bytesMax: Self.headBytesMax)
            return false
        }
        return true
    }

    private func approves(_ address: NetworkAddress?, isRedirected: Bool) -> Bool {
        if let address, addresses.allows(address, host: isRedirected ? nil : host) { return true }
        refused = .refusedAddress(address)
        return false
    }

    /// Asked about once a second while libcurl waits for a mail server and nothing else of this loop goes on.
    private func isCancelled() -> Bool {
        if let reason = queue.unwanted(job.id) {
            refused = reason
            return true
        }
        guard case .mail(let mail) = job.order else { return false }
        let now = ContinuousClock.now
        if now - begun > .milliseconds(mail.limits.totalMilliseconds) {
            refused = .timeout(milliseconds: mail.limits.totalMilliseconds)
            return true
        }
        return dialogue.isOver && now - lastHeard > Self.farewellMax
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> RunningTransfer? {
        context.map { Unmanaged<RunningTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func calls(_ context: UnsafeMutableRawPointer) -> corong_calls {
        var calls = corong_calls(
            context: context,
            head: { RunningTransfer.of($0)?.take(head: UnsafeBufferPointer(start: $1, count: $2)) ?? false },
            body: { RunningTransfer.of($0)?.take(body: UnsafeBufferPointer(start: $1, count: $2)) ?? false },
            approve: { context, bytes, count, isRedirected in
                let address = NetworkAddress(bytes: UnsafeBufferPointer(start: bytes, count: count))
                return RunningTransfer.of(context)?.approves(address, isRedirected: isRedirected) ?? false
            },
            is_cancelled: nil)
        if case .mail = job.order { calls.is_cancelled = { RunningTransfer.of($0)?.isCancelled() ?? true } }
        return calls
    }
}
