public import Domain

/// Which persons to list.
public struct ContactQuery: Sendable, Hashable {
    /// Only whoever goes by this, in any kind of identifier, as it was sent or as it is compared.
    public var identifier: String?
    /// Only those before this one: the last id of the page before.
    public var before: ContactID?
    /// Most rows, at most ``Limits/pageRowsMax``.
    public var limit: Int

    /// All persons, up to a limit.
    public init(identifier: String? = nil, before: ContactID? = nil, limit: Int = 50) {
        self.identifier = identifier
        self.before = before
        self.limit = limit
    }

    /// How many rows are given: the limit, cut to what is allowed.
    public var rows: Int { min(max(0, limit), Limits.pageRowsMax) }
}

/// A person as lists show it.
public struct ContactSummary: Sendable, Hashable {
    /// The contact that stands for the person.
    public var contact: Contact
    /// Everybody who is held for the person, in order.
    public var members: [ContactID]
    /// What the person goes by, by kind and value; links that have ended are left out.
    public var identifiers: [IdentifierLink]
    /// The latest time of a statement on any channel.
    public var lastAt: Timestamp?

    /// A summary from its parts.
    public init(contact: Contact, members: [ContactID], identifiers: [IdentifierLink], lastAt: Timestamp?) {
        self.contact = contact
        self.members = members
        self.identifiers = identifiers
        self.lastAt = lastAt
    }
}

/// Everything the state knows about a contact and the person it is held for.
public struct ContactDetail: Sendable, Hashable {
    /// The contact that was asked for.
    public var contact: Contact
    /// Everybody who is held for the same person, the contact itself among them, in order.
    public var members: [Contact]
    /// What the person goes by or went by, by kind and value.
    public var identifiers: [IdentifierLink]
    /// All ties of the members: what makes them one person, and what might.
    public var ties: [ContactTie]
    /// The person's threads, latest first.
    public var conversations: [Conversation]
    /// The leads of all members, in order.
    public var leads: [Lead]
    /// Where the person came from, in order.
    public var touches: [TouchRecord]
    /// What the members agreed to.
    public var consents: [ConsentRecord]

    /// A detail from its parts.
    public init(
        contact: Contact, members: [Contact], identifiers: [IdentifierLink], ties: [ContactTie],
        conversations: [Conversation], leads: [Lead], touches: [TouchRecord], consents: [ConsentRecord]
    ) {
        self.contact = contact
        self.members = members
        self.identifiers = identifiers
        self.ties = ties
        self.conversations = conversations
        self.leads = leads
        self.touches = touches
        self.consents = consents
    }
}

extension PersonLookups {
    /// A person as lists show it, by the contact that stands for it.
    public func contactSummary(_ contact: Contact) throws -> ContactSummary {
        guard let detail = try contactDetail(contact.id) else {
            return ContactSummary(contact: contact, members: [contact.id], identifiers: [], lastAt: nil)
        }
        return ContactSummary(
            contact: contact, members: detail.members.map(\.id),
            identifiers: detail.identifiers.filter { $0.endedBy == nil },
            lastAt: detail.conversations.map(\.lastAt).max())
    }
}
