import Domain
import JournalMaker
import Pipeline
import Storage

/// A made-up ledger in memory, and ways to fold it.
struct Journal {
    let ledger = MemoryLedger()
    let tally: JournalTally
    let end: Position

    /// A journal of some deliveries from a seed, whose configuration changes once: making one ready is what costs most.
    init(seed: UInt64, deliveries: Int, changing change: (inout JournalPlan) -> Void = { _ in }) throws {
        var plan = JournalPlan(seed: seed, deliveries: deliveries, channelTexts: try Journal.channelTexts())
        plan.rates.configurations = 1
        change(&plan)
        var maker = JournalMaker(plan)
        while let draft = maker.next() { _ = try ledger.append([draft]) }
        tally = maker.tally
        end = maker.position
    }

    /// The state at a position, folded in batches of a size.
    func folded(to end: Position = .max, batch: Int = 1000) throws -> MemoryStateStore {
        let state = MemoryStateStore()
        try fold(into: state, to: end, batch: batch)
        return state
    }

    /// Goes on with a state until a position.
    func fold(into state: any StateStore, to end: Position = .max, batch: Int = 1000) throws {
        try FoldLoop(ledger: ledger, state: state, batchEntriesMax: batch, end: end).runToEnd()
    }

    static func channelTexts() throws -> [String: String] {
        var texts: [String: String] = [:]
        for id in JournalPlan.channels { texts[id] = try Workbench.text("channels/\(id)/channel.yaml") }
        return texts
    }
}
