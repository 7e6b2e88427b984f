import Domain

/// Stage 4: who gets a sales qualified lead.
///
/// The rep with the least open work for the weight, among those below capacity; equal ones are told apart by a keyed hash of lead and rep,
/// which repeats and favours nobody. Where nobody is free the lead waits, first come first served.
struct Route: Sendable {
    let rules: RoutingRules
    let configuration: Position
    let seed: SipHash.Key

    /// Assigns the lead to somebody who has not rejected it, or lets it wait.
    func callAsFunction(_ lead: Lead, by cause: EventID, at: Timestamp, recordedAt: Timestamp, _ work: inout Work) {
        let rep = decide(lead, by: cause, at: at, recordedAt: recordedAt, &work)
        if rep == nil { work.wait(WaitingLead(lead: lead.id, since: cause)) }
    }

    /// Gives waiting leads to reps who have become free, in the order of the queue.
    ///
    /// - Parameter limit: Most leads given away.
    func drain(_ limit: Int = .max, at: Timestamp, by cause: EventID, _ work: inout Work) {
        var given = 0
        for waiting in work.waiting {
            let free = rules.reps.filter { isFree($0, work) }
            guard !free.isEmpty, given < limit else { return }
            guard let lead = work.lead(waiting.lead), lead.stage.isOpen, lead.owner == nil else {
                work.stopWaiting(waiting.lead)
                continue
            }
            let declined = whoDeclined(lead.id, work)
            guard free.contains(where: { !declined.contains($0.id) }) else { continue }
            decide(lead, by: cause, at: at, recordedAt: at, &work)
            work.stopWaiting(lead.id)
            given += 1
        }
    }

    /// Whether somebody can have one more lead. Who is paused keeps what he has; who is no rep any more has no room.
    func hasRoom(_ rep: RepID, _ work: Work) -> Bool {
        rules.reps.contains { $0.id == rep && work.open(of: rep) < $0.capacity }
    }

    /// Whether a rep has more than they can take.
    func isOverloaded(_ rep: RepID, _ work: Work) -> Bool {
        rules.reps.contains { $0.id == rep && work.open(of: rep) > $0.capacity }
    }

    /// Who gave back the lead, or one that counts with it.
    private func whoDeclined(_ lead: LeadID, _ work: borrowing Work) -> [RepID] {
        var reps = work.reps(whoDeclined: lead)
        for joined in work.leads(joinedTo: lead) { reps += work.reps(whoDeclined: joined) }
        return reps
    }

    private func isFree(_ rep: Rep, _ work: Work) -> Bool { rep.weight > 0 && work.open(of: rep.id) < rep.capacity }

    @discardableResult
    private func decide(
        _ lead: Lead, by cause: EventID, at: Timestamp, recordedAt: Timestamp, _ work: inout Work
    ) -> RepID? {
        let (rep, candidates) = rank(lead.id, work)
        work.add(
            Assignment(
                lead: lead.id, number: work.assignmentCount(of: lead.id) + 1, rep: rep, configuration: configuration,
                cause: cause, at: at, candidates: candidates))
        guard let rep else { return nil }
        var standing = lead.standing
        standing.owner = rep
        standing.assignedAt = at
        work.settle(lead.id, standing, by: cause, recordedAt: recordedAt)
        work.add(
            Fact(
                event: cause, number: 0, kind: .assigned, lead: lead.id, channel: lead.channel, rep: rep, at: at,
                recordedAt: recordedAt, configuration: configuration, isInferred: false))
        work.send("lead.assigned", of: lead.id, to: rep, by: cause, at: at) { work in
            LeadNotice(lead: work.lead(lead.id) ?? lead, rep: rep).json
        }
        return rep
    }

    private struct Ranked {
        var rep: Rep
        var open: Int64
        var tie: SipHash.Digest
        var hasDeclined: Bool
        var isFree: Bool { rep.weight > 0 && open < rep.capacity && !hasDeclined }
    }

    private func rank(_ lead: LeadID, _ work: Work) -> (RepID?, [Assignment.Candidate]) {
        let declined = whoDeclined(lead, work)
        let ranked = rules.reps.map { rep in
            Ranked(
                rep: rep, open: work.open(of: rep.id), tie: tieBreak(lead, rep.id),
                hasDeclined: declined.contains(rep.id))
        }.sorted(by: isPreferred)
        let first = ranked.first.flatMap { $0.isFree ? $0 : nil }
        let candidates = ranked.enumerated().map { place, candidate in
            let verdict: CandidateVerdict =
                if candidate.hasDeclined {
                    .declined
                } else if candidate.rep.weight == 0 {
                    .paused
                } else if !candidate.isFree {
                    .full
                } else if place == 0 {
                    .picked
                } else if let first, load(first, isLessThan: candidate) {
                    .busier
                } else {
                    .lostTie
                }
            return Assignment.Candidate(
                rep: candidate.rep.id, open: candidate.open, weight: candidate.rep.weight,
                capacity: candidate.rep.capacity, verdict: verdict)
        }
        return (first?.rep.id, candidates)
    }

    private func isPreferred(_ left: Ranked, _ right: Ranked) -> Bool {
        if left.isFree != right.isFree { return left.isFree }
        if left.isFree {
            if load(left, isLessThan: right) { return true }
            if load(right, isLessThan: left) { return false }
        }
        return (left.tie, left.rep.id) < (right.tie, right.rep.id)
    }

    /// Whether one more lead would load `left` less than `right`, in proportion to their weights.
    private func load(_ left: Ranked, isLessThan right: Ranked) -> Bool {
        let (a, b) = (
            (left.open + 1).multipliedFullWidth(by: right.rep.weight),
            (right.open + 1).multipliedFullWidth(by: left.rep.weight)
        )
        return (a.high, a.low) < (b.high, b.low)
    }

    private func tieBreak(_ lead: LeadID, _ rep: RepID) -> SipHash.Digest {
        var hash = SipHash(key: seed)
        hash.combine(lead.code)
        hash.combine(rep)
        return hash.digest()
    }
}
