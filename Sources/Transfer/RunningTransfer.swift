import CCurl

/// One transfer at work: libcurl's handle, and the answer as far as it has come.
///
/// Not Sendable: made, driven and finished on the loop's thread. The handle knows its address, so it stays where it is.
final class RunningTransfer {
    /// Bytes of all header lines of one answer.
    private static let headBytesMax = 64 << 10

    let job: TransferJob
    private let host: String
    private let handle: TransferHandle
    private var head = ResponseHead()
    private var body: [UInt8] = []
    private var refused: TransferError.Reason?

    /// Prepares a handle.
    ///
    /// - Throws: ``TransferError/Reason/invalidRequest(_:)`` for what libcurl must not see.
    init(_ job: TransferJob, options: TransferOptions) throws(TransferError) {
        let request = job.request
        let (scheme, host): (String, String)
        do throws(InvalidURL) {
            (scheme, host) = try CurlLibrary.parts(of: request.url)
        } catch {
            throw TransferError(.invalidRequest(error.why), host: "")
        }
        guard scheme == "https" || scheme == "http" && request.allowsUnencrypted else {
            throw TransferError(.invalidRequest("\(scheme):// is not allowed here; use https://"), host: host)
        }
        for header in request.headers where !header.isSendable {
            throw TransferError(.invalidRequest("a header is not of the form `name: value`"), host: host)
        }
        self.job = job
        self.host = host
        handle = TransferHandle()
        let context = Unmanaged.passUnretained(self).toOpaque()
        guard handle.open(RunningTransfer.calls(context)), configure(options) else {
            throw error(.failed("libcurl does not take its options"))
        }
    }

    /// The handle for the loop; nil before it is open.
    var pointer: OpaquePointer? { handle.pointer }

    /// The transfer that a handle belongs to.
    static func owner(of handle: OpaquePointer) -> RunningTransfer? { of(corong_transfer_context(handle)) }

    /// The answer, or why there is none.
    func result(_ result: corong_result) -> Result<TransferResponse, TransferError> {
        guard result != CORONG_OK else {
            return .success(TransferResponse(status: handle.status, headers: head.headers, body: body))
        }
        if let refused { return .failure(error(refused)) }
        let limits = job.request.limits
        switch result {
        case CORONG_TIMEOUT:
            let connect = min(limits.connectMilliseconds, limits.totalMilliseconds)
            return .failure(error(.timeout(milliseconds: handle.hasSent ? limits.totalMilliseconds : connect)))
        case CORONG_TOO_LARGE: return .failure(error(.tooLarge(bytesMax: limits.responseBytesMax)))
        case CORONG_REDIRECTS: return .failure(error(.redirects(max: limits.redirectsMax)))
        default: return .failure(error(TransferError.Reason(result, message: handle.message)))
        }
    }

    /// An error of this transfer.
    func error(_ reason: TransferError.Reason) -> TransferError { TransferError(reason, host: host) }

    private func configure(_ options: TransferOptions) -> Bool {
        let request = job.request
        let limits = request.limits
        var lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // libcurl would wait for a go-ahead before a large body, and would call any body a form.
        lines.append("Expect:")
        if request.headers.allSatisfy({ $0.name.lowercased() != "content-type" }) { lines.append("Content-Type:") }
        let schemes = request.allowsUnencrypted ? "https,http" : "https"
        return handle.set { handle in
            corong_transfer_set_address(handle, request.url, schemes)
                && corong_transfer_set_limits(
                    handle, Int64(max(1, limits.connectMilliseconds)), Int64(max(1, limits.totalMilliseconds)),
                    Int64(max(1, limits.responseBytesMax)), Int64(max(0, limits.redirectsMax)))
                && corong_transfer_set_method(
                    handle, request.method.rawValue, options.userAgent, request.body, request.body.count)
                && lines.allSatisfy { corong_transfer_add_header(handle, $0) }
        } && handle.trust(options.trust)
    }

    // MARK: What libcurl asks

    private func take(body bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= job.request.limits.responseBytesMax - body.count else {
            refused = .tooLarge(bytesMax: job.request.limits.responseBytesMax)
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    private func take(head line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard head.add(line, bytesMax: Self.headBytesMax) else {
            refused = .tooLarge(bytesMax: Self.headBytesMax)
            return false
        }
        return true
    }

    private func approves(_ address: NetworkAddress?, isRedirected: Bool) -> Bool {
        if let address, job.request.addresses.allows(address, host: isRedirected ? nil : host) { return true }
        refused = .refusedAddress(address)
        return false
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> RunningTransfer? {
        context.map { Unmanaged<RunningTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func calls(_ context: UnsafeMutableRawPointer) -> corong_calls {
        corong_calls(
            context: context,
            head: { RunningTransfer.of($0)?.take(head: UnsafeBufferPointer(start: $1, count: $2)) ?? false },
            body: { RunningTransfer.of($0)?.take(body: UnsafeBufferPointer(start: $1, count: $2)) ?? false },
            approve: { context, bytes, count, isRedirected in
                let address = NetworkAddress(bytes: UnsafeBufferPointer(start: bytes, count: count))
                return RunningTransfer.of(context)?.approves(address, isRedirected: isRedirected) ?? false
            },
            is_cancelled: nil)
    }
}

extension TransferRequest.Header {
    /// A token and a value without control characters (RFC 9110 5.1, 5.5): nothing that could end the line.
    fileprivate var isSendable: Bool {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        let isToken = name.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || marks.contains($0)
        }
        return isToken && !name.isEmpty && value.utf8.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 9 }
    }
}
