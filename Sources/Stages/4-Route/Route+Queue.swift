import Domain

/// Leads that wait for somebody: the most urgent first, among those the one that was qualified first.
extension Route {
    /// Lets a lead wait.
    func wait(_ lead: Lead, _ needs: LeadNeeds, at now: Timestamp, _ work: inout Work) {
        let since = lead.standing.entry(.salesQualified)?.cause ?? lead.standing.entries.last?.cause ?? lead.id
        work.wait(
            WaitingLead(
                lead: lead.id, since: since, priority: needs.priority, profile: needs.profile(in: table)))
        awake(after: now, &work)
    }

    /// Gives waiting leads to reps who have become free, in the order of the queue.
    ///
    /// - Parameter limit: Most leads given away.
    /// - Returns: How many were.
    @discardableResult
    func drain(_ limit: Int = .max, at: Timestamp, by cause: EventID, _ work: inout Work) -> Int {
        let occasion = Occasion(cause: cause, at: at, now: at)
        var given = 0
        // Whoever can take one lead of a profile can take any, so that one look at each is enough.
        var isStuck: Set<String> = []
        for waiting in work.waiting where !isStuck.contains(waiting.profile) {
            guard given < limit else { break }
            guard let lead = work.lead(waiting.lead), lead.isCounted, lead.standing.waitsForRep else {
                work.stopWaiting(waiting.lead)
                continue
            }
            let decision = decide(lead, LeadNeeds(of: lead, in: table, work), on: occasion, &work)
            guard decision.rep != nil else {
                isStuck.insert(waiting.profile)
                continue
            }
            write(decision, on: lead, occasion, &work)
            work.stopWaiting(lead.id)
            given += 1
        }
        return given
    }

    /// Puts leads where they belong in the queue that may ask for other reps than before.
    func placeAnew(at now: Timestamp, _ work: inout Work) {
        for lead in work.leadsAskedAnew { wait(lead, LeadNeeds(of: lead, in: table, work), at: now, &work) }
    }

    /// Gives such leads to whoever can take them now. Nobody waits longer who could be taken by the same rep, or that one would have it.
    func askAgain(on occasion: Occasion, _ work: inout Work) {
        for lead in work.leadsAskedAnew {
            let decision = decide(lead, LeadNeeds(of: lead, in: table, work), on: occasion, &work)
            write(decision, on: lead, occasion, &work)
            if decision.rep != nil { work.stopWaiting(lead.id) }
        }
        work.forgetAskedAnew()
    }

    /// New rules: all who wait are put where they belong under them, then what can be given away is.
    func drainAnew(at time: Timestamp, by cause: EventID, _ work: inout Work) {
        work.forgetQueueTimer()
        for waiting in work.waiting {
            guard let lead = work.lead(waiting.lead), lead.standing.waitsForRep else { continue }
            wait(lead, LeadNeeds(of: lead, in: table, work), at: time, &work)
        }
        drain(at: time, by: cause, &work)
    }

    /// Gives waiting leads to those who have come on duty by the time of an entry, so that nobody overtakes them while the tick is late.
    func drainOverdue(at time: Timestamp, by cause: EventID, _ work: inout Work) {
        guard work.isQueueDue(by: time) else { return }
        drain(at: time, by: cause, &work)
        work.forgetQueueTimer()
        awake(after: time, &work)
    }

    /// After a tick: looks again when the next one comes on duty, as long as anybody waits.
    func awakeAgain(after now: Timestamp, _ work: inout Work) {
        work.forgetQueueTimer()
        if !work.waiting.isEmpty { awake(after: now, &work) }
    }

    /// Lets the queue be looked at when the next one comes on duty, whoever it is, unless it is looked at before.
    ///
    /// Whom the queue waits for does not matter, nor who is there already: who is full now can have room by the time he is back. So the time
    /// follows from the calendars alone, and batches of any size find the same.
    private func awake(after now: Timestamp, _ work: inout Work) {
        guard let next = table.calendars.compactMap({ $0.nextOpening(after: now) }).min() else { return }
        work.awakeQueue(at: next)
    }
}

extension WorkingCalendar {
    /// When work begins the next time; nil where it never stops, or begins no more.
    fileprivate func nextOpening(after time: Timestamp) -> Timestamp? {
        guard isOpen(time) else { return opening(notBefore: time) }
        return closing(after: time).flatMap { opening(notBefore: $0) }
    }
}
