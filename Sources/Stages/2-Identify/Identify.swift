import Domain

/// Stage 2: whether an event is new, whose it is, and to which lead it belongs.
struct Identify: Sendable {
    private let threads: Threads
    private let reports: Reports
    private let recognise = Recognise()
    private let people: People
    private let ties: Ties
    private let renames: Renames
    let quarantine: Quarantine
    private let clocks: Clocks

    /// How long after its end an inquiry's rep gets the next one of the same contact; nil: no longer than anybody else.
    private let stickySeconds: Int64?

    init(seed: SipHash.Key, people: People, quarantine: Quarantine, clocks: Clocks, stickySeconds: Int64? = nil) {
        self.stickySeconds = stickySeconds
        self.quarantine = quarantine
        self.clocks = clocks
        threads = Threads(seed: seed)
        reports = Reports(threads: threads)
        self.people = people
        ties = Ties(people: people)
        renames = Renames(ties: ties)
    }

    /// What the event needs to be identified.
    func gather(_ event: Event, on channel: String, into needs: inout Needs) {
        needs.identifiers += event.sender.identifiers + event.addressees
        if !event.sender.identifiers.isEmpty { needs.senders.append(event.sender.identifiers) }
        renames.gather(event, into: &needs)
        threads.gather(event, on: channel, into: &needs)
        quarantine.gather(event, into: &needs)
    }

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
        if arrival.event.isTest {
            record(arrival, .quarantined, because: "a test of the provider's, which nobody wrote", &work)
            return nil
        }
        if let request = arrival.event.fetch {
            work.put(FetchRecord(event: arrival.id, channel: arrival.channel, request: request, at: arrival.recordedAt))
            record(arrival, .awaited, because: "its content is asked of the provider's API", &work)
            return nil
        }
        guard !arrival.event.sender.identifiers.isEmpty else {
            // Nobody could be answered, and anybody could fill the funnel with such.
            record(arrival, .quarantined, because: "no sender that could be answered", &work)
            return nil
        }
        if let reason = quarantine.reason(for: arrival, &work) {
            let contact = work.contact(forFirstOf: arrival.event.sender.identifiers)
            let lead = contact.flatMap { work.latestLead(of: $0)?.id }
            record(arrival, .quarantined, contact: contact, lead: lead, because: reason, &work)
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
        let kind = arrival.event.kind
        let outcome: Outcome = kind == .unknown ? .unknown : kind.isQuarantined ? .quarantined : .noted
        var contact = work.contact(forFirstOf: arrival.event.sender.identifiers)
        switch kind {
        case .status: reports.status(arrival, &work)
        case .bounce: reports.bounce(arrival, &work)
        case .echo:
            let isKnown = reports.isKnown(arrival, work)
            contact = reports.echo(arrival, &work) ?? contact ?? work.contact(forFirstOf: arrival.event.addressees)
            // What we sent ourselves has counted when it was delivered.
            guard let contact, !isKnown else { break }
            clocks.weSpoke(
                to: contact, on: arrival.channel, at: arrival.at, by: arrival.id, recordedAt: arrival.recordedAt, &work)
        case .system where !arrival.event.renames.isEmpty: contact = renames(arrival, &work) ?? contact
        case .contactUpdate: if let contact { learn(arrival, about: contact, &work) }
        default: break
        }
        let lead = contact.flatMap { work.latestLead(of: $0) }
        record(arrival, outcome, contact: contact, lead: lead?.id, because: reason(kind), &work)
    }

    /// A provider tells more about somebody who is known already.
    private func learn(_ arrival: Arrival, about contact: ContactID, _ work: inout Work) {
        let owners = Set(arrival.event.sender.identifiers.flatMap { work.links(of: $0) }.map(\.contact))
        let others = owners.filter { $0 != contact }.sorted()
        link(arrival, to: contact, isNew: false, &work)
        ties.consider(Recognise.Finding(contact: contact, isNew: false, reason: "", others: others), arrival, &work)
        rename(contact, arrival, &work)
    }

    /// Links to a contact what nobody goes by yet, and to a new one also what is shared; accounts are never shared.
    private func link(_ arrival: Arrival, to contact: ContactID, isNew: Bool, _ work: inout Work) {
        for identifier in arrival.event.sender.identifiers {
            let strength = Recognise.strength(of: identifier.kind, in: arrival.event)
            let links = work.links(of: identifier)
            if var known = links.first(where: { $0.contact == contact }) {
                guard known.strength < strength else { continue }
                known.strength = strength
                work.link(known)
            } else if links.isEmpty || isNew && !identifier.kind.isAccount && links.count < Limits.ownersMax {
                work.link(
                    IdentifierLink(
                        identifier: identifier, contact: contact, evidence: arrival.id, since: arrival.at,
                        strength: strength, sentAs: sentAs(identifier, arrival.event)))
            }
        }
    }

    /// The number as it was sent, where it is compared in another form.
    private func sentAs(_ identifier: Identifier, _ event: Event) -> String? {
        guard identifier.kind == .phone, let phone = event.sender.phone, phone != identifier.value else { return nil }
        return phone
    }

    /// The latest name that the contact chose; what somebody typed does not replace the name of an account.
    private func rename(_ contact: ContactID, _ arrival: Arrival, _ work: inout Work) {
        guard let name = arrival.event.sender.name, var known = work.contact(contact), known.name != name else {
            return
        }
        let identifiers = arrival.event.sender.identifiers
        if arrival.event.kind == .leadForm, known.name != nil {
            let links = identifiers.flatMap { work.links(of: $0) } + work.links(to: contact)
            if links.contains(where: { $0.contact == contact && $0.strength == .provider }) { return }
        }
        known.name = name
        work.put(known)
    }

    private func reason(_ kind: EventKind) -> String {
        switch kind {
        case .spam: "caught by a trap that no person walks into"
        case .invalid: "cannot be attributed to anybody"
        default: ""
        }
    }

    func attribute(_ arrival: Arrival, _ work: inout Work) -> Attributed {
        let (contact, reason) = contact(of: arrival, &work)
        let answered = threads.answered(by: arrival, from: contact, work)
        let owner = answered?.contact ?? contact
        let (conversation, link, spokeAt) = conversation(of: owner, with: contact, answering: answered, arrival, &work)
        let former = work.latestLead(of: owner).flatMap { work.lead($0.joined ?? $0.id) }?.stage
        let lead = openLead(of: owner, arrival, &work)
        threads.remember(arrival, as: .customer, in: owner, &work)
        record(arrival, .counted, contact: contact, lead: lead, because: reason, link: link, &work)
        if !arrival.event.touch.isEmpty {
            work.add(
                TouchRecord(event: arrival.id, contact: contact, lead: lead, at: arrival.at, touch: arrival.event.touch)
            )
        }
        let known = work.contact(contact)
        return Attributed(
            id: arrival.id, event: arrival.event, channel: arrival.channel, at: arrival.at,
            recordedAt: arrival.recordedAt,
            contact: contact, lead: lead, statements: conversation.messages,
            history: Attributed.History(
                kinds: known?.kinds ?? [], isNamed: known?.name != nil, contactSince: known?.since ?? arrival.at,
                spokeAt: spokeAt, cycle: work.lead(lead)?.cycle ?? 1,
                formerEnd: lead == arrival.id ? former.flatMap { InquiryEnd($0) } : nil),
            configuration: arrival.configuration)
    }

    /// The contact of a statement, with what it goes by linked to it.
    private func contact(of arrival: Arrival, _ work: inout Work) -> (ContactID, reason: String) {
        let finding = recognise(arrival, work)
        if finding.isNew {
            work.put(
                Contact(
                    id: finding.contact, name: arrival.event.sender.name, channel: arrival.channel, since: arrival.at))
            work.count(.contacts, on: arrival.channel, at: arrival.at)
        }
        link(arrival, to: finding.contact, isNew: finding.isNew, &work)
        if !finding.others.isEmpty { ties.consider(finding, arrival, &work) }
        // Afterwards, so that a name which somebody types cannot speak for itself.
        if !finding.isNew { rename(finding.contact, arrival, &work) }
        guard !finding.others.isEmpty else { return (finding.contact, finding.reason) }
        let others = finding.others.map { "C\($0)" }.joined(separator: ", ")
        return (finding.contact, "\(finding.reason); something in common with \(others)")
    }

    /// The conversation with the statement in it, and the evidence that it belongs there.
    ///
    /// - Parameters:
    ///   - owner: Whose conversation it is.
    ///   - contact: Who wrote.
    ///   - answered: The message of that conversation which the statement answers.
    private func conversation(
        of owner: ContactID, with contact: ContactID, answering answered: MessageRecord?, _ arrival: Arrival,
        _ work: inout Work
    ) -> (Conversation, ThreadLink, spokeAt: Timestamp?) {
        let event = arrival.event
        let key = Conversation.Key(
            contact: owner, channel: owner == contact ? arrival.channel : answered?.channel ?? arrival.channel)
        let known = work.conversation(key)
        var conversation =
            known
            ?? Conversation(
                key: key, account: nil, address: nil, messages: 0, first: arrival.id, last: arrival.id,
                lastAt: arrival.at)
        // What is longer than any identifier is no address that could be answered to, and no chat.
        let chat = event.conversation.flatMap { $0.utf8.count <= Limits.identifierBytesMax ? $0 : nil }
        let link: ThreadLink =
            if let answered {
                ThreadLink(conversation: owner, evidence: .reference, event: answered.event)
            } else if known == nil {
                ThreadLink(conversation: owner, evidence: .opening)
            } else if let chat, chat == conversation.chat {
                ThreadLink(conversation: owner, evidence: .chat, event: conversation.first)
            } else {
                ThreadLink(conversation: owner, evidence: .sender, event: conversation.first)
            }
        conversation.messages += 1
        conversation.last = arrival.id
        conversation.lastAt = max(conversation.lastAt, arrival.at)
        if let chat { conversation.chat = chat }
        // Answers go to whose conversation it is, not to whoever wrote in between.
        if owner == contact {
            if let account = event.account, account.utf8.count <= Limits.identifierBytesMax {
                conversation.account = account
            }
            if let address = event.sender.id, address.utf8.count <= Limits.identifierBytesMax {
                conversation.address = address
            }
        }
        work.put(conversation)
        return (conversation, link, known?.lastAt)
    }

    /// The contact's own lead that the statement belongs to. While the person's inquiry is open there is no second one that counts.
    private func openLead(of contact: ContactID, _ arrival: Arrival, _ work: inout Work) -> LeadID {
        let latest = work.latestLead(of: contact)
        if let latest, work.lead(latest.joined ?? latest.id)?.stage.isOpen == true { return latest.id }
        // What counts late belongs to the inquiry that came after it: none is ever opened behind the newest.
        if let latest, latest.id > arrival.id { return latest.id }
        let inquiry = people.openInquiries(of: work.members(of: contact), work).first
        var lead = Lead(
            id: arrival.id, contact: contact, cycle: (latest?.cycle ?? 0) + 1, channel: arrival.channel,
            openedAt: arrival.at)
        lead.formerOwner = latest.flatMap { formerOwner($0, at: arrival.at) }
        let entry = StageEntry(
            stage: .new, at: arrival.at, cause: arrival.id, configuration: arrival.configuration, isInferred: false)
        if let inquiry {
            lead.standing.enter(entry)
            work.open(lead)
            people.add(lead.id, to: inquiry, by: arrival.id, recordedAt: arrival.recordedAt, &work)
        } else {
            work.open(lead)
            lead.standing.enter(entry)
            work.settle(lead.id, lead.standing, by: arrival.id, recordedAt: arrival.recordedAt)
        }
        return lead.id
    }

    /// Whose the contact's inquiry before was, if it ended lately enough to be theirs again.
    private func formerOwner(_ lead: Lead, at time: Timestamp) -> RepID? {
        let standing = lead.own ?? lead.standing
        guard let stickySeconds, let ended = standing.entry(standing.stage)?.at,
            time <= ended.adding(seconds: stickySeconds)
        else { return nil }
        return standing.owner
    }

    private func record(
        _ arrival: Arrival, _ outcome: Outcome, contact: ContactID? = nil, lead: LeadID? = nil, because reason: String,
        link: ThreadLink? = nil, _ work: inout Work
    ) {
        work.add(
            EventRecord(
                id: arrival.id, kind: arrival.event.kind, channel: arrival.channel, outcome: outcome, at: arrival.at,
                contact: contact, lead: lead, reason: reason, link: link))
        work.count(Measure(outcome), on: arrival.channel, at: arrival.at)
    }
}
