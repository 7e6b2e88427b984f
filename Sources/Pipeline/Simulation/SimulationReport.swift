public import Domain
public import Storage

/// What other rules would have made of the history, compared with what was.
public struct SimulationReport: Sendable, Equatable {
    /// The last entry that both sides have folded.
    public var position: Position = 0
    /// The last entry under the rules that were really in force; 0 when the others were in force from the start.
    public var since: Position = 0
    /// What was.
    public var before = SimulatedFigures()
    /// What would be.
    public var after = SimulatedFigures()
    /// Who becomes marketing qualified by score, or no longer does.
    public var marketing = Movement()
    /// Who becomes sales qualified by score, or no longer does.
    public var sales = Movement()
    /// What each rule gave, by rule.
    public var rules: [RuleComparison] = []
    /// Leads of each rep, by rep.
    public var reps: [RepComparison] = []
    /// Actions that were carried out, and could not be.
    public var actions = RefusedActions()
    /// Leads of which there is only one on either side, because people who wrote again found their inquiry open on one and closed on the other.
    public var unpaired: Int64 = 0

    /// Nothing compared yet.
    public init() {}

    /// Whether nothing at all would be different.
    public var isUnchanged: Bool {
        before == after && !marketing.isAny && !sales.isAny && rules.allSatisfy(\.isUnchanged)
            && reps.allSatisfy { $0.before == $0.after } && actions.count == 0 && unpaired == 0
    }
}

/// The funnel of one side, over leads that are counted.
public struct SimulatedFigures: Sendable, Equatable {
    /// Leads.
    public var leads: Int64 = 0
    /// Leads that reached a stage, in whatever way, by stage.
    public var reached: [Stage: Int64] = [:]
    /// Leads that became marketing qualified by their score.
    public var marketing = Quality()
    /// Leads that became sales qualified by their score.
    public var sales = Quality()
    /// Sales qualified leads that wait for a rep.
    public var waiting: Int64 = 0
    /// Who was offered what, and how soon; also of leads that are counted with others by now.
    public var routing = RoutingFigures()

    /// Nothing counted.
    public init() {}
}

/// How well being qualified foretells what was really won.
public struct Quality: Sendable, Equatable {
    /// Leads that were qualified by their score.
    public var qualified: Int64 = 0
    /// Those of them whose inquiry has really ended: won, lost or disqualified.
    public var ended: Int64 = 0
    /// Those of them that were really won.
    public var won: Int64 = 0
    /// All leads that were really won.
    public var allWon: Int64 = 0

    /// Nothing counted.
    public init() {}
}

/// Who crosses a threshold under other rules.
public struct Movement: Sendable, Equatable {
    /// Those who reach the stage only under the other rules.
    public var gained = LeadList()
    /// Those who no longer reach it.
    public var lost = LeadList()
    /// How many reach it under both, but sooner under the others.
    public var earlier: Int64 = 0
    /// How many reach it under both, but later under the others.
    public var later: Int64 = 0

    /// Nobody moves.
    public init() {}

    var isAny: Bool { gained.count + lost.count + earlier + later > 0 }
}

/// Some leads, and how many there are.
public struct LeadList: Sendable, Equatable {
    /// How many there are.
    public var count: Int64 = 0
    /// The latest of them, newest first.
    public var listed: [LeadComparison] = []

    /// No lead.
    public init() {}

    /// Takes a lead that is newer than all before it.
    mutating func add(_ lead: LeadComparison, limit: Int) {
        count += 1
        guard limit > 0 else { return }
        if listed.count >= limit { listed.removeLast() }
        listed.insert(lead, at: 0)
    }
}

/// A lead as it is and as it would be.
public struct LeadComparison: Sendable, Equatable {
    /// The lead.
    public var id: LeadID
    /// The contact's name, where one is known.
    public var name: String?
    /// As it is; nil where it is no lead of its own.
    public var before: LeadSheet?
    /// As it would be; nil where it would be no lead of its own.
    public var after: LeadSheet?

    /// Rules that give other points, by rule.
    public var rules: [RuleDifference] {
        let (old, new) = (LeadComparison.points(before), LeadComparison.points(after))
        return Set(old.keys).union(new.keys).sorted().compactMap { rule in
            old[rule] == new[rule] ? nil : RuleDifference(rule: rule, before: old[rule], after: new[rule])
        }
    }

    /// What each rule is worth at the instant of the score.
    private static func points(_ sheet: LeadSheet?) -> [String: Int64] {
        guard let sheet else { return [:] }
        return sheet.rows.reduce(into: [:]) {
            $0[$1.rule, default: 0] += $1.value(at: sheet.lead.standing.scoredAt)
        }
    }
}

/// A rule that gives a lead other points.
public struct RuleDifference: Sendable, Equatable {
    /// The rule.
    public var rule: String
    /// What it is worth; nil where it does not match.
    public var before: Int64?
    /// What it would be worth; nil where it would not match.
    public var after: Int64?
}

/// What one rule gives on both sides.
public struct RuleComparison: Sendable, Equatable {
    /// What a rule gave.
    public struct Sum: Sendable, Equatable {
        /// All points that its rows were given.
        public var points: Int64 = 0
        /// How often it matched.
        public var rows: Int64 = 0
        /// For how many leads.
        public var leads: Int64 = 0
    }

    /// The rule.
    public var rule: String
    /// What it gave.
    public var before = Sum()
    /// What it would give.
    public var after = Sum()

    /// Whether it gives the same.
    public var isUnchanged: Bool { before == after }
}

/// The leads of one rep on both sides.
public struct RepComparison: Sendable, Equatable {
    /// Who.
    public var rep: RepID
    /// Leads that have the rep for their owner.
    public var before: Int64 = 0
    /// Leads that would.
    public var after: Int64 = 0
}

/// Actions that were carried out, and could not be under other rules.
public struct RefusedActions: Sendable, Equatable {
    /// One of them.
    public struct Refused: Sendable, Equatable {
        /// What became of it.
        public var before: ActionRecord
        /// What would become of it.
        public var after: ActionRecord
    }

    /// How many there are.
    public var count: Int64 = 0
    /// The first of them, in order.
    public var listed: [Refused] = []
}

extension Standing {
    /// When the score brought the inquiry to a stage; nil where it did not, also where an action did and the stage is only taken to be reached.
    ///
    /// A score that reaches both thresholds at once infers the lower stage: that counts.
    public func reachedByScore(_ stage: Stage) -> StageEntry? {
        guard let entry = entry(stage) else { return nil }
        guard entry.isInferred else { return entry }
        let next = entry.stage < .salesQualified ? self.entry(.salesQualified) : nil
        return next.map { !$0.isInferred && $0.cause == entry.cause } == true ? entry : nil
    }
}
