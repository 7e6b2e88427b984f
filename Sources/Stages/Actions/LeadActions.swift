import Channels
import Domain

/// Carries out what people do to leads.
struct LeadActions: Sendable {
    let people: People
    let route: Route
    let clocks: Clocks
    let replying: Replying
    let configuration: Position

    /// Applies an action to the lead that is counted, and to what the named one would be alone, so that unmerging keeps what was done.
    func callAsFunction(
        _ action: LeadAction, on id: LeadID, in entry: NormalisedAction, _ work: inout Work
    ) -> ActionReply {
        guard let named = work.lead(id) else { return .missing("lead L\(id)") }
        var reply = attempt(action, on: named, in: entry, &work)
        let after = work.lead(id) ?? named
        reply.lead = after
        reply.stage = (work.lead(work.counted(id)) ?? after).stage
        return reply
    }

    private func attempt(
        _ action: LeadAction, on named: Lead, in entry: NormalisedAction, _ work: inout Work
    ) -> ActionReply {
        if let expected = entry.action.expectedVersion, entry.wasStale ?? (expected != named.version) {
            let now = expected == named.version ? "another version" : "version \(named.version)"
            return ActionReply(
                outcome: .stale, detail: "The lead is at \(now), not \(expected). Look at it again, then decide.")
        }
        guard let lead = work.lead(named.joined ?? named.id) else { return .missing("lead L\(named.id)") }
        if let refusal = refusal(of: action, by: entry.action.actor, on: lead, work) { return .refused(refusal) }
        var messages: [CustomerMessage] = []
        if case .reply(let reply) = action {
            do throws(Replying.Refusal) {
                messages = try replying.messages(reply, to: named.contact, at: entry.at, work)
            } catch {
                return .refused(error.reason)
            }
        }
        let occasion = Lifecycle.Occasion(
            at: entry.at, cause: entry.cause, configuration: configuration, openedAt: lead.openedAt)
        do throws(LifecycleRefusal) {
            if action.kind == .reopen { try mayReopen(lead, work) }
            var standing = try Lifecycle.apply(action, to: lead.standing, on: occasion)
            clocks.follow(action.kind, at: entry.at, &standing)
            settle(action, lead, standing, in: entry, &work)
            let others = action.kind == .reopen ? closed(with: lead, work) : [named.id]
            for id in others { keep(action, on: id, counted: lead, occasion, &work) }
            replying.send(
                messages, CustomerMessage.Topic.reply, of: named.id, by: entry.cause, at: entry.at, &work)
            if action.kind == .contacted {
                clocks.weSpoke(about: named.id, at: entry.at, by: entry.cause, recordedAt: entry.at, &work)
            }
        } catch {
            return .refused(error.description)
        }
        return .applied(messages.first?.destination ?? action.reason)
    }

    /// Whose time for an offer has passed does not answer for the one who has it now.
    private func refusal(of action: LeadAction, by actor: String, on lead: Lead, _ work: Work) -> String? {
        guard action.kind == .accept || action.kind == .reject, let owner = lead.owner else { return nil }
        let name = actor.lastIndex(of: "/").map { String(actor[$0...].dropFirst()) } ?? actor
        guard name != owner, work.reps(whoDeclined: lead.id).contains(name) else { return nil }
        return "The lead is \(owner)'s now, not \(name)'s. Look at it again."
    }

    /// A person has one open lead at most, and new statements go to the contact's newest.
    private func mayReopen(_ counted: Lead, _ work: Work) throws(LifecycleRefusal) {
        guard case .reopens = Lifecycle.step(.reopen, at: counted.stage) else { return }
        let members = work.members(of: counted.contact)
        let leads = [counted] + work.leads(joinedTo: counted.id).compactMap { work.lead($0) }
        guard leads.allSatisfy({ members.contains($0.contact) }) else { throw .parted }
        guard people.openInquiries(of: members, work).isEmpty else { throw .anotherIsOpen }
        let isNewest = leads.allSatisfy { work.latestLead(of: $0.contact)?.id == $0.id }
        guard isNewest else { throw .newerExists }
    }

    /// Gives the counted lead its new standing, and somebody to work on it where it needs one.
    private func settle(
        _ action: LeadAction, _ lead: Lead, _ standing: Standing, in entry: NormalisedAction, _ work: inout Work
    ) {
        let former = lead.standing
        var standing = standing
        if action.kind == .reopen, let owner = standing.owner, !route.hasRoom(owner, at: entry.at, &work) {
            standing.release()
        }
        work.settle(lead.id, standing, by: entry.cause, recordedAt: entry.at, tellsOfClocks: true)
        if action.kind == .reopen, standing.isOffered {
            work.offerStands(lead.id)
            route.offerAgain(at: entry.at, &work)
        }
        tell(action, lead, owner: former.owner, in: entry, &work)
        switch (former.waitsForRep, standing.waitsForRep) {
        case (true, false): work.stopWaiting(lead.id)
        case (false, true):
            guard let lead = work.lead(lead.id) else { break }
            route(lead, by: entry.cause, at: entry.at, recordedAt: entry.at, &work)
        case (true, true), (false, false): break
        }
        let hadWork = former.stage.isOpen ? former.owner : nil
        if hadWork != nil, hadWork != (standing.stage.isOpen ? standing.owner : nil) {
            route.drain(Action.waitingLeadsGiven, at: entry.at, by: entry.cause, &work)
        }
    }

    /// States what is no stage, and sends word of it.
    private func tell(
        _ action: LeadAction, _ lead: Lead, owner: RepID?, in entry: NormalisedAction, _ work: inout Work
    ) {
        let kind: FactKind
        switch action.kind {
        case .accept: kind = .accepted
        case .reject: kind = .rejected
        case .reopen:
            work.send("lead.reopened", of: lead.id, to: owner, by: entry.cause, at: entry.at) { work in
                notice(of: lead, owner, work)
            }
            return
        case .opportunity, .won, .lost, .disqualify, .note, .reply, .contacted: return
        }
        if kind == .rejected, let owner { work.decline(lead.id, by: owner) }
        work.add(
            Fact(
                event: entry.cause, number: 0, kind: kind, lead: lead.id, channel: lead.channel, rep: owner,
                at: entry.at, recordedAt: entry.at, configuration: configuration, isInferred: false))
        work.send("lead.\(kind.rawValue)", of: lead.id, to: owner, by: entry.cause, at: entry.at) { work in
            notice(of: lead, owner, work)
        }
    }

    private func notice(of lead: Lead, _ rep: RepID?, _ work: Work) -> String {
        LeadNotice(lead: work.lead(lead.id) ?? lead, rep: rep).json
    }

    /// The leads of an inquiry that would be closed alone, too, by what closed it: whichever of them was named then.
    private func closed(with counted: Lead, _ work: Work) -> [LeadID] {
        guard let cause = counted.standing.entry(counted.stage)?.cause else { return [] }
        return ([counted.id] + work.leads(joinedTo: counted.id)).filter { id in
            guard let alone = work.lead(id)?.alone else { return false }
            return !alone.stage.isOpen && alone.entry(alone.stage)?.cause == cause
        }
    }

    /// Does the same to what one of the leads would be alone, where that is another thing and the action fits it.
    private func keep(
        _ action: LeadAction, on id: LeadID, counted: Lead, _ occasion: Lifecycle.Occasion, _ work: inout Work
    ) {
        guard !action.kind.isWord, let lead = work.lead(id), let alone = lead.alone,
            let after = work.lead(counted.id)?.standing
        else { return }
        var occasion = occasion
        occasion.openedAt = lead.openedAt
        // because: what does not fit the lead alone was still right for the person, and there is nothing to say about it
        guard var kept = try? Lifecycle.apply(action, to: alone, on: occasion) else { return }
        if alone.owner == counted.standing.owner, kept.owner != after.owner {
            kept.owner = after.owner
            kept.assignedAt = after.assignedAt
            kept.acceptedAt = after.acceptedAt
        }
        clocks.follow(action.kind, at: occasion.at, &kept)
        guard kept != alone else { return }
        work.change(id) { lead in
            if lead.joined == nil { lead.own = kept } else { lead.standing = kept }
        }
    }
}

extension Lead {
    /// What it would be alone, where it is counted together with others.
    fileprivate var alone: Standing? { joined == nil ? own : standing }
}
