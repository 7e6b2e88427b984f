import CCurl

/// A connection that libcurl opened, encrypted and logged in. Not Sendable: one thread uses it.
///
/// libcurl's own commands for mailboxes mark mails as read and cannot wait for new ones; what comes after the login is therefore sent and
/// received over its connection as bytes.
public final class CurlWire: MailWire {
    /// Bytes handed over in one call.
    private static let receivedBytesMax = 256 << 10
    /// Silence while sending.
    private static let sendMilliseconds = 60_000

    /// The server, for messages.
    public let host: String
    private let stop: StopSignal
    private let handle = TransferHandle()
    private let onlyLoopback: Bool
    private var refused: NetworkAddress?
    private var headBytes = 0

    /// Connects and logs in. Blocks for at most ``MailServer/loginMilliseconds``, and about a second after the signal to stop.
    public init(_ server: MailServer, stop: StopSignal) throws(TransferError) {
        host = server.host
        self.stop = stop
        onlyLoopback = server.encryption == .none
        guard handle.open(CurlWire.calls(Unmanaged.passUnretained(self).toOpaque())), configure(server) else {
            throw TransferError(.failed("libcurl does not take its options"), host: host)
        }
        let result = handle.pointer.map(corong_stream_open) ?? CORONG_FAILED
        guard result != CORONG_OK else { return }
        if stop.isStopped { throw TransferError(.stopping, host: host) }
        if let refused { throw TransferError(.refusedAddress(refused), host: host) }
        if result == CORONG_TIMEOUT {
            throw TransferError(.timeout(milliseconds: server.loginMilliseconds), host: host)
        }
        throw TransferError(TransferError.Reason(result, message: handle.message), host: host)
    }

    /// Sends all bytes; blocks while the other side does not take them.
    public func send(_ bytes: [UInt8]) throws(TransferError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            var sent = 0
            let result = rest.withUnsafeBufferPointer { part in
                handle.pointer.map { corong_stream_send($0, part.baseAddress, part.count, &sent) } ?? CORONG_FAILED
            }
            switch result {
            case CORONG_OK: rest = rest.dropFirst(sent)
            case CORONG_AGAIN:
                guard try wait(writing: true, milliseconds: Self.sendMilliseconds) else {
                    throw TransferError(.timeout(milliseconds: Self.sendMilliseconds), host: host)
                }
            default: throw broken(result)
            }
        }
    }

    /// Some bytes, at most about a quarter of a mebibyte; empty when nothing came within the time.
    public func receive(milliseconds: Int) throws(TransferError) -> [UInt8] {
        // A server that never pauses would never let the signal through.
        if stop.isStopped { throw TransferError(.stopping, host: host) }
        var bytes: [UInt8] = []
        while true {
            // What libcurl has decrypted already does not show at the socket, so it is asked before waiting.
            switch take(&bytes) {
            case CORONG_OK where bytes.count < Self.receivedBytesMax: continue
            case CORONG_OK: return bytes
            case CORONG_AGAIN:
                if !bytes.isEmpty { return bytes }
                guard try wait(writing: false, milliseconds: milliseconds) else { return [] }
            case let result:
                // What came before the end still counts.
                if !bytes.isEmpty { return bytes }
                throw broken(result)
            }
        }
    }

    private func take(_ bytes: inout [UInt8]) -> corong_result {
        guard let pointer = handle.pointer else { return CORONG_FAILED }
        var result = CORONG_OK
        let chunk = [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
            result = corong_stream_receive(pointer, buffer.baseAddress, buffer.count, &count)
            if result != CORONG_OK { count = 0 }
        }
        bytes += chunk
        return result
    }

    /// Whether the socket became ready in time.
    private func wait(writing: Bool, milliseconds: Int) throws(TransferError) -> Bool {
        let socket = handle.pointer.map(corong_stream_socket) ?? -1
        guard socket >= 0 else { throw TransferError(.interrupted("the connection is closed"), host: host) }
        switch writing
            ? stop.waitForRoom(in: socket, milliseconds: milliseconds)
            : stop.waitForBytes(from: socket, milliseconds: milliseconds)
        {
        case .ready: return true
        case .timeUp: return false
        case .stopped: throw TransferError(.stopping, host: host)
        }
    }

    private func broken(_ result: corong_result) -> TransferError {
        let message = handle.message
        return TransferError(.interrupted(message.isEmpty ? "the other side has closed it" : message), host: host)
    }

    private func configure(_ server: MailServer) -> Bool {
        let scheme = server.encryption == .immediate ? "imaps" : "imap"
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        return handle.set { handle in
            corong_transfer_set_address(handle, "\(scheme)://\(host):\(server.port)/", scheme)
                && corong_transfer_set_limits(
                    handle, Int64(server.loginMilliseconds), Int64(server.loginMilliseconds), 1 << 20, 0)
                && corong_stream_set_login(handle, server.user, server.password, server.encryption != .none)
        } && handle.trust(server.trust)
    }

    // MARK: What libcurl asks

    private func approves(_ address: NetworkAddress?) -> Bool {
        guard onlyLoopback, address?.isLoopback != true else { return true }
        refused = address
        return false
    }

    /// Greeting and answers to the login, which libcurl shows besides reading them.
    private func take(head count: Int) -> Bool {
        headBytes += count
        return headBytes <= 1 << 20
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> CurlWire? {
        context.map { Unmanaged<CurlWire>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func calls(_ context: UnsafeMutableRawPointer) -> corong_calls {
        corong_calls(
            context: context, head: { CurlWire.of($0)?.take(head: $2) ?? false },
            body: { CurlWire.of($0)?.take(head: $2) ?? false },
            approve: { context, bytes, count, _ in
                CurlWire.of(context)?.approves(
                    NetworkAddress(bytes: UnsafeBufferPointer(start: bytes, count: count))) ?? false
            },
            is_cancelled: { CurlWire.of($0)?.stop.isStopped ?? true })
    }
}
