import Domain
import TestSupport
import Testing

@testable import Stages

@Suite("Points of rows")
struct AwardTests {
    private static let start = FoldBench.start

    /// Rows of one lead, awarded one after the other; `late` mixes the order of event times.
    private func rows(_ random: inout SplitMix64, late: Bool) -> [ScoreRow] {
        var rows: [ScoreRow] = []
        var time: Int64 = 0
        for number in 1...Int64.random(in: 1...25, using: &random) {
            time =
                late ? .random(in: 0...5000, using: &random) : time + .random(in: 0...400, using: &random)
            let group = ["fit", "engagement"].randomElement(using: &random) ?? "fit"
            let rule = Int64.random(in: 0...9, using: &random)
            let decay: Decay =
                switch rule % 3 {
                case 0: .none
                case 1: .halfLife(seconds: 300)
                default: .linear(seconds: 1000)
                }
            var row = ScoreRow(
                lead: EventID(position: 1, item: 0), number: number, rule: "\(group)-\(rule)", group: group,
                weight: rule < 7 ? 5 + rule * 7 : -11 * rule, points: 0, timesMax: 1 + rule % 4,
                cap: group == "fit" ? 40 : 75, decay: decay, configuration: 1,
                evidence: EventID(position: number, item: 0), at: Self.start.adding(seconds: time),
                matched: "")
            row.points = Award.points(of: row, after: rows)
            rows.append(row)
        }
        return rows
    }

    @Test(
        "a group never adds up to more than its cap, at any instant, in whatever order events come",
        arguments: UInt64(1)...400)
    func caps(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rows = rows(&random, late: seed % 2 == 0)
        for step in 0..<900 {
            let time = Self.start.adding(seconds: Int64(step) * 8)
            let there = rows.filter { $0.at <= time }
            let groups = Set(there.map(\.group))
            let sums = groups.map { ($0, Award.sum(there, of: $0, at: time)) }
            for (group, sum) in sums {
                #expect(abs(sum) <= (group == "fit" ? 40 : 75), "\(group) at \(step * 8) s: \(sum)")
            }
            #expect(Award.score(there, at: time) == sums.map(\.1).reduce(0, +))
        }
    }

    @Test("awarding row by row and all at once gives the same", arguments: UInt64(1)...100)
    func atOnce(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rows = rows(&random, late: seed % 2 == 0)
        var forgotten = rows
        for index in forgotten.indices { forgotten[index].points = 0 }
        #expect(Award.points(forgotten) == rows.map(\.points))
    }

    @Test(
        "no row gives more than its weight or of the other sign, and a rule as often as it may",
        arguments: UInt64(1)...100)
    func bounds(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rows = rows(&random, late: true)
        for row in rows {
            #expect(
                row.weight > 0
                    ? (0...row.weight).contains(row.points) : (row.weight...0).contains(row.points))
        }
        for (_, same) in Dictionary(grouping: rows, by: \.rule) {
            #expect(same.dropFirst(Int(same[0].timesMax)).allSatisfy { $0.points == 0 })
        }
    }

    @Test("points only ever wane", arguments: UInt64(1)...100)
    func wane(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for row in rows(&random, late: true) {
            var before = row.value(at: row.at)
            #expect(before == row.points)
            for step in 1...60 {
                let now = row.value(at: row.at.adding(seconds: Int64(step) * 37))
                #expect(abs(now) <= abs(before) && (now == 0 || (now > 0) == (row.points > 0)))
                before = now
            }
        }
    }

    @Test("room that waning points left is given again")
    func room() {
        func row(_ number: Int64, _ weight: Int64, _ decay: Decay, at seconds: Int64) -> ScoreRow {
            ScoreRow(
                lead: EventID(position: 1, item: 0), number: number, rule: "r\(number)", group: "g",
                weight: weight,
                points: 0, cap: 40, decay: decay, configuration: 1,
                evidence: EventID(position: number, item: 0),
                at: Self.start.adding(seconds: seconds), matched: "")
        }
        let waning = Decay.linear(seconds: 100)
        #expect(Award.points([row(1, 40, waning, at: 0), row(2, 30, .none, at: 50)]) == [40, 20])
        #expect(
            Award.points([row(1, 40, .none, at: 0), row(2, -20, .none, at: 0), row(3, 30, .none, at: 1)])
                == [40, -20, 20])
        // Minus points that wane make no room: the sum would grow above the cap by itself.
        #expect(
            Award.points([row(1, 40, .none, at: 0), row(2, -20, waning, at: 0), row(3, 30, .none, at: 1)])
                == [40, -20, 0])
        // What came late gets only what was free at its own time, too.
        #expect(
            Award.points([
                row(1, 40, waning, at: 0), row(2, 10, .none, at: 100), row(3, 40, .none, at: 50),
            ]) == [40, 10, 20])
    }
}
