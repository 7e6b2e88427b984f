import Domain
import Storage

/// Adds up what the router decided: as large as there are reps and groups of equals, and eight bytes a routed lead for the median.
struct RoutingTally {
    private var sums = RoutingFigures()
    private var reps: [RepID: RepRouting] = [:]
    private var looked: [RepID: Timestamp] = [:]
    private var groups: [TieGroup: Int64] = [:]
    private var waits: [Int64] = []

    /// Everything that was decided in one state.
    ///
    /// - Parameter pageRows: Leads that are in memory at once.
    static func figures(of views: any Views, pageRows: Int) async throws(StorageError) -> RoutingFigures {
        var tally = RoutingTally()
        var last: LeadID?
        while true {
            let sheets = try await views.leadSheets(after: last, limit: max(1, pageRows))
            guard let end = sheets.last else { return tally.figures }
            for sheet in sheets {
                // Breaches come to leads that nobody was looked for, too; clocks tell which.
                guard sheet.lead.salesQualifiedAt != nil || !sheet.lead.clocks.isEmpty,
                    let detail = try await views.lead(sheet.lead.id)
                else { continue }
                tally.add(
                    detail.assignments.filter { $0.lead == sheet.lead.id },
                    detail.facts.filter { $0.lead == sheet.lead.id }, qualifiedAt: sheet.lead.salesQualifiedAt)
            }
            last = end.lead.id
        }
    }

    /// Everything added so far.
    var figures: RoutingFigures {
        var figures = sums
        figures.reps = reps.values.sorted { $0.rep < $1.rep }
        figures.ties = TieFairness(groups)
        let sorted = waits.sorted()
        figures.medianWait = RoutingTally.median(sorted, of: sorted.count)
        figures.medianWaitOfAll = RoutingTally.median(sorted, of: Int(figures.routed))
        return figures
    }

    /// Takes the decisions about one lead, in order, and what was stated of it.
    mutating func add(_ decisions: [Assignment], _ facts: [Fact], qualifiedAt: Timestamp?) {
        for fact in facts { add(fact) }
        guard let first = decisions.first else { return }
        sums.routed += 1
        for decision in decisions { add(decision) }
        guard let offer = decisions.first(where: { $0.rep != nil }) else {
            sums.neverOffered += 1
            return
        }
        // Whoever is qualified anew after the inquiry was opened again waits since he first was.
        let start = min(qualifiedAt ?? first.at, first.at)
        waits.append(max(0, offer.at.seconds - start.seconds))
    }

    private mutating func add(_ decision: Assignment) {
        for candidate in decision.candidates where looked[candidate.rep].map({ $0 <= decision.at }) ?? true {
            looked[candidate.rep] = decision.at
            reps[candidate.rep, default: RepRouting(rep: candidate.rep)].weight = candidate.weight
        }
        guard let rep = decision.rep else { return }
        sums.offered += 1
        reps[rep, default: RepRouting(rep: rep)].offered += 1
        if let group = TieGroup(decision) { groups[group, default: 0] += 1 }
    }

    private mutating func add(_ fact: Fact) {
        let count: Int64 = fact.isRetraction ? -1 : 1
        let ofRep: WritableKeyPath<RepRouting, Int64>?
        switch fact.kind {
        case .accepted: ofRep = \.accepted
        case .returned:
            sums.returned += count
            ofRep = \.returned
        case .rejected:
            sums.rejected += count
            ofRep = \.rejected
        case .escalated:
            sums.escalated += count
            ofRep = nil
        case .responseBreached:
            sums.responsesLate += count
            ofRep = nil
        case .followUpBreached:
            sums.followUpsLate += count
            ofRep = nil
        default: ofRep = nil
        }
        guard let ofRep, let rep = fact.rep else { return }
        reps[rep, default: RepRouting(rep: rep)][keyPath: ofRep] += count
    }

    /// The lower middle of some numbers, of which only the first so many are finite; nil where the middle is not.
    private static func median(_ sorted: [Int64], of count: Int) -> Int64? {
        let middle = (count - 1) / 2
        return count > 0 && middle < sorted.count ? sorted[middle] : nil
    }
}
