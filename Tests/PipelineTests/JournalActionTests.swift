import Domain
import JournalMaker
import Storage
import Testing

@Suite("Actions of made-up journals")
struct JournalActionTests {
    @Test(
        "mostly name what exists and fit how it stands, and those that do not are told apart", arguments: [UInt64(81)])
    func outcomes(seed: UInt64) async throws {
        let journal = try Journal(seed: seed, deliveries: 900)
        let state = try journal.folded()
        var outcomes: [ActionOutcome: Int] = [:]
        var after: Position = 0
        while true {
            let page = try await state.actions(after: after, limit: 200)
            guard let last = page.last else { break }
            after = last.position
            for action in page { outcomes[action.outcome, default: 0] += 1 }
        }
        let all = outcomes.values.reduce(0, +)
        let wanted = journal.tally[.nonsense]
        #expect(all > 100)
        #expect(outcomes[.applied, default: 0] * 100 >= all * 75, "seed \(seed): \(outcomes) of \(all)")
        #expect(outcomes[.missing, default: 0] * 100 <= all * 10 + wanted * 100, "seed \(seed): \(outcomes) of \(all)")
    }
}
