import Domain
import Settings
import Testing

@Suite("Thresholds, decay and the grid")
struct ScoringSettingsTests {
    private static func scoring(replacing old: String, with new: String) throws -> ScoringRules {
        let text = WorkspaceSettingsTests.base.replacing(old, with: new)
        try #require(text != WorkspaceSettingsTests.base)
        let checked = WorkspaceSettings.parse(text: text, file: "corong.yaml")
        #expect(lines(checked.diagnostics) == [])
        return try #require(checked.value).scoring
    }

    @Test(
        "points wane as the rule says",
        arguments: [
            ("{half_life: 14d}", .halfLife(seconds: 1_209_600)),
            ("{half_life: 2w}", .halfLife(seconds: 1_209_600)),
            ("{linear: 30d}", .linear(seconds: 2_592_000)), ("{linear: 90m}", .linear(seconds: 5400)),
            ("~", .none),
        ] as [(String, Decay)])
    func decay(_ text: String, _ expected: Decay) throws {
        let scoring = try Self.scoring(replacing: "times: 2,", with: "times: 2, decay: \(text),")
        #expect(scoring.rules.map(\.decay) == [.none, expected])
    }

    @Test(
        "thresholds are points, or points and a condition",
        arguments: [
            ("60", Qualification(points: 60)), ("{points: 60}", Qualification(points: 60)),
            (
                "{points: 60, require: {known: phone}}",
                Qualification(points: 60, requirement: .known(.phone))
            ),
            (
                "{points: 60, require: {known: phone, not: {words: price}}}",
                Qualification(
                    points: 60, requirement: .all([.known(.phone), .not(.words(["harga", "price"]))]))
            ),
        ] as [(String, Qualification)])
    func thresholds(_ text: String, _ expected: Qualification) throws {
        let text = WorkspaceSettingsTests.base.replacing(
            "sales_qualified: 60", with: "sales_qualified: \(text)")
        let scoring = try #require(WorkspaceSettings.parse(text: text, file: "corong.yaml").value)
            .scoring
        #expect(scoring.salesQualified == expected)
        #expect(scoring.marketingQualified == Qualification(points: 30))
    }

    @Test("a grid has two sides of groups and steps")
    func grid() throws {
        let scoring = try Self.scoring(
            replacing: "  rules:",
            with:
                "  grid: {fit: {groups: fit, A: 30, B: 10}, engagement: {groups: [engagement], 1: 60, 2: 30}}\n  rules:"
        )
        #expect(
            scoring.grid
                == GradeGrid(
                    fit: ["fit"], fitSteps: .init(high: 30, middle: 10), engagement: ["engagement"],
                    engagementSteps: .init(high: 60, middle: 30)))
        #expect(scoring.grid?.grade { ["fit": 30, "engagement": 59][$0] ?? 0 } == "A2")
        #expect(scoring.grid?.grade { ["fit": 9][$0] ?? 0 } == "C3")
    }

    @Test(
        "what is wrong is said",
        arguments: [
            (
                "times: 2", "decay: {half_live: 3d}",
                "12:63: error: `half_live` is not a field of the decay; known fields: half_life, linear. Did you mean `half_life`?"
            ),
            (
                "times: 2", "decay: {half_life: 3d, linear: 3d}",
                "12:62: error: `decay`: expected either `half_life` or `linear` with a duration, like `{half_life: 14d}`"
            ),
            (
                "times: 2", "decay: 14d",
                "12:62: error: expected the fields of the decay (`name: value`), got 14d"
            ),
            (
                "times: 2", "decay: {half_life: 3}",
                "12:74: error: `half_life`: expected a duration like 90s, 5m, 24h or 7d, got 3"
            ),
            (
                "times: 2", "decay: {half_life: 1s}",
                "12:74: error: `half_life`: expected 1m to 3650d, got 1s"
            ),
            (
                "sales_qualified: 60", "sales_qualified: {points: 20, require: {known: phone}}",
                "8:67: error: `sales_qualified`: expected at least 30, the points of `marketing_qualified`, got 20"
            ),
            (
                "sales_qualified: 60", "sales_qualified: {points: 101, require: {known: phone}}",
                "8:67: warning: `sales_qualified`: no lead can reach 101 points, all rules and caps together give at most 100"
            ),
            (
                "sales_qualified: 60", "sales_qualified: {points: 60, requires: {known: phone}}",
                "8:71: error: `requires` is not a field of `sales_qualified`; known fields: points, require. Did you mean `require`?"
            ),
            (
                "sales_qualified: 60", "sales_qualified: {points: 60, require: phone}",
                "8:80: error: expected a condition like `words: price` or `known: phone`, got phone"
            ),
            (
                "sales_qualified: 60", "sales_qualified: {require: {known: phone}}",
                "8:58: error: `sales_qualified` needs the field `points`; add `points: ...`"
            ),
            (
                "  rules:",
                "  grid: {fit: {groups: fit, A: 10, B: 10}, engagement: {groups: engagement, 1: 2, 2: 1}}\n  rules:",
                "10:15: error: `fit` of the grid: `A` has to be more than `B`, got 10 and 10"
            ),
            (
                "  rules:",
                "  grid: {fit: {groups: fit, A: 41, B: 1}, engagement: {groups: engagement, 1: 2, 2: 1}}\n  rules:",
                "10:15: warning: `fit` of the grid: no lead can reach 41 points, the rules of fit give at most 40"
            ),
            (
                "  rules:",
                "  grid: {fit: {groups: fitt, A: 11, B: 1}, engagement: {groups: engagement, 1: 2, 2: 1}}\n  rules:",
                "10:24: error: `groups`: there is no group `fitt`; the groups are fit, engagement. Did you mean `fit`?"
            ),
            (
                "  rules:", "  grid: {fit: {groups: fit, A: 11, B: 1}}\n  rules:",
                "10:9: error: the grid needs the field `engagement`; add `engagement: ...`"
            ),
            (
                "  rules:",
                "  grid: {fit: {A: 11, B: 1}, engagement: {groups: engagement, 1: 2, 2: 1}}\n  rules:",
                "10:15: error: `fit` of the grid needs the field `groups`; add `groups: ...`"
            ),
        ])
    func findings(_ old: String, _ new: String, _ expected: String) throws {
        #expect(try WorkspaceSettingsTests.findings(replacing: old, with: new).first == expected)
    }
}
