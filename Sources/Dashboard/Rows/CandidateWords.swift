public import Domain

/// Verdicts of the router in words.
extension Assignment {
    /// Why a candidate of this decision got the lead, or did not.
    public func words(on candidate: Candidate) -> String {
        let detail = candidate.detail
        switch candidate.verdict {
        case .picked: return wordsOnPicked(candidate)
        case .busier: return "could have taken it, but would have more open work for the weight"
        case .lostTie:
            return (detail.hasPrefix("turn ") ? "had as few turns" : "as little to do") + ", lost the seeded tie-break"
        case .full: return "full: \(candidate.open) of \(candidate.capacity) open leads"
        case .paused: return "paused: weight 0"
        case .declined: return "had it before"
        case .lacksSkill: return "lacks the skill `\(detail)`"
        case .lacksLanguage: return "does not speak " + Assignment.quoted(detail)
        case .lacksProduct: return "does not sell " + Assignment.quoted(detail)
        case .otherArea: return "does not serve " + Assignment.quoted(detail)
        case .onLeave: return "on leave"
        case .offHours: return "off hours"
        case .absent: return "not checked in, or not heard of for too long"
        case .fitsLess: return "could have taken it, but fits less"
        case .notNext: return "could have taken it, but it is another's turn"
        }
    }

    /// What the candidate was compared by, where ``words(on:)`` does not say it: `turn 3`, `counts as 5`; empty for most.
    public func comparison(of candidate: Candidate) -> String {
        switch candidate.verdict {
        case .picked, .busier, .lostTie, .fitsLess, .notNext: candidate.detail
        default: ""
        }
    }

    /// Where the rep was looked for: `pool kitchen`.
    public var reasonWords: String {
        switch reason {
        case .pool: pool.map { "in the pool `\($0)`" } ?? "among all reps"
        case .sticky: "because it is the customer's former rep"
        case .escalation: "as the lead of the team, after too many gave it back"
        }
    }

    private func wordsOnPicked(_ candidate: Candidate) -> String {
        switch reason {
        case .sticky: return "had the customer before and is there: picked"
        case .escalation: return "has to see to it as the lead of the team: picked"
        case .pool: break
        }
        let equals = candidates.count { $0.verdict == .lostTie }
        if equals > 0 { return "won the seeded tie-break against \(equals) as good: picked" }
        let others = candidates.contains { [.busier, .fitsLess, .notNext].contains($0.verdict) }
        guard others else { return "the only one who could: picked" }
        if candidate.detail.hasPrefix("turn ") { return "whose turn it was: picked" }
        let isByFit = candidates.contains { $0.verdict == .fitsLess }
        return isByFit ? "fits best: picked" : "would have the least open work for the weight: picked"
    }

    /// `kitchen, sofa` as `` `kitchen` or `sofa` ``.
    private static func quoted(_ list: String) -> String {
        list.split(separator: ",").map { "`\($0.drop { $0 == " " })`" }.joined(separator: " or ")
    }
}
