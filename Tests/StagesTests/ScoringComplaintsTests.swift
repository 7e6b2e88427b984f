import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("What people complain about in scores elsewhere")
struct ScoringComplaintsTests {
    private static let rules = ScoringRules(
        marketingQualified: Qualification(points: 20),
        salesQualified: Qualification(points: 40, requirement: .known(.phone)),
        caps: ["engagement": 60],
        grid: GradeGrid(
            fit: ["fit"], fitSteps: .init(high: 10, middle: 5), engagement: ["engagement"],
            engagementSteps: .init(high: 40, middle: 20)),
        rules: [
            ScoringRule(
                id: "price", group: "engagement", points: 20, timesMax: 3, decay: .halfLife(seconds: 86_400),
                condition: .words(["harga", "berapa"])),
            ScoringRule(
                id: "urgent", group: "engagement", points: 15, timesMax: 2, decay: .linear(seconds: 172_800),
                condition: .words(["segera"])),
            ScoringRule(id: "phone", group: "fit", points: 10, timesMax: 1, condition: .known(.phone)),
            ScoringRule(
                id: "back", group: "engagement", points: 10, timesMax: 2, condition: .afterSilence(seconds: 3600)),
            ScoringRule(id: "again", group: "fit", points: 5, timesMax: 1, condition: .cycle(atLeast: 2)),
            ScoringRule(id: "job", group: "negative", points: -30, timesMax: 1, condition: .words(["lowongan"])),
        ], lexicon: Lexicon(spelling: ["brp": "berapa", "sgra": "segera"]))

    /// One customer's messages at times of the provider, sorted or not.
    private static func messages(_ random: inout SplitMix64, count: Int, late: Bool) -> [Event] {
        var time: Int64 = 0
        return (0..<count).map { number in
            time += .random(in: 0...20_000, using: &random)
            let back: Int64 = late && number > 0 ? .random(in: 0...30_000, using: &random) : 0
            let words = ["harga", "brp", "Sgraaa", "halo", "lowongan", "terima kasih"]
            let text = (0...2).compactMap { _ in words.randomElement(using: &random) }.joined(separator: " ")
            return FoldBench.message(
                "m\(number)", from: [Identifier(.waID, "62811")], text: text,
                at: FoldBench.start.adding(seconds: max(0, time - back) - 400_000),
                phone: Bool.random(using: &random) ? "+62811" : nil)
        }
    }

    @Test("32: the total is the log: at every instant the score is the sum of the rows", arguments: UInt64(1)...60)
    func sumOfRows(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let bench = FoldBench(scoring: Self.rules)
        for event in Self.messages(&random, count: 12, late: seed % 2 == 0) {
            try bench.fold([event])
            let (lead, rows) = try lead(bench)
            #expect(lead.score == Award.score(rows, at: lead.standing.scoredAt))
            for group in Set(rows.map(\.group)) {
                let sum = Award.sum(rows, of: group, at: lead.standing.scoredAt)
                #expect(abs(sum) <= Self.rules.caps[group] ?? .max)
            }
            #expect(rows.map(\.number) == Array((1...100).prefix(rows.count)), "no row is missing")
        }
    }

    @Test("32: scores do not depend on how messages are batched", arguments: UInt64(1)...40)
    func batches(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let events = Self.messages(&random, count: 14, late: true)
        let (one, whole) = (FoldBench(scoring: Self.rules), FoldBench(scoring: Self.rules))
        for event in events { try one.fold([event]) }
        try whole.fold(events)
        #expect(try one.state.snapshot() == whole.state.snapshot())
    }

    @Test("32: the same message twice gives its points once, and a rule as often as it says")
    func once() throws {
        let bench = FoldBench(scoring: Self.rules)
        let message = FoldBench.message("m", from: [Identifier(.waID, "62811")], text: "harga")
        try bench.fold([message, message])
        try bench.fold([message])
        #expect(try rows(bench).map(\.rule) == ["price"])
        for number in 1...4 {
            try bench.fold([FoldBench.message("n\(number)", from: [Identifier(.waID, "62811")], text: "brp")])
        }
        #expect(try rows(bench).map(\.rule) == ["price", "price", "price"])
    }

    @Test("33: a stage is no number: points that wane take none back, and nothing is won or lost by points")
    func stages() throws {
        let bench = FoldBench(scoring: Self.rules)
        func message(_ id: String, _ text: String, at seconds: Int64) -> Event {
            FoldBench.message(
                id, from: [Identifier(.waID, "62811")], text: text,
                at: FoldBench.start.adding(seconds: seconds - 900_000))
        }
        try bench.fold([message("a", "harga", at: 0), message("b", "brp segera", at: 60)])
        let before = try lead(bench).0
        // More points than sales qualified needs, but no telephone.
        #expect(before.stage == .marketingQualified && before.score > 40)
        #expect(before.standing.grade == "C1")
        try bench.fold([message("c", "halo", at: 800_000)])
        let after = try lead(bench).0
        #expect(after.score < 20)
        #expect(after.stage == .marketingQualified)
        #expect(after.standing.grade == "C3")
    }

    @Test("33: a requirement that comes true later opens the way, with the points of then")
    func requirement() throws {
        let bench = FoldBench(scoring: Self.rules)
        let name = [Identifier(.telegram, "17")]
        try bench.fold([
            FoldBench.message("a", from: name, text: "harga segera", at: FoldBench.start),
            FoldBench.message("b", from: name, text: "berapa", at: FoldBench.start),
        ])
        #expect(try lead(bench).0.stage == .marketingQualified)
        try bench.fold([
            FoldBench.message(
                "c", from: name + [Identifier(.phone, "+62811")], text: "ini nomor saya", at: FoldBench.start,
                phone: "+62811")
        ])
        #expect(try lead(bench).0.stage == .salesQualified)
    }

    @Test("34: every row says why: the rule, the configuration, the event, and the words as they were written")
    func evidence() throws {
        let bench = FoldBench(position: 3, scoring: Self.rules)
        try bench.fold([
            FoldBench.message("a", from: [Identifier(.waID, "62811")], text: "Brp kak, sgraaa ya", phone: "+62811")
        ])
        let rows = try rows(bench)
        #expect(rows.map(\.rule) == ["price", "urgent", "phone"])
        #expect(rows.map(\.matched) == ["berapa (Brp)", "segera (sgraaa)", ""])
        #expect(rows.map(\.configuration) == [3, 3, 3])
        #expect(rows.map(\.weight) == [20, 15, 10])
        #expect(rows.map(\.decay) == [.halfLife(seconds: 86_400), .linear(seconds: 172_800), .none])
        #expect(Set(rows.map(\.evidence)) == [EventID(position: 1, item: 0)])
    }

    @Test("34: a telephone that the contact gave before counts at a message that says nothing of it")
    func knownBefore() throws {
        let bench = FoldBench(scoring: Self.rules)
        let names = [Identifier(.telegram, "17"), Identifier(.phone, "+62811")]
        try bench.fold([FoldBench.message("a", from: names, text: "halo")])
        #expect(try rows(bench).map(\.rule) == ["phone"])
    }

    @Test("silence is that of the conversation, also within one batch")
    func silence() throws {
        func message(_ id: String, at seconds: Int64) -> Event {
            FoldBench.message(
                id, from: [Identifier(.waID, "62811")], text: "halo",
                at: FoldBench.start.adding(seconds: seconds - 90_000))
        }
        let events = [message("a", at: 0), message("b", at: 3599), message("c", at: 7199), message("d", at: 100)]
        let (one, whole) = (FoldBench(scoring: Self.rules), FoldBench(scoring: Self.rules))
        for event in events { try one.fold([event]) }
        try whole.fold(events)
        #expect(try rows(one).map(\.rule) == ["back"])
        #expect(try rows(one).map(\.evidence) == [EventID(position: 3, item: 0)])
        #expect(try rows(one) == rows(whole))
    }

    private func rows(_ bench: FoldBench) throws -> [ScoreRow] { try lead(bench).1 }

    /// The lead that the first message opened.
    private func lead(_ bench: FoldBench) throws -> (Lead, [ScoreRow]) {
        var needs = Needs()
        let id = EventID(position: 1, item: 0)
        needs.leads = [id]
        let known = try bench.state.load(needs)
        return (try #require(known.leads[id]), known.scoreRows[id] ?? [])
    }
}
