import Domain

/// Offers that stand for some time, and what becomes of leads that nobody takes.
extension Route {
    /// Lets an offer go back when it is not answered in time.
    func offer(_ lead: LeadID, to rep: Rep, _ pool: Pool?, from time: Timestamp, _ work: inout Work) {
        guard let seconds = (pool ?? table.pools[table.pools.count - 1].pool).acceptWithinSeconds else { return }
        let due = rep.calendar.map { $0.adding(workingSeconds: seconds, to: time) } ?? time.adding(seconds: seconds)
        if let due { work.setTimer(.offer, of: lead, due: due) }
    }

    /// Lets offers go back that stand again: those of leads which were parted from others or opened anew. Their time begins anew, too.
    func offerAgain(at now: Timestamp, _ work: inout Work) {
        for lead in work.takeStandingOffers() {
            guard let number = lead.owner.flatMap(table.number) else { continue }
            let pool = table.pools[LeadNeeds(of: lead, in: table, work).pool].pool
            offer(lead.id, to: table.reps[number], pool, from: now, &work)
        }
    }

    /// The time of an offer has come: a lead that nobody has taken on goes to somebody else.
    ///
    /// Where the lead counts with another by now, that one goes, as long as the rep has it by this offer.
    func expire(_ timer: LeadTimer, at now: Timestamp, by cause: EventID, _ work: inout Work) {
        guard let offered = work.lead(timer.key.lead), let lead = work.lead(work.counted(offered.id)),
            lead.id == offered.id || offered.standing.isHeld(as: lead.standing), lead.standing.isOffered,
            let rep = lead.owner
        else { return }
        var standing = lead.standing
        standing.release()
        work.settle(lead.id, standing, by: cause, recordedAt: now)
        if let own = lead.own, own.owner == rep {
            work.adjust(lead.id) { $0.own?.release() }
        }
        if lead.id != offered.id { work.adjust(offered.id) { $0.standing.release() } }
        work.decline(lead.id, by: rep)
        state(.returned, of: lead, rep, at: timer.due, by: cause, recordedAt: now, &work)
        if standing.waitsForRep { work.wantRep(lead.id) }
    }

    /// Says that the lead of a team has to see to it.
    func tellOfEscalation(
        _ lead: Lead, _ needs: LeadNeeds, by cause: EventID, at time: Timestamp, _ work: inout Work
    ) {
        guard let rep = needs.escalatesTo else { return }
        state(.escalated, of: lead, rep, at: time, by: cause, recordedAt: time, &work)
    }
}
