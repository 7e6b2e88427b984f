/// One normalised item of a delivery.
///
/// The properties are what the fold works with; everything else that the channel maps is in ``details``, already as JSON, and only there when
/// the normaliser was asked for full events (views, `corong channels try`).
public struct Event: Sendable, Equatable {
    /// What it is.
    public var kind: EventKind
    /// What makes it the same event when it is delivered again.
    public var key: EventKey
    /// The receiving account: phone number id, page, bot, website.
    public var account: String?
    /// Who wrote.
    public var sender: Sender
    /// What the customer wrote; for mail the new part where a quote was recognised.
    public var text: String?
    /// The subject of a mail.
    public var subject: String?
    /// When it happened, by the provider; nil where the provider does not say.
    public var sentAt: Timestamp?
    /// The provider's own message id.
    public var messageID: String?
    /// The provider's own conversation id.
    public var conversation: String?
    /// Which form was filled in.
    public var form: String?
    /// Answers of a form that are not contact data.
    public var answers: [Answer]
    /// Where the customer is, or wants something done: a place that was sent, or that a form has; only on what customers say.
    public var place: Place?
    /// Where the contact came from.
    public var touch: Touch
    /// The message that it is about: edited, deleted, reacted to, reported on.
    public var target: String?
    /// How far a message of ours came, in the provider's word; only on statuses.
    public var status: String?
    /// Who got a message of ours, as the provider calls them.
    public var recipient: String?
    /// What the recipient of an echo goes by, in order of precedence; empty for every other kind.
    public var recipients: [Identifier] = []
    /// What ties a mail to the mails before it; nil on channels that know no such headers.
    public var thread: EventThread?
    /// Whether the provider only tries the connection: nobody wrote it.
    public var isTest = false
    /// What has to be asked of the provider's API before the event says anything; nil where it is complete.
    public var fetch: FetchRequest?
    /// What the customer goes by to whom our side wrote; only on echoes, as far as the provider says.
    public var addressees: [Identifier] = []
    /// Names of a contact that took the place of others.
    public var renames: [Rename] = []
    /// Further fields of the event vocabulary, each value as JSON text.
    public var details: [Detail]

    /// An event of a kind with a key; everything else starts empty.
    public init(kind: EventKind, key: EventKey) {
        self.kind = kind
        self.key = key
        sender = Sender()
        answers = []
        touch = Touch([])
        details = []
    }

    /// Who wrote an event.
    public struct Sender: Sendable, Equatable {
        /// Stable id of the provider.
        public var id: String?
        /// WhatsApp business-scoped user id.
        public var userID: String?
        /// The name that the person chose.
        public var name: String?
        /// Without `@`.
        public var username: String?
        /// E.164 with plus.
        public var phone: String?
        /// Lower case.
        public var email: String?
        /// What the contact goes by, in order of precedence, without repeats.
        public var identifiers: [Identifier]

        /// Nobody yet.
        public init() { identifiers = [] }
    }

    /// One answer of a form.
    public struct Answer: Sendable, Hashable {
        /// The question's name.
        public var name: String
        /// One value; several where the field was repeated.
        public var values: [String]
        /// Whether the field is a list even when it holds one value (`produk[]`).
        public var isList: Bool
        /// Whether the values are JSON as they stand, `true` or `7`, and are printed without quotes.
        public var isLiteral: Bool

        /// An answer from its parts.
        public init(name: String, values: [String], isList: Bool, isLiteral: Bool = false) {
            self.name = name
            self.values = values
            self.isList = isList
            self.isLiteral = isLiteral
        }
    }

    /// A provider says that somebody goes by another name now.
    public struct Rename: Sendable, Hashable {
        /// The name that holds no more; nil where the provider does not say which.
        public var former: Identifier?
        /// The name that holds.
        public var current: Identifier
        /// The current name as it was sent.
        public var sentAs: String

        /// A change of name.
        public init(former: Identifier?, current: Identifier, sentAs: String) {
            self.former = former
            self.current = current
            self.sentAs = sentAs
        }
    }

    /// One further field of the event vocabulary.
    public struct Detail: Sendable, Hashable {
        /// The field's name, for example `attachments`.
        public var name: String
        /// Its value as JSON text.
        public var json: String

        /// A field with its value.
        public init(name: String, json: String) {
            self.name = name
            self.json = json
        }
    }
}

/// The headers that tie a mail to others.
public struct EventThread: Sendable, Hashable {
    /// Ids of the messages that it answers, the nearest first, without angle brackets.
    public var references: [String]
    /// Lower-case addresses that it went to, in order.
    public var recipients: [String]

    /// Header evidence from its parts.
    public init(references: [String], recipients: [String]) {
        self.references = references
        self.recipients = recipients
    }
}

/// What makes an event the same event when it is delivered again.
public struct EventKey: Sendable, Hashable {
    /// The parts in order: channel, receiving account, kind, and what the channel file names.
    public var parts: [String]
    /// How long a repetition counts as the same event, for events without an id of their own; nil: for ever.
    public var windowSeconds: Int64?

    /// A key from its parts.
    public init(parts: [String], windowSeconds: Int64? = nil) {
        self.parts = parts
        self.windowSeconds = windowSeconds
    }
}
