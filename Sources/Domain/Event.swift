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
    /// Where the contact came from.
    public var touch: Touch
    /// Further fields of the event vocabulary, each value as JSON text.
    public var details: [Detail]
    /// What the provider has to be asked for, where it only said that something is there; its answer is a delivery of its own.
    public var fetch: FetchRequest?

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

        /// An answer from its parts.
        public init(name: String, values: [String], isList: Bool) {
            self.name = name
            self.values = values
            self.isList = isList
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

/// A question to the provider's API, without the secret that goes with it.
public struct FetchRequest: Sendable, Hashable {
    /// Which `fetches` entry of the channel file asks, and reads the answer.
    public var name: String
    /// The whole address with https, ready to be called.
    public var url: String

    /// A question from its parts.
    public init(name: String, url: String) {
        self.name = name
        self.url = url
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
