import Domain

/// Leads that wait for somebody: the most urgent first, among those the one that was qualified first.
extension Route {
    /// Lets a lead wait.
    func wait(_ lead: Lead, _ needs: LeadNeeds, at now: Timestamp, _ work: inout Work) {
        let since = lead.standing.entry(.salesQualified)?.cause ?? lead.standing.entries.last?.cause ?? lead.id
        work.wait(
            WaitingLead(
                lead: lead.id, since: since, priority: needs.priority, profile: needs.profile(in: table)))
        let numbers = needs.escalatesTo.flatMap(table.number).map { [$0] } ?? table.pools[needs.pool].reps
        awake(for: numbers, after: now, &work)
    }

    /// Puts a lead that waits where it belongs, after more is known of what it needs.
    func waitAnew(_ lead: LeadID, at now: Timestamp, _ work: inout Work) {
        guard let lead = work.lead(work.counted(lead)), lead.standing.waitsForRep else { return }
        wait(lead, LeadNeeds(of: lead, in: table, work), at: now, &work)
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

    /// New rules: all who wait are put where they belong under them, then what can be given away is.
    func drainAnew(at time: Timestamp, by cause: EventID, _ work: inout Work) {
        for waiting in work.waiting { waitAnew(waiting.lead, at: time, &work) }
        drain(at: time, by: cause, &work)
    }

    /// After a tick: looks again when the next one comes on duty, as long as anybody waits.
    func awakeAgain(after now: Timestamp, _ work: inout Work) {
        guard !work.waiting.isEmpty else { return }
        work.forgetQueueTimer()
        awake(for: Array(table.reps.indices), after: now, &work)
    }

    /// Lets the queue be looked at when one of these reps comes on duty, unless it is looked at before.
    private func awake(for numbers: [Int], after now: Timestamp, _ work: inout Work) {
        var next: Timestamp?
        for number in numbers where table.reps[number].weight > 0 {
            guard let calendar = table.reps[number].calendar, !calendar.isOpen(now),
                let opening = calendar.opening(notBefore: now)
            else { continue }
            next = min(next ?? opening, opening)
        }
        guard let next else { return }
        work.awakeQueue(at: next)
    }
}
