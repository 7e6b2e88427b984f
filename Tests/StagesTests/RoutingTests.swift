import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("The right rep")
struct RoutingTests {
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

    // MARK: Who can

    @Test(
        "what the customer asks for is what the rep has",
        arguments: [
            ("buy dapur", "kitchen"), ("buy english", "english"), ("buy sofa", "sofa"), ("buy bali", "bali"),
            ("buy", "plain"),
        ])
    func needs(_ text: String, _ expected: RepID) async throws {
        let reps = [
            Rep.named("kitchen") {
                $0.skills = ["kitchen": 2]; $0.languages = ["id"]; $0.products = ["desk"]; $0.areas = ["jakarta"]
            },
            Rep.named("english", weight: 2) {
                $0.languages = ["en"]; $0.products = ["desk"]; $0.areas = ["jakarta"]
            },
            Rep.named("sofa", weight: 3) {
                $0.languages = ["id"]; $0.products = ["sofa"]; $0.areas = ["jakarta"]
            },
            Rep.named("bali", weight: 4) {
                $0.languages = ["id"]; $0.products = ["desk"]; $0.areas = ["bali"]
            },
            Rep.named("plain", weight: 5) {
                $0.languages = ["id"]; $0.products = ["desk"]; $0.areas = ["jakarta"]
            },
        ]
        let bench = try Bench(
            rules(reps) {
                $0.signals = [
                    SignalRule(kind: .skill, value: "kitchen", condition: .words(["dapur"])),
                    SignalRule(kind: .language, value: "en", condition: .words(["english"])),
                    SignalRule(kind: .product, value: "sofa", condition: .words(["sofa"])),
                    SignalRule(kind: .area, value: "bali", condition: .words(["bali"])),
                ]
            })
        #expect(try await bench.owner(bench.says("+628111", text)) == expected)
    }

    @Test("what an earlier message asked still holds when a later one qualifies the lead")
    func earlierSignal() async throws {
        let bench = try Bench(
            rules([.named("plain", weight: 9), .named("kitchen") { $0.skills = ["kitchen": 1] }]) {
                $0.signals = [SignalRule(kind: .skill, value: "kitchen", condition: .words(["dapur"]))]
            })
        let lead = try bench.says("+628111", "dapur")
        try bench.says("+628111", "buy")
        #expect(try await bench.owner(lead) == "kitchen")
        let detail = try #require(try await bench.state.lead(lead))
        #expect(detail.lead.signals == [LeadSignal(kind: .skill, value: "kitchen", evidence: lead)])
        let verdicts = Dictionary(
            uniqueKeysWithValues: try #require(detail.assignments.last).candidates.map { ($0.rep, $0) })
        #expect(verdicts["plain"]?.verdict == .lacksSkill && verdicts["plain"]?.detail == "kitchen")
    }

    @Test("a phone number tells the area by its longest beginning, unless the customer says another")
    func phoneArea() async throws {
        let reps = [
            Rep.named("jakarta") { $0.areas = ["jakarta"] }, .named("java") { $0.areas = ["java"] },
            .named("bali") { $0.areas = ["bali"] },
        ]
        let bench = try Bench(
            rules(reps) {
                $0.areas = [Area(id: "java", phonePrefixes: ["+622"]), Area(id: "jakarta", phonePrefixes: ["+6221"])]
                $0.signals = [SignalRule(kind: .area, value: "bali", condition: .words(["bali"]))]
            })
        #expect(try await bench.owner(bench.says("+62215550001")) == "jakarta")
        #expect(try await bench.owner(bench.says("+62225550001")) == "java")
        #expect(try await bench.owner(bench.says("+62215550002", "buy bali")) == "bali")
    }

    @Test("the first pool that fits takes the lead; a lead that no pool asks for is nobody's loss")
    func pools() async throws {
        let bench = try Bench(
            rules([.named("ani"), .named("budi"), .named("cici")]) {
                $0.pools = [Pool(id: "projects", isAskedFor: true, members: ["budi"])]
                $0.signals = [SignalRule(kind: .pool, value: "projects", condition: .words(["office"]))]
            })
        #expect(try await bench.owner(bench.says("+628111", "buy office")) == "budi")
        #expect(bench.assignments.last?.pool == "projects")
        for number in 0..<6 { try bench.says("+62822\(number)") }
        #expect(try bench.open().values.sorted() == [2, 2, 3])
        #expect(bench.assignments.last?.pool == nil)
    }

    // MARK: When

    @Test("nobody gets a lead outside working hours, on a holiday or on leave; it goes out when the first one begins")
    func hours() async throws {
        let tuesday = CivilDate(daysSinceEpoch: Bench.jakarta.day(of: Bench.monday).daysSinceEpoch + 1)
        let bench = try Bench(
            rules([.named("ani") { $0.calendar = .office(Bench.jakarta, closed: [tuesday]) }]))
        let early = try bench.says("+628111")
        #expect(try await bench.queue() == [early])
        try bench.pass(to: Bench.monday.adding(seconds: 3599))
        #expect(try await bench.owner(early) == nil)
        try bench.pass(minutes: 1)
        #expect(try await bench.owner(early) == "ani")
        try bench.pass(to: Bench.jakarta.start(of: tuesday).adding(seconds: 10 * 3600))
        let onHoliday = try bench.says("+628222")
        try bench.pass(to: Bench.jakarta.end(of: tuesday).adding(seconds: 9 * 3600 - 1))
        #expect(try await bench.queue() == [onHoliday])
        try bench.pass(minutes: 1)
        #expect(try await bench.owner(onHoliday) == "ani")
    }

    @Test("a rep in Makassar begins an hour before one in Jakarta")
    func zones() async throws {
        let bench = try Bench(
            rules([
                .named("wib") { $0.calendar = .office(Bench.jakarta) },
                .named("wita") { $0.calendar = .office(Bench.makassar) },
            ]))
        // 08:00 WIB = 09:00 WITA.
        let lead = try bench.says("+628111")
        #expect(try await bench.owner(lead) == "wita")
        let last = try #require(bench.assignments.last)
        #expect(last.candidates.first { $0.rep == "wib" }?.verdict == .offHours)
    }

    @Test(
        "on Lebaran eve at 16:59 somebody is there, at 17:00 the lead waits for the first working day after the holidays"
    )
    func lebaran() async throws {
        // Thursday 19 March 2026 is the last day; 20 to 24 March are closed, and the weekend between.
        let first = CivilDate(daysSinceEpoch: Bench.jakarta.day(of: Bench.monday).daysSinceEpoch + 18)
        let closed = (0..<5).map { CivilDate(daysSinceEpoch: first.daysSinceEpoch + $0) }
        let bench = try Bench(
            rules([.named("ani", capacity: 9) { $0.calendar = .office(Bench.jakarta, closed: closed) }]))
        let eve = Bench.jakarta.start(of: CivilDate(daysSinceEpoch: first.daysSinceEpoch - 1))
        try bench.pass(to: eve.adding(seconds: 16 * 3600 + 59 * 60))
        #expect(try await bench.owner(bench.says("+628111")) == "ani")
        try bench.pass(minutes: 1)
        let late = try bench.says("+628222")
        #expect(try await bench.owner(late) == nil)
        // Wednesday 25 March, 09:00.
        let opening = Bench.jakarta.start(of: CivilDate(daysSinceEpoch: first.daysSinceEpoch + 5))
            .adding(seconds: 9 * 3600)
        try bench.pass(to: opening.adding(seconds: -1))
        #expect(try await bench.owner(late) == nil)
        try bench.pass(to: opening)
        #expect(try await bench.owner(late) == "ani")
        #expect(bench.facts.last { $0.kind == .assigned }?.recordedAt == opening)
    }

    @Test("who was on leave for seven days gets his share from then on, and not all that he missed")
    func leave() async throws {
        let leave = Bench.monday..<Bench.monday.adding(seconds: 7 * 86_400)
        let reps = [
            Rep.named("ani"), .named("budi"),
            .named("cici") { $0.calendar = WorkingCalendar(zone: Bench.jakarta, absences: [leave]) },
        ]
        let bench = try Bench(rules(reps))
        for number in 0..<20 {
            try bench.says("+6281\(number)")
            try bench.pass(minutes: 60)
        }
        #expect(try bench.open() == ["ani": 10, "budi": 10])
        try bench.pass(to: leave.upperBound)
        let before = bench.assignments.count
        for number in 0..<12 { try bench.says("+6282\(number)") }
        let since = bench.assignments[before...].compactMap(\.rep)
        #expect(Dictionary(grouping: since) { $0 }.mapValues(\.count) == ["ani": 4, "budi": 4, "cici": 4])
        #expect(bench.assignments[0].candidates.first { $0.rep == "cici" }?.verdict == .onLeave)
    }

    @Test("who has to be checked in gets nothing before, what waits when he comes, and nothing after he goes")
    func presence() async throws {
        let bench = try Bench(
            rules([.named("ani", capacity: 2) { $0.needsPresence = true }]))
        let leads = [try bench.says("+628111"), try bench.says("+628222"), try bench.says("+628333")]
        #expect(try await bench.queue() == leads)
        try await bench.does(.presence(PresenceReport(rep: "ani", kind: .checkIn)), as: "ani")
        #expect(try await bench.queue() == [leads[2]])
        try bench.pass(minutes: 5)
        try await bench.does(.presence(PresenceReport(rep: "ani", kind: .checkOut)), as: "ani")
        try await bench.does(.lead(leads[0], .lost(reason: "price", at: nil)))
        #expect(try await bench.queue() == [leads[2]])
    }

    @Test("a mobile rep who has lost the network is still there for a while")
    func grace() async throws {
        let bench = try Bench(
            rules([
                .named("ani") {
                    $0.needsPresence = true
                    $0.presenceGraceSeconds = 1800
                }
            ]))
        try await bench.does(.presence(PresenceReport(rep: "ani", kind: .checkIn)), as: "ani")
        try bench.pass(minutes: 30)
        #expect(try await bench.owner(bench.says("+628111")) == "ani")
        try bench.pass(minutes: 1)
        let missed = try bench.says("+628222")
        #expect(try await bench.owner(missed) == nil)
        try await bench.does(.presence(PresenceReport(rep: "ani", kind: .seen)), as: "ani")
        #expect(try await bench.owner(missed) == "ani")
    }

    // MARK: The queue

    @Test(
        "all are at their limit, then one is free: the one that waits longest goes out, and newer ones do not overtake")
    func oneFrees() async throws {
        let bench = try Bench(rules([.named("ani", capacity: 1), .named("budi", capacity: 1)]))
        let leads = try (0..<5).map { try bench.says("+6281\($0)") }
        #expect(try await bench.queue() == Array(leads[2...]))
        try bench.pass(minutes: 14 * 24 * 60)
        let busy = try #require(try await bench.owner(leads[0]))
        try await bench.does(.lead(leads[0], .won(Money(minorUnits: 100, currency: "IDR"), at: nil)))
        // However old it is.
        #expect(try await bench.owner(leads[2]) == busy)
        #expect(try await bench.queue() == Array(leads[3...]))
        let new = try bench.says("+628999")
        #expect(try await bench.queue() == Array(leads[3...]) + [new])
    }

    @Test("urgent ones come first, among equals the older one, and a rep for others waits for nobody")
    func priorities() async throws {
        let bench = try Bench(
            rules([.named("ani", capacity: 0), .named("kitchen", capacity: 1) { $0.skills = ["kitchen": 1] }]) {
                $0.signals = [
                    SignalRule(kind: .priority, value: "5", condition: .words(["urgent"])),
                    SignalRule(kind: .skill, value: "kitchen", condition: .words(["dapur"])),
                ]
            })
        let first = try bench.says("+62810", "buy dapur")
        #expect(try await bench.owner(first) == "kitchen")
        let (plain, urgent, kitchen) = (
            try bench.says("+62811"), try bench.says("+62812", "buy urgent"), try bench.says("+62813", "buy dapur")
        )
        #expect(try await bench.queue() == [urgent, plain, kitchen])
        // Becoming urgent moves it up.
        try bench.says("+62813", "urgent")
        #expect(try await bench.queue() == [urgent, kitchen, plain])
        try bench.configure(rules([.named("ani", capacity: 1), .named("kitchen", capacity: 1)]))
        #expect(try await bench.owner(urgent) == "ani")
        #expect(try await bench.queue() == [kitchen, plain])
    }

    // MARK: Properties

    @Test(
        "nobody ever has more than capacity or gets a lead outside hours, and none is lost", arguments: UInt64(1)...40)
    func invariants(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let reps = (0..<Int.random(in: 1...5, using: &random)).map { number in
            Rep.named(
                "r\(number)", weight: Int64.random(in: 0...3, using: &random),
                capacity: Int64.random(in: 0...3, using: &random), team: "t"
            ) { rep in
                if Bool.random(using: &random) {
                    rep.calendar = .office(Bool.random(using: &random) ? Bench.jakarta : Bench.makassar)
                }
                rep.needsPresence = Int.random(in: 0..<4, using: &random) == 0
                rep.skills = Bool.random(using: &random) ? ["kitchen": 1] : [:]
            }
        }
        let rules = rules(reps) {
            $0.teams = [Team(id: "t", name: "T", lead: reps.first?.id)]
            $0.pools = pool(reps) {
                $0.strategy = RoutingStrategy.allCases[Int(seed % 3)]
                $0.acceptWithinSeconds = 1800
                $0.escalatesAfter = 2
            }
            $0.signals = [SignalRule(kind: .skill, value: "kitchen", condition: .words(["dapur"]))]
        }
        let bench = try Bench(rules, seed: seed)
        var leads: [LeadID] = []
        for step in 0..<60 {
            switch Int.random(in: 0..<8, using: &random) {
            case 0...3: leads.append(try bench.says("+628\(step)", Bool.random(using: &random) ? "buy" : "buy dapur"))
            case 4:
                guard let rep = reps.randomElement(using: &random) else { break }
                let kind: PresenceReport.Kind = Bool.random(using: &random) ? .checkIn : .checkOut
                try await bench.does(.presence(PresenceReport(rep: rep.id, kind: kind)), as: rep.id)
            case 5, 6:
                guard let lead = leads.randomElement(using: &random) else { break }
                let action: LeadAction =
                    [.accept, .reject(reason: "no"), .lost(reason: "no", at: nil), .reopen(reason: "yes")]
                    .randomElement(using: &random) ?? .accept
                try await bench.does(.lead(lead, action))
            default: try bench.pass(minutes: Int64.random(in: 1...900, using: &random))
            }
            for (rep, open) in try bench.open() {
                #expect(open <= reps.first { $0.id == rep }?.capacity ?? 0, "\(rep) after step \(step)")
            }
            let waiting = Set(try await bench.queue())
            for lead in leads {
                let row = try #require(try await bench.state.lead(lead)).lead
                let isHeld = row.owner != nil || waiting.contains(lead)
                #expect(isHeld == (row.stage.isOpen || row.owner != nil), "\(lead) after step \(step)")
                #expect(!(row.owner != nil && waiting.contains(lead)))
            }
        }
        for fact in bench.facts where fact.kind == .assigned && !fact.isRetraction {
            let calendar = reps.first { $0.id == fact.rep }?.calendar
            #expect(calendar?.isOpen(fact.recordedAt) ?? true)
        }
    }
}
