import Domain

/// Actions: whatever becomes of one is written down.
extension Fold {
    /// Carries out an action unless its key was used before.
    func carryOut(_ entry: NormalisedAction, _ work: inout Work) {
        defer { presence.hear(entry, &work) }
        let digests = entry.action.keyDigests(seed: seed)
        if let digests, let first = work.action(withKey: digests.used) {
            var reply =
                work.action(withKey: digests.deed) == first
                ? ActionReply(outcome: .repeated, detail: "Repeats entry \(first).")
                : .refused("The key was used for something else, in entry \(first). Choose another key.")
            reply.lead = entry.action.deed.lead.flatMap { work.lead($0) }
            reply.stage = reply.lead.flatMap { work.lead(work.counted($0.id))?.stage }
            write(reply, entry, &work)
            return
        }
        let reply = reply(to: entry, &work)
        if reply.outcome == .applied, let digests {
            work.remember(ActionKey(digest: digests.used, position: entry.position))
            work.remember(ActionKey(digest: digests.deed, position: entry.position))
        }
        write(reply, entry, &work)
    }

    private func reply(to entry: NormalisedAction, _ work: inout Work) -> ActionReply {
        switch entry.action.deed {
        case .rerun:
            for delivery in entry.deliveries { runAgain(delivery, by: entry.position, at: entry.at, &work) }
            return .applied()
        case .lead(let id, let action):
            return LeadActions(
                people: people, route: route, clocks: clocks, replying: replying, configuration: configuration)(
                    action, on: id, in: entry, &work)
        case .consent(let consent): return take(consent, in: entry, &work)
        case .merge(let merge):
            return tied(Merging(people: people).merge(merge, by: entry.cause, at: entry.at, &work), in: entry, &work)
        case .unmerge(let contact, let other, let reason):
            let result = Merging(people: people).unmerge(
                contact, from: other, reason: reason, by: entry.cause, at: entry.at, &work)
            return tied(result, in: entry, &work)
        case .dismiss(let pair, let reason):
            let result = Merging(people: people).dismiss(pair, reason: reason, by: entry.cause, at: entry.at, &work)
            return tied(result, in: entry, &work)
        case .release(let events): return release(events, in: entry, &work)
        case .presence(let report): return presence(report, in: entry, &work)
        case .repConsent(let rep, let isGiven, _): return presence.consent(of: rep, isGiven: isGiven, &work)
        case .outcome(let outcome): return take(outcome, in: entry, &work)
        case .resend(let items): return resend(items, in: entry, &work)
        }
    }

    /// Gives reps to the leads that have come to need one, and waiting leads to the reps who have room now.
    private func tied(_ result: Merging.Result, in entry: NormalisedAction, _ work: inout Work) -> ActionReply {
        if result.outcome == .applied {
            makeRoom(in: entry, &work)
            route.offerAgain(at: entry.at, &work)
            route.placeAnew(at: entry.at, &work)
            routeUnrouted(by: entry.cause, at: entry.at, recordedAt: entry.at, &work)
            // Only as much of the queue is known as the action said that it needs.
            if entry.action.mayMakeRoom {
                route.drain(Action.waitingLeadsGiven, at: entry.at, by: entry.cause, &work)
            }
            route.askAgain(on: Route.Occasion(cause: entry.cause, at: entry.at, now: entry.at), &work)
        }
        return ActionReply(outcome: result.outcome, detail: result.detail)
    }

    /// What comes back to reps who have filled up meanwhile goes to somebody else.
    private func makeRoom(in entry: NormalisedAction, _ work: inout Work) {
        for lead in work.takeReturned() {
            guard let owner = lead.owner, lead.stage.isOpen, route.isOverloaded(owner, work) else { continue }
            var standing = lead.standing
            standing.release()
            work.settle(lead.id, standing, by: entry.cause, recordedAt: entry.at)
            if standing.waitsForRep { work.wantRep(lead.id) }
        }
    }

    private func take(_ consent: Consent, in entry: NormalisedAction, _ work: inout Work) -> ActionReply {
        guard work.contact(consent.contact) != nil else { return .missing("contact C\(consent.contact)") }
        guard !consent.purpose.isEmpty else { return .refused("The purpose is missing. Say what it is for.") }
        work.add(
            ConsentRecord(
                contact: consent.contact, purpose: consent.purpose, isGiven: consent.isGiven, at: entry.at,
                evidence: entry.position))
        return .applied(consent.purpose)
    }

    private func write(_ reply: ActionReply, _ entry: NormalisedAction, _ work: inout Work) {
        let deed = entry.action.deed
        work.add(
            ActionRecord(
                position: entry.position, name: deed.name, lead: deed.lead ?? reply.lead?.id,
                contact: deed.contacts.first,
                actor: entry.action.actor, at: entry.at, outcome: reply.outcome, detail: reply.detail,
                stage: reply.stage, version: reply.lead?.version))
    }

    /// What an action needs to know.
    func gather(_ entry: NormalisedAction, into needs: inout Needs) {
        let action = entry.action
        needs.clock = max(needs.clock ?? entry.at, entry.at)
        if let digests = action.keyDigests(seed: seed) { needs.actionKeys += [digests.used, digests.deed] }
        if let lead = action.deed.lead { needs.leads.append(lead) }
        needs.contacts += action.deed.contacts
        if action.mayMakeRoom, needs.waiting < .max { needs.waiting += Action.waitingLeadsGiven }
        let atArrival = presence.waitingLeads(after: action)
        if needs.waiting < .max { needs.waiting += atArrival }
        if case .outcome(let outcome) = action.deed {
            needs.outbox.append(outcome.item)
            needs.messages += replying.digests(of: outcome)
        }
        if case .resend(let items) = action.deed { needs.outbox += items }
        if case .release(let events) = action.deed { gather(released: events, entry.deliveries, into: &needs) }
        guard case .rerun = action.deed else { return }
        for delivery in entry.deliveries {
            gather(delivery, into: &needs)
            switch delivery {
            case .delivery(let delivery): needs.deadLetters.append(delivery.position)
            case .deadLetter(let letter, _): needs.deadLetters.append(letter.position)
            case .action, .configuration, .tick, .mailbox, .nothing: break
            }
        }
    }
}
