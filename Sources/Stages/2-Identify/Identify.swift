import Domain

/// Stage 2: whether an event is new, whose it is, and to which lead it belongs.
struct Identify: Sendable {
    let seed: SipHash.Key

    /// The keyed hash under which an event's key is remembered.
    static func digest(of key: EventKey, seed: SipHash.Key) -> SipHash.Digest {
        var hash = SipHash(key: seed)
        for part in key.parts { hash.combine(part) }
        return hash.digest()
    }

    /// Records the event; gives it to the later stages where it is a customer's statement seen for the first time.
    func callAsFunction(_ arrival: Arrival, _ work: inout Work) -> Attributed? {
        let digest = arrival.digest
        if let first = work.seen(digest), isRepetition(arrival, of: first) {
            record(arrival, .duplicate, because: "repeats \(first.event)", &work)
            return nil
        }
        work.remember(SeenEvent(digest: digest, event: arrival.id, at: arrival.receivedAt))
        guard arrival.event.kind.isCustomerStatement else {
            note(arrival, &work)
            return nil
        }
        guard !arrival.event.sender.identifiers.isEmpty else {
            // Nobody could be answered, and anybody could fill the funnel with such.
            record(arrival, .quarantined, because: "no sender that could be answered", &work)
            return nil
        }
        return attribute(arrival, &work)
    }

    private func isRepetition(_ arrival: Arrival, of first: SeenEvent) -> Bool {
        guard let window = arrival.event.key.windowSeconds else { return true }
        return arrival.receivedAt <= first.at.adding(seconds: window)
    }

    /// Keeps what no customer said: linked to the contact where there is one already, never opening anything.
    private func note(_ arrival: Arrival, _ work: inout Work) {
        let outcome: Outcome =
            arrival.event.kind == .unknown ? .unknown : arrival.event.kind.isQuarantined ? .quarantined : .noted
        let contact = arrival.event.sender.identifiers.compactMap { work.contact(for: $0) }.first
        let lead = contact.flatMap { work.latestLead(of: $0) }
        record(arrival, outcome, contact: contact, lead: lead?.id, because: reason(arrival.event.kind), &work)
    }

    private func reason(_ kind: EventKind) -> String {
        switch kind {
        case .spam: "caught by a trap that no person walks into"
        case .invalid: "cannot be attributed to anybody"
        default: ""
        }
    }

    private func attribute(_ arrival: Arrival, _ work: inout Work) -> Attributed {
        let (contact, reason) = contact(of: arrival, &work)
        let conversation = conversation(of: contact, arrival, &work)
        let lead = openLead(of: contact, arrival, &work)
        record(arrival, .counted, contact: contact, lead: lead, because: reason, &work)
        if !arrival.event.touch.isEmpty {
            work.add(
                TouchRecord(event: arrival.id, contact: contact, lead: lead, at: arrival.at, touch: arrival.event.touch)
            )
        }
        return Attributed(
            id: arrival.id, event: arrival.event, channel: arrival.channel, at: arrival.at,
            recordedAt: arrival.recordedAt,
            contact: contact, lead: lead, statements: conversation.messages, configuration: arrival.configuration)
    }

    /// The contact by the strongest known identifier; the others are linked to it unless they are somebody else's, which never merges.
    private func contact(of arrival: Arrival, _ work: inout Work) -> (ContactID, reason: String) {
        let identifiers = arrival.event.sender.identifiers
        let decisive = identifiers.first { work.contact(for: $0) != nil }
        let contact = decisive.flatMap { work.contact(for: $0) } ?? arrival.id
        var reason = decisive.map { "known by \($0.kind.rawValue)" } ?? "new contact"
        for identifier in identifiers {
            guard let other = work.contact(for: identifier) else {
                work.link(
                    IdentifierLink(identifier: identifier, contact: contact, evidence: arrival.id, since: arrival.at))
                continue
            }
            if other != contact { reason += "; \(identifier.kind.rawValue) is contact \(other)'s" }
        }
        if var known = work.contact(contact) {
            if let name = arrival.event.sender.name, name != known.name {
                known.name = name
                work.put(known)
            }
        } else {
            work.put(Contact(id: contact, name: arrival.event.sender.name, channel: arrival.channel, since: arrival.at))
            work.count(.contacts, on: arrival.channel, at: arrival.at)
        }
        return (contact, reason)
    }

    private func conversation(of contact: ContactID, _ arrival: Arrival, _ work: inout Work) -> Conversation {
        let key = Conversation.Key(contact: contact, channel: arrival.channel)
        var conversation =
            work.conversation(key)
            ?? Conversation(
                key: key, account: nil, address: nil, messages: 0, first: arrival.id, last: arrival.id,
                lastAt: arrival.at)
        conversation.messages += 1
        conversation.last = arrival.id
        conversation.lastAt = max(conversation.lastAt, arrival.at)
        // What is longer than any identifier is no address that could be answered to.
        if let account = arrival.event.account, account.utf8.count <= Limits.identifierBytesMax {
            conversation.account = account
        }
        if let address = arrival.event.sender.id, address.utf8.count <= Limits.identifierBytesMax {
            conversation.address = address
        }
        work.put(conversation)
        return conversation
    }

    private func openLead(of contact: ContactID, _ arrival: Arrival, _ work: inout Work) -> LeadID {
        let latest = work.latestLead(of: contact)
        if let latest, latest.stage.isOpen { return latest.id }
        let lead = Lead(
            id: arrival.id, contact: contact, cycle: (latest?.cycle ?? 0) + 1, channel: arrival.channel,
            openedAt: arrival.at)
        work.open(lead)
        work.add(
            .lead, of: lead, rep: nil, by: arrival.id, at: arrival.at, recordedAt: arrival.recordedAt,
            configuration: arrival.configuration, isInferred: false)
        return lead.id
    }

    private func record(
        _ arrival: Arrival, _ outcome: Outcome, contact: ContactID? = nil, lead: LeadID? = nil, because reason: String,
        _ work: inout Work
    ) {
        work.add(
            EventRecord(
                id: arrival.id, kind: arrival.event.kind, channel: arrival.channel, outcome: outcome, at: arrival.at,
                contact: contact, lead: lead, reason: reason))
        work.count(Measure(outcome), on: arrival.channel, at: arrival.at)
    }
}
