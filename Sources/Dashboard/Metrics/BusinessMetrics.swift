import Domain
import Storage
import Synchronization

/// What the business looks like, in Prometheus's words. Read from the state, so the numbers survive restarts and agree with the pages.
///
/// The sums run over all cells there are; so they are read at most every few seconds, because anybody may ask for the metrics.
final class BusinessMetrics: Sendable {
    /// How long an answer is good for while the state moves on.
    static let freshSeconds: Int64 = 5

    // The years 0 to 9999: all that a cell can stand for, and far from the ends of the number range.
    private static let firstTime = Timestamp(microseconds: -62_167_219_200_000_000)
    private static let lastTime = Timestamp(microseconds: 253_402_300_800_000_000)

    private struct Memory {
        var at: Timestamp
        var text: PrometheusText
    }

    private let views: any Views
    private let ledgerTail: LedgerTailReader
    private let now: @Sendable () -> Timestamp
    private let memory = Mutex<Memory?>(nil)

    init(views: any Views, ledgerTail: @escaping LedgerTailReader, now: @escaping @Sendable () -> Timestamp) {
        self.views = views
        self.ledgerTail = ledgerTail
        self.now = now
    }

    func text() async throws(StorageError) -> PrometheusText {
        let time = now()
        let fresh: PrometheusText? = memory.withLock { memory in
            guard let memory, memory.at <= time, time < memory.at.adding(seconds: BusinessMetrics.freshSeconds) else {
                return nil
            }
            return memory.text
        }
        if let fresh { return fresh }
        let text = try await read()
        memory.withLock { $0 = Memory(at: time, text: text) }
        return text
    }

    private func read() async throws(StorageError) -> PrometheusText {
        let totals = try await views.totals(from: BusinessMetrics.firstTime, to: BusinessMetrics.lastTime)
        let ledger = try await ledgerTail().position
        let position = try await views.position()
        var text = PrometheusText()
        BusinessMetrics.write(totals, to: &text)
        text.family("corong_leads", .gauge, help: "Leads that stand in a stage now.")
        let counts = try await views.leadCounts()
        for stage in Stage.allCases { text.sample("corong_leads", [("stage", stage.word)], counts[stage] ?? 0) }
        text.single(
            "corong_dead_letters_open", .gauge, try await views.openDeadLetterCount(),
            help: "Deliveries that could not be normalised and were not run again yet.")
        text.single(
            "corong_waiting_leads", .gauge, try await views.waitingCount(),
            help: "Sales qualified leads that wait for a rep.")
        text.single(
            "corong_reps_on_duty", .gauge, Int64(try await views.repStates().count { $0.onDutySince != nil }),
            help: "Reps who are checked in.")
        text.single("corong_outbox_items", .gauge, try await views.outboxCount(), help: "Items in the outbox.")
        text.single("corong_state_position", .gauge, position, help: "The entry that the state has reached.")
        text.single("corong_ledger_position", .gauge, ledger, help: "The last entry of the ledger.")
        text.single(
            "corong_fold_lag_entries", .gauge, max(0, ledger - position), help: "Entries that are not folded yet.")
        return text
    }

    /// Families that are sums of cells, by channel.
    static func write(_ totals: [CellTotal], to text: inout PrometheusText) {
        let totals = totals.sorted { ($0.channel, $0.measure.code) < ($1.channel, $1.measure.code) }
        func family(_ name: String, help: String, _ measures: [(Measure, [(String, String)])]) {
            text.family(name, .counter, help: help)
            for total in totals {
                guard let (_, labels) = measures.first(where: { $0.0 == total.measure }) else { continue }
                text.sample(name, [("channel", total.channel)] + labels, total.count)
            }
        }
        family(
            "corong_deliveries_total", help: "Deliveries that entered the ledger.", [(.deliveries, [])])
        family(
            "corong_dead_letters_total", help: "Deliveries that could not be normalised when they came in.",
            [(.deadLetters, [])])
        family("corong_items_total", help: "Items of deliveries.", [(.items, [])])
        family(
            "corong_items_ignored_total", help: "Items that the channel file leaves out with a reason.",
            [(.ignored, [])])
        family(
            "corong_events_total", help: "Events by what was made of them.",
            Outcome.allCases.map { (Measure($0), [("outcome", $0.rawValue)]) })
        family(
            "corong_message_gaps_total", help: "Messages of ours of which a status told before the message itself.",
            [(.gaps, [])])
        family(
            "corong_message_gaps_closed_total", help: "Those whose message came after all.", [(.gapsClosed, [])])
        family("corong_contacts_total", help: "People seen for the first time.", [(.contacts, [])])
        family(
            "corong_leads_total", help: "Leads that reached a stage.",
            [
                (.leads, [("stage", Stage.new.word)]),
                (.marketingQualified, [("stage", Stage.marketingQualified.word)]),
                (.salesQualified, [("stage", Stage.salesQualified.word)]),
            ])
        family("corong_assignments_total", help: "Leads that a rep got.", [(.assigned, [])])
    }
}
