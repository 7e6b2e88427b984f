public import Domain

/// An action with what it needs of the ledger.
public struct NormalisedAction: Sendable {
    /// The action's entry.
    public var position: Position
    /// The entry's time.
    public var at: Timestamp
    /// What is to be done.
    public var action: Action
    /// The deliveries that it names, as they are under the rules of now: those that are run again, or whose events are released.
    public var deliveries: [NormalisedEntry]
    /// Whether the caller really was too late, where other rules decide than did: they count changes otherwise, so a version says nothing under
    /// them. Nil in life, where versions are compared.
    public var wasStale: Bool?

    /// An action from its parts.
    public init(
        position: Position, at: Timestamp, action: Action, deliveries: [NormalisedEntry] = [], wasStale: Bool? = nil
    ) {
        self.position = position
        self.at = at
        self.action = action
        self.deliveries = deliveries
        self.wasStale = wasStale
    }

    /// The id under which what it causes is written down.
    var cause: EventID { EventID(position: position, item: 0) }
}

extension Action {
    /// The entries that have to be read before the action can be carried out, each once.
    public var deliveries: [Position] {
        switch deed {
        case .rerun(let positions): positions.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        case .release(let events): Set(events.map(\.position)).sorted()
        case .lead, .consent, .merge, .unmerge, .dismiss: []
        }
    }

    /// The keyed hash under which the client's key is remembered: the same key for something else is another one.
    func keyDigest(seed: SipHash.Key) -> SipHash.Digest? {
        guard let key else { return nil }
        var hash = SipHash(key: seed)
        hash.combine("action")
        hash.combine(key)
        hash.combine(actor)
        hash.combine(deed.name)
        for id in (deed.lead.map { [$0] } ?? deed.contacts) { hash.combine(id.code) }
        return hash.digest()
    }

    /// Most waiting leads that are given away after it. One action makes room for one lead; the second takes what became free unnoticed, when
    /// contacts turned out to be one person.
    static let waitingLeadsGiven = 2

    /// Whether a rep may have room for a waiting lead after it.
    var mayMakeRoom: Bool {
        switch deed {
        case .lead(_, let action):
            switch action.kind {
            case .reject, .won, .lost, .disqualify: true
            case .accept, .opportunity, .reopen, .note: false
            }
        case .merge, .unmerge: true
        case .rerun, .consent, .dismiss, .release: false
        }
    }
}
