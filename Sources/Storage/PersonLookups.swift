public import Domain

/// The look-ups from which a store answers what is known of a person and of a lead, all from one state.
public protocol PersonLookups {
    func contact(_ id: ContactID) throws -> Contact?
    /// Everybody who is held for the person that a contact stands for, in order.
    func members(of root: ContactID) throws -> [Contact]
    func links(to contact: ContactID) throws -> [IdentifierLink]
    func ties(of contact: ContactID) throws -> [ContactTie]
    func conversations(of contact: ContactID) throws -> [Conversation]
    func touches(of contact: ContactID) throws -> [TouchRecord]
    func consents(of contact: ContactID) throws -> [ConsentRecord]
    /// All leads of a contact, in order.
    func leads(of contact: ContactID) throws -> [Lead]
    func lead(_ id: LeadID) throws -> Lead?
    /// The leads that are joined to one, in order.
    func leads(joinedTo lead: LeadID) throws -> [Lead]
    func scoreRows(of lead: LeadID) throws -> [ScoreRow]
    func assignments(of lead: LeadID) throws -> [Assignment]
    func facts(of lead: LeadID) throws -> [Fact]
    /// The latest events of a lead, in order.
    func events(of lead: LeadID, limit: Int) throws -> [EventRecord]
}

extension PersonLookups {
    /// Everything about one lead, and about those that are counted with it; nil where there is none with that id.
    public func leadDetail(_ id: LeadID) throws -> LeadDetail? {
        guard let lead = try lead(id), let contact = try contact(lead.contact) else { return nil }
        let joined = lead.isCounted ? try leads(joinedTo: id) : []
        let members = try person(of: contact)
        let leads = [lead] + joined
        return LeadDetail(
            lead: lead, joined: joined, contact: contact, members: members,
            identifiers: try members.flatMap { try links(to: $0.id) },
            conversations: try members.flatMap { try conversations(of: $0.id) },
            scoreRows: try leads.flatMap { try scoreRows(of: $0.id) },
            assignments: try leads.flatMap { try assignments(of: $0.id) },
            touches: try members.flatMap { try touches(of: $0.id) },
            facts: try leads.flatMap { try facts(of: $0.id) },
            events: try leads.flatMap { try events(of: $0.id, limit: Limits.pageRowsMax) }
        ).inReadingOrder
    }

    /// Everything about one contact and the person it is held for; nil where there is none with that id.
    public func contactDetail(_ id: ContactID) throws -> ContactDetail? {
        guard let contact = try contact(id) else { return nil }
        let members = try person(of: contact)
        var ties: [ContactTie.Pair: ContactTie] = [:]
        for member in members where member.ties > 0 {
            for tie in try self.ties(of: member.id) { ties[tie.pair] = tie }
        }
        return ContactDetail(
            contact: contact, members: members,
            identifiers: try members.flatMap { try links(to: $0.id) }.sorted { $0.precedes($1) },
            ties: ties.values.sorted { $0.pair < $1.pair },
            conversations: try members.flatMap { try conversations(of: $0.id) }.sorted { $0.isLater(than: $1) },
            leads: try members.flatMap { try leads(of: $0.id) }.sorted { $0.id < $1.id },
            touches: try members.flatMap { try touches(of: $0.id) }.sorted { $0.event < $1.event },
            consents: try members.flatMap { try consents(of: $0.id) })
    }

    /// The contact, and all who are held for the same person, in order.
    private func person(of contact: Contact) throws -> [Contact] {
        guard let root = contact.person else { return [contact] }
        return try members(of: root)
    }
}

extension LeadDetail {
    /// The same with identifiers by precedence, conversations latest first, and what belongs to several leads in the order of the history.
    var inReadingOrder: LeadDetail {
        var detail = self
        detail.identifiers.sort { $0.precedes($1) }
        detail.conversations.sort { $0.isLater(than: $1) }
        guard !joined.isEmpty || members.count > 1 else { return detail }
        detail.scoreRows.sort { ($0.evidence, $0.lead, $0.number) < ($1.evidence, $1.lead, $1.number) }
        detail.touches.sort { $0.event < $1.event }
        detail.facts.sort { ($0.event, $0.lead, $0.number) < ($1.event, $1.lead, $1.number) }
        detail.events.sort { $0.id < $1.id }
        detail.events = detail.events.suffix(Limits.pageRowsMax)
        return detail
    }
}

extension IdentifierLink {
    fileprivate func precedes(_ other: IdentifierLink) -> Bool {
        guard identifier.kind == other.identifier.kind else { return identifier.kind < other.identifier.kind }
        let (value, otherValue) = (RowValue.text(identifier.value), RowValue.text(other.identifier.value))
        return value == otherValue ? contact < other.contact : value < otherValue
    }
}

extension Conversation {
    fileprivate func isLater(than other: Conversation) -> Bool {
        guard lastAt == other.lastAt else { return lastAt > other.lastAt }
        let (channel, otherChannel) = (RowValue.text(key.channel), RowValue.text(other.key.channel))
        return channel == otherChannel ? key.contact < other.key.contact : channel < otherChannel
    }
}
