import CCurl

extension SMTPMail {
    /// Bytes of a mail; more is refused by about every server.
    private static let messageBytesMax = 50 << 20

    /// The host in lower case, if libcurl may see the mail.
    func checkedHost() throws(TransferError) -> String {
        let host = server.host.lowercased()
        func refuse(_ why: String) -> TransferError { TransferError(.invalidRequest(why), host: host) }
        guard CurlLibrary.isPlainHost(host) else { throw refuse("the mail server has no name that could be looked up") }
        guard from.isEmpty || from.isEnvelopeAddress, to.isEnvelopeAddress else {
            throw refuse("an address is not of the form name@host")
        }
        guard message.count <= Self.messageBytesMax else { throw refuse("the mail is larger than 50 MiB") }
        guard server.encryption != .none || server.user.isEmpty || ["localhost", "127.0.0.1", "::1"].contains(host)
        else {
            throw refuse("a password would go out without encryption")
        }
        return host
    }

    /// Gives the mail to a handle.
    func configure(_ handle: OpaquePointer) -> Bool {
        let scheme = server.encryption == .immediate ? "smtps" : "smtp"
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        return corong_transfer_set_address(handle, "\(scheme)://\(host):\(server.port)/\(name)", scheme)
            && corong_transfer_set_limits(
                handle, Int64(max(1, limits.connectMilliseconds)), Int64(max(1, limits.totalMilliseconds)), 1 << 20, 0)
            && corong_transfer_set_mail(
                handle, from, to, server.user, server.password, server.encryption != .none, message, message.count)
    }

    /// What this side calls itself: the sender's domain, because servers want a full name and this machine may have none.
    private var name: String {
        let domain = from.split(separator: "@").last.map { $0.lowercased() } ?? ""
        return from.contains("@") && CurlLibrary.isPlainHost(domain) && !domain.contains(":") ? domain : "localhost"
    }
}

extension CurlLibrary {
    /// Whether a text is letters, digits, dots and hyphens, or colons of an address: nothing that could end its part of a URL.
    static func isPlainHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || [45, 46, 58].contains($0)
            }
    }
}

extension String {
    /// Printable ASCII without what ends an address or a command, and with something on both sides of the last `@`.
    fileprivate var isEnvelopeAddress: Bool {
        let bytes = Array(utf8)
        guard bytes.count <= 254, let at = bytes.lastIndex(of: 64), at > 0, at < bytes.count - 1 else { return false }
        return bytes.allSatisfy { (33...126).contains($0) && $0 != 60 && $0 != 62 }
    }
}
