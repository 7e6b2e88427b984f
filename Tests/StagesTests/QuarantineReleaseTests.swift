import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("Releasing from quarantine")
struct QuarantineReleaseTests {
    private let link = "https://elsewhere.example/harga"

    @Test("counts the event at its own time, and says when that became known")
    func restatement() async throws {
        let bench = QuarantineBench()
        let held = bench.add(.form("1", mail: "a@mail.example", link), at: 0)
        let delivery = try #require(bench.waitingDelivery(of: held))
        try bench.run()
        #expect(bench.outcome(held) == .quarantined)
        bench.release([held], reading: [delivery], at: 90_000)
        let changes = try #require(try bench.run().last)
        #expect(bench.outcome(held) == .counted)
        #expect(try await bench.total(.quarantined) == 0)
        #expect(try await bench.total(.counted) == 1)
        #expect(try await bench.total(.items) == 1)
        let fact = try #require(changes.facts.first)
        #expect(fact.kind == .lead && fact.at == QuarantineBench.start)
        #expect(fact.recordedAt == QuarantineBench.start.adding(seconds: 90_000))
        #expect(changes.cells.allSatisfy { $0.key.start <= QuarantineBench.start })
        #expect(changes.scoreRows.map(\.rule) == ["price"])
        #expect(changes.actions.map(\.outcome) == [.applied] && changes.actions.first?.detail == "Counted: 1.")
    }

    @Test("happens once: the second release changes nothing, in one batch or in two", arguments: [1, 10])
    func once(_ batch: Int) async throws {
        let bench = QuarantineBench()
        let held = bench.add(.form("1", mail: "a@mail.example", link), at: 0)
        let delivery = try #require(bench.waitingDelivery(of: held))
        bench.release([held, held], reading: [delivery], at: 100)
        bench.release([held], reading: [delivery], at: 200)
        let changes = try bench.run(batch: batch)
        #expect(try await bench.total(.counted) == 1)
        #expect(try await bench.total(.quarantined) == 0)
        #expect(changes.flatMap(\.actions).map(\.outcome) == [.applied, .refused])
        #expect(changes.flatMap(\.actions).last?.detail == "Event 1 is counted, not held back.")
        #expect(try await bench.state.events(at: held.position).map(\.outcome) == [.counted])
    }

    @Test("refuses what was never held back, what does not exist, and what names nobody")
    func refusals() throws {
        let bench = QuarantineBench()
        let counted = bench.add(.form("1", mail: "a@mail.example", "Harga?"), at: 0)
        let nobody = bench.add(.form("2", "Harga?"), at: 1)
        let deliveries = [counted, nobody].compactMap(bench.waitingDelivery)
        bench.release([counted], reading: deliveries, at: 10)
        bench.release([nobody], reading: deliveries, at: 11)
        bench.release([EventID(position: 999, item: 3)], reading: deliveries, at: 12)
        bench.release([nobody], reading: [], at: 13)
        let actions = try bench.run(batch: 1).flatMap(\.actions)
        #expect(actions.map(\.outcome) == [.refused, .refused, .missing, .refused])
        #expect(
            actions.map(\.detail) == [
                "Event 1 is counted, not held back.", "Event 2 names nobody who could be answered.",
                "There is no event 999.3.", "Event 2 cannot be read under the rules of now.",
            ])
    }

    @Test("takes what fell into a trap for a form that somebody filled in")
    func trap() async throws {
        let bench = QuarantineBench()
        let held = bench.add(.form("1", mail: "a@mail.example", "Berapa harga meja?", kind: .spam), at: 0)
        let delivery = try #require(bench.waitingDelivery(of: held))
        bench.release([held], reading: [delivery], at: 60)
        try bench.run(batch: 1)
        #expect(bench.records[held]?.kind == .leadForm)
        #expect(try await bench.total(.leads) == 1)
    }

    @Test("welcomes the sender: what comes next is held back by nothing")
    func welcome() throws {
        var rules = QuarantineRules()
        rules.senderRate = .init(most: 3, withinSeconds: 600)
        let bench = QuarantineBench(rules)
        let texts = (0..<6).map { bench.add(.form("\($0)", mail: "a@mail.example", "Harga \($0)?"), at: Int64($0)) }
        let delivery = try #require(bench.waitingDelivery(of: texts[5]))
        try bench.run()
        #expect(texts.map(bench.outcome).suffix(3) == [.quarantined, .quarantined, .quarantined])
        bench.release([texts[5]], reading: [delivery], at: 10)
        let next = (6..<30).map { bench.add(.form("\($0)", mail: "a@mail.example", link), at: 10 + Int64($0)) }
        try bench.run()
        #expect(next.allSatisfy { bench.outcome($0) == .counted })
        #expect(bench.outcome(texts[4]) == .quarantined, "only what was named is released")
    }

    @Test("refuses what the rules of now read as something that came before, or on another channel")
    func readOtherwise() throws {
        let bench = QuarantineBench()
        let first = bench.add(.form("1", mail: "a@mail.example", "Harga?"), at: 0)
        let held = bench.add(.form("2", mail: "b@mail.example", link), at: 1)
        try bench.run()
        let asFirst = bench.delivery([.form("1", mail: "b@mail.example", "x")], on: "web-form", at: 1, held.position)
        bench.release([held], reading: [asFirst], at: 10)
        let asChat = bench.delivery([.form("2", mail: "b@mail.example", "x")], on: "chat", at: 1, held.position)
        bench.release([held], reading: [asChat], at: 11)
        let renamed = bench.delivery([.form("3", mail: "b@mail.example", "x")], on: "web-form", at: 1, held.position)
        bench.release([held], reading: [renamed], at: 12)
        let actions = try bench.run().flatMap(\.actions)
        #expect(actions.map(\.outcome) == [.refused, .refused, .applied])
        #expect(actions.first?.detail == "Event 2 repeats \(first) under the rules of now.")
    }

    @Test("leaves a second delivery of the same event a repetition")
    func repetition() throws {
        let bench = QuarantineBench()
        let held = bench.add(.form("1", mail: "a@mail.example", link), at: 0)
        let delivery = try #require(bench.waitingDelivery(of: held))
        let again = bench.add(.form("1", mail: "a@mail.example", link), at: 5)
        bench.release([held], reading: [delivery], at: 10)
        let third = bench.add(.form("1", mail: "a@mail.example", link), at: 20)
        try bench.run()
        #expect([held, again, third].map(bench.outcome) == [.counted, .duplicate, .duplicate])
    }

    @Test("gives the same in batches of any size, and every item is accounted for", arguments: UInt64(1)...6)
    func batchSizes(seed: UInt64) async throws {
        var hashes: Set<[UInt8]> = []
        for batch in [1, 5, 100_000] {
            var random = SplitMix64(seed: seed)
            let bench = QuarantineBench()
            QuarantineTests.fill(bench, 200, using: &random)
            var orders = 0
            for number in 0..<40 {
                let ids = (0..<3).map { _ in EventID(position: .random(in: 1...200, using: &random), item: 0) }
                bench.release(ids, reading: ids.compactMap(bench.waitingDelivery), at: 90_000 + Int64(number))
                orders += 1
            }
            let actions = try bench.run(batch: batch).flatMap(\.actions)
            #expect(actions.count == orders)
            hashes.insert(try bench.state.snapshot().historyHash)
            var sum: Int64 = 0
            for outcome in Outcome.allCases { sum += try await bench.total(Measure(outcome)) }
            #expect(sum == 200)
        }
        #expect(hashes.count == 1)
    }
}
