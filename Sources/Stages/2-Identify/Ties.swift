import Domain

/// Decides which contacts are one person, with what says so. Everything it decides can be undone.
struct Ties: Sendable {
    let people: People

    /// Contacts with which one statement can tie another: beyond that, what they have in common is nobody's.
    private static let tiesPerStatementMax = 8

    /// Looks at the other contacts that something of a sender leads to.
    func consider(_ finding: Recognise.Finding, _ arrival: Arrival, _ work: inout Work) {
        // What so many go by is nobody's.
        let others = finding.others.filter { other in
            arrival.event.sender.identifiers.contains { identifier in
                let links = work.links(of: identifier)
                return links.count < Limits.ownersMax && links.contains { $0.contact == other }
            }
        }
        for other in others.prefix(Ties.tiesPerStatementMax) {
            var tie = decide(finding.contact, other, arrival, work)
            if finding.isNew, tie.standing == .holds {
                tie.standing = .suggested
                tie.reason = "they share what was stated, and nothing else agrees"
            }
            put(tie, arrival, &work)
        }
    }

    /// A provider says that a name of one contact is now a name of another.
    func consider(_ contact: ContactID, _ other: ContactID, _ arrival: Arrival, _ work: inout Work) {
        put(decide(contact, other, arrival, work), arrival, &work)
    }

    private func put(_ tie: ContactTie, _ arrival: Arrival, _ work: inout Work) {
        var tie = tie
        let together = Set(work.members(of: tie.first) + work.members(of: tie.second)).count
        if tie.standing == .holds, together > Limits.personContactsMax {
            tie.standing = .suggested
            tie.reason = "nobody has so many contacts: \(tie.reason)"
        }
        if tie.standing == .holds, people.areDenied(tie.first, tie.second, work) {
            tie.standing = .conflicting
            tie.reason = "somebody has said that there are two persons among them: \(tie.reason)"
        }
        switch work.tie(tie.pair)?.standing {
        case .denied, .holds: return
        case .conflicting where tie.standing != .holds: return
        case .suggested where tie.standing == .suggested: return
        default: break
        }
        work.put(tie)
        guard tie.standing == .holds else { return }
        people.unite(tie.first, tie.second, by: arrival.id, at: arrival.at, recordedAt: arrival.recordedAt, &work)
    }

    /// What one event says about two contacts.
    private func decide(_ contact: ContactID, _ other: ContactID, _ arrival: Arrival, _ work: borrowing Work)
        -> ContactTie
    {
        let event = arrival.event
        let (here, there) = (identifiers(of: contact, work), identifiers(of: other, work))
        func tie(_ standing: TieStanding, _ origin: TieOrigin, _ reason: String) -> ContactTie {
            ContactTie(
                contact, other, standing: standing, origin: origin, evidence: arrival.id, at: arrival.at,
                reason: reason)
        }
        let shown = event.sender.identifiers.filter { there.contains($0) } + event.renames.map(\.current)
        let isVouchedFor = shown.contains { Recognise.strength(of: $0.kind, in: event) == .provider }
        let origin: TieOrigin = isVouchedFor ? .provider : .stated
        let kinds = shown.map(\.kind.rawValue).joined(separator: ", ")
        if Accounts.contradict(here, there) {
            return tie(.conflicting, origin, "\(kinds) in common, but each has an account of its own")
        }
        // What somebody only typed for the other is no account of the other's.
        let isTheirs = shown.contains { identifier in
            Recognise.strength(of: identifier.kind, in: event) == .provider
                && work.links(of: identifier).contains { $0.contact == other && $0.strength == .provider }
        }
        if isTheirs { return tie(.holds, origin, "the provider names \(kinds) of both in one event") }
        switch NameAgreement(work.contact(contact)?.name, work.contact(other)?.name) {
        case .agree: return tie(.holds, origin, "\(kinds) stated together, and the names agree")
        case .differ: return tie(.suggested, origin, "\(kinds) stated together, but the names differ")
        case .unknown: break
        }
        if shown.contains(where: { work.links(of: $0).count > 1 }) {
            return tie(.suggested, origin, "\(kinds) stated together, but others share it")
        }
        if contradict(here, there, except: shown) {
            return tie(.suggested, origin, "\(kinds) stated together, but other addresses differ")
        }
        if isVouched(contact, work), isVouched(other, work) {
            return tie(.suggested, origin, "\(kinds) stated together, but each is somebody already")
        }
        return tie(.holds, origin, "\(kinds) stated together, and nothing contradicts")
    }

    /// Whether a provider vouches for anything that a person goes by.
    private func isVouched(_ contact: ContactID, _ work: borrowing Work) -> Bool {
        work.members(of: contact).contains { member in
            work.links(to: member).contains { $0.endedBy == nil && $0.strength == .provider }
        }
    }

    /// All that a person goes by.
    private func identifiers(of contact: ContactID, _ work: borrowing Work) -> [Identifier] {
        var found: [Identifier] = []
        for member in work.members(of: contact) {
            for link in work.links(to: member) where link.endedBy == nil { found.append(link.identifier) }
        }
        return found
    }

    /// Whether both have telephones or both have mail addresses, and none in common.
    private func contradict(_ some: [Identifier], _ others: [Identifier], except shown: [Identifier]) -> Bool {
        for kind in [IdentifierKind.phone, .email] where !shown.contains(where: { $0.kind == kind }) {
            let (here, there) = (some.filter { $0.kind == kind }, others.filter { $0.kind == kind })
            if !here.isEmpty, !there.isEmpty, !here.contains(where: there.contains) { return true }
        }
        return false
    }
}
