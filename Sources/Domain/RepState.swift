/// How a rep stands: what is open, and whether he is there.
public struct RepState: Sendable, Hashable {
    /// Who.
    public var rep: RepID
    /// Open leads assigned to the rep.
    public var open: Int64
    /// Since when he is checked in; nil where he is not.
    public var onDutySince: Timestamp?
    /// When he last came or went, by his own time: what is told later of before changes nothing about now. nil where never.
    public var dutyChangedAt: Timestamp?
    /// When he was last heard of; nil where never.
    public var seenAt: Timestamp?
    /// The site he checked in at; nil where it was none that is known.
    public var site: String?
    /// Whether he agreed to tell where he is.
    public var consentsToPosition: Bool

    /// A state from its parts.
    public init(
        rep: RepID, open: Int64 = 0, onDutySince: Timestamp? = nil, dutyChangedAt: Timestamp? = nil,
        seenAt: Timestamp? = nil, site: String? = nil, consentsToPosition: Bool = false
    ) {
        self.rep = rep
        self.open = open
        self.onDutySince = onDutySince
        self.dutyChangedAt = dutyChangedAt
        self.seenAt = seenAt
        self.site = site
        self.consentsToPosition = consentsToPosition
    }

    /// Whether nothing is known of him: such a state is no row.
    public var isVoid: Bool { self == RepState(rep: rep) }
}

/// What the router remembers of a rep, so that who was away neither owes nor is owed.
public struct RepTurn: Sendable, Hashable {
    /// Who.
    public var rep: RepID
    /// Open leads that the rep is held to have on top, because others got theirs while he was away.
    public var handicap: Int64
    /// Whether he was away when the router last looked.
    public var isAway: Bool
    /// How far round he is in turns, in shares of ``RepTurn/round`` for each lead.
    public var turn: Int64

    /// A memory from its parts.
    public init(rep: RepID, handicap: Int64 = 0, isAway: Bool = false, turn: Int64 = 0) {
        self.rep = rep
        self.handicap = handicap
        self.isAway = isAway
        self.turn = turn
    }

    /// What one lead is worth for a rep of weight 1; divisible by most weights.
    public static let round: Int64 = 720_720
}
