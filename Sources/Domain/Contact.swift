/// Somebody as the channels show them. Several contacts can be one person: merging only ties them together.
public struct Contact: Sendable, Hashable {
    /// That of the event that first showed the contact.
    public var id: ContactID
    /// The last name that the contact chose; nil until one is known.
    public var name: String?
    /// The channel on which the contact first wrote.
    public var channel: String
    /// When the contact first wrote.
    public var since: Timestamp
    /// The contact that stands for the person, itself among them; nil for a contact that is tied to nobody.
    public var person: ContactID?
    /// How many ties the contact has or had, of whatever standing.
    public var ties: Int64
    /// The kinds of identifiers that lead to it.
    public var kinds: IdentifierKinds

    /// A contact from its parts.
    public init(
        id: ContactID, name: String?, channel: String, since: Timestamp, person: ContactID? = nil, ties: Int64 = 0,
        kinds: IdentifierKinds = []
    ) {
        self.id = id
        self.name = name
        self.channel = channel
        self.since = since
        self.person = person
        self.ties = ties
        self.kinds = kinds
    }

    /// The contact that stands for the person.
    public var root: ContactID { person ?? id }
}

/// An identifier that leads to a contact, with its evidence. A shared telephone leads to several.
public struct IdentifierLink: Sendable, Hashable {
    /// What the contact goes by.
    public var identifier: Identifier
    /// Whose it is.
    public var contact: ContactID
    /// The event that showed it.
    public var evidence: EventID
    /// When it was shown.
    public var since: Timestamp
    /// Who says so.
    public var strength: LinkStrength
    /// The identifier as it was sent, where it is compared in another form; nil where both are the same.
    public var sentAs: String?
    /// The event since which it leads there no more; nil while it does.
    public var endedBy: EventID?

    /// A link from its parts.
    public init(
        identifier: Identifier, contact: ContactID, evidence: EventID, since: Timestamp,
        strength: LinkStrength = .provider, sentAs: String? = nil, endedBy: EventID? = nil
    ) {
        self.identifier = identifier
        self.contact = contact
        self.evidence = evidence
        self.since = since
        self.strength = strength
        self.sentAs = sentAs
        self.endedBy = endedBy
    }
}

/// How far an identifier can be trusted to be the contact's.
public enum LinkStrength: Int64, Sendable, Hashable, CaseIterable, Comparable {
    /// Typed by somebody into a form or a chat.
    case stated = 1
    /// The provider vouches for it: it is what the message came from.
    case provider = 2

    /// The weaker first.
    public static func < (left: LinkStrength, right: LinkStrength) -> Bool { left.rawValue < right.rawValue }

    /// The word for it: `provider`.
    public var word: String { "\(self)" }
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
    /// The latest time at which we said something; nil where we never did.
    public var lastOursAt: Timestamp?
    /// When the customer was last told by itself that we have the message.
    public var acknowledgedAt: Timestamp?
    /// How many times that was on the same day.
    public var acknowledgements: Int64 = 0

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
