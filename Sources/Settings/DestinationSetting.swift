/// Another system that is told of events.
public struct DestinationSetting: Sendable, Hashable {
    /// Unique in the workspace; rows of the outbox bear it.
    public var name: String
    /// Absolute address.
    public var url: String
    /// One or two; the second while one replaces the other.
    public var secrets: [SecretSource]
    /// What it wants to hear of, with `*` for any rest; empty: only what names it.
    public var topics: [String]
    /// Hosts that may be in the own network.
    public var allowedHosts: [String]
    /// Whether `http://` is good enough.
    public var allowsUnencrypted: Bool
    /// Until its whole answer is there.
    public var timeoutSeconds: Int64
    /// Requests at work at once.
    public var concurrency: Int
    /// How long an event is worth sending.
    public var giveUpSeconds: Int64
    /// Where it stands in the configuration.
    public var place: YAMLNode.Place

    /// A setting from its parts.
    public init(
        name: String, url: String, secrets: [SecretSource], topics: [String], allowedHosts: [String] = [],
        allowsUnencrypted: Bool = false, timeoutSeconds: Int64 = 15, concurrency: Int = 4,
        giveUpSeconds: Int64 = 259_200, place: YAMLNode.Place = .start
    ) {
        self.name = name
        self.url = url
        self.secrets = secrets
        self.topics = topics
        self.allowedHosts = allowedHosts
        self.allowsUnencrypted = allowsUnencrypted
        self.timeoutSeconds = timeoutSeconds
        self.concurrency = concurrency
        self.giveUpSeconds = giveUpSeconds
        self.place = place
    }
}

/// Where mails of ours are handed in.
public struct MailSetting: Sendable, Hashable {
    /// How the connection is protected.
    public enum Security: String, Sendable, Hashable, CaseIterable {
        /// TLS after the greeting, and nothing without it.
        case starttls
        /// TLS from the first byte.
        case tls
        /// None, for a server in the own network.
        case none
    }

    /// Name or address of the server, without brackets.
    public var host: String
    /// 1...65535.
    public var port: UInt16
    /// How the connection is protected.
    public var security: Security
    /// PEM file with the only authorities that are believed; nil for those of the machine.
    public var authorities: String?
    /// Who logs in; nil: nobody.
    public var user: String?
    /// Where the password stands.
    public var password: SecretSource?
    /// `Toko Rumah <halo@shop.example>`.
    public var from: String
    /// Whether the server may be in the own network.
    public var allowsPrivate: Bool
    /// Where it stands in the configuration.
    public var place: YAMLNode.Place

    /// A setting from its parts.
    public init(
        host: String, port: UInt16, security: Security, authorities: String?, user: String?, password: SecretSource?,
        from: String, allowsPrivate: Bool, place: YAMLNode.Place
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.authorities = authorities
        self.user = user
        self.password = password
        self.from = from
        self.allowsPrivate = allowsPrivate
        self.place = place
    }
}

/// How reps are told of things, and of what.
public struct NotifySetting: Sendable, Hashable {
    /// Access to the API of a messenger.
    public struct Access: Sendable, Hashable {
        /// Where the token stands.
        public var token: SecretSource
        /// Scheme and host in the place of the provider's; nil: the provider's own.
        public var address: String?

        /// Access from its parts.
        public init(token: SecretSource, address: String?) {
            self.token = token
            self.address = address
        }
    }

    /// WhatsApp's: a template that the provider has approved.
    public struct Template: Sendable, Hashable {
        /// The id of the own number.
        public var sender: String
        /// The template's name.
        public var name: String
        /// Its language as the provider writes it.
        public var language: String

        /// A template from its parts.
        public init(sender: String, name: String, language: String) {
            self.sender = sender
            self.name = name
            self.language = language
        }
    }

    /// Of what reps are told where nothing else is configured.
    public static let usualTopics = [
        "lead.assigned", "lead.escalated", "lead.returned", "lead.withdrawn", "lead.response_breached",
        "lead.follow_up_breached",
    ]

    /// Of what, with `*` for any rest.
    public var topics: [String] = usualTopics
    /// Whether customers' names may stand in what reps are told.
    public var tellsCustomer = false
    /// A Telegram bot's.
    public var telegram: Access?
    /// A Slack bot's.
    public var slack: Access?
    /// WhatsApp's Cloud API.
    public var whatsapp: Access?
    /// The template for it.
    public var template: Template?

    /// The usual.
    public init() {}
}
