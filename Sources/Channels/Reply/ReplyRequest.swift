/// How a reply leaves: a plain value, which whoever sends it turns into a transfer.
public enum ReplyRequest: Sendable, Hashable {
    /// A call of the provider's API.
    case http(HTTP)
    /// A mail.
    case mail(Mail)

    /// A call of an API.
    public struct HTTP: Sendable, Hashable {
        /// POST or PUT.
        public var method: String
        /// With everything percent-encoded. It may hold the token: nothing for logs.
        public var url: String
        /// In order, the content type among them.
        public var headers: [Header]
        /// The bytes that are sent.
        public var body: [UInt8]

        /// A call from its parts.
        public init(method: String, url: String, headers: [Header], body: [UInt8]) {
            self.method = method
            self.url = url
            self.headers = headers
            self.body = body
        }
    }

    /// One header of a call.
    public struct Header: Sendable, Hashable {
        /// As the channel file writes it.
        public var name: String
        /// Without line ends.
        public var value: String

        /// A header from its parts.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A mail that answers another one.
    public struct Mail: Sendable, Hashable {
        /// The only recipient.
        public var to: String
        /// `Re: ` and the subject that is answered.
        public var subject: String
        /// What is said.
        public var text: String
        /// The id of the answered mail, without angle brackets; nil: it had none.
        public var inReplyTo: String?
        /// The ids of the thread, the oldest first, without angle brackets.
        public var references: [String]

        /// A mail from its parts.
        public init(to: String, subject: String, text: String, inReplyTo: String?, references: [String]) {
            self.to = to
            self.subject = subject
            self.text = text
            self.inReplyTo = inReplyTo
            self.references = references
        }
    }
}

/// Why nothing can be sent; trying again changes nothing.
public enum ReplyRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The configuration has no access token for the channel.
    case noToken
    /// The configuration lacks a parameter that the channel file names.
    case noParameter(String)
    /// The conversation lacks what the request is addressed with.
    case missing(String)
    /// The channel file says why.
    case refused(String)
    /// The customer wrote too long ago for a free text: longer than so many seconds.
    case windowOver(seconds: Int64, hasTemplates: Bool)
    /// The channel knows no templates.
    case noTemplates
    /// There is neither text nor template.
    case empty
    /// The text is longer than the provider takes.
    case tooLong(most: Int, unit: String)
    /// What the configuration or the conversation gives makes no address of the API.
    case noAddress

    /// A sentence for people.
    public var description: String {
        switch self {
        case .noToken: "There is no access token; set `access_token` of the channel"
        case .noParameter(let name): "The configuration gives no `\(name)`; set it under `reply` of the channel"
        case .missing(let name): "The conversation has no `\(name)` to send to"
        case .refused(let reason): reason
        case .windowOver(let seconds, let hasTemplates):
            "The customer last wrote more than \(seconds / 3600) hours ago; "
                + (hasTemplates ? "only an approved template may be sent now" : "the provider takes no message now")
        case .noTemplates: "The channel knows no templates"
        case .empty: "There is nothing to send"
        case .tooLong(let most, let unit): "The text is longer than the \(most) \(unit) that the provider takes"
        case .noAddress: "The address of the API is none; it needs https and a host"
        }
    }
}

/// What became of an attempt.
public enum ReplyOutcome: Sendable, Hashable {
    /// The provider has the message; its id, by which later statuses name it.
    case delivered(id: String?)
    /// Not now; worth trying again, after so many seconds where the provider says how long.
    case failed(String, retryAfter: Int64?)
    /// Never; trying again changes nothing.
    case refused(String)
}
