import Dashboard
import Domain
import TestSupport
import Testing

@Suite("Rows of a score, explained")
struct ExplainedRowTests {
    private static let day: Int64 = 86_400

    private func row(
        _ rule: String = "asks-price", weight: Int64 = 25, points: Int64 = 25, timesMax: Int64 = 1, cap: Int64? = nil,
        decay: Decay = .none
    ) -> ScoreRow {
        let id = EventID(position: 1, item: 0)
        return ScoreRow(
            lead: id, number: 1, rule: rule, group: "engagement", weight: weight, points: points, timesMax: timesMax,
            cap: cap, decay: decay, configuration: 1, evidence: id, at: .epoch, matched: "harga")
    }

    @Test(
        "say how they waned, in words",
        arguments: [
            (Decay.none, Int64(30) * day, Int64(25), String?.none),
            (.halfLife(seconds: 14 * day), 14 * day, 13, "13 of 25 after 14 days with a half-life of 14 days"),
            (.halfLife(seconds: 14 * day), 0, 25, "25 of 25 after 0 s with a half-life of 14 days"),
            (.halfLife(seconds: 14 * day), -5, 0, "not there yet"),
            (.linear(seconds: 10 * day), 6 * day + 3 * 3600 + 59, 10, "10 of 25 after 6 days 3 h of 10 days"),
            (.linear(seconds: 3600), 90 * 60, 0, "0 of 25 after 1 h 30 min of 1 h"),
        ])
    func decay(_ decay: Decay, age: Int64, value: Int64, words: String?) {
        let explained = ExplainedRow.rows([row(decay: decay)], at: .epoch.adding(seconds: age))[0]
        #expect(explained.value == value)
        #expect(explained.decay == words)
    }

    @Test("say why they are less than their weight")
    func cuts() {
        let rows = ExplainedRow.rows(
            [
                row(), row(points: 0), row("urgent", points: 10, cap: 35), row("visit", points: 0, cap: 35),
                row("twice", timesMax: 2), row("twice", timesMax: 2), row("twice", points: 0, timesMax: 2),
            ], at: .epoch)
        #expect(
            rows.map(\.cut) == [
                nil, "nothing of 25: the rule counts once", "cut from 25 by the cap of 35",
                "cut from 25 by the cap of 35",
                nil, nil, "nothing of 25: the rule counts 2 times",
            ])
        #expect(rows.map(\.total) == [25, 25, 35, 35, 60, 85, 85])
    }

    @Test("add up to the score at every instant", arguments: UInt64(1)...20)
    func sums(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rows = (0..<12).map { number in
            let decays: [Decay] = [.none, .halfLife(seconds: 5000), .linear(seconds: 9000)]
            let points = Int64.random(in: -60...60, using: &random)
            return row(
                "r\(number)", weight: points, points: points, decay: decays.randomElement(using: &random) ?? .none)
        }
        for _ in 0..<50 {
            let time = Timestamp.epoch.adding(seconds: Int64.random(in: -100...40_000, using: &random))
            let explained = ExplainedRow.rows(rows, at: time)
            #expect(explained.last?.total == rows.reduce(0) { $0 + $1.value(at: time) })
        }
    }
}
