public import Domain

/// What the router made of a history: one side of a simulation.
public struct RoutingFigures: Sendable, Equatable {
    /// Leads for which somebody was looked for.
    public var routed: Int64 = 0
    /// Those of them that were never offered to anybody.
    public var neverOffered: Int64 = 0
    /// Offers, several of one lead among them.
    public var offered: Int64 = 0
    /// Offers that went back because nobody answered in time.
    public var returned: Int64 = 0
    /// Offers that a rep gave back.
    public var rejected: Int64 = 0
    /// Leads that became the business of a team's lead.
    public var escalated: Int64 = 0
    /// First answers that came late, or not at all.
    public var responsesLate: Int64 = 0
    /// Later words that came late, or not at all.
    public var followUpsLate: Int64 = 0
    /// Half of the leads that were offered waited no longer for their first offer, in seconds; nil where none was offered.
    public var medianWait: Int64?
    /// The same over all routed leads, with those that were never offered as waiting for ever; nil where that is more than half of them.
    public var medianWaitOfAll: Int64?
    /// What each rep got, by rep.
    public var reps: [RepRouting] = []
    /// Whether tie-breaks favoured anybody.
    public var ties = TieFairness([:])

    /// Nothing routed.
    public init() {}

    /// Offers for a weight of one, in thousandths: the most of any rep less the least; nil where nobody took leads.
    ///
    /// Reps of several pools, with other skills and hours, get unlike shares with reason: it tells how unlike.
    public var spreadPermille: Int64? {
        let shares = reps.compactMap(\.offeredPermille)
        guard let most = shares.max(), let least = shares.min() else { return nil }
        return most - least
    }
}

/// What the router gave one rep.
public struct RepRouting: Sendable, Equatable {
    /// Who.
    public var rep: RepID
    /// The share of new leads when the rep was last looked at.
    public var weight: Int64 = 0
    /// Leads that were offered, each as often as it was.
    public var offered: Int64 = 0
    /// Offers that the rep took on.
    public var accepted: Int64 = 0
    /// Offers that went back unanswered.
    public var returned: Int64 = 0
    /// Offers that the rep gave back.
    public var rejected: Int64 = 0

    /// Nothing given yet.
    public init(rep: RepID) { self.rep = rep }

    /// Offers for a weight of one, in thousandths; nil for who takes none.
    public var offeredPermille: Int64? { weight > 0 ? offered * 1000 / weight : nil }
}
