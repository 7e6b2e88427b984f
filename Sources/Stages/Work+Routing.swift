import Domain

/// Reps, the queue, timers.
extension Work {
    /// How a rep stands; void where nothing is known of him.
    func state(of rep: RepID) -> RepState { known.repStates[rep] ?? RepState(rep: rep) }
    func open(of rep: RepID) -> Int64 { known.repStates[rep]?.open ?? 0 }

    mutating func put(_ state: RepState) {
        known.repStates[state.rep] = state
        roster.take(state)
        dirtyReps.insert(state.rep)
    }

    mutating func addLoad(_ count: Int64, to rep: RepID) {
        var state = state(of: rep)
        state.open += count
        put(state)
        if count < 0 { hasFreed = true }
    }

    /// What the router remembers of a rep; nil where it has never looked.
    func rememberedTurn(of rep: RepID) -> RepTurn? { known.repTurns[rep] }

    mutating func put(_ turn: RepTurn) {
        known.repTurns[turn.rep] = turn
        roster.take(turn)
        dirtyTurns.insert(turn.rep)
    }

    /// Lets something happen to a lead when its time has come, in the place of what was timed of that kind before.
    mutating func setTimer(_ kind: LeadTimer.Kind, of lead: LeadID, due: Timestamp) {
        timers[LeadTimer.Key(kind: kind, lead: lead)] = .some(due)
    }

    /// Lets it not happen. Cheap where nothing was timed.
    mutating func stopTimer(_ kind: LeadTimer.Kind, of lead: LeadID) {
        timers[LeadTimer.Key(kind: kind, lead: lead)] = .some(nil)
    }

    /// The timers whose time has come, each taken out; only for a tick, which is a batch of its own.
    mutating func takeDueTimers() -> [LeadTimer] {
        let due = known.timers
        known.timers = []
        for timer in due {
            timers[timer.key] = .some(nil)
            if timer.key == .queue { known.queueDue = nil }
        }
        return due
    }

    /// Lets the queue be looked at, unless that is timed for earlier.
    mutating func awakeQueue(at time: Timestamp) {
        if let due = known.queueDue, due <= time { return }
        known.queueDue = time
        timers[.queue] = .some(time)
    }

    /// Whether the queue should have been looked at by then.
    func isQueueDue(by time: Timestamp) -> Bool { known.queueDue.map { $0 <= time } ?? false }

    /// Nothing is timed for the queue any more.
    mutating func forgetQueueTimer() {
        guard known.queueDue != nil else { return }
        known.queueDue = nil
        timers[.queue] = .some(nil)
    }

    mutating func add(_ record: AttendanceRecord) { changes.attendance.append(record) }

    /// Whether a rep has less to do than when this was last asked.
    mutating func takeFreed() -> Bool {
        defer { hasFreed = false }
        return hasFreed
    }

    func assignmentCount(of lead: LeadID) -> Int64 { known.assignmentCounts[lead] ?? 0 }

    mutating func add(_ assignment: Assignment) {
        known.assignmentCounts[assignment.lead] = assignment.number
        changes.assignments.append(assignment)
    }

    /// Who gave a lead back.
    func reps(whoDeclined lead: LeadID) -> [RepID] { known.declined[lead] ?? [] }
    mutating func decline(_ lead: LeadID, by rep: RepID) { known.declined[lead, default: []].append(rep) }

    /// Says that a lead needs a rep once the event at work is through.
    mutating func wantRep(_ lead: LeadID) { if !unrouted.contains(lead) { unrouted.append(lead) } }

    /// Says that a lead is its rep's work again, who may have got other work meanwhile.
    mutating func returned(_ lead: LeadID) { comeBack.append(lead) }

    /// Says that a lead which waits may ask for other reps than before.
    mutating func askAnew(_ lead: LeadID) {
        let id = counted(lead)
        guard known.leads[id]?.standing.waitsForRep == true, !unrouted.contains(id), !askedAnew.contains(id) else {
            return
        }
        askedAnew.append(id)
    }

    /// The leads that still wait and may ask for other reps than before, in order.
    var leadsAskedAnew: [Lead] {
        askedAnew.compactMap { known.leads[$0] }.filter { $0.isCounted && $0.standing.waitsForRep }
    }

    mutating func forgetAskedAnew() { askedAnew = [] }

    /// Whether a lead, or one that counts with it, asks anything of reps or was given back: all that it adds where it is counted with another.
    func hasDemands(_ lead: LeadID) -> Bool {
        ([lead] + leads(joinedTo: lead)).contains { id in
            known.leads[id]?.signals.isEmpty == false || known.declined[id]?.isEmpty == false
        }
    }

    /// Says that an offer stands which was not made just now, and has to go back some day, too.
    mutating func offerStands(_ lead: LeadID) { if !standingOffers.contains(lead) { standingOffers.append(lead) } }

    /// The leads with such offers, each given once, in order.
    mutating func takeStandingOffers() -> [Lead] {
        let leads = standingOffers.compactMap { known.leads[$0] }.filter { $0.isCounted && $0.standing.isOffered }
        standingOffers = []
        return leads
    }

    /// The leads that came back to their reps, each given once, in order.
    mutating func takeReturned() -> [Lead] {
        let leads = comeBack.compactMap { known.leads[$0] }
        comeBack = []
        return leads
    }

    /// The leads that need a rep, each given once, in order.
    mutating func takeUnrouted() -> [Lead] {
        guard !unrouted.isEmpty else { return [] }
        let leads = unrouted.compactMap { known.leads[$0] }.filter { $0.isCounted && $0.standing.waitsForRep }
        unrouted = []
        return leads
    }

    /// The queue in its order, as far as the batch needs it.
    var waiting: [WaitingLead] { known.waiting }

    mutating func wait(_ lead: WaitingLead) {
        known.waiting.removeAll { $0.lead == lead.lead }
        let place = known.waiting.firstIndex { lead.isBefore($0) }
        known.waiting.insert(lead, at: place ?? known.waiting.endIndex)
        dirtyWaiting.insert(lead.lead)
    }

    /// Gives each lead of the queue another place in it.
    mutating func replaceQueue(_ place: (WaitingLead, Work) -> WaitingLead) {
        var queue: [WaitingLead] = []
        queue.reserveCapacity(known.waiting.count)
        for waiting in known.waiting {
            let row = place(waiting, self)
            if row != waiting { dirtyWaiting.insert(row.lead) }
            queue.append(row)
        }
        queue.sort { $0.isBefore($1) }
        known.waiting = queue
    }

    mutating func stopWaiting(_ leads: Set<LeadID>) {
        guard !leads.isEmpty else { return }
        known.waiting.removeAll { leads.contains($0.lead) }
        dirtyWaiting.formUnion(leads)
    }

    mutating func stopWaiting(_ lead: LeadID) {
        known.waiting.removeAll { $0.lead == lead }
        dirtyWaiting.insert(lead)
    }
}
