import Domain

/// Stage 4: who gets a sales qualified lead.
///
/// The person's former rep where that is wanted, else somebody of the first pool that fits, by the pool's strategy; equal ones are told apart by a
/// keyed hash of lead and rep, which repeats and favours nobody. Where nobody is free the lead waits in the queue.
struct Route: Sendable {
    let table: RoutingTable
    let configuration: Position
    let seed: SipHash.Key

    init(rules: RoutingRules, configuration: Position, seed: SipHash.Key) {
        table = RoutingTable(rules)
        self.configuration = configuration
        self.seed = seed
    }

    /// Assigns the lead to somebody who has not had it, or lets it wait.
    func callAsFunction(_ lead: Lead, by cause: EventID, at: Timestamp, recordedAt: Timestamp, _ work: inout Work) {
        let needs = LeadNeeds(of: lead, in: table, work)
        if needs.hasJustEscalated(in: table) { tellOfEscalation(lead, needs, by: cause, at: recordedAt, &work) }
        let occasion = Occasion(cause: cause, at: at, now: recordedAt)
        let decision = decide(lead, needs, on: occasion, &work)
        write(decision, on: lead, occasion, &work)
        if decision.rep == nil { wait(lead, needs, at: recordedAt, &work) }
    }

    /// When something is decided.
    struct Occasion {
        /// What caused it.
        let cause: EventID
        /// Event time of what caused it.
        let at: Timestamp
        /// The entry's time: who is on duty now, and from when an offer stands.
        let now: Timestamp
    }

    /// Whether somebody can have one more lead now. Who is paused keeps what he has; who is no rep any more, or is away, has no room.
    func hasRoom(_ rep: RepID, at time: Timestamp, _ work: Work) -> Bool {
        guard let number = table.number(of: rep) else { return false }
        let absence = Filters.absence(of: table.reps[number], work.state(of: rep), at: time)
        return (absence == nil || absence == .paused) && work.open(of: rep) < table.reps[number].capacity
    }

    /// Whether a rep has more than they can take.
    func isOverloaded(_ rep: RepID, _ work: Work) -> Bool {
        table.number(of: rep).map { work.open(of: rep) > table.reps[$0].capacity } ?? false
    }

    // MARK: Deciding

    /// Who gets a lead, before it is written down.
    struct Decision {
        var rep: Rep?
        var reason: AssignmentReason
        var pool: Pool?
        var candidates: [Assignment.Candidate]
    }

    func decide(_ lead: Lead, _ needs: LeadNeeds, on occasion: Occasion, _ work: inout Work) -> Decision {
        let filters = Filters(needs, at: occasion.now)
        let pool = table.pools[needs.pool]
        if let target = needs.escalatesTo.flatMap(table.number) {
            let members = [member(target, at: occasion.now, work)]
            let result = Selection(strategy: .balanced, filters: filters.onlyPresence, seed: seed)(
                lead.id, among: members)
            return Decision(rep: result.rep, reason: .escalation, pool: pool.pool, candidates: result.candidates)
        }
        if let former = formerRep(of: lead, at: occasion.now, filters, work) {
            return Decision(
                rep: former, reason: .sticky, pool: nil,
                candidates: [
                    Assignment.Candidate(
                        rep: former.id, open: work.open(of: former.id), weight: former.weight,
                        capacity: former.capacity, verdict: .picked)
                ])
        }
        // In turn, who is full lets the others go ahead as one who is away does.
        let leavesTurns = pool.pool.strategy == .roundRobin
        var absences = Absences(
            pool.reps.map { number in
                var member = member(number, at: occasion.now, work)
                if leavesTurns, member.state.open >= member.rep.capacity { member.isAway = true }
                return member
            })
        for turn in absences.update() { work.put(turn) }
        let result = Selection(strategy: pool.pool.strategy, filters: filters, seed: seed)(
            lead.id, among: absences.members)
        return Decision(rep: result.rep, reason: .pool, pool: pool.pool, candidates: result.candidates)
    }

    private func member(_ number: Int, at time: Timestamp, _ work: Work) -> Absences.Member {
        let rep = table.reps[number]
        let state = work.state(of: rep.id)
        return Absences.Member(
            rep: rep, state: state, isAway: Filters.absence(of: rep, state, at: time) != nil,
            turn: work.rememberedTurn(of: rep.id))
    }

    /// The rep of the inquiry before, where that one is there, has room and has not had this one.
    private func formerRep(of lead: Lead, at time: Timestamp, _ filters: Filters, _ work: Work) -> Rep? {
        guard table.stickySeconds != nil else { return nil }
        let leads = [lead] + work.leads(joinedTo: lead.id).compactMap { work.lead($0) }
        for number in leads.compactMap(\.formerOwner).compactMap(table.number) {
            let rep = table.reps[number]
            if filters.onlyPresence.verdict(on: rep, work.state(of: rep.id)) == nil { return rep }
        }
        return nil
    }

    /// Writes a decision down and lets the rep know.
    func write(_ decision: Decision, on lead: Lead, _ occasion: Occasion, _ work: inout Work) {
        work.add(
            Assignment(
                lead: lead.id, number: work.assignmentCount(of: lead.id) + 1, rep: decision.rep?.id,
                configuration: configuration, cause: occasion.cause, at: occasion.at, reason: decision.reason,
                pool: decision.pool.flatMap { $0.id == RoutingTable.everybody ? nil : $0.id },
                candidates: decision.candidates))
        guard let rep = decision.rep else { return }
        if decision.pool?.strategy == .roundRobin, decision.reason == .pool {
            var turn = work.rememberedTurn(of: rep.id) ?? RepTurn(rep: rep.id)
            turn.turn += RepTurn.round / max(1, rep.weight)
            work.put(turn)
        }
        var standing = lead.standing
        standing.owner = rep.id
        standing.assignedAt = occasion.at
        work.settle(lead.id, standing, by: occasion.cause, recordedAt: occasion.now)
        state(.assigned, of: lead, rep.id, at: occasion.at, by: occasion.cause, recordedAt: occasion.now, &work)
        offer(lead.id, to: rep, decision.pool, from: occasion.now, &work)
    }

    /// States something about a lead and a rep, and sends word of it.
    func state(
        _ kind: FactKind, of lead: Lead, _ rep: RepID, at time: Timestamp, by cause: EventID, recordedAt: Timestamp,
        _ work: inout Work
    ) {
        work.add(
            Fact(
                event: cause, number: 0, kind: kind, lead: lead.id, channel: lead.channel, rep: rep, at: time,
                recordedAt: recordedAt, configuration: configuration, isInferred: false))
        work.send("lead.\(kind.rawValue)", of: lead.id, to: rep, by: cause, at: time) { work in
            LeadNotice(lead: work.lead(lead.id) ?? lead, rep: rep).json
        }
    }
}
