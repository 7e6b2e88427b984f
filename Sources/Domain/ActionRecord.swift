/// What became of an action: kept for every action of the ledger, carried out or not.
public struct ActionRecord: Sendable, Hashable {
    /// The action's entry.
    public var position: Position
    /// What was to be done: `won`.
    public var name: String
    /// The lead that it names; nil for actions on contacts and events.
    public var lead: LeadID?
    /// The contact that it names; nil for actions on leads and events.
    public var contact: ContactID?
    /// Who did it, as the caller says; empty where nobody is named.
    public var actor: String
    /// The entry's time.
    public var at: Timestamp
    /// What became of it.
    public var outcome: ActionOutcome
    /// Why it was not carried out, or what it says: the reason of a rejection, the purpose of a consent.
    public var detail: String
    /// The stage of the lead afterwards; nil for actions on contacts and events.
    public var stage: Stage?
    /// The version of the lead afterwards; nil for actions on contacts and events.
    public var version: Int64?

    /// A record from its parts.
    public init(
        position: Position, name: String, lead: LeadID? = nil, contact: ContactID? = nil, actor: String = "",
        at: Timestamp, outcome: ActionOutcome, detail: String = "", stage: Stage? = nil, version: Int64? = nil
    ) {
        self.position = position
        self.name = name
        self.lead = lead
        self.contact = contact
        self.actor = actor
        self.at = at
        self.outcome = outcome
        self.detail = detail
        self.stage = stage
        self.version = version
    }
}

/// What became of an action.
public enum ActionOutcome: Int64, Sendable, Hashable, CaseIterable {
    /// It was carried out.
    case applied = 1
    /// The same action with the same client key was carried out before; this one changed nothing.
    case repeated = 2
    /// The lead had changed since the caller looked.
    case stale = 3
    /// It does not fit how the lead or the contacts stand.
    case refused = 4
    /// What it names does not exist.
    case missing = 5

    /// The word for it: `applied`.
    public var word: String { "\(self)" }
}

/// The memory of an action's client key: what makes a second one a repetition, or a mistake.
public struct ActionKey: Sendable, Hashable {
    /// Keyed hash of caller and key, or of these and of what was done.
    public var digest: SipHash.Digest
    /// The action that was carried out with it.
    public var position: Position

    /// A memory from its parts.
    public init(digest: SipHash.Digest, position: Position) {
        self.digest = digest
        self.position = position
    }
}

/// Whether somebody agreed to something, with the action that says so.
public struct ConsentRecord: Sendable, Hashable {
    /// Who.
    public var contact: ContactID
    /// To what: `marketing`, `profiling`.
    public var purpose: String
    /// Whether it holds; false once it was withdrawn.
    public var isGiven: Bool
    /// When it was given or withdrawn.
    public var at: Timestamp
    /// The entry of the action, which holds the wording.
    public var evidence: Position

    /// A record from its parts.
    public init(contact: ContactID, purpose: String, isGiven: Bool, at: Timestamp, evidence: Position) {
        self.contact = contact
        self.purpose = purpose
        self.isGiven = isGiven
        self.at = at
        self.evidence = evidence
    }
}
