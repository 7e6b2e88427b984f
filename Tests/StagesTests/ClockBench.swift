import Domain
import Settings
import Storage
import TestSupport

@testable import Stages

/// Folds what customers and we say at stated times, lets time pass, and keeps the facts about our answers.
final class ClockBench {
    /// Something that happens; its place in the list is its position.
    enum Step {
        /// The customer of this number says something, which comes in later than it was said where `receivedAt` is given.
        case says(Int, at: Timestamp, receivedAt: Timestamp? = nil)
        /// We say something to the customer.
        case answer(Int, at: Timestamp, receivedAt: Timestamp? = nil)
        case tick(Timestamp)
        case act(Deed, at: Timestamp)
    }

    /// What a fact says, without who told of it when.
    struct Statement: Hashable {
        var kind: FactKind
        var lead: LeadID
        var at: Timestamp
    }

    static let office = WorkingCalendar(
        zone: Zone(name: "Asia/Jakarta", spans: [.init(start: .epoch, offsetSeconds: 25_200)]),
        hours: [Hours(from: 540, to: 1020, days: [.mon, .tue, .wed, .thu, .fri])],
        closed: (18...24).compactMap { CivilDate("2026-03-\($0)") })
    static let targets = ResponseTargets(
        calendar: office, firstResponseSeconds: 1800, followUpSeconds: 2 * 8 * 3600)

    let bench: FoldBench
    private(set) var changes: [Changes] = []
    private var position: Position = 0

    /// One rep who has room for all, and nobody is qualified by a telephone alone.
    init(_ targets: ResponseTargets? = targets) {
        var scoring = FoldBench.scoring
        scoring.rules.removeAll { $0.id == "phone" }
        bench = FoldBench(
            reps: [Rep(id: "ayu", name: "Ayu", team: nil, weight: 1, capacity: 10_000)], scoring: scoring,
            targets: targets)
    }

    static func time(_ text: String) -> Timestamp { Timestamp(rfc3339: text + "+07:00") ?? .epoch }

    /// The lead or contact that the entry of a number opened.
    static func id(_ position: Position) -> EventID { EventID(position: position, item: 0) }

    /// Folds steps, up to `most` entries in a batch.
    @discardableResult
    func run(_ steps: [Step], most: Int = 1) throws -> Changes? {
        var batch: [NormalisedEntry] = []
        func flush() throws {
            guard !batch.isEmpty else { return }
            let through = position
            changes.append(try bench.run(batch, from: through - Int64(batch.count), through: through))
            batch = []
        }
        for step in steps {
            let entry = entry(step, at: position + 1)
            if case .tick = entry { try flush() }
            position += 1
            batch.append(entry)
            if case .tick = entry { try flush() }
            if batch.count >= most { try flush() }
        }
        try flush()
        return changes.last
    }

    private func entry(_ step: Step, at position: Position) -> NormalisedEntry {
        switch step {
        case .says(let customer, let time, let receivedAt):
            delivery(.message, customer, time, receivedAt ?? time, position)
        case .answer(let customer, let time, let receivedAt):
            delivery(.echo, customer, time, receivedAt ?? time, position)
        case .tick(let time): .tick(EventID(position: position, item: 0), at: time)
        case .act(let deed, let time):
            .action(NormalisedAction(position: position, at: time, action: Action(deed)))
        }
    }

    private func delivery(
        _ kind: EventKind, _ customer: Int, _ time: Timestamp, _ receivedAt: Timestamp, _ position: Position
    ) -> NormalisedEntry {
        var event = FoldBench.message(
            "\(position)", from: [Identifier(.phone, "+62811\(customer)")], text: "harga", kind: kind, at: time)
        event.messageID = "m\(position)"
        return .delivery(
            NormalisedDelivery(
                position: position, channel: "whatsapp", receivedAt: receivedAt, events: [event],
                digests: [Identify.digest(of: event.key, seed: bench.rules.seed)], ignored: [], itemCount: 1))
    }

    // MARK: What became of it

    func lead(_ position: Position = 1) throws -> Lead? {
        var needs = Needs()
        needs.leads = [Self.id(position)]
        return try bench.state.load(needs).leads[Self.id(position)]
    }

    /// The facts about our answers that hold.
    var statements: Set<Statement> {
        var count: [Statement: Int] = [:]
        for fact in changes.flatMap(\.facts) where Self.kinds.contains(fact.kind) {
            count[Statement(kind: fact.kind, lead: fact.lead, at: fact.at), default: 0] += fact.isRetraction ? -1 : 1
        }
        return Set(count.filter { $0.value > 0 }.keys)
    }

    /// The same, each as its kind and time, for tests of one lead.
    var told: [String] { statements.sorted { $0.at < $1.at }.map { "\($0.kind.rawValue) \($0.at)" } }

    private static let kinds: [FactKind] = [.responded, .responseBreached, .followUpBreached]
}
