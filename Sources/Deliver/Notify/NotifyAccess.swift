public import Transfer

/// With what reps may be told things, by each way; nil: that way is not set up.
public struct NotifyAccess: Sendable {
    /// An API that takes a token.
    public struct API: Sendable {
        /// What it is asked with; never part of a message.
        public var token: String
        /// Scheme and host, for tests and gateways of one's own; nil: the provider's.
        public var address: String?

        /// Access from its parts.
        public init(token: String, address: String? = nil) {
            self.token = token
            self.address = address
        }
    }

    /// A template of the WhatsApp Cloud API. It has three variables in its body: what happened, the facts in one line, and the link.
    public struct Template: Sendable {
        /// The id of the own phone number, which is no phone number.
        public var sender: String
        /// Its name.
        public var name: String
        /// Its language as the provider writes it: `id`, `en_US`.
        public var language: String

        /// A template from its parts.
        public init(sender: String, name: String, language: String) {
            self.sender = sender
            self.name = name
            self.language = language
        }
    }

    /// A bot's.
    public var telegram: API?
    /// A bot's, with the right `chat:write`. Reps with the address of an incoming webhook need none.
    public var slack: API?
    /// Token and template.
    public var whatsapp: (api: API, template: Template)?
    /// Where mails are handed in, and who they are from.
    public var mail: (server: SMTPServer, from: MailAddress)?

    /// No access at all.
    public init() {}
}
