import Channels
import Domain
import Settings
import Storage
import TestSupport

@testable import Stages

/// Folds made-up deliveries into a state in memory.
struct FoldBench {
    let state = MemoryStateStore()
    let rules: RulesInForce
    private let fold: Fold

    static let start = Timestamp(microseconds: 1_718_000_000_000_000)
    static let seed = SipHash.Key(low: 7, high: 11)

    /// Thresholds 20 and 50; a word, a known phone and a negative word count.
    static let scoring = ScoringRules(
        marketingQualified: Qualification(points: 20), salesQualified: Qualification(points: 50),
        caps: ["engagement": 45],
        rules: [
            ScoringRule(
                id: "price", group: "engagement", points: 20, timesMax: 3,
                condition: .words(["harga", "price"])),
            ScoringRule(
                id: "phone", group: "fit", points: 10, timesMax: 1, condition: .known(.phone)),
            ScoringRule(
                id: "job", group: "negative", points: -30, timesMax: 1, condition: .words(["lowongan"])),
        ])

    /// Rules as above and three reps unless told otherwise.
    init(
        reps: [Rep]? = nil, seed: SipHash.Key = FoldBench.seed, position: Position = 1,
        scoring: ScoringRules? = nil, targets: ResponseTargets? = nil,
        channels: [String: CompiledChannel] = [:], adjust: (inout WorkspaceSettings) -> Void = { _ in }
    ) {
        var settings = WorkspaceSettings(
            workspace: Workspace(
                name: "main", zone: .utc, currency: "IDR", languages: ["id"], region: "ID", ownAddresses: []
            ),
            channels: [], scoring: scoring ?? FoldBench.scoring,
            routing: RoutingRules(
                reps: reps
                    ?? ["ayu", "budi", "citra"].map {
                        Rep(id: $0, name: $0, team: nil, weight: 1, capacity: 100)
                    }))
        settings.targets = targets
        settings.subscriptions = [Subscription(destination: "webhook/crm", topics: ["*"])]
        adjust(&settings)
        rules = RulesInForce(position: position, settings: settings, channels: channels, seed: seed)
        fold = Fold(rules)
    }

    /// One delivery a message, at positions that follow `from`.
    static func deliveries(
        _ events: [Event], after from: Position, seed: SipHash.Key = FoldBench.seed
    )
        -> [NormalisedEntry]
    {
        events.enumerated().map { index, event in
            let position = from + 1 + Int64(index)
            return .delivery(
                NormalisedDelivery(
                    position: position, channel: "whatsapp", receivedAt: start.adding(seconds: position),
                    events: [event],
                    digests: [Identify.digest(of: event.key, seed: seed)], ignored: [], itemCount: 1))
        }
    }

    static func message(
        _ id: String, from sender: [Identifier], text: String = "", kind: EventKind = .message,
        at: Timestamp? = nil,
        phone: String? = nil, window: Int64? = nil
    ) -> Event {
        var event = Event(
            kind: kind,
            key: EventKey(parts: ["whatsapp", "acc", kind.rawValue, id], windowSeconds: window))
        event.sender.identifiers = sender
        event.sender.phone = phone
        event.text = text
        event.sentAt = at
        return event
    }

    @discardableResult
    func run(_ batch: [NormalisedEntry], from: Position, through: Position) throws -> Changes {
        let changes = fold(
            batch, known: try state.load(fold.needs(of: batch)), from: from, through: through)
        try state.commit(changes)
        return changes
    }

    /// Folds messages that come after what was folded already.
    @discardableResult
    func fold(_ events: [Event]) throws -> Changes {
        let from = try state.position()
        return try run(
            FoldBench.deliveries(events, after: from, seed: rules.seed), from: from,
            through: from + Int64(events.count)
        )
    }

    /// Carries out an action that comes after what was folded already.
    @discardableResult
    func act(_ deed: Deed, key: String? = nil, version: Int64? = nil) throws -> Changes {
        let from = try state.position()
        let action = NormalisedAction(
            position: from + 1, at: FoldBench.start.adding(seconds: from + 1),
            action: Action(deed, key: key, expectedVersion: version))
        return try run([.action(action)], from: from, through: from + 1)
    }
}
