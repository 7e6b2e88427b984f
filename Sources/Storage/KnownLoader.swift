public import Domain

/// The point look-ups from which a store answers what a batch needs to know.
public protocol StateLookups: ~Copyable {
    func seen(_ digest: SipHash.Digest) throws(StorageError) -> SeenEvent?
    func actionKey(_ digest: SipHash.Digest) throws(StorageError) -> ActionKey?
    /// All links of an identifier, ended ones too, in the order of contacts.
    func links(of identifier: Identifier) throws(StorageError) -> [IdentifierLink]
    /// All links that lead to a contact, in the order of identifiers.
    func links(to contact: ContactID) throws(StorageError) -> [IdentifierLink]
    func contact(_ id: ContactID) throws(StorageError) -> Contact?
    /// Everybody who is held for the person that a contact stands for, in order.
    func members(of root: ContactID) throws(StorageError) -> [Contact]
    /// All ties of a contact.
    func ties(of contact: ContactID) throws(StorageError) -> [ContactTie]
    func conversations(of contact: ContactID) throws(StorageError) -> [Conversation]
    func latestLead(of contact: ContactID) throws(StorageError) -> Lead?
    func lead(_ id: LeadID) throws(StorageError) -> Lead?
    /// The leads that are joined to one, in order.
    func leads(joinedTo lead: LeadID) throws(StorageError) -> [Lead]
    func scoreRows(of lead: LeadID) throws(StorageError) -> [ScoreRow]
    func assignmentCount(of lead: LeadID) throws(StorageError) -> Int64
    func allRepStates() throws(StorageError) -> [RepState]
    func allRepTurns() throws(StorageError) -> [RepTurn]
    /// The first profile of the queue behind one, byte by byte; nil: the first of all.
    func nextProfile(after profile: String?) throws(StorageError) -> String?
    /// The first leads of a profile, in the order of the queue.
    func waiting(of profile: String, _ limit: Int) throws(StorageError) -> [WaitingLead]
    func timer(_ key: LeadTimer.Key) throws(StorageError) -> LeadTimer?
    /// The first timers that are due, in order of time, kind and lead.
    func timers(dueBy time: Timestamp, _ limit: Int) throws(StorageError) -> [LeadTimer]
    func outboxItem(_ id: OutboxID) throws(StorageError) -> OutboxItem?
    /// Those who gave a lead back or let the offer pass, each as often as they did.
    func repsWhoDeclined(_ lead: LeadID) throws(StorageError) -> [RepID]
    func deadLetter(_ position: Position) throws(StorageError) -> DeadLetter?
    func message(_ digest: SipHash.Digest) throws(StorageError) -> MessageRecord?
    func fetch(_ event: EventID) throws(StorageError) -> FetchRecord?
    func event(_ id: EventID) throws(StorageError) -> EventRecord?
    func window(_ digest: SipHash.Digest) throws(StorageError) -> SourceWindow?
}

extension StateLookups where Self: ~Copyable {
    /// What a batch needs to know. The same for every store, so that none can know more or less than another.
    public func known(for needs: Needs) throws(StorageError) -> Known {
        var known = Known()
        for digest in needs.digests {
            if let row = try seen(digest) { known.seen[digest] = row }
        }
        for digest in needs.actionKeys {
            if let row = try actionKey(digest) { known.actionKeys[digest] = row.position }
        }
        for identifier in needs.identifiers where known.identifiers[identifier] == nil {
            let links = try links(of: identifier).filter { $0.endedBy == nil }
            guard !links.isEmpty else { continue }
            known.identifiers[identifier] = links
            for link in links { try load(link.contact, into: &known) }
        }
        for identifiers in needs.senders { try loadLinks(ofSender: identifiers, into: &known) }
        for digest in needs.messages {
            guard let row = try message(digest) else { continue }
            known.messages[digest] = row
            if let contact = row.contact { try load(contact, into: &known) }
        }
        for id in needs.contacts {
            try load(id, into: &known)
            try loadLinks(of: id, into: &known)
        }
        for id in needs.leads { try loadNamed(id, into: &known) }
        if let time = needs.timersDueBy {
            known.timers = try timers(dueBy: time, LeadTimer.perTick)
            for timer in known.timers where timer.key.kind != .queue { try loadNamed(timer.key.lead, into: &known) }
        }
        for id in needs.outbox {
            guard let row = try outboxItem(id) else { continue }
            known.outbox[id] = row
            if let lead = row.lead { try loadNamed(lead, into: &known) }
        }
        for event in needs.fetches {
            if let row = try fetch(event) { known.fetches[event] = row }
        }
        for id in needs.events {
            if let row = try event(id) { known.events[id] = row }
        }
        for digest in needs.windows where known.windows[digest] == nil {
            if let row = try window(digest) { known.windows[digest] = row }
        }
        for row in try allRepStates() { known.repStates[row.rep] = row }
        for row in try allRepTurns() { known.repTurns[row.rep] = row }
        for position in needs.deadLetters {
            if let row = try deadLetter(position) { known.deadLetters[position] = row }
        }
        known.queueDue = try timer(.queue)?.due
        var waiting = needs.waiting
        if let due = known.queueDue, let clock = needs.clock, due <= clock { waiting = .max }
        if waiting < .max, !needs.uniting.isEmpty, try nextProfile(after: nil) != nil {
            waiting += QueueNeeds.leads(for: needs.uniting, known)
        }
        if waiting > 0 { try loadQueue(waiting, into: &known) }
        return known
    }

    /// A lead that somebody names, with its contact and who had it.
    private func loadNamed(_ id: LeadID, into known: inout Known) throws(StorageError) {
        guard let lead = try lead(id) else { return }
        try load(lead.contact, into: &known)
        try load(lead, into: &known)
        try loadDeclined(lead.joined ?? id, into: &known)
    }

    private func loadQueue(_ limit: Int, into known: inout Known) throws(StorageError) {
        // What else the batch touches may leave the queue by itself: it comes on top, so that a batch of any size sees as much of the queue as it
        // can give away.
        let touched = Set(known.leads.keys)
        var profile = try nextProfile(after: nil)
        while let current = profile {
            var wanted = limit
            var rows: [WaitingLead] = []
            while true {
                rows = try waiting(of: current, wanted)
                let certain = rows.count { !touched.contains($0.lead) }
                guard rows.count == wanted, certain < limit else { break }
                wanted += max(wanted, limit - certain)
            }
            known.waiting += rows
            profile = try nextProfile(after: current)
        }
        known.waiting.sort { $0.isBefore($1) }
        for row in known.waiting where known.leads[row.lead] == nil { try loadNamed(row.lead, into: &known) }
    }

    private func loadDeclined(_ lead: LeadID, into known: inout Known) throws(StorageError) {
        guard known.declined[lead] == nil else { return }
        let reps = try repsWhoDeclined(lead)
        if !reps.isEmpty { known.declined[lead] = reps }
    }

    /// Whoever is found by a part of what the sender goes by is looked at as a whole: the rest must not contradict.
    private func loadLinks(ofSender identifiers: [Identifier], into known: inout Known) throws(StorageError) {
        guard !isPlain(identifiers, known) else { return }
        let contacts = Set(identifiers.flatMap { known.identifiers[$0] ?? [] }.map(\.contact))
        for contact in contacts.sorted() { try loadLinks(of: contact, into: &known) }
    }

    /// Whether all lead to one contact, for whom a provider vouches. Where none does, somebody else may have typed it, and then the rest is asked
    /// for, too. Without a copy of anything, because most senders are plain and each statement is asked.
    private func isPlain(_ identifiers: [Identifier], _ known: borrowing Known) -> Bool {
        var contact: ContactID?
        var isVouchedFor = false
        for identifier in identifiers {
            guard let links = known.identifiers[identifier], links.count == 1, let link = links.first else {
                // One that nobody goes by, alone, leads to nobody.
                return identifiers.count == 1 && known.identifiers[identifier] == nil
            }
            if contact == nil { contact = link.contact } else if contact != link.contact { return false }
            if link.strength == .provider, identifier.kind != .email { isVouchedFor = true }
        }
        return isVouchedFor
    }

    private func loadLinks(of contact: ContactID, into known: inout Known) throws(StorageError) {
        if known.links[contact] == nil { known.links[contact] = try links(to: contact) }
    }

    private func load(_ id: ContactID, into known: inout Known) throws(StorageError) {
        guard known.contacts[id] == nil, let row = try contact(id) else { return }
        try load(row, into: &known)
        guard let root = row.person else { return }
        let members = try members(of: root)
        known.members[root] = members.map(\.id)
        for member in members where known.contacts[member.id] == nil { try load(member, into: &known) }
    }

    private func load(_ contact: Contact, into known: inout Known) throws(StorageError) {
        known.contacts[contact.id] = contact
        for row in try conversations(of: contact.id) { known.conversations[row.key] = row }
        if contact.ties > 0 {
            for tie in try ties(of: contact.id) { known.ties[tie.pair] = tie }
            try loadLinks(of: contact.id, into: &known)
        }
        guard let latest = try latestLead(of: contact.id) else { return }
        known.latestLead[contact.id] = latest.id
        try load(latest, into: &known)
    }

    private func load(_ lead: Lead, into known: inout Known) throws(StorageError) {
        guard known.leads[lead.id] == nil else { return }
        known.leads[lead.id] = lead
        known.scoreRows[lead.id] = try scoreRows(of: lead.id)
        let assignments = try assignmentCount(of: lead.id)
        known.assignmentCounts[lead.id] = assignments
        // Only asked for where it may be routed anew, because most leads never are. One that was given back can have lost its stage since, when it
        // was parted from others, and reach it once more.
        let wasGivenBack = lead.owner == nil && (assignments > 0 || lead.stage >= .salesQualified)
        if assignments > 1 || lead.joined != nil || lead.own != nil || wasGivenBack {
            try loadDeclined(lead.id, into: &known)
        }
        if let primary = lead.joined, known.leads[primary] == nil, let row = try self.lead(primary) {
            try load(row, into: &known)
        }
        if lead.own != nil {
            let joined = try leads(joinedTo: lead.id)
            known.joined[lead.id] = joined.map(\.id)
            for row in joined { try load(row, into: &known) }
        }
    }
}
