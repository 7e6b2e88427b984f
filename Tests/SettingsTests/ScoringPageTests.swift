import Domain
import Foundation
import Testing

@testable import Settings

@Suite("The reference of scoring is true")
struct ScoringPageTests {
    private static func page() throws -> String {
        try String(
            contentsOf: ShippedLists.root.appending(path: "docs/reference/scoring.md"), encoding: .utf8)
    }

    /// The cells of each row of a table under a heading, without head and rule.
    private static func rows(under heading: String) throws -> [[String]] {
        let section = try #require(
            try page().components(separatedBy: "\n## ").first { $0.hasPrefix(heading + "\n") })
        return section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2).map {
            $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private static func code(_ cell: String) -> String { cell.trimmingCharacters(in: ["`"]) }

    private static func parse(scoring: String = "", rule: String = "when: {known: phone}") throws
        -> Checked<WorkspaceSettings>
    {
        WorkspaceSettings.parse(
            text: """
                workspace: {name: main, time_zone: UTC, currency: IDR, region: ID}
                channels: {whatsapp: {}, chat: {}}
                scoring:
                  thresholds: {marketing_qualified: 1, sales_qualified: 1}
                  groups: {fit: {}}
                  rules:
                    - {id: rule, group: fit, points: 1, \(rule)}
                routing:
                  reps: [{id: ani, name: Ani, capacity: 1}]

                """, file: "corong.yaml", lists: try ShippedLists.texts())
    }

    @Test("it has every word of the language, with an example that reads")
    func words() throws {
        let rows = try Self.rows(under: "Conditions")
        #expect(rows.map { Self.code($0[0]) } == ConditionReader.Word.allCases.map(\.rawValue))
        for row in rows {
            let example = Self.code(row[2])
            #expect(example.hasPrefix("{\(Self.code(row[0])):"), "\(example)")
            #expect(try Self.parse(rule: "when: \(example)").diagnostics == [], "\(example)")
        }
    }

    @Test("its examples of decay read")
    func decay() throws {
        let rows = try Self.rows(under: "Decay").filter { $0.count == 3 && !$0[2].isEmpty }
        #expect(rows.count == 2)
        for row in rows {
            #expect(
                try Self.parse(rule: "decay: \(Self.code(row[2])), when: {known: phone}").diagnostics == [])
        }
    }

    @Test("it names every list that comes with the program")
    func lists() throws {
        let named = Set(
            try Self.rows(under: "Lists").flatMap { $0[0].components(separatedBy: ", ").map(Self.code) })
        let shipped = Set(try ShippedLists.texts().keys)
        #expect(named.isSubset(of: shipped))
        #expect(shipped.subtracting(named).subtracting(["disposable-mail", "holidays-id", "cuti-bersama-id"]) == [])
    }

    @Test("its blocks, taken together, are a configuration")
    func blocks() throws {
        let blocks = try Self.page().components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        #expect(blocks.count == 4)
        let scoring = blocks.dropFirst().map { $0.replacing("scoring:\n", with: "") }
        let text = """
            workspace: {name: main, time_zone: UTC, currency: IDR, region: ID}
            channels: {whatsapp: {}}
            routing:
              reps: [{id: ani, name: Ani, capacity: 1}]
            \(blocks[blocks.startIndex])
            scoring:
            \(scoring.joined())
            """
        let checked = WorkspaceSettings.parse(text: text, file: "page", lists: try ShippedLists.texts())
        #expect(checked.value != nil)
        #expect(checked.diagnostics.filter { $0.severity == .error } == [])
    }
}
