import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("Routing")
struct RouteTests {
    /// Sales qualified at once: two prices and a phone.
    private func inquiries(_ count: Int, from first: Int = 0) -> [Event] {
        (first..<first + count).flatMap { number in
            let phone = Identifier(.phone, "+628\(1_000_000 + number)")
            return [
                FoldBench.message("\(number)a", from: [phone], text: "harga", phone: phone.value),
                FoldBench.message("\(number)b", from: [phone], text: "price"),
            ]
        }
    }

    private func loads(_ bench: FoldBench) throws -> [RepID: Int64] {
        try bench.state.load(Needs()).repStates.mapValues(\.open)
    }

    private func rep(_ id: String, weight: Int64 = 1, capacity: Int64 = 1000) -> Rep {
        Rep(id: id, name: id, team: nil, weight: weight, capacity: capacity)
    }

    @Test("leads are spread in proportion to weight")
    func weights() throws {
        let bench = FoldBench(reps: [
            rep("ayu", weight: 3), rep("budi", weight: 1), rep("cici", weight: 0),
        ])
        try bench.fold(inquiries(40))
        #expect(try loads(bench) == ["ayu": 30, "budi": 10])
    }

    @Test("nobody gets more than capacity, and the rest waits in order", arguments: UInt64(1)...30)
    func capacity(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let reps = (0..<4).map { number in
            rep(
                "r\(number)", weight: Int64.random(in: 0...3, using: &random),
                capacity: Int64.random(in: 0...5, using: &random))
        }
        let bench = FoldBench(reps: reps)
        let changes = try bench.fold(inquiries(20))
        let loads = try loads(bench)
        for rep in reps { #expect(loads[rep.id, default: 0] <= (rep.weight == 0 ? 0 : rep.capacity)) }
        let places = reps.filter { $0.weight > 0 }.reduce(0) { $0 + $1.capacity }
        #expect(loads.values.reduce(0, +) == min(20, places))
        #expect(changes.waiting.count == 20 - Int(min(20, places)))
        #expect(changes.waiting.map(\.since) == changes.waiting.map(\.since).sorted())
    }

    @Test("waiting leads are given out first come first served when capacity grows")
    func drain() throws {
        let bench = FoldBench(reps: [rep("ayu", capacity: 0)])
        let waiting = try bench.fold(inquiries(5)).waiting
        #expect(waiting.count == 5)
        let position = try bench.state.position()
        let record = ConfigurationRecord(
            position: position + 1, at: FoldBench.start.adding(seconds: 900))
        let grown = FoldBench(reps: [rep("ayu", capacity: 3)], position: position + 1)
        let batch: [NormalisedEntry] = [.configuration(record)]
        let fold = Fold(grown.rules)
        let changes = fold(
            batch, known: try bench.state.load(fold.needs(of: batch)), from: position,
            through: position + 1)
        #expect(changes.noLongerWaiting == waiting.prefix(3).map(\.lead))
        #expect(changes.assignments.allSatisfy { $0.rep == "ayu" && $0.number == 2 })
        #expect(changes.facts.map(\.kind) == [.assigned, .assigned, .assigned])
        #expect(changes.facts.allSatisfy { $0.at == record.at })
    }

    @Test("a lead that waits but has an owner already is taken out of the queue")
    func stale() throws {
        let bench = FoldBench(reps: [rep("ayu", capacity: 0)])
        let lead = try #require(try bench.fold(inquiries(1)).waiting.first).lead
        var position = try bench.state.position()
        var changes = Changes(from: position, through: position + 1)
        var needs = Needs()
        needs.waiting = .max
        var known = try #require(try bench.state.load(needs).leads[lead])
        known.standing.owner = "budi"
        changes.leads = [known]
        try bench.state.commit(changes)
        position += 1
        let grown = Fold(FoldBench(reps: [rep("ayu", capacity: 3)]).rules)
        let batch: [NormalisedEntry] = [
            .configuration(ConfigurationRecord(position: position + 1, at: FoldBench.start))
        ]
        let drained = grown(
            batch, known: try bench.state.load(grown.needs(of: batch)), from: position,
            through: position + 1)
        #expect(drained.noLongerWaiting == [lead])
        #expect(drained.assignments.isEmpty)
    }

    @Test("every candidate is kept with the reason why it was or was not picked")
    func candidates() throws {
        let bench = FoldBench(reps: [
            rep("full", capacity: 0), rep("paused", weight: 0), rep("free"), rep("small", weight: 1),
            rep("big", weight: 5),
        ])
        let assignment = try #require(try bench.fold(inquiries(1)).assignments.first)
        let verdicts = Dictionary(
            uniqueKeysWithValues: assignment.candidates.map { ($0.rep, $0.verdict) })
        #expect(
            verdicts == [
                "full": .full, "paused": .paused, "big": .picked, "free": .busier, "small": .busier,
            ])
        #expect(assignment.candidates.first?.rep == "big")
    }

    @Test("equal reps are told apart by the seed: repeatable, and in the long run nobody is favoured")
    func fairness() throws {
        var totals: [RepID: Int64] = [:]
        for seed in UInt64(1)...1000 {
            let bench = FoldBench(
                reps: (1...7).map { rep("r\($0)") }, seed: SipHash.Key(low: seed, high: 3))
            try bench.fold(inquiries(30))
            let loads = try loads(bench)
            #expect(loads.values.allSatisfy { $0 == 4 || $0 == 5 })
            for (rep, count) in loads { totals[rep, default: 0] += count }
        }
        // 30 of 7 leave two reps with one more; each rep's share of those 2000 extras is binomial with a deviation of about 14.
        for (rep, total) in totals { #expect(abs(total - 30_000 / 7) < 75, "\(rep) got \(total)") }
    }

    @Test("the same seed decides the same way")
    func repeatable() throws {
        let first = try FoldBench().fold(inquiries(9)).assignments
        let second = try FoldBench().fold(inquiries(9)).assignments
        #expect(first == second)
        let other = try FoldBench(seed: SipHash.Key(low: 99, high: 1)).fold(inquiries(9)).assignments
        #expect(first.map(\.rep) != other.map(\.rep))
    }
}
