import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("Clocks are a function of what was said and done")
struct ClockPropertyTests {
    private static let start = ClockBench.time("2026-03-12T08:00:00")

    /// Words of four customers and of ours, some of which come in late, time that passes, and calls.
    private static func steps(_ count: Int, _ random: inout SplitMix64) -> [ClockBench.Step] {
        var now = start
        var steps: [ClockBench.Step] = (1...4).map { number in
            now = now.adding(seconds: .random(in: 0...1000, using: &random))
            return .says(number, at: now)
        }
        for _ in 0..<count {
            now = now.adding(seconds: [60, 900, 7200, 86_400, 200_000].randomElement(using: &random) ?? 60)
            let customer = Int.random(in: 1...4, using: &random)
            let said = now.adding(seconds: Bool.random(using: &random) ? 0 : -.random(in: 0...20_000, using: &random))
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4: steps.append(.says(customer, at: said, receivedAt: now))
            case 4..<7: steps.append(.answer(customer, at: said, receivedAt: now))
            case 7: steps.append(contacted(customer, at: now))
            default: steps.append(.tick(now))
            }
        }
        return steps + [.tick(now.adding(seconds: 20 * 86_400))]
    }

    private static func contacted(_ customer: Int, at time: Timestamp) -> ClockBench.Step {
        .act(.lead(ClockBench.id(Position(customer)), .contacted(.call, note: "")), at: time)
    }

    private func timers(_ bench: ClockBench) async throws -> [LeadTimer] {
        var timers: [LeadTimer] = []
        for number in 1...4 { timers += try await bench.bench.state.timers(of: ClockBench.id(Position(number))) }
        return timers
    }

    @Test(
        "merge, then unmerge, with words, calls and ticks in between, gives the state of never having merged",
        arguments: UInt64(1)...80)
    func asIfNever(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let (touched, untouched) = (ClockBench(), ClockBench())
        let steps = Self.steps(Int.random(in: 10...60, using: &random), &random)
        let id = ClockBench.id
        var now = Self.start.adding(seconds: 5000)
        func both(_ deed: Deed) throws {
            try touched.run([.act(deed, at: now)])
            try untouched.run([.act(.consent(Consent(contact: id(999), purpose: "x", isGiven: true)), at: now)])
        }
        for (number, step) in steps.enumerated() {
            switch step {
            case .says(_, let time, let received), .answer(_, let time, let received): now = received ?? time
            case .tick(let time), .act(_, let time): now = time
            }
            if number >= 4, Int.random(in: 0..<6, using: &random) == 0 {
                let (one, other) = (Int64.random(in: 1...4, using: &random), Int64.random(in: 1...4, using: &random))
                try both(
                    Bool.random(using: &random)
                        ? .merge(Merge(id(one), id(other), overridesConflict: true))
                        : .unmerge(id(one), from: nil, reason: ""))
            }
            try touched.run([step])
            try untouched.run([step])
        }
        for contact in 1...4 { try both(.unmerge(id(Int64(contact)), from: nil, reason: "")) }
        #expect(try touched.bench.state.snapshot().hash == untouched.bench.state.snapshot().hash)
        for number in 1...4 {
            #expect(try touched.lead(Position(number))?.standing == untouched.lead(Position(number))?.standing)
        }
        #expect(touched.statements == untouched.statements)
        #expect(try await timers(touched) == timers(untouched))
    }

    @Test("batches of any size give the same state and history", arguments: UInt64(1)...40)
    func batches(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var steps = Self.steps(40, &random)
        steps.insert(
            .act(.merge(Merge(ClockBench.id(1), ClockBench.id(2))), at: Self.start.adding(seconds: 5000)), at: 4)
        let (one, many) = (ClockBench(), ClockBench())
        try one.run(steps, most: 1)
        try many.run(steps, most: 100)
        let (left, right) = (try one.bench.state.snapshot(), try many.bench.state.snapshot())
        #expect(left.hash == right.hash && left.historyHash == right.historyHash)
    }

    @Test(
        "where words come in as they are said, the facts are those of a plain reading of them",
        arguments: UInt64(1)...80)
    func oracle(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let bench = ClockBench()
        var now = Self.start
        var words: [(at: Timestamp, isOurs: Bool)] = [(now, false)]
        var steps: [ClockBench.Step] = [.says(1, at: now)]
        for _ in 0..<Int.random(in: 0...30, using: &random) {
            now = now.adding(seconds: .random(in: 1...150_000, using: &random))
            if Int.random(in: 0..<4, using: &random) == 0 {
                steps.append(.tick(now))
                continue
            }
            let isOurs = Bool.random(using: &random)
            words.append((now, isOurs))
            steps.append(isOurs ? .answer(1, at: now) : .says(1, at: now))
        }
        let end = now.adding(seconds: 40 * 86_400)
        try bench.run(steps + [.tick(end)])
        #expect(bench.statements == expected(words, until: end))
    }

    /// The first answer after the opening words; then each stretch from our words, or from the first ones that they left unanswered, to the next.
    private func expected(_ words: [(at: Timestamp, isOurs: Bool)], until end: Timestamp) -> Set<ClockBench.Statement> {
        let lead = ClockBench.id(1)
        var facts: Set<ClockBench.Statement> = []
        func judge(_ since: Timestamp, _ until: Timestamp?, _ seconds: Int64, _ kind: FactKind) {
            guard let due = ClockBench.office.adding(workingSeconds: seconds, to: since) else { return }
            if due < until ?? end { facts.insert(.init(kind: kind, lead: lead, at: due)) }
        }
        let answer = words.firstIndex { $0.isOurs }
        judge(words[0].at, answer.map { words[$0].at }, 1800, .responseBreached)
        guard let answer else { return facts }
        facts.insert(.init(kind: .responded, lead: lead, at: words[answer].at))
        var since = words[answer].at
        var isAsked = false
        for word in words[(answer + 1)...] where word.isOurs || !isAsked {
            judge(since, word.at, 2 * 8 * 3600, .followUpBreached)
            (since, isAsked) = (word.at, !word.isOurs)
        }
        judge(since, nil, 2 * 8 * 3600, .followUpBreached)
        return facts
    }

    @Test("words that come in late leave the first answer what it would have been", arguments: UInt64(1)...60)
    func late(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let opened = ClockBench.time("2026-11-24T10:00:00")
        let answers = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            opened.adding(seconds: .random(in: 0...7200, using: &random))
        }
        let received = opened.adding(seconds: 8000)
        let bench = ClockBench()
        try bench.run(
            [.says(1, at: opened), .tick(opened.adding(seconds: .random(in: 0...7000, using: &random)))]
                + answers.map { .answer(1, at: $0, receivedAt: received) })
        let first = try #require(answers.min())
        #expect(bench.statements.filter { $0.kind == .responded }.map(\.at) == [first])
        #expect(
            bench.statements.contains { $0.kind == .responseBreached } == (first > opened.adding(seconds: 1800)))
    }

    @Test("while two count as one person, the answer to one is the answer to both, and only one states facts")
    func together() throws {
        let bench = ClockBench()
        let (first, second) = (ClockBench.id(1), ClockBench.id(2))
        func time(_ text: String) -> Timestamp { ClockBench.time("2026-11-24T" + text) }
        try bench.run([
            .says(1, at: time("10:00:00")), .says(2, at: time("10:10:00")),
            .act(.merge(Merge(first, second)), at: time("10:15:00")), .answer(2, at: time("10:20:00")),
            .tick(time("11:00:00")),
        ])
        #expect(bench.statements == [.init(kind: .responded, lead: first, at: time("10:20:00"))])
        try bench.run([.act(.unmerge(first, from: second, reason: ""), at: time("11:30:00"))])
        #expect(
            bench.statements == [
                .init(kind: .responseBreached, lead: first, at: time("10:30:00")),
                .init(kind: .responded, lead: second, at: time("10:20:00")),
            ])
        #expect(bench.changes.last?.outbox.contains { $0.topic == "lead.response_breached" } == false, "no news")
    }
}
