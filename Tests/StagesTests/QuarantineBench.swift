import Channels
import Domain
import Settings
import Storage

@testable import Stages

/// Folds statements of made-up senders at made-up times into a state in memory.
final class QuarantineBench {
    let state = MemoryStateStore()
    private let fold: Fold
    private let seed = SipHash.Key(low: 3, high: 4)
    private var position: Position = 0
    private var waiting: [NormalisedEntry] = []
    private(set) var records: [EventID: EventRecord] = [:]

    static let start = Timestamp(microseconds: 1_750_000_000_000_000)

    init(_ rules: QuarantineRules = QuarantineRules(), own: [String] = ["halo@toko.example"]) {
        var settings = WorkspaceSettings(
            workspace: Workspace(
                name: "main", zone: .utc, currency: "IDR", languages: ["id"], region: "ID", ownAddresses: own),
            channels: [],
            scoring: ScoringRules(
                marketingQualified: Qualification(points: 10), salesQualified: Qualification(points: 30), caps: [:],
                rules: [
                    ScoringRule(
                        id: "price", group: "engagement", points: 10, timesMax: 3, condition: .words(["harga"]))
                ]),
            routing: RoutingRules(reps: []), quarantine: rules)
        settings.subscriptions = [Subscription(destination: "webhook/crm", topics: ["*"])]
        fold = Fold(RulesInForce(position: 1, settings: settings, channels: [:], seed: seed))
    }

    /// Adds a delivery; it is folded with the next call of ``run(batch:)``.
    @discardableResult
    func add(_ event: Event, on channel: String = "web-form", at seconds: Int64) -> EventID {
        position += 1
        waiting.append(.delivery(delivery([event], on: channel, at: seconds, position)))
        return EventID(position: position, item: 0)
    }

    func delivery(_ events: [Event], on channel: String, at seconds: Int64, _ position: Position) -> NormalisedDelivery
    {
        NormalisedDelivery(
            position: position, channel: channel, receivedAt: Self.start.adding(seconds: seconds), events: events,
            digests: events.map { Identify.digest(of: $0.key, seed: seed) }, ignored: [], itemCount: events.count)
    }

    /// Adds an order to count what was held back, with what it reads of the deliveries now.
    func release(_ events: [EventID], reading deliveries: [NormalisedDelivery], at seconds: Int64) {
        position += 1
        waiting.append(
            .action(
                NormalisedAction(
                    position: position, at: Self.start.adding(seconds: seconds),
                    action: Action(.release(events), actor: "ani"),
                    deliveries: deliveries.map { .delivery($0) })))
    }

    /// The waiting delivery of an event, as it was added.
    func waitingDelivery(of event: EventID) -> NormalisedDelivery? {
        waiting.lazy.compactMap { if case .delivery(let delivery) = $0 { delivery } else { nil } }
            .first { $0.position == event.position }
    }

    /// Folds what waits in batches of a size; returns all changes.
    @discardableResult
    func run(batch size: Int = 1000) throws -> [Changes] {
        var from = position - Int64(waiting.count)
        var all: [Changes] = []
        var rest = waiting[...]
        waiting = []
        while !rest.isEmpty {
            let batch = Array(rest.prefix(size))
            rest = rest.dropFirst(size)
            let through = from + Int64(batch.count)
            let changes = fold(batch, known: try state.load(fold.needs(of: batch)), from: from, through: through)
            try state.commit(changes)
            for record in changes.events { records[record.id] = record }
            all.append(changes)
            from = through
        }
        return all
    }

    func outcome(_ id: EventID) -> Outcome? { records[id]?.outcome }
    func reason(_ id: EventID) -> String { records[id]?.reason ?? "" }

    func total(_ measure: Measure) async throws -> Int64 {
        try await state.totals(from: Timestamp(microseconds: .min), to: Timestamp(microseconds: .max))
            .filter { $0.measure == measure }.reduce(0) { $0 + $1.count }
    }
}

extension Event {
    /// A form that somebody filled in.
    static func form(
        _ id: String, mail: String? = nil, phone: String? = nil, _ text: String?, page: String = "toko.example",
        touch: Touch = Touch([]), kind: EventKind = .leadForm
    ) -> Event {
        var event = Event(kind: kind, key: EventKey(parts: ["web-form", page, "lead_form", id]))
        event.account = page
        event.sender.email = mail
        event.sender.phone = phone
        event.sender.identifiers = [
            phone.map { Identifier(.phone, $0) }, mail.map { Identifier(.email, $0) },
        ].compactMap { $0 }
        event.text = text
        event.touch = touch
        return event
    }

    /// A message in WhatsApp.
    static func chat(_ id: String, from number: String, _ text: String) -> Event {
        var event = Event(kind: .message, key: EventKey(parts: ["whatsapp", "1", "message", id]))
        event.sender.identifiers = [Identifier(.waID, number), Identifier(.phone, "+" + number)]
        event.text = text
        return event
    }

    /// A mail.
    static func mail(_ id: String, from address: String, _ text: String, subject: String? = nil) -> Event {
        var event = Event(kind: .message, key: EventKey(parts: ["email", "", "message", id]))
        event.sender.email = address
        event.sender.identifiers = [Identifier(.email, address)]
        event.text = text
        event.subject = subject
        event.thread = EventThread(references: [], recipients: ["halo@toko.example"])
        return event
    }
}
