public import Transfer

/// What brings requests and mails to other machines.
public struct Carriers: Sendable {
    /// The whole answer to a request, also one with an error status.
    public var http: @Sendable (TransferRequest) async throws(TransferError) -> TransferResponse
    /// A mail server's last reply.
    public var mail: @Sendable (SMTPMail) async throws(TransferError) -> SMTPReply

    /// Carriers from their parts.
    public init(
        http: @escaping @Sendable (TransferRequest) async throws(TransferError) -> TransferResponse,
        mail: @escaping @Sendable (SMTPMail) async throws(TransferError) -> SMTPReply
    ) {
        self.http = http
        self.mail = mail
    }

    /// Over libcurl.
    public init(http: HTTPTransfer, mail: MailTransfer) {
        self.init(
            http: { (request) async throws(TransferError) in try await http.send(request) },
            mail: { (message) async throws(TransferError) in try await mail.send(message) })
    }
}
