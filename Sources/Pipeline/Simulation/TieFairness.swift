public import Domain

/// Whether the seeded tie-break favours anybody: how often each rep was picked among equals, against how often chance would have it.
///
/// Among so many equals each expects the same part of the decision. The squares of what was picked beyond that, each over what was expected, add up to a
/// figure that chance alone keeps under ``bound`` in 999 of 1000 cases (Pearson's chi-square). Where groups overlap chance varies less than its
/// distribution says, so the bound never accuses too soon.
public struct TieFairness: Sendable, Equatable {
    /// Decisions between equals.
    public let decisions: Int64
    /// Who was among equals, by rep.
    public let shares: [Share]
    /// How many of the shares are free to vary: reps, less one for each set of reps who were never equal to anybody outside it.
    public let degreesOfFreedom: Int

    /// How often a rep was picked among equals.
    public struct Share: Sendable, Equatable {
        /// Who.
        public let rep: RepID
        /// How often.
        public let picked: Int64
        /// How often chance would have it.
        public let expected: Double
    }

    /// Counts decisions between equals.
    ///
    /// - Parameter groups: How often each group of equals with one that was picked occurred; groups of one decide nothing.
    public init(_ groups: [TieGroup: Int64]) {
        var picked: [RepID: Int64] = [:]
        var expected: [RepID: Double] = [:]
        var sets: [Set<RepID>] = []
        var decisions: Int64 = 0
        let ordered = groups.filter { $0.key.equals.count > 1 }.sorted {
            ($0.key.equals.joined(separator: "\n"), $0.key.picked) < (
                $1.key.equals.joined(separator: "\n"), $1.key.picked
            )
        }
        for (group, count) in ordered {
            decisions += count
            picked[group.picked, default: 0] += count
            for rep in group.equals { expected[rep, default: 0] += Double(count) / Double(group.equals.count) }
            let met = sets.filter { !$0.isDisjoint(with: group.equals) }
            sets.removeAll { !$0.isDisjoint(with: group.equals) }
            sets.append(met.reduce(into: Set(group.equals)) { $0.formUnion($1) })
        }
        self.decisions = decisions
        shares = expected.sorted { $0.key < $1.key }.map {
            Share(rep: $0.key, picked: picked[$0.key] ?? 0, expected: $0.value)
        }
        degreesOfFreedom = expected.count - sets.count
    }

    /// How far the picks are from what chance would have, as a whole.
    public var chiSquare: Double {
        shares.reduce(0) { sum, share in
            let beyond = Double(share.picked) - share.expected
            return sum + beyond * beyond / share.expected
        }
    }

    /// What chance alone stays under in 999 of 1000 cases; nil where nothing was decided between equals.
    ///
    /// By the approximation of Wilson and Hilferty, which is high by up to 3 % for one degree of freedom and closer for more.
    public var bound: Double? {
        guard degreesOfFreedom > 0 else { return nil }
        // The 99.9 % point of the normal distribution.
        let deviate = 3.090_232_306
        let part = 2 / (9 * Double(degreesOfFreedom))
        let root = 1 - part + deviate * part.squareRoot()
        return Double(degreesOfFreedom) * root * root * root
    }

    /// Whether chance explains it; nil where nothing was decided between equals.
    public var isWithinChance: Bool? { bound.map { chiSquare <= $0 } }
}

/// Reps who could have taken a lead alike, and the one who got it.
public struct TieGroup: Sendable, Hashable {
    /// All of them, in order.
    public let equals: [RepID]
    /// The one.
    public let picked: RepID

    /// A group from its parts, in any order.
    public init(_ equals: [RepID], picked: RepID) {
        self.equals = equals.sorted()
        self.picked = picked
    }

    /// What a decision says of equals; nil where it gave the lead to nobody.
    public init?(_ decision: Assignment) {
        guard let picked = decision.rep else { return nil }
        self.init(
            decision.candidates.filter { $0.verdict == .picked || $0.verdict == .lostTie }.map(\.rep), picked: picked)
    }
}
