import Domain

/// Holds contacts for one person, and parts them again.
///
/// Contacts, messages and rows stay where they are. Only who is counted with whom changes: open inquiries of one person count together, each
/// keeps beside what it would be alone, and parting brings that back.
struct People: Sendable {
    let promotion: Promotion

    // MARK: Uniting

    /// Holds two contacts, and all that they are held for already, for one person.
    func unite(
        _ one: ContactID, _ other: ContactID, by cause: EventID, at time: Timestamp, recordedAt: Timestamp,
        _ work: inout Work
    ) {
        let members = Set(work.members(of: one) + work.members(of: other)).sorted()
        guard members.count > 1 else { return }
        let inquiries = openInquiries(of: members, work)
        work.set(members, standingFor: survivor(among: members, work))
        guard let first = inquiries.first, inquiries.count > 1 else { return }
        for inquiry in inquiries.dropFirst() {
            absorb(inquiry, into: first, isCounted: true, by: cause, recordedAt: recordedAt, &work)
        }
        recount(first, at: time, by: cause, recordedAt: recordedAt, &work)
    }

    /// Counts a lead that was just opened together with the inquiry that its person has already.
    func add(_ lead: LeadID, to inquiry: LeadID, by cause: EventID, recordedAt: Timestamp, _ work: inout Work) {
        absorb(lead, into: inquiry, isCounted: false, by: cause, recordedAt: recordedAt, &work)
    }

    /// The open inquiries of contacts, as they are counted, the earliest first.
    func openInquiries(of members: [ContactID], _ work: borrowing Work) -> [LeadID] {
        var found: Set<LeadID> = []
        for member in members {
            guard let latest = work.latestLead(of: member) else { continue }
            let counted = latest.joined ?? latest.id
            if work.lead(counted)?.stage.isOpen == true { found.insert(counted) }
        }
        return found.sorted()
    }

    /// The contact that stands for a person: who has the strongest identifier, then the oldest. What was seen last never decides.
    private func survivor(among members: [ContactID], _ work: borrowing Work) -> ContactID {
        var best: (precedence: Int, contact: ContactID)?
        for member in members {
            let kinds = work.links(to: member).filter { $0.endedBy == nil }.map(\.identifier.kind.survival)
            let candidate = (precedence: kinds.min() ?? .max, contact: member)
            if best.map({ candidate < $0 }) ?? true { best = candidate }
        }
        return best?.contact ?? members[0]
    }

    private func absorb(
        _ inquiry: LeadID, into first: LeadID, isCounted: Bool, by cause: EventID, recordedAt: Timestamp,
        _ work: inout Work
    ) {
        guard let counted = work.lead(first), let lead = work.lead(inquiry), first != inquiry else { return }
        if isCounted {
            work.restate(lead, from: lead.standing.entries, to: [], by: cause, recordedAt: recordedAt)
            work.restate(lead, clocksFrom: lead.standing.clocks, to: [], by: cause, recordedAt: recordedAt)
            work.moveLoad(from: lead.standing, to: nil)
            if lead.standing.waitsForRep { work.stopWaiting(inquiry) }
        }
        let asksMore = work.hasDemands(inquiry)
        for member in work.leads(joinedTo: inquiry) { work.join(member, to: first) }
        work.change(inquiry) {
            $0.standing = $0.own ?? $0.standing
            $0.own = nil
        }
        work.join(inquiry, to: first)
        work.change(first) { $0.own = $0.own ?? $0.standing }
        let together = counted.standing.together(with: lead.standing)
        if counted.standing.waitsForRep, together.owner != nil { work.stopWaiting(first) }
        work.settle(first, together, by: cause, recordedAt: recordedAt)
        if together.waitsForRep, !counted.standing.waitsForRep { work.wantRep(first) }
        if asksMore { work.askAnew(first) }
    }

    /// Counts the rows of an inquiry together. A stage with a requirement waits for the next statement, which can meet it.
    private func recount(
        _ inquiry: LeadID, at time: Timestamp, by cause: EventID, recordedAt: Timestamp, _ work: inout Work
    ) {
        let rows = work.awardTogether(inquiry)
        guard let lead = work.lead(inquiry) else { return }
        var standing = lead.standing
        let rules = promotion.rules
        promotion(
            &standing, rows: rows,
            requirements: Promotion.Requirements(
                marketing: rules.marketingQualified.requirement == nil, sales: rules.salesQualified.requirement == nil),
            at: time, by: cause, scoredAt: standing.scoredAt)
        work.settle(inquiry, standing, by: cause, recordedAt: recordedAt)
        if standing.waitsForRep, !lead.standing.waitsForRep { work.wantRep(inquiry) }
    }

    /// Whether somebody has said of one on either side that they are two persons.
    func areDenied(_ one: ContactID, _ other: ContactID, _ work: borrowing Work) -> Bool {
        let (here, there) = (work.members(of: one), work.members(of: other))
        guard here != there else { return false }
        return here.contains { member in
            there.contains { work.tie(ContactTie.Pair(member, $0))?.standing == .denied }
        }
    }

    // MARK: Parting

    /// Parts a person into those who are still tied.
    ///
    /// Inquiries that were closed while they counted together stay as they are: what was closed once was one inquiry.
    func part(_ contact: ContactID, by cause: EventID, recordedAt: Timestamp, _ work: inout Work) {
        let members = work.members(of: contact)
        let inquiries = openInquiries(of: members, work)
        let persons = components(of: members, work)
        guard persons.count > 1 else { return }
        for person in persons { work.set(person, standingFor: survivor(among: person, work)) }
        for inquiry in inquiries { split(inquiry, persons, by: cause, recordedAt: recordedAt, &work) }
    }

    /// Who is tied to whom, each part in order, the parts by their first.
    private func components(of members: [ContactID], _ work: borrowing Work) -> [[ContactID]] {
        var rest = Set(members)
        var parts: [[ContactID]] = []
        for start in members where rest.contains(start) {
            var part: [ContactID] = []
            var queue = [start]
            rest.remove(start)
            while let next = queue.popLast() {
                part.append(next)
                for tie in work.ties(of: next) where tie.standing == .holds {
                    let other = tie.other(than: next)
                    if rest.remove(other) != nil { queue.append(other) }
                }
            }
            parts.append(part.sorted())
        }
        return parts
    }

    private func split(
        _ inquiry: LeadID, _ persons: [[ContactID]], by cause: EventID, recordedAt: Timestamp, _ work: inout Work
    ) {
        let leads = [inquiry] + work.leads(joinedTo: inquiry)
        guard let together = work.lead(inquiry) else { return }
        let isInherited = leads.contains { id in
            guard let lead = work.lead(id) else { return false }
            return (lead.own ?? lead.standing).isHeld(as: together.standing)
        }
        let asksMore = work.hasDemands(inquiry)
        // The part that keeps the inquiry comes last: by then the others have left.
        let staying = persons.filter { $0.contains(together.contact) }
        for person in persons.filter({ !$0.contains(together.contact) }) + staying {
            let part = leads.filter { id in work.lead(id).map { person.contains($0.contact) } ?? false }
            guard let first = part.first, part.count < leads.count else { continue }
            regroup(part, first, formerly: inquiry, by: cause, recordedAt: recordedAt, &work)
        }
        if asksMore { work.askAnew(inquiry) }
        guard !isInherited, together.standing.owner != nil, let after = work.lead(inquiry), after.owner == nil else {
            return
        }
        withdraw(together, by: cause, recordedAt: recordedAt, &work)
    }

    /// Takes back that a rep got what was qualified together only.
    private func withdraw(_ lead: Lead, by cause: EventID, recordedAt: Timestamp, _ work: inout Work) {
        guard let rep = lead.owner, let at = lead.assignedAt else { return }
        work.add(
            Fact(
                event: cause, number: 0, kind: .assigned, lead: lead.id, channel: lead.channel, rep: rep, at: at,
                recordedAt: recordedAt, configuration: promotion.configuration, isInferred: false, isRetraction: true))
        let now = work.lead(lead.id) ?? lead
        work.send("lead.withdrawn", of: lead.id, to: rep, by: cause, at: recordedAt) { _ in
            LeadNotice(lead: now, rep: rep).json
        }
    }

    /// Makes some of the leads that counted together an inquiry of their own.
    private func regroup(
        _ part: [LeadID], _ first: LeadID, formerly inquiry: LeadID, by cause: EventID, recordedAt: Timestamp,
        _ work: inout Work
    ) {
        let alone = part.compactMap { id in work.lead(id).map { $0.own ?? $0.standing } }
        guard var standing = alone.first, let former = work.lead(first) else { return }
        for other in alone.dropFirst() { standing = standing.together(with: other) }
        if first != inquiry { work.join(first, to: nil) }
        for other in part.dropFirst() { work.join(other, to: first) }
        let own = alone.first
        work.change(first) { $0.own = part.count > 1 ? own : nil }
        let rows = work.awardTogether(first)
        if part.count > 1 {
            // What they have reached together stays reached, as long as their points are enough without the others.
            let before = work.lead(inquiry)?.standing ?? former.standing
            promotion.keep(&standing, rows: rows, formerly: before)
        }
        if first == inquiry {
            // Whoever has it keeps it, where it is qualified without the others, too.
            if standing.waitsForRep, former.standing.owner != nil { standing.hand(to: former.standing) }
            if former.standing.waitsForRep, !standing.waitsForRep { work.stopWaiting(first) }
            work.settle(first, standing, by: cause, recordedAt: recordedAt)
            if standing.waitsForRep, !former.standing.waitsForRep { work.wantRep(first) }
            if !standing.isHeld(as: former.standing) { work.offerStands(first) }
        } else {
            work.change(first) { $0.standing = standing }
            if let lead = work.lead(first) {
                work.restate(lead, from: [], to: standing.entries, by: cause, recordedAt: recordedAt)
                work.restate(lead, clocksFrom: [], to: standing.clocks, by: cause, recordedAt: recordedAt)
            }
            work.moveLoad(from: nil, to: standing)
            if standing.waitsForRep { work.wantRep(first) } else if standing.owner != nil { work.returned(first) }
            work.offerStands(first)
        }
    }
}

extension Standing {
    /// Whether it is qualified and nobody has it.
    var waitsForRep: Bool { stage.isOpen && stage >= .salesQualified && owner == nil }

    /// What two open inquiries of one person are together: each stage when the first of them reached it, and the rep of the one that has come further.
    func together(with other: Standing) -> Standing {
        var together = self
        together.scoredAt = max(scoredAt, other.scoredAt)
        together.stage = max(stage, other.stage)
        for entry in other.entries {
            if let mine = self.entry(entry.stage), (mine.at, mine.cause) <= (entry.at, entry.cause) { continue }
            together.enter(entry)
        }
        if other.owner != nil, owner == nil || other.stage > stage { together.hand(to: other) }
        together.clocks = Standing.together(clocks, other.clocks)
        return together
    }

    /// Whether the same rep has both, by the same assignment.
    func isHeld(as other: Standing) -> Bool { owner == other.owner && assignedAt == other.assignedAt }

    /// Takes over who has another inquiry.
    mutating func hand(to other: Standing) {
        owner = other.owner
        assignedAt = other.assignedAt
        acceptedAt = other.acceptedAt
    }
}
