public import Domain

/// What one reply to a customer is made from.
public struct ReplyContext: Sendable, Hashable {
    /// The account that the customer wrote to, the customer's id as it was sent, and the provider's conversation id.
    public var account, address, chat: String?
    /// What is to be said; may be empty where a template says everything.
    public var text: String
    /// The provider's approved message that is sent in the place of a free text; nil: the text itself.
    public var template: ReplyTemplate?
    /// What `corong.yaml` gives for the parameters that the channel file names.
    public var parameters: [String: String]
    /// The channel's access token.
    public var token: String?
    /// The same for every attempt at the same message, other for every other message.
    public var key: String
    /// When the customer last said something; nil: never.
    public var lastAt: Timestamp?
    /// When it is sent.
    public var now: Timestamp
    /// What takes the place of scheme and host; nil: the provider's own.
    public var apiAddress: String?
    /// The mail that is answered; nil on other channels.
    public var answered: AnsweredMail?

    /// A reply to a conversation.
    public init(
        account: String?, address: String?, chat: String?, text: String, template: ReplyTemplate? = nil,
        parameters: [String: String] = [:], token: String?, key: String, lastAt: Timestamp?, now: Timestamp,
        apiAddress: String? = nil, answered: AnsweredMail? = nil
    ) {
        self.account = account
        self.address = address
        self.chat = chat
        self.text = text
        self.template = template
        self.parameters = parameters
        self.token = token
        self.key = key
        self.lastAt = lastAt
        self.now = now
        self.apiAddress = apiAddress
        self.answered = answered
    }

    /// The headers of a mail that an answer points back at.
    public struct AnsweredMail: Sendable, Hashable {
        /// As it was sent.
        public var subject: String?
        /// Without angle brackets.
        public var id: String?
        /// What that mail answered, the nearest first, without angle brackets.
        public var references: [String]

        /// Headers from their parts.
        public init(subject: String?, id: String?, references: [String]) {
            self.subject = subject
            self.id = id
            self.references = references
        }
    }
}

/// An approved message of a provider.
public struct ReplyTemplate: Sendable, Hashable {
    /// As the provider knows it.
    public var name: String
    /// Its language as the provider writes it: `id`, `en_US`; nil: the channel file's.
    public var language: String?

    /// A template by its name.
    public init(name: String, language: String? = nil) {
        self.name = name
        self.language = language
    }

    /// Reads `name` or `name/language`; nil where one of them is empty or holds anything but letters, digits, `_`, `-` and `.`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.count <= 512
                && part.utf8.allSatisfy { ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || [45, 46, 95].contains($0) }
        }
        guard isPlain, let name = parts.first else { return nil }
        self.init(name: String(name), language: parts.count > 1 ? String(parts[1]) : nil)
    }

    /// As ``init(_:)`` reads it.
    public var text: String { language.map { "\(name)/\($0)" } ?? name }
}
