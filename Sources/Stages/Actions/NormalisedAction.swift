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
        case .lead, .consent, .merge, .unmerge, .dismiss, .presence, .repConsent, .outcome, .resend: []
        }
    }

    /// The keyed hashes under which the caller's key is remembered; nil where there is none.
    func keyDigests(seed: SipHash.Key) -> KeyDigests? {
        guard let key else { return nil }
        var hash = SipHash(key: seed)
        hash.combine("action")
        hash.combine(key)
        hash.combine(actor)
        let used = hash.digest()
        // As the ledger writes it, which says the same thing in one way only.
        let written = Action(deed.asAsked).draft(at: .epoch)
        hash.combine(written.channel)
        hash.combine(written.headers)
        written.body.withUnsafeBytes { hash.combine(bytes: $0) }
        return KeyDigests(used: used, deed: hash.digest())
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
            case .accept, .opportunity, .reopen, .note, .reply, .contacted: false
            }
        case .merge, .unmerge: true
        case .rerun, .consent, .dismiss, .release, .presence, .repConsent, .outcome, .resend: false
        }
    }
}

extension Deed {
    /// Without what the program adds, which is another each time: where a rep is gets sealed and judged anew.
    fileprivate var asAsked: Deed {
        guard case .presence(var report) = self else { return self }
        report.mark = nil
        return .presence(report)
    }
}

/// What a caller's key is remembered by.
struct KeyDigests {
    /// That the caller has used it.
    let used: SipHash.Digest
    /// What for: a key stands for one deed, down to the amount and the reason.
    let deed: SipHash.Digest
}
