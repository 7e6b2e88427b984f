import Domain

/// Whose a statement is, by what its sender goes by.
///
/// An account of a provider decides. A telephone or a mail address decides where the provider vouches for it; what somebody typed needs that nothing
/// contradicts, and a second signal that agrees where several people share it. Nobody is ever joined to somebody else here: see ``Ties``.
struct Recognise: Sendable {
    /// Whose a statement is.
    struct Finding {
        var contact: ContactID
        /// Whether the contact is seen for the first time.
        var isNew: Bool
        /// Why, in words without personal data.
        var reason: String
        /// The other contacts that something of the sender leads to.
        var others: [ContactID] = []
    }

    /// Who says that the sender goes by identifiers of a kind.
    static func strength(of kind: IdentifierKind, in event: Event) -> LinkStrength {
        guard !kind.isAccount else { return .provider }
        return event.kind == .leadForm || event.kind == .contactUpdate ? .stated : .provider
    }

    func callAsFunction(_ arrival: Arrival, _ work: borrowing Work) -> Finding {
        let identifiers = arrival.event.sender.identifiers
        var contacts: [ContactID] = []
        var isPlain = true
        for identifier in identifiers {
            let links = work.links(of: identifier)
            if links.count != 1 { isPlain = false }
            for link in links where !contacts.contains(link.contact) { contacts.append(link.contact) }
        }
        guard let first = contacts.first else { return new(arrival, []) }
        if let account = identifiers.first(where: { $0.kind.isAccount && !work.links(of: $0).isEmpty }),
            let owner = work.links(of: account).first?.contact
        {
            return known(owner, by: account.kind, contacts)
        }
        if contacts.count == 1, isPlain, !isTypedByAnother(arrival, first, work) {
            return known(first, by: identifiers[0].kind, contacts)
        }
        var best: (judgement: Judgement, contact: ContactID)?
        for contact in contacts {
            let judgement = judge(contact, arrival, work)
            if judgement.isAcceptable, best.map({ $0.judgement < judgement }) ?? true { best = (judgement, contact) }
        }
        guard let best, let kind = best.judgement.kind else { return new(arrival, contacts) }
        return known(best.contact, by: kind, contacts)
    }

    private func known(_ contact: ContactID, by kind: IdentifierKind, _ contacts: [ContactID]) -> Finding {
        Finding(
            contact: contact, isNew: false, reason: "known by \(kind.rawValue)",
            others: contacts.filter { $0 != contact })
    }

    private func new(_ arrival: Arrival, _ contacts: [ContactID]) -> Finding {
        let reason = contacts.isEmpty ? "new contact" : "new contact: what is known of others contradicts"
        return Finding(contact: arrival.id, isNew: true, reason: reason, others: contacts)
    }

    /// Whether somebody typed under another name what somebody had typed before.
    private func isTypedByAnother(_ arrival: Arrival, _ contact: ContactID, _ work: borrowing Work) -> Bool {
        let sender = arrival.event.sender
        let isTyped = sender.identifiers.allSatisfy { identifier in
            Recognise.strength(of: identifier.kind, in: arrival.event) == .stated
                && work.links(of: identifier).allSatisfy { $0.strength == .stated }
        }
        return isTyped && NameAgreement(sender.name, work.contact(contact)?.name) == .differ
    }

    // MARK: One of several

    /// How well a contact fits a sender.
    private struct Judgement {
        var isAcceptable = false
        var isVouchedFor = false
        var nameAgrees = false
        var agreements = 0
        /// The strongest kind that agrees.
        var kind: IdentifierKind?

        static func < (left: Judgement, right: Judgement) -> Bool {
            let (l, r) = (left.weight, right.weight)
            return l == r ? left.agreements < right.agreements : l < r
        }

        private var weight: Int { (nameAgrees ? 2 : 0) + (isVouchedFor ? 1 : 0) }
    }

    private func judge(_ contact: ContactID, _ arrival: Arrival, _ work: borrowing Work) -> Judgement {
        let sender = arrival.event.sender
        let links = work.links(to: contact).filter { $0.endedBy == nil }
        var judgement = Judgement()
        var contradictions = 0
        var isShared = false
        for identifier in sender.identifiers {
            let vouched = Recognise.strength(of: identifier.kind, in: arrival.event)
            if let link = links.first(where: { $0.identifier == identifier }) {
                judgement.agreements += 1
                judgement.kind = judgement.kind ?? identifier.kind
                if vouched == .provider, link.strength == .provider { judgement.isVouchedFor = true }
                if work.links(of: identifier).count > 1 { isShared = true }
            } else if Accounts.contradict([identifier], links.map(\.identifier)) {
                return Judgement()
            } else if !identifier.kind.isAccount, links.contains(where: { $0.identifier.kind == identifier.kind }) {
                contradictions += 1
            }
        }
        let names = NameAgreement(sender.name, work.contact(contact)?.name)
        judgement.nameAgrees = names == .agree
        if judgement.isVouchedFor || judgement.nameAgrees {
            judgement.isAcceptable = true
        } else if contradictions == 0 {
            judgement.isAcceptable =
                judgement.agreements > 1 || !isShared && !isTypedByAnother(arrival, contact, work)
        }
        return judgement
    }
}

/// Accounts that tell people apart.
enum Accounts {
    /// Whether both have accounts of one kind in one place, and none in common: then they are two people, as far as a program can tell.
    static func contradict(_ some: [Identifier], _ others: [Identifier]) -> Bool {
        for identifier in some where identifier.kind.isAccount {
            guard let place = place(of: identifier) else { continue }
            let there = others.filter { self.place(of: $0) == place }
            let here = some.filter { self.place(of: $0) == place }
            if !there.isEmpty, !there.contains(where: here.contains) { return true }
        }
        return false
    }

    /// Where an account is unique: everywhere, or on a channel's account. nil for ids that were too long to say.
    private static func place(of identifier: Identifier) -> String? {
        guard identifier.kind.isAccount else { return nil }
        guard identifier.kind.isScoped else { return identifier.kind.rawValue }
        let parts = identifier.value.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1] != "sha256" else { return nil }
        return "\(identifier.kind.rawValue)/\(parts[0])/\(parts[1])"
    }
}
