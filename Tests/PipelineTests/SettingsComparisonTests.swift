import Foundation
import Pipeline
import Testing

@Suite("What a configuration decides otherwise")
struct SettingsComparisonTests {
    @Test(
        "is said in a line each",
        arguments: [
            ("points: 60\n", "points: 50\n", "sales_qualified: 60 -> 50"),
            ("engagement: {cap: 120}", "engagement: {cap: 90}", "cap of engagement: 120 -> 90"),
            ("{words: urgency}", "{words: [segera]}", "rule urgent: other condition"),
            ("{linear: 60d}", "{linear: 30d}", "rule several-messages: wanes otherwise"),
            ("weight: 3, capacity: 40", "weight: 1, capacity: 40", "weight of ani: 3 -> 1"),
            ("skills: {kitchen: 1}", "skills: {kitchen: 4}", "rep eko: other team, skills or hours"),
            ("name: Toko, lead: ani", "name: Toko, lead: budi", "teams: others"),
            ("  teams:\n", "  sticky: 2h\n  teams:\n", "sticky, in seconds: none -> 7200"),
            (
                "  teams:\n", "  signals:\n    - {skill: kitchen, when: {words: [dapur]}}\n  teams:\n",
                "signals: others"
            ),
            ("  teams:\n", "  pools:\n    - {id: all}\n  teams:\n", "pool all: new"),
            ("sender_rate: {most: 100", "sender_rate: {most: 50", "quarantine: other sender_rate"),
            ("busy: 30", "busy: 20", "quarantine: other form_rate"),
            (
                "known_links: [", "link_only: everybody\n  known_links: [a.example, ",
                "quarantine: other link_only, known_links"
            ),
        ])
    func line(_ old: String, _ new: String, _ expected: String) throws {
        let former = try Workbench.settings { $0 }
        let settings = try Workbench.settings { text in
            guard let range = text.range(of: old) else { return text }
            return text.replacingCharacters(in: range, with: new)
        }
        #expect(SettingsComparison(from: former, to: settings).lines == [expected])
        #expect(SettingsComparison(from: settings, to: settings).lines.isEmpty)
    }
}
