import Domain
import JournalMaker
import Pipeline
import Storage
import Testing

@Suite("A maker of journals")
struct JournalMakerTests {
    private func drafts(seed: UInt64, deliveries: Int) throws -> (drafts: [EntryDraft], tally: JournalTally) {
        var maker = JournalMaker(
            JournalPlan(seed: seed, deliveries: deliveries, channelTexts: try Journal.channelTexts()))
        var drafts: [EntryDraft] = []
        while let draft = maker.next() { drafts.append(draft) }
        #expect(maker.position == Position(drafts.count))
        return (drafts, maker.tally)
    }

    @Test("makes the same entries of the same plan, and others of another seed")
    func deterministic() throws {
        let first = try drafts(seed: 5, deliveries: 1500)
        let second = try drafts(seed: 5, deliveries: 1500)
        let other = try drafts(seed: 6, deliveries: 1500)
        #expect(first.drafts == second.drafts)
        #expect(first.tally == second.tally)
        #expect(first.drafts != other.drafts)
    }

    @Test("makes everything that a journal can hold, in rising time, behind a configuration", arguments: UInt64(1)...3)
    func everything(seed: UInt64) throws {
        let (drafts, tally) = try drafts(seed: seed, deliveries: 6000)
        #expect(drafts.first?.kind == .config)
        #expect(drafts.count { $0.kind == .delivery } == 6000)
        for item in JournalItem.allCases { #expect(tally[item] > 0, "seed \(seed): no \(item)") }
        for (earlier, later) in zip(drafts, drafts.dropFirst()) where earlier.receivedAt >= later.receivedAt {
            Issue.record("seed \(seed): \(later.receivedAt) comes after \(earlier.receivedAt)")
        }
    }

    @Test("delivers in the forms of the channels: nothing is unknown, and only what is broken does not read")
    func forms() async throws {
        let journal = try Journal(seed: 8, deliveries: 700)
        let state = try journal.folded()
        let totals = try await state.totals(from: Timestamp(microseconds: .min), to: Timestamp(microseconds: .max))
        func sum(_ measure: Measure) -> Int64 { totals.filter { $0.measure == measure }.reduce(0) { $0 + $1.count } }
        #expect(sum(.unknown) == 0)
        #expect(sum(.ignored) == 0)
        #expect(sum(.deadLetters) <= Int64(journal.tally[.broken] + journal.tally[.duplicates]))
        // What is under way at the end is late for ever.
        #expect(sum(.counted) >= Int64(journal.tally[.statements]) * 95 / 100)
    }
}
