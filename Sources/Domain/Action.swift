/// What somebody does to a lead, to contacts or to what came in: each becomes an entry of the ledger.
public struct Action: Sendable, Hashable {
    /// What is to be done.
    public var deed: Deed
    /// Who does it, as the caller says: a rep's id or the name of a token; empty where nobody is named.
    public var actor: String
    /// What the caller calls this action, so that sending it twice does it once, and nothing else goes by that name; nil where the caller has no name for it.
    public var key: String?
    /// The version of the lead that the caller saw; nil for one who does not mind what has changed since.
    public var expectedVersion: Int64?

    /// An action from its parts.
    public init(_ deed: Deed, actor: String = "", key: String? = nil, expectedVersion: Int64? = nil) {
        self.deed = deed
        self.actor = actor
        self.key = key
        self.expectedVersion = expectedVersion
    }
}

/// What people can do.
public enum Deed: Sendable, Hashable {
    /// Runs dead letters again, under the configuration in force at that moment.
    case rerun([Position])
    /// Moves a lead, or says something about it.
    case lead(LeadID, LeadAction)
    /// Takes down what a contact agreed to, or no longer agrees to.
    case consent(Consent)
    /// Says that two contacts are one person.
    case merge(Merge)
    /// Says that two contacts are two people; without the second one, that the first is nobody else.
    case unmerge(ContactID, from: ContactID?, reason: String)
    /// Says that two contacts of which a review item asks are two people.
    case dismiss(ContactTie.Pair, reason: String)
    /// Counts events after all that were held back.
    case release([EventID])
    /// A rep comes, goes, visits somebody or is there.
    case presence(PresenceReport)
    /// A rep agrees to tell where he is, or no longer does; with the words he agreed to.
    case repConsent(RepID, isGiven: Bool, wording: String)
    /// What came of sending an outbox item. Written by the program itself.
    case outcome(OutboxOutcome)
    /// Sends outbox items again that were given up.
    case resend([OutboxID])

    /// The word under which the ledger keeps it: `won`.
    public var name: String {
        switch self {
        case .rerun: "rerun"
        case .lead(_, let action): action.kind.rawValue
        case .consent: "consent"
        case .merge: "merge"
        case .unmerge: "unmerge"
        case .dismiss: "dismiss"
        case .release: "release"
        case .presence(let report): report.kind.rawValue
        case .repConsent: "rep_consent"
        case .outcome: "outcome"
        case .resend: "resend"
        }
    }

    /// The lead it names.
    public var lead: LeadID? {
        switch self {
        case .lead(let id, _): id
        case .presence(let report): report.lead
        case .rerun, .consent, .merge, .unmerge, .dismiss, .release, .repConsent, .outcome, .resend: nil
        }
    }

    /// The contacts it names, in its order.
    public var contacts: [ContactID] {
        switch self {
        case .consent(let consent): [consent.contact]
        case .merge(let merge): [merge.contact, merge.other]
        case .unmerge(let contact, let other, _): [contact] + (other.map { [$0] } ?? [])
        case .dismiss(let pair, _): [pair.first, pair.second]
        case .rerun, .lead, .release, .presence, .repConsent, .outcome, .resend: []
        }
    }
}

/// What somebody does to a lead.
public enum LeadAction: Sendable, Hashable {
    /// The owner takes it on.
    case accept
    /// The owner gives it back; it goes to somebody else.
    case reject(reason: String)
    /// It is worth working on, and what it may bring.
    case opportunity(Money?)
    /// It was sold; `at` where that was before the entry's time.
    case won(Money, at: Timestamp?)
    /// It was not sold; `at` where that was before the entry's time.
    case lost(reason: String, at: Timestamp?)
    /// It never was an inquiry that could be sold to.
    case disqualify(reason: String)
    /// It was closed too early.
    case reopen(reason: String)
    /// Words for whoever works on it.
    case note(String)
    /// Words for the customer.
    case reply(Reply)
    /// The rep spoke with the customer by other means.
    case contacted(ContactWay, note: String)

    /// What tells actions apart in the table of what is allowed.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case accept, reject, opportunity, won, lost, disqualify, reopen, note, reply, contacted
    }

    /// Which of them it is.
    public var kind: Kind {
        switch self {
        case .accept: .accept
        case .reject: .reject
        case .opportunity: .opportunity
        case .won: .won
        case .lost: .lost
        case .disqualify: .disqualify
        case .reopen: .reopen
        case .note: .note
        case .reply: .reply
        case .contacted: .contacted
        }
    }

    /// Why, in the words of whoever does it; empty where nothing was said.
    public var reason: String {
        switch self {
        case .reject(let reason), .lost(let reason, _), .disqualify(let reason), .reopen(let reason): reason
        case .accept, .opportunity, .won, .note, .reply, .contacted: ""
        }
    }
}

/// What a contact agreed to, or no longer agrees to.
public struct Consent: Sendable, Hashable {
    /// Who.
    public var contact: ContactID
    /// To what: `marketing`, `profiling`.
    public var purpose: String
    /// False where it is withdrawn.
    public var isGiven: Bool
    /// The words that the contact agreed to; may have several lines, and may be empty.
    public var wording: String

    /// A consent from its parts.
    public init(contact: ContactID, purpose: String, isGiven: Bool, wording: String = "") {
        self.contact = contact
        self.purpose = purpose
        self.isGiven = isGiven
        self.wording = wording
    }
}

/// That two contacts are one person.
public struct Merge: Sendable, Hashable {
    /// One of them.
    public var contact: ContactID
    /// The other.
    public var other: ContactID
    /// Whether whoever says so has seen that an account of each contradicts.
    public var overridesConflict: Bool
    /// Why, in the words of whoever says so; empty where nothing was said.
    public var reason: String

    /// A merge from its parts.
    public init(_ contact: ContactID, _ other: ContactID, overridesConflict: Bool = false, reason: String = "") {
        self.contact = contact
        self.other = other
        self.overridesConflict = overridesConflict
        self.reason = reason
    }
}

/// Words for a customer.
public struct Reply: Sendable, Hashable {
    /// What is said; with a template what stands in its one place, or nothing.
    public var text: String
    /// Where it is said; nil: where the customer last wrote and can be answered.
    public var channel: String?
    /// The provider's name of a message that it allows at any time, perhaps with its language (`order_ready/id`); nil: free words.
    public var template: String?

    /// A reply from its parts.
    public init(text: String, channel: String? = nil, template: String? = nil) {
        self.text = text
        self.channel = channel
        self.template = template
    }
}

/// How a rep spoke with a customer.
public enum ContactWay: String, Sendable, Hashable, CaseIterable {
    case call, whatsapp, mail, visit, other
}
