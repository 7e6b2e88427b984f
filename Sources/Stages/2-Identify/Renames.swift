import Domain

/// Takes in that somebody goes by another number or id. The contact stays, and no lead is opened.
struct Renames: Sendable {
    let ties: Ties

    /// What the names need to be looked up.
    func gather(_ event: Event, into needs: inout Needs) {
        guard !event.renames.isEmpty else { return }
        let names = event.renames.flatMap { [$0.former, $0.current].compactMap { $0 } }
        needs.identifiers += names
        needs.senders.append(event.sender.identifiers + names)
    }

    /// - Returns: Whose names changed; nil where nobody is known by any of them.
    func callAsFunction(_ arrival: Arrival, _ work: inout Work) -> ContactID? {
        let renames = arrival.event.renames
        let contact =
            work.contact(forFirstOf: renames.compactMap(\.former))
            ?? work.contact(forFirstOf: arrival.event.sender.identifiers)
        guard let contact else { return nil }
        for rename in renames {
            // First the old name, so that it stands in nobody's way: numbers are given to others after a while.
            if let former = rename.former,
                var link = work.links(of: former).first(where: { $0.contact == contact })
            {
                link.endedBy = arrival.id
                work.link(link)
            }
            let owners = work.links(of: rename.current).map(\.contact)
            if owners.isEmpty {
                work.link(
                    IdentifierLink(
                        identifier: rename.current, contact: contact, evidence: arrival.id, since: arrival.at,
                        strength: .provider,
                        sentAs: rename.sentAs == rename.current.value ? nil : rename.sentAs))
            }
            for owner in owners where owner != contact { ties.consider(contact, owner, arrival, &work) }
        }
        return contact
    }
}
