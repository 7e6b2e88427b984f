public import Channels
public import Domain
public import Transfer

/// Makes requests and mails of what goes to customers, as the channel's file says, and reads the answers.
public struct CustomerReply: Outgoings {
    /// How a channel answers under the configuration of now.
    public struct Access: Sendable {
        /// What the channel file says.
        public var reply: CompiledReply
        /// What the configuration gives for the file's `parameters`.
        public var parameters: [String: String]
        /// The configured token; nil: none.
        public var token: String?
        /// What takes the place of the provider's scheme and host; nil: the provider's own.
        public var address: String?

        /// Access from its parts.
        public init(reply: CompiledReply, parameters: [String: String], token: String?, address: String?) {
            self.reply = reply
            self.parameters = parameters
            self.token = token
            self.address = address
        }
    }

    private let access: @Sendable (String) -> Access?
    private let mail: (server: SMTPServer, from: MailAddress)?
    private let origin: Origin
    private let present: @Sendable (Conversation.Key) async -> Conversation?
    private let answered: @Sendable (EventID) async -> ReplyContext.AnsweredMail?

    /// Replies over these ways.
    ///
    /// - Parameters:
    ///   - access: How a channel answers; nil: it is off, or cannot.
    ///   - mail: Where mails are handed in, and who they are from; nil: nowhere.
    ///   - present: A conversation as it stands now; nil: unknown, and then what was known at the reply counts.
    ///   - answered: The headers of a mail that is answered.
    public init(
        access: @escaping @Sendable (String) -> Access?, mail: (server: SMTPServer, from: MailAddress)?, origin: Origin,
        present: @escaping @Sendable (Conversation.Key) async -> Conversation?,
        answered: @escaping @Sendable (EventID) async -> ReplyContext.AnsweredMail?
    ) {
        self.access = access
        self.mail = mail
        self.origin = origin
        self.present = present
        self.answered = answered
    }

    /// What to send for a row now. A window that has closed since is final; what a configuration lacks is not.
    public func outgoing(for item: OutboxItem, at now: Timestamp) async throws(Undeliverable) -> Outgoing {
        guard let message = CustomerMessage(json: item.payload) else {
            throw Undeliverable("The message does not read with this version", isFinal: true)
        }
        let channel = message.conversation.channel
        guard let access = access(channel) else { throw Undeliverable("Channel \(channel) is off, or cannot answer") }
        let key = origin.key(of: item.id)
        let context = message.context(
            parameters: access.parameters, token: access.token, key: key, now: now, apiAddress: access.address,
            answered: access.reply.isMail ? await answered(message.answers) : nil,
            present: await present(message.conversation))
        let request: ReplyRequest
        do throws(ReplyRefusal) { request = try access.reply.request(for: context) } catch {
            throw Undeliverable(error.description, isFinal: !error.isOfConfiguration)
        }
        switch request {
        case .http(let call): return outgoing(call, access)
        case .mail(let mail): return try outgoing(mail, item, key)
        }
    }

    private func outgoing(_ call: ReplyRequest.HTTP, _ access: Access) -> Outgoing {
        let request = TransferRequest(
            TransferRequest.Method(rawValue: call.method) ?? .post, call.url,
            headers: call.headers.map { TransferRequest.Header($0.name, $0.value) }, body: call.body,
            addresses: access.address == nil ? .publicOnly : .any,
            allowsUnencrypted: access.address?.hasPrefix("http://") == true)
        let (reply, token) = (access.reply, access.token)
        return Outgoing(request, secrets: token.map { [$0] } ?? []) { response in
            switch reply.outcome(status: response.status, body: response.body, hiding: token) {
            case .delivered(let id): .delivered(reference: id)
            case .failed(let problem, let seconds):
                // Where the body says nothing the header does, which is read by the usual rule.
                seconds == nil && [429, 503].contains(response.status)
                    ? nil : .failed(problem: problem, retryAfterSeconds: seconds)
            case .refused(let problem): .refused(problem: problem)
            }
        }
    }

    private func outgoing(_ mail: ReplyRequest.Mail, _ item: OutboxItem, _ key: String) throws(Undeliverable)
        -> Outgoing
    {
        guard let (server, from) = self.mail else {
            throw Undeliverable("The configuration has no `mail` to send over")
        }
        guard let to = MailAddress(written: mail.to) else {
            throw Undeliverable("The customer's address is none that a mail can go to", isFinal: true)
        }
        let composed = ComposedMail(
            from: from, to: to, subject: mail.subject, text: mail.text,
            purpose: item.topic == CustomerMessage.Topic.acknowledgement ? .acknowledgement : .reply, key: key,
            at: item.at, references: mail.references.map { "<\($0)>" })
        return Outgoing(
            SMTPMail(server, from: from.address, to: to.address, message: composed.bytes), id: composed.messageID)
    }
}

extension ReplyRefusal {
    /// Whether another configuration could help.
    fileprivate var isOfConfiguration: Bool {
        switch self {
        case .noToken, .noParameter, .noAddress: true
        case .missing, .refused, .windowOver, .noTemplates, .empty, .tooLong: false
        }
    }
}
