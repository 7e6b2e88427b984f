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
    func hasRoom(_ rep: RepID, at time: Timestamp, _ work: inout Work) -> Bool {
        guard let number = table.number(of: rep) else { return false }
        return absence(of: number, at: time, takesPaused: true, &work) == nil
            && work.open(of: rep) < table.reps[number].capacity
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
        /// Whose rules hold for the offer.
        var pool: Pool
        var candidates: [Assignment.Candidate]
    }

    func decide(_ lead: Lead, _ needs: LeadNeeds, on occasion: Occasion, _ work: inout Work) -> Decision {
        let filters = Filters(needs, at: occasion.now)
        let pool = table.pools[needs.pool]
        if let target = needs.escalatesTo.flatMap(table.number) {
            let result = select(lead, among: [target], .balanced, filters.forTeamLead, &work)
            return Decision(rep: result.rep, reason: .escalation, pool: pool.pool, candidates: result.candidates)
        }
        for former in formerReps(of: lead, work) {
            let result = select(lead, among: [former], .balanced, filters.onlyPresence, &work)
            guard let rep = result.rep else { continue }
            return Decision(rep: rep, reason: .sticky, pool: pool.pool, candidates: result.candidates)
        }
        let result = select(lead, among: pool.reps, pool.pool.strategy, filters, remembers: true, &work)
        return Decision(rep: result.rep, reason: .pool, pool: pool.pool, candidates: result.candidates)
    }

    /// - Parameter remembers: Whether who is away now and who has come back is taken down.
    private func select(
        _ lead: Lead, among members: [Int], _ strategy: RoutingStrategy, _ filters: Filters, remembers: Bool = false,
        _ work: inout Work
    ) -> Selection.Result {
        let absences = members.map { absence(of: $0, at: filters.time, takesPaused: filters.takesPaused, &work) }
        if remembers {
            let seats = work.roster.seats
            let isAway = members.enumerated().map { place, number in
                // In turn, who is full lets the others go ahead as one who is away does.
                absences[place] != nil
                    || strategy == .roundRobin && seats[number].open >= table.traits[number].capacity
            }
            for turn in Absences(members: members, isAway: isAway).update(seats, table) { work.put(turn) }
        }
        let selection = Selection(strategy: strategy, filters: filters, table: table, seed: seed)
        return selection(lead.id, among: members, absences: absences, work.roster.seats)
    }

    private func absence(
        of number: Int, at time: Timestamp, takesPaused: Bool, _ work: inout Work
    ) -> CandidateVerdict? {
        work.roster.fill(table, work.known)
        return work.roster.absence(of: number, in: table, at: time, takesPaused: takesPaused)
    }

    /// Those who had an inquiry of the person before and are wanted again, the earliest lead's first.
    func formerReps(of lead: Lead, _ work: Work) -> [Int] {
        guard table.stickySeconds != nil else { return [] }
        let leads = [lead] + work.leads(joinedTo: lead.id).compactMap { work.lead($0) }
        return leads.compactMap(\.formerOwner).compactMap(table.number)
    }

    /// Writes a decision down and lets the rep know.
    func write(_ decision: Decision, on lead: Lead, _ occasion: Occasion, _ work: inout Work) {
        work.add(
            Assignment(
                lead: lead.id, number: work.assignmentCount(of: lead.id) + 1, rep: decision.rep?.id,
                configuration: configuration, cause: occasion.cause, at: occasion.at, reason: decision.reason,
                pool: decision.reason == .pool && decision.pool.id != RoutingTable.everybody ? decision.pool.id : nil,
                candidates: decision.candidates))
        guard let rep = decision.rep else { return }
        if decision.pool.strategy == .roundRobin, decision.reason == .pool {
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
