/// What people may do with a lead at which stage: one table, and what follows from it.
///
/// Pure. `docs/reference/lifecycle.md` shows the table, and a test compares the two.
public enum Lifecycle {
    /// What an action does with a lead at a stage.
    public enum Step: Sendable, Hashable {
        /// The owner has taken it on.
        case takesOn
        /// The owner loses it, and somebody else gets it.
        case givesBack
        /// It reaches a stage; stages that were skipped count as reached with it.
        case moves(Stage)
        /// It stays where it is and may be worth something else.
        case values
        /// It goes back to where it was before it was closed.
        case reopens
        /// Nothing changes.
        case notes
        /// Nothing happens, and why.
        case refuses(LifecycleRefusal)
    }

    /// The cell of the table.
    public static func step(_ action: LeadAction.Kind, at stage: Stage) -> Step {
        switch action {
        case .accept:
            switch stage {
            case .new, .marketingQualified: .refuses(.notQualified)
            case .salesQualified, .opportunity: .takesOn
            case .won, .lost, .disqualified: .refuses(.closed)
            }
        case .reject:
            switch stage {
            case .new, .marketingQualified: .refuses(.notQualified)
            case .salesQualified: .givesBack
            case .opportunity: .refuses(.isOpportunity)
            case .won, .lost, .disqualified: .refuses(.closed)
            }
        case .opportunity:
            switch stage {
            case .new, .marketingQualified, .salesQualified: .moves(.opportunity)
            case .opportunity: .values
            case .won, .lost, .disqualified: .refuses(.closed)
            }
        case .won:
            switch stage {
            case .new, .marketingQualified, .salesQualified, .opportunity: .moves(.won)
            case .won, .lost, .disqualified: .refuses(.closed)
            }
        case .lost:
            switch stage {
            case .new, .marketingQualified: .refuses(.nothingToLose)
            case .salesQualified, .opportunity: .moves(.lost)
            case .won, .lost, .disqualified: .refuses(.closed)
            }
        case .disqualify:
            switch stage {
            case .new, .marketingQualified, .salesQualified, .opportunity: .moves(.disqualified)
            case .won, .lost, .disqualified: .refuses(.closed)
            }
        case .reopen:
            switch stage {
            case .new, .marketingQualified, .salesQualified, .opportunity: .refuses(.open)
            case .won, .lost, .disqualified: .reopens
            }
        case .note, .reply, .contacted: .notes
        }
    }

    /// When an action is carried out, and on which lead.
    public struct Occasion: Sendable, Hashable {
        /// The entry's time.
        public var at: Timestamp
        /// The action's entry.
        public var cause: EventID
        /// Position of the configuration in force.
        public var configuration: Position
        /// When the lead was opened.
        public var openedAt: Timestamp

        /// An occasion from its parts.
        public init(at: Timestamp, cause: EventID, configuration: Position, openedAt: Timestamp) {
            self.at = at
            self.cause = cause
            self.configuration = configuration
            self.openedAt = openedAt
        }
    }

    /// How a lead stands after an action.
    ///
    /// What depends on more than the lead is left to the caller: who gets it next, and whether there is another one already.
    ///
    /// - Throws: ``LifecycleRefusal`` when the action does not fit; the lead stays as it is.
    public static func apply(
        _ action: LeadAction, to standing: Standing, on occasion: Occasion
    ) throws(LifecycleRefusal) -> Standing {
        let step = step(action.kind, at: standing.stage)
        if case .refuses(let refusal) = step { throw refusal }
        if action.kind.needsReason, action.reason.isEmpty { throw .noReason }
        if let value = action.value {
            guard value.minorUnits >= 0 else { throw .negativeAmount }
            guard value.isOfKnownCurrency else { throw .unknownCurrency }
        }
        let time = try time(of: action, on: occasion)
        var standing = standing
        switch step {
        case .takesOn:
            guard standing.owner != nil else { throw .noOwner }
            guard standing.acceptedAt == nil else { throw .alreadyAccepted }
            standing.acceptedAt = time
        case .givesBack:
            guard standing.owner != nil else { throw .noOwner }
            standing.release()
        case .moves(let stage):
            let skipped = stage.entersAsReached.filter { standing.entry($0) == nil }
            for stage in skipped {
                standing.enter(entry(stage, of: action, at: time, rep: standing.owner, on: occasion, isInferred: true))
            }
            standing.enter(entry(stage, of: action, at: time, rep: standing.owner, on: occasion, isInferred: false))
            standing.stage = stage
        case .values:
            guard let value = action.value, var entry = standing.entry(.opportunity) else { break }
            entry.value = value
            standing.enter(entry)
        case .reopens:
            let closing = standing.entry(standing.stage)
            standing.entries.removeAll { entry in
                // What was only taken to be reached by closing it goes with it.
                entry.stage == closing?.stage || entry.isInferred && entry.cause == closing?.cause
            }
            standing.stage = standing.entries.last?.stage ?? .new
        case .notes, .refuses: break
        }
        return standing
    }

    private static func time(of action: LeadAction, on occasion: Occasion) throws(LifecycleRefusal) -> Timestamp {
        switch action {
        case .won(_, let at?), .lost(_, let at?):
            guard at <= occasion.at else { throw .inTheFuture }
            guard at >= occasion.openedAt else { throw .beforeOpening }
            return at
        default: return occasion.at
        }
    }

    private static func entry(
        _ stage: Stage, of action: LeadAction, at time: Timestamp, rep: RepID?, on occasion: Occasion, isInferred: Bool
    ) -> StageEntry {
        StageEntry(
            stage: stage, at: time, cause: occasion.cause, configuration: occasion.configuration,
            isInferred: isInferred, rep: rep, value: isInferred ? nil : action.value,
            reason: isInferred ? "" : action.reason)
    }
}

extension Stage {
    /// The stages that a lead has passed when it gets here, other than the first.
    fileprivate var entersAsReached: [Stage] {
        switch self {
        case .opportunity: [.marketingQualified, .salesQualified]
        case .won: [.marketingQualified, .salesQualified, .opportunity]
        case .new, .marketingQualified, .salesQualified, .lost, .disqualified: []
        }
    }
}

extension LeadAction {
    /// What it may bring or brought.
    public var value: Money? {
        switch self {
        case .opportunity(let value): value
        case .won(let value, _): value
        case .accept, .reject, .lost, .disqualify, .reopen, .note, .reply, .contacted: nil
        }
    }
}

extension LeadAction.Kind {
    /// Whether it is said about a lead or to its customer, and moves nothing.
    public var isWord: Bool { self == .note || self == .reply || self == .contacted }

    /// Whether it is refused without a reason.
    public var needsReason: Bool {
        switch self {
        case .reject, .lost, .disqualify: true
        case .accept, .opportunity, .won, .reopen, .note, .reply, .contacted: false
        }
    }
}

extension Standing {
    /// Takes it from its owner.
    public mutating func release() {
        owner = nil
        assignedAt = nil
        acceptedAt = nil
    }
}
