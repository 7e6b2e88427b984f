import Channels
import Domain
import Settings
import Storage
import Testing

@testable import Stages

/// Folds messages and actions into a state in memory, in batches of any size.
final class ActionBench {
    /// What somebody does.
    enum Step {
        /// A message: `look` makes its sender marketing qualified, `buy` sales qualified.
        case message(from: String, String)
        case action(Action)
        case configuration
    }

    let state = MemoryStateStore()
    let fold: Fold
    private(set) var position: Position = 1

    static let start = Timestamp(microseconds: 1_718_000_000_000_000)
    static let seed = SipHash.Key(low: 7, high: 11)

    /// - Parameter reps: Who gets leads, and how many each can have.
    init(reps: KeyValuePairs<RepID, Int64> = ["ani": 10, "budi": 10]) throws {
        let scoring = ScoringRules(
            marketingQualified: Qualification(points: 20), salesQualified: Qualification(points: 50), caps: [:],
            rules: [
                ScoringRule(id: "look", group: "g", points: 20, timesMax: 1, condition: .words(["look"])),
                ScoringRule(id: "buy", group: "g", points: 50, timesMax: 1, condition: .words(["buy"])),
            ])
        var settings = WorkspaceSettings(
            workspace: Workspace(
                name: "main", zone: .utc, currency: "IDR", languages: ["id"], region: "ID", ownAddresses: []),
            channels: [], scoring: scoring,
            routing: RoutingRules(
                reps: reps.map { Rep(id: $0.key, name: $0.key, team: nil, weight: 1, capacity: $0.value) }))
        settings.subscriptions = [Subscription(destination: "webhook/crm", topics: ["*"])]
        fold = Fold(RulesInForce(position: 1, settings: settings, channels: [:], seed: ActionBench.seed))
        try state.commit(Changes(from: 0, through: 1))
    }

    /// When the entry at a position came in.
    static func time(_ position: Position) -> Timestamp { start.adding(seconds: position * 60) }

    /// Folds steps as entries behind those before.
    ///
    /// - Returns: The position of the last one.
    @discardableResult
    func run(_ steps: [Step], batch: Int = 1000) throws -> Position {
        var rest = steps[...]
        while !rest.isEmpty {
            let from = position
            let entries = rest.prefix(batch).enumerated().map { entry($1, at: from + 1 + Int64($0)) }
            rest = rest.dropFirst(batch)
            position += Int64(entries.count)
            try state.commit(
                fold(entries, known: try state.load(fold.needs(of: entries)), from: from, through: position))
        }
        return position
    }

    /// A lead that a message has opened.
    func lead(_ text: String = "buy", from sender: String = "siti") throws -> LeadID {
        EventID(position: try run([.message(from: sender, text)]), item: 0)
    }

    /// What becomes of an action on a lead.
    @discardableResult
    func act(
        _ action: LeadAction, on lead: LeadID, key: String? = nil, version: Int64? = nil, actor: String = "ani"
    ) async throws -> ActionRecord {
        let position = try run([
            .action(Action(.lead(lead, action), actor: actor, key: key, expectedVersion: version))
        ])
        return try #require(try await state.action(at: position))
    }

    func detail(_ lead: LeadID) async throws -> LeadDetail { try #require(try await state.lead(lead)) }

    func owner(_ lead: LeadID) async throws -> RepID? { try await detail(lead).lead.owner }

    private func entry(_ step: Step, at position: Position) -> NormalisedEntry {
        switch step {
        case .message(let sender, let text):
            var event = Event(kind: .message, key: EventKey(parts: ["\(position)"]))
            event.sender.identifiers = [Identifier(.phone, sender)]
            event.text = text
            let digest = Identify.digest(of: event.key, seed: ActionBench.seed)
            return .delivery(
                NormalisedDelivery(
                    position: position, channel: "whatsapp", receivedAt: ActionBench.time(position), events: [event],
                    digests: [digest], ignored: [], itemCount: 1))
        case .action(let action):
            return .action(NormalisedAction(position: position, at: ActionBench.time(position), action: action))
        case .configuration:
            return .configuration(ConfigurationRecord(position: position, at: ActionBench.time(position)))
        }
    }
}
