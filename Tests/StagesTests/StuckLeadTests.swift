import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("No lead gets stuck")
struct StuckLeadTests {
    private typealias Bench = RoutingBench

    private func rules(_ reps: [Rep], _ change: (inout RoutingRules) -> Void = { _ in }) -> RoutingRules {
        var rules = RoutingRules(reps: reps)
        change(&rules)
        return rules
    }

    private func pool(_ reps: [Rep], _ change: (inout Pool) -> Void) -> Pool {
        var pool = Pool(id: "all", members: reps.map(\.id))
        change(&pool)
        return pool
    }

    /// The time of a day in Jakarta, days counted from the Monday of the bench.
    private func at(_ hour: Int64, day: Int64 = 0) -> Timestamp {
        Bench.monday.adding(seconds: (day * 24 + hour - 8) * 3600)
    }

    // MARK: The queue

    @Test(
        "what frees a rep after hours is given out the next morning, though all were on duty when the lead began to wait"
    )
    func freedAtNight() async throws {
        let bench = try Bench(rules([.named("ani", capacity: 1) { $0.calendar = .office(Bench.jakarta) }]))
        try bench.pass(to: at(10))
        let first = try bench.says("+628111")
        let second = try bench.says("+628222")
        #expect(try await bench.owner(first) == "ani")
        try bench.pass(to: at(18))
        try await bench.does(.lead(first, .won(Money(minorUnits: 1, currency: "IDR"), at: nil)), as: "ani")
        #expect(try await bench.queue() == [second])
        try bench.pass(to: at(9, day: 1))
        #expect(try await bench.owner(second) == "ani")
        #expect(try await bench.queue() == [])
    }

    @Test("whoever writes when the day has begun and the tick is late does not overtake those who wait")
    func lateTick() async throws {
        let bench = try Bench(rules([.named("ani", capacity: 1) { $0.calendar = .office(Bench.jakarta) }]))
        let first = try bench.says("+628111")
        #expect(try await bench.queue() == [first])
        bench.oversleep(to: at(9).adding(seconds: 1))
        let second = try bench.says("+628222")
        #expect(try await bench.owner(first) == "ani")
        #expect(try await bench.queue() == [second])
    }

    @Test("a waiting lead that turns out to be for others goes to one of them at once")
    func otherPool() async throws {
        let bench = try Bench(
            rules([.named("ani", capacity: 0), .named("cook")]) {
                $0.pools = [
                    Pool(id: "kitchen", isAskedFor: true, members: ["cook"]), Pool(id: "all", members: ["ani"]),
                ]
                $0.signals = [SignalRule(kind: .pool, value: "kitchen", condition: .words(["dapur"]))]
            })
        let lead = try bench.says("+628111")
        #expect(try await bench.queue() == [lead])
        try bench.says("+628111", "dapur")
        #expect(try await bench.owner(lead) == "cook")
        #expect(try await bench.queue() == [])
    }

    @Test("a lead that asks for more since it counts with another holds nobody up who asks for less")
    func mergedNeeds() async throws {
        let bench = try Bench(
            rules([.named("ani", capacity: 1), .named("cook", capacity: 0) { $0.skills = ["kitchen": 1] }]) {
                $0.signals = [SignalRule(kind: .skill, value: "kitchen", condition: .words(["dapur"]))]
            })
        let busy = try bench.says("+628000")
        let first = try bench.says("+628111")
        let other = try bench.says("+628222", "dapur")
        let second = try bench.says("+628333")
        #expect(try await bench.queue() == [first, second])
        try await bench.does(.merge(Merge(first, other)))
        try await bench.does(.lead(busy, .lost(reason: "price", at: nil)))
        #expect(try await bench.owner(second) == "ani")
        #expect(try await bench.queue() == [first])
    }

    // MARK: Offers

    @Test("who has made an opportunity of a lead has taken it on, also without saying so")
    func opportunity() async throws {
        let reps = [Rep.named("ani"), .named("budi")]
        let bench = try Bench(rules(reps) { $0.pools = [pool(reps) { $0.acceptWithinSeconds = 900 }] })
        let lead = try bench.says("+628111")
        let owner = try #require(try await bench.owner(lead))
        try await bench.does(.lead(lead, .opportunity(nil)), as: owner)
        try bench.pass(minutes: 60)
        #expect(try await bench.owner(lead) == owner)
        #expect(!bench.kinds(of: lead).contains(.returned))
    }

    @Test("an offer goes back in time, also when its lead has come to count with another, and after they are parted")
    func mergedOffer() async throws {
        let reps = [Rep.named("ani"), .named("budi"), .named("cici")]
        let bench = try Bench(rules(reps) { $0.pools = [pool(reps) { $0.acceptWithinSeconds = 900 }] })
        let first = try bench.says("+628111", "halo")
        let second = try bench.says("+628222")
        let owner = try #require(try await bench.owner(second))
        try await bench.does(.merge(Merge(first, second)))
        #expect(try await bench.owner(first) == owner)
        try bench.pass(minutes: 15)
        let next = try #require(try await bench.owner(first))
        #expect(next != owner)
        #expect(bench.kinds(of: first).contains(.returned))
        try await bench.does(.unmerge(first, from: second, reason: "two people"))
        let back = try #require(try await bench.owner(second))
        try bench.pass(minutes: 15)
        #expect(try await bench.owner(second) != back)
    }

    // MARK: Fairness

    @Test("in turn, who was full does not get one after the other when there is room again")
    func fullInTurn() async throws {
        let reps = [Rep.named("ani", capacity: 5), .named("budi")]
        let bench = try Bench(rules(reps) { $0.pools = [pool(reps) { $0.strategy = .roundRobin }] })
        var leads: [LeadID] = []
        for number in 0..<20 { leads.append(try bench.says("+62811\(number)")) }
        #expect(try bench.open() == ["ani": 5, "budi": 15])
        for lead in leads where try await bench.owner(lead) == "ani" {
            try await bench.does(.lead(lead, .lost(reason: "price", at: nil)))
        }
        for number in 20..<26 { try bench.says("+62811\(number)") }
        #expect(try bench.open() == ["ani": 3, "budi": 18])
    }

    // MARK: Properties

    @Test("the same comes of the same entries in batches of any size", arguments: UInt64(1)...20)
    func batches(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let reps = (0..<4).map { number in
            Rep.named(
                "r\(number)", weight: Int64.random(in: 1...3, using: &random),
                capacity: Int64.random(in: 1...3, using: &random), team: "t"
            ) { rep in
                if number > 0 { rep.calendar = .office(number == 1 ? Bench.makassar : Bench.jakarta) }
                rep.needsPresence = number == 3
                rep.skills = number % 2 == 0 ? ["kitchen": 1] : [:]
            }
        }
        let rules = rules(reps) {
            $0.stickySeconds = 86_400
            $0.teams = [Team(id: "t", name: "T", lead: "r0")]
            $0.pools = [
                Pool(
                    id: "big", isAskedFor: true, members: ["r1", "r2"], strategy: .roundRobin, priority: 5,
                    acceptWithinSeconds: 1800),
                pool(reps) {
                    $0.strategy = RoutingStrategy.allCases[Int(seed % 3)]
                    $0.acceptWithinSeconds = 3600
                    $0.escalatesAfter = 2
                },
            ]
            $0.signals = [
                SignalRule(kind: .skill, value: "kitchen", condition: .words(["dapur"])),
                SignalRule(kind: .pool, value: "big", condition: .words(["project"])),
                SignalRule(kind: .priority, value: "3", condition: .words(["urgent"])),
            ]
        }
        let bench = try Bench(rules, seed: seed)
        var leads: [LeadID] = []
        let texts = ["buy", "buy dapur", "buy project", "dapur", "urgent", "project"]
        for step in 0..<120 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0...5:
                let customer = "+628\(Int.random(in: 0...25, using: &random))"
                leads.append(try bench.says(customer, texts.randomElement(using: &random) ?? "buy"))
            case 6, 7:
                guard let lead = leads.randomElement(using: &random) else { break }
                let action: LeadAction =
                    [
                        .accept, .reject(reason: "no"), .lost(reason: "no", at: nil), .opportunity(nil),
                        .reopen(reason: "yes"),
                    ].randomElement(using: &random) ?? .accept
                try await bench.does(.lead(lead, action), as: "r\(step % 4)")
            case 8:
                let kind: PresenceReport.Kind = Bool.random(using: &random) ? .checkIn : .checkOut
                try await bench.does(.presence(PresenceReport(rep: "r3", kind: kind)), as: "r3")
            case 9:
                guard let one = leads.randomElement(using: &random), let other = leads.randomElement(using: &random)
                else { break }
                try await bench.does(
                    Bool.random(using: &random) ? .merge(Merge(one, other)) : .unmerge(one, from: other, reason: "two"))
            case 10: bench.oversleep(to: bench.now.adding(seconds: Int64.random(in: 1...40_000, using: &random)))
            default: try bench.pass(minutes: Int64.random(in: 1...900, using: &random))
            }
            for (rep, open) in try bench.open() {
                #expect(open <= reps.first { $0.id == rep }?.capacity ?? 0, "\(rep) after step \(step)")
            }
        }
        let hash = try bench.state.snapshot().historyHash
        for size in [2, 7, 1000] {
            let state = MemoryStateStore()
            try bench.folded(inBatchesOf: size, into: state)
            #expect(try state.snapshot().historyHash == hash, "in batches of \(size)")
        }
    }
}
