import Domain
import Storage
import Testing

@testable import Stages

@Suite("Offers, former reps and strategies")
struct RoutingOfferTests {
    private typealias Bench = RoutingBench

    private func rules(_ reps: [Rep], _ change: (inout RoutingRules) -> Void = { _ in }) -> RoutingRules {
        var rules = RoutingRules(reps: reps)
        change(&rules)
        return rules
    }

    private func pool(_ reps: [Rep], _ change: (inout Pool) -> Void) -> [Pool] {
        var pool = Pool(id: "all", members: reps.map(\.id))
        change(&pool)
        return [pool]
    }

    // MARK: Offers

    @Test("an offer that nobody takes goes to somebody else after its working time, and to each once")
    func returns() async throws {
        let reps = [Rep.named("ani"), .named("budi"), .named("cici")]
        let bench = try Bench(rules(reps) { $0.pools = pool(reps) { $0.acceptWithinSeconds = 900 } })
        let lead = try bench.says("+628111")
        let first = try #require(try await bench.owner(lead))
        try bench.pass(to: Bench.monday.adding(seconds: 899))
        #expect(try await bench.owner(lead) == first)
        try bench.pass(minutes: 1)
        let second = try #require(try await bench.owner(lead))
        #expect(second != first)
        #expect(bench.facts.filter { $0.kind == .returned }.map(\.rep) == [first])
        #expect(bench.facts.first { $0.kind == .returned }?.at == Bench.monday.adding(seconds: 900))
        try await bench.does(.lead(lead, .accept), as: second)
        try bench.pass(minutes: 600)
        #expect(try await bench.owner(lead) == second)
        #expect(try bench.state.firstTimer() == nil)
    }

    @Test("an offer made at 16:55 stands until the rep has worked its time the next morning")
    func overnight() async throws {
        let reps = [Rep.named("ani") { $0.calendar = .office(Bench.jakarta) }]
        let bench = try Bench(rules(reps) { $0.pools = pool(reps) { $0.acceptWithinSeconds = 900 } })
        try bench.pass(to: Bench.jakarta.start(of: Bench.jakarta.day(of: Bench.monday)).adding(seconds: 60_900))
        let lead = try bench.says("+628111")
        #expect(try await bench.owner(lead) == "ani")
        let timer = try #require(try bench.state.firstTimer())
        #expect(
            timer.due == Bench.jakarta.start(of: Bench.jakarta.day(of: Bench.monday)).adding(seconds: 86_400 + 33_000))
        // Closing the lead stops it.
        try await bench.does(.lead(lead, .lost(reason: "price", at: nil)))
        #expect(try bench.state.firstTimer() == nil)
    }

    @Test("what too many did not take is the team lead's, never above the team lead's capacity")
    func escalation() async throws {
        let reps = ["ani", "budi", "cici", "dewi"].map {
            Rep.named($0, capacity: $0 == "dewi" ? 1 : 9, team: "jakarta")
        }
        let bench = try Bench(
            rules(reps) {
                $0.teams = [Team(id: "jakarta", name: "Jakarta", lead: "dewi")]
                $0.pools = [
                    Pool(
                        id: "all", members: ["ani", "budi", "cici"], acceptWithinSeconds: 600, escalatesAfter: 2)
                ]
            })
        let leads = [try bench.says("+628111"), try bench.says("+628222")]
        let owner = try #require(try await bench.owner(leads[0]))
        try await bench.does(.lead(leads[0], .reject(reason: "not mine")), as: owner)
        #expect(try await bench.owner(leads[0]) != "dewi")
        try bench.pass(minutes: 10)
        #expect(try await bench.owner(leads[0]) == "dewi")
        #expect(bench.assignments.last { $0.lead == leads[0] }?.reason == .escalation)
        #expect(bench.facts.filter { $0.kind == .escalated && $0.lead == leads[0] }.map(\.rep) == ["dewi"])
        try await bench.does(.lead(leads[0], .accept), as: "dewi")
        try bench.pass(minutes: 30)
        // The second one has nobody but her, and she has all she can take.
        #expect(try await bench.queue() == [leads[1]])
        #expect(try bench.open()["dewi"] == 1)
        try await bench.does(.lead(leads[0], .won(Money(minorUnits: 1, currency: "IDR"), at: nil)))
        #expect(try await bench.owner(leads[1]) == "dewi")
    }

    // MARK: The one who knows the customer

    @Test(
        "whoever had the customer's last inquiry gets the next one, if it ended lately and the rep is there with room")
    func sticky() async throws {
        var reps = (0..<5).map { Rep.named("r\($0)") }
        let days: Int64 = 90 * 86_400
        let bench = try Bench(rules(reps) { $0.stickySeconds = days })
        let first = try bench.says("+628111")
        let owner = try #require(try await bench.owner(first))
        for number in 0..<9 { try bench.says("+62822\(number)") }
        try await bench.does(.lead(first, .won(Money(minorUnits: 5, currency: "IDR"), at: nil)))
        try bench.pass(to: bench.now.adding(seconds: days))
        let second = try bench.says("+628111")
        #expect(try await bench.owner(second) == owner)
        #expect(bench.assignments.last?.reason == .sticky)
        try await bench.does(.lead(second, .lost(reason: "price", at: nil)))
        // Too long ago.
        try bench.pass(to: bench.now.adding(seconds: days + 1))
        try bench.says("+628111")
        #expect(bench.assignments.last?.reason == .pool)
        // Away: somebody else sees to it.
        let other = try bench.says("+628999")
        let absent = try #require(try await bench.owner(other))
        try await bench.does(.lead(other, .lost(reason: "price", at: nil)))
        reps = reps.map { rep in rep.id == absent ? Rep.named(rep.id) { $0.needsPresence = true } : rep }
        try bench.configure(rules(reps) { $0.stickySeconds = days })
        #expect(try await bench.owner(bench.says("+628999")) != absent)
    }

    @Test("a lead that is opened again does not stay with somebody who is not there")
    func reopened() async throws {
        let reps = [Rep.named("ani") { $0.needsPresence = true }, .named("budi", weight: 1)]
        let bench = try Bench(rules(reps))
        try await bench.does(.presence(PresenceReport(rep: "ani", kind: .checkIn)), as: "ani")
        var lead = try bench.says("+628111")
        if try await bench.owner(lead) == "budi" { lead = try bench.says("+628222") }
        #expect(try await bench.owner(lead) == "ani")
        try await bench.does(.lead(lead, .lost(reason: "price", at: nil)))
        try bench.pass(minutes: 10)
        try await bench.does(.presence(PresenceReport(rep: "ani", kind: .checkOut)), as: "ani")
        try await bench.does(.lead(lead, .reopen(reason: "called back")))
        #expect(try await bench.owner(lead) == "budi")
    }

    // MARK: Strategies

    @Test("in turn means as often as the weight says, whatever is open, and who was away does not catch up")
    func roundRobin() async throws {
        let reps = [Rep.named("ani", weight: 2), .named("budi"), .named("cici") { $0.needsPresence = true }]
        let bench = try Bench(rules(reps) { $0.pools = pool(reps) { $0.strategy = .roundRobin } })
        for number in 0..<9 { try bench.says("+62811\(number)") }
        #expect(try bench.open() == ["ani": 6, "budi": 3])
        try await bench.does(.presence(PresenceReport(rep: "cici", kind: .checkIn)), as: "cici")
        let before = bench.assignments.count
        for number in 0..<8 { try bench.says("+62822\(number)") }
        let since = Dictionary(grouping: bench.assignments[before...].compactMap(\.rep)) { $0 }.mapValues(\.count)
        #expect(since == ["ani": 4, "budi": 2, "cici": 2])
    }

    @Test("best fit means the highest level of what is needed, then the least open work")
    func bestFit() async throws {
        let reps = [
            Rep.named("expert", capacity: 2) { $0.skills = ["kitchen": 5] },
            .named("ani") { $0.skills = ["kitchen": 2] },
            .named("budi") { $0.skills = ["kitchen": 2] },
        ]
        let bench = try Bench(
            rules(reps) {
                $0.pools = pool(reps) { $0.strategy = .bestFit }
                $0.signals = [SignalRule(kind: .skill, value: "kitchen", condition: .words(["dapur"]))]
            })
        for number in 0..<6 { try bench.says("+62811\(number)", "buy dapur") }
        #expect(try bench.open() == ["expert": 2, "ani": 2, "budi": 2])
        #expect(bench.assignments[0].candidates.dropFirst().allSatisfy { $0.verdict == .fitsLess })
    }
}
