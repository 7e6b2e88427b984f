import Channels
import Domain
import Settings
import Storage
import Testing

@testable import Stages

/// A shop whose leads are routed, with a clock: whatever is due happens at its time.
final class RoutingBench {
    let state = MemoryStateStore()
    private var fold: Fold
    private(set) var position: Position = 1
    private(set) var now: Timestamp
    /// All that was written, in order.
    private(set) var facts: [Fact] = []
    private(set) var assignments: [Assignment] = []
    /// All that happened under the rules of the beginning, in order.
    private(set) var entries: [NormalisedEntry] = []
    private let rules: RoutingRules
    private let seed: SipHash.Key

    /// Monday, 2 March 2026, 08:00 in Jakarta.
    static let monday = Timestamp(microseconds: 1_772_413_200_000_000)
    static let jakarta = Zone(name: "Asia/Jakarta", spans: [.init(start: .epoch, offsetSeconds: 25_200)])
    static let makassar = Zone(name: "Asia/Makassar", spans: [.init(start: .epoch, offsetSeconds: 28_800)])

    init(_ rules: RoutingRules, seed: UInt64 = 7) throws {
        self.seed = SipHash.Key(low: seed, high: 11)
        self.rules = rules
        now = RoutingBench.monday
        fold = RoutingBench.fold(rules, at: 1, self.seed)
        try state.commit(Changes(from: 0, through: 1))
    }

    private static func fold(_ rules: RoutingRules, at position: Position, _ seed: SipHash.Key) -> Fold {
        let buy = ScoringRule(id: "buy", group: "g", points: 50, timesMax: 1, condition: .words(["buy"]))
        var settings = WorkspaceSettings(
            workspace: Workspace(
                name: "main", zone: jakarta, currency: "IDR", languages: ["id"], region: "ID", ownAddresses: []),
            channels: [],
            scoring: ScoringRules(
                marketingQualified: Qualification(points: 20), salesQualified: Qualification(points: 50), caps: [:],
                rules: [buy]),
            routing: rules)
        settings.subscriptions = [Subscription(destination: "webhook/crm", topics: ["*"])]
        return Fold(RulesInForce(position: position, settings: settings, channels: [:], seed: seed))
    }

    // MARK: Time

    /// Lets time pass; what is due on the way happens when it is due.
    func pass(to time: Timestamp) throws {
        while let timer = try state.firstTimer(), timer.due <= time {
            now = max(now, timer.due)
            let before = now
            try add { .tick(EventID(position: $0, item: 0), at: before) }
        }
        now = max(now, time)
    }

    /// Lets time pass unnoticed: whatever is due waits for the next tick, which is late.
    func oversleep(to time: Timestamp) { now = max(now, time) }

    func pass(minutes: Int64) throws { try pass(to: now.adding(seconds: minutes * 60)) }

    // MARK: What happens

    /// A customer writes; `buy` makes it a lead for a rep.
    ///
    /// - Returns: The event, which is the lead where it opens one.
    @discardableResult
    func says(_ customer: String, _ text: String = "buy") throws -> LeadID {
        let now = now
        try add { position in
            var event = Event(kind: .message, key: EventKey(parts: ["\(position)"]))
            event.sender.identifiers = [Identifier(.phone, customer)]
            event.sender.phone = customer
            event.text = text
            return .delivery(
                NormalisedDelivery(
                    position: position, channel: "whatsapp", receivedAt: now, events: [event],
                    digests: [Identify.digest(of: event.key, seed: self.seed)], ignored: [], itemCount: 1))
        }
        return EventID(position: position, item: 0)
    }

    @discardableResult
    func does(_ deed: Deed, as actor: RepID = "") async throws -> ActionRecord {
        let now = now
        try add { .action(NormalisedAction(position: $0, at: now, action: Action(deed, actor: actor))) }
        return try #require(try await state.action(at: position))
    }

    /// Other rules from here on.
    func configure(_ rules: RoutingRules) throws {
        let now = now
        fold = RoutingBench.fold(rules, at: position + 1, seed)
        try add { .configuration(ConfigurationRecord(position: $0, at: now)) }
    }

    private func add(_ entry: (Position) -> NormalisedEntry) throws {
        let batch = [entry(position + 1)]
        entries += batch
        let changes = fold(
            batch, known: try state.load(fold.needs(of: batch)), from: position, through: position + 1)
        try state.commit(changes)
        position += 1
        facts += changes.facts
        assignments += changes.assignments
    }

    // MARK: Once more

    /// The same entries in batches of another size; a tick is always one of its own.
    func folded(inBatchesOf size: Int, into state: some StateStore) throws {
        let fold = RoutingBench.fold(rules, at: 1, seed)
        var position: Position = 1
        try state.commit(Changes(from: 0, through: 1))
        var rest = entries[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix { !$0.isTick }.prefix(size))
            let next = batch.isEmpty ? Array(rest.prefix(1)) : batch
            let through = position + Int64(next.count)
            let known = try state.load(fold.needs(of: next))
            try state.commit(fold(next, known: known, from: position, through: through))
            position = through
            rest = rest.dropFirst(next.count)
        }
    }

    // MARK: What became of it

    func owner(_ lead: LeadID) async throws -> RepID? { try await state.lead(lead)?.lead.owner }

    func open() throws -> [RepID: Int64] {
        try state.load(Needs()).repStates.mapValues(\.open).filter { $0.value > 0 }
    }

    func queue() async throws -> [LeadID] { try await state.waiting(limit: .max).map(\.lead) }

    func kinds(of lead: LeadID) -> [FactKind] { facts.filter { $0.lead == lead }.map(\.kind) }
}

extension NormalisedEntry {
    fileprivate var isTick: Bool { if case .tick = self { true } else { false } }
}

extension Rep {
    /// A rep for tests.
    static func named(
        _ id: String, weight: Int64 = 1, capacity: Int64 = 1000, team: String? = nil,
        _ change: (inout Rep) -> Void = { _ in }
    ) -> Rep {
        var rep = Rep(id: id, name: id, team: team, weight: weight, capacity: capacity)
        change(&rep)
        return rep
    }
}

extension WorkingCalendar {
    /// Monday to Friday, 9 to 17.
    static func office(_ zone: Zone, closed: [CivilDate] = [], absences: [Range<Timestamp>] = []) -> WorkingCalendar {
        WorkingCalendar(
            zone: zone, hours: [Hours(from: 540, to: 1020, days: [.mon, .tue, .wed, .thu, .fri])], closed: closed,
            absences: absences)
    }
}
