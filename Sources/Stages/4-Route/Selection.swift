import Domain

/// Picks one of the members of a pool for a lead, and says of each why or why not.
struct Selection {
    let strategy: RoutingStrategy
    let filters: Filters
    let table: RoutingTable
    let seed: SipHash.Key

    /// Who gets it, and all candidates: first those who could take it, the preferred one first, then the others in the order of the configuration.
    struct Result {
        var rep: Rep?
        var candidates: [Assignment.Candidate]
    }

    /// Somebody who could take it: numbers only, because hundreds of them are put in order.
    private struct Free {
        let number: Int
        /// Open leads with the one in question and what he is held to have on top.
        let count: Int64
        let weight: Int64
        let turn: Int64
        let fit: Int64
        let tie: SipHash.Digest

        var level: Absences.Level { Absences.Level(count, weight) }
    }

    /// - Parameters:
    ///   - members: Numbers of the reps, in the order of the configuration.
    ///   - absences: Why each of them is not there, in the same order.
    func callAsFunction(
        _ lead: LeadID, among members: [Int], absences: [CandidateVerdict?], _ seats: [Roster.Seat]
    ) -> Result {
        var free: [Free] = []
        free.reserveCapacity(members.count)
        var others: [(number: Int, verdict: CandidateVerdict, detail: String)] = []
        var hash = SipHash(key: seed)
        hash.combine(lead.code)
        for (place, number) in members.enumerated() {
            let seat = seats[number]
            if let (verdict, detail) = filters.verdict(on: number, in: table, absences[place], open: seat.open) {
                others.append((number, verdict, detail))
                continue
            }
            var tie = hash
            tie.combine(table.reps[number].id)
            free.append(
                Free(
                    number: number, count: seat.open + seat.handicap + 1, weight: table.traits[number].weight,
                    turn: seat.turn, fit: strategy == .bestFit ? filters.fit(of: table.reps[number]) : 0,
                    tie: tie.digest()))
        }
        free.sort(by: isPreferred)
        var candidates: [Assignment.Candidate] = []
        candidates.reserveCapacity(members.count)
        for (place, one) in free.enumerated() {
            let seat = seats[one.number]
            candidates.append(
                candidate(one.number, seat, verdict(on: one, at: place, after: free[0]), detail(of: one, seat)))
        }
        for other in others {
            candidates.append(candidate(other.number, seats[other.number], other.verdict, other.detail))
        }
        return Result(rep: free.first.map { table.reps[$0.number] }, candidates: candidates)
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
        if left.tie != right.tie { return left.tie < right.tie }
        return table.reps[left.number].id < table.reps[right.number].id
    }

    /// What he was compared by, where the load does not say it.
    private func detail(of one: Free, _ seat: Roster.Seat) -> String {
        // Put together by hand, because an interpolation costs more than all the rest of a candidate.
        switch strategy {
        case .roundRobin: return "turn " + String(one.turn / RepTurn.round)
        case .bestFit:
            let fit = "fit " + String(one.fit)
            return seat.handicap > 0 ? fit + ", counts as " + String(seat.open + seat.handicap) : fit
        case .balanced: return seat.handicap > 0 ? "counts as " + String(seat.open + seat.handicap) : ""
        }
    }

    private func candidate(
        _ number: Int, _ seat: Roster.Seat, _ verdict: CandidateVerdict, _ detail: String
    ) -> Assignment.Candidate {
        let traits = table.traits[number]
        return Assignment.Candidate(
            rep: table.reps[number].id, open: seat.open, weight: traits.weight, capacity: traits.capacity,
            verdict: verdict, detail: detail)
    }
}
