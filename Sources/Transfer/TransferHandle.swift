import CCurl

/// Owns one handle of the library and frees it at the end.
final class TransferHandle {
    /// nil until ``open(_:)``.
    private(set) var pointer: OpaquePointer?

    deinit { if let pointer { corong_transfer_destroy(pointer) } }

    /// Makes the handle. Whoever the calls lead to has to live as long as it works.
    func open(_ calls: corong_calls) -> Bool {
        var calls = calls
        guard CurlLibrary.isReady, pointer == nil else { return false }
        pointer = corong_transfer_create(&calls)
        return pointer != nil
    }

    /// Sets options; false when one of them is refused.
    func set(_ options: (OpaquePointer) -> Bool) -> Bool { pointer.map(options) ?? false }

    /// Sets whose certificates are believed.
    func trust(_ trust: ServerTrust) -> Bool {
        switch trust {
        case .system: true
        case .file(let path): set { corong_transfer_set_authorities($0, path) }
        }
    }

    /// Of the answer; 0 before there is one.
    var status: Int { pointer.map { Int(corong_transfer_status($0)) } ?? 0 }

    /// Whether anything of the request went out.
    var hasSent: Bool { pointer.map(corong_transfer_has_sent) ?? false }

    /// What the library says about a failure.
    var message: String { pointer.flatMap(corong_transfer_message).map { String(cString: $0) } ?? "" }
}

extension TransferError.Reason {
    /// The reason for a result that needs no knowledge of the request.
    init(_ result: corong_result, message: String) {
        switch result {
        case CORONG_INVALID: self = .invalidRequest(message)
        case CORONG_UNREACHABLE: self = .unreachable(message)
        case CORONG_TLS: self = .tls(message)
        case CORONG_DENIED: self = .denied(message)
        case CORONG_BROKEN: self = .interrupted(message)
        default: self = .failed(message)
        }
    }
}
