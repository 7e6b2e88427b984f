import Domain

/// Picks one of the members of a pool for a lead, and says of each why or why not.
struct Selection {
    let strategy: RoutingStrategy
    let filters: Filters
    let seed: SipHash.Key

    /// Who gets it, and all candidates: first those who could take it, the preferred one first, then the others in the order of the configuration.
    struct Result {
        var rep: Rep?
        var candidates: [Assignment.Candidate]
    }

    private struct Free {
        let rep: Rep
        let open: Int64
        let handicap: Int64
        let turn: Int64
        let fit: Int64
        let tie: SipHash.Digest

        /// Where he would stand with one more.
        var level: Absences.Level { Absences.Level(open + handicap + 1, rep.weight) }
    }

    func callAsFunction(_ lead: LeadID, among members: [Absences.Member]) -> Result {
        var free: [Free] = []
        var others: [Assignment.Candidate] = []
        for member in members {
            if let (verdict, detail) = filters.verdict(on: member.rep, member.state) {
                others.append(candidate(member.rep, member.state.open, verdict, detail))
                continue
            }
            free.append(
                Free(
                    rep: member.rep, open: member.state.open, handicap: member.turn?.handicap ?? 0,
                    turn: member.turn?.turn ?? 0, fit: strategy == .bestFit ? filters.fit(of: member.rep) : 0,
                    tie: tieBreak(lead, member.rep.id)))
        }
        free.sort(by: isPreferred)
        let candidates = free.enumerated().map { place, one in
            candidate(one.rep, one.open, verdict(on: one, at: place, after: free[0]), detail(of: one))
        }
        return Result(rep: free.first?.rep, candidates: candidates + others)
    }

    private func verdict(on one: Free, at place: Int, after first: Free) -> CandidateVerdict {
        if place == 0 { return .picked }
        switch strategy {
        case .roundRobin: return one.turn == first.turn ? .lostTie : .notNext
        case .bestFit where one.fit < first.fit: return .fitsLess
        case .balanced, .bestFit: return first.level < one.level ? .busier : .lostTie
        }
    }

    private func isPreferred(_ left: Free, _ right: Free) -> Bool {
        switch strategy {
        case .roundRobin:
            if left.turn != right.turn { return left.turn < right.turn }
        case .bestFit, .balanced:
            if left.fit != right.fit { return left.fit > right.fit }
            if left.level < right.level { return true }
            if right.level < left.level { return false }
        }
        return (left.tie, left.rep.id) < (right.tie, right.rep.id)
    }

    /// What he was compared by, where the load does not say it.
    private func detail(of one: Free) -> String {
        switch strategy {
        case .roundRobin: "turn \(one.turn / RepTurn.round)"
        case .bestFit: one.handicap > 0 ? "fit \(one.fit), counts as \(one.open + one.handicap)" : "fit \(one.fit)"
        case .balanced: one.handicap > 0 ? "counts as \(one.open + one.handicap)" : ""
        }
    }

    private func candidate(
        _ rep: Rep, _ open: Int64, _ verdict: CandidateVerdict, _ detail: String
    ) -> Assignment.Candidate {
        Assignment.Candidate(
            rep: rep.id, open: open, weight: rep.weight, capacity: rep.capacity, verdict: verdict, detail: detail)
    }

    private func tieBreak(_ lead: LeadID, _ rep: RepID) -> SipHash.Digest {
        var hash = SipHash(key: seed)
        hash.combine(lead.code)
        hash.combine(rep)
        return hash.digest()
    }
}
