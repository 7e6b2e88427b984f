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

    /// An action from its parts.
    public init(position: Position, at: Timestamp, action: Action, deliveries: [NormalisedEntry] = []) {
        self.position = position
        self.at = at
        self.action = action
        self.deliveries = deliveries
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

    /// How many leads that wait it may set in motion, by taking one of them or by giving a rep room.
    var waitingLeadsMoved: Int {
        switch deed {
        case .lead(_, let action):
            switch action.kind {
            case .reject, .won, .lost, .disqualify: 1
            case .accept, .opportunity, .reopen, .note: 0
            }
        // Each of the inquiries that come together may have had a rep.
        case .merge, .unmerge: 8
        case .rerun, .consent, .dismiss, .release: 0
        }
    }
}
