/// A person.
public struct Contact: Sendable, Hashable {
    /// That of the event that first showed the person.
    public var id: ContactID
    /// The last name that the person chose; nil until one is known.
    public var name: String?
    /// The channel on which the person first wrote.
    public var channel: String
    /// When the person first wrote.
    public var since: Timestamp

    /// A contact from its parts.
    public init(id: ContactID, name: String?, channel: String, since: Timestamp) {
        self.id = id
        self.name = name
        self.channel = channel
        self.since = since
    }
}

/// An identifier that leads to a contact, with its evidence.
public struct IdentifierLink: Sendable, Hashable {
    /// What the contact goes by.
    public var identifier: Identifier
    /// Whose it is.
    public var contact: ContactID
    /// The event that showed it.
    public var evidence: EventID
    /// When it was shown.
    public var since: Timestamp

    /// A link from its parts.
    public init(identifier: Identifier, contact: ContactID, evidence: EventID, since: Timestamp) {
        self.identifier = identifier
        self.contact = contact
        self.evidence = evidence
        self.since = since
    }
}

/// The thread of one contact on one channel.
public struct Conversation: Sendable, Hashable {
    /// What tells conversations apart.
    public struct Key: Sendable, Hashable {
        /// Who writes.
        public var contact: ContactID
        /// Where.
        public var channel: String

        /// The thread of `contact` on `channel`.
        public init(contact: ContactID, channel: String) {
            self.contact = contact
            self.channel = channel
        }
    }

    /// Whose thread, where.
    public var key: Key
    /// The account that the contact last wrote to.
    public var account: String?
    /// The provider's id of the sender, as it was sent: what an answer is addressed to.
    public var address: String?
    /// The provider's own conversation id, the last that was given.
    public var chat: String?
    /// How many statements of the customer were counted.
    public var messages: Int64
    /// The first event.
    public var first: EventID
    /// The latest event in ledger order.
    public var last: EventID
    /// The latest time of a statement.
    public var lastAt: Timestamp

    /// A thread that begins with `event`.
    public init(
        key: Key, account: String?, address: String?, chat: String? = nil, messages: Int64, first: EventID,
        last: EventID, lastAt: Timestamp
    ) {
        self.key = key
        self.account = account
        self.address = address
        self.chat = chat
        self.messages = messages
        self.first = first
        self.last = last
        self.lastAt = lastAt
    }
}
