import Domain
import Foundation
import Testing

@testable import Settings

@Suite("The reference of calendars is true")
struct CalendarPageTests {
    private static func page() throws -> String {
        try String(contentsOf: ShippedLists.root.appending(path: "docs/reference/calendars.md"), encoding: .utf8)
    }

    private static func settings() throws -> Checked<WorkspaceSettings> {
        let blocks = try page().components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        return WorkspaceSettings.parse(
            text: """
                workspace: {name: main, time_zone: Asia/Jakarta, currency: IDR, region: ID}
                channels: {whatsapp: {}}
                scoring:
                  thresholds: {marketing_qualified: 10, sales_qualified: 30}
                  groups: {fit: {}}
                  rules: [{id: a, group: fit, points: 30, when: {known: name}}]
                routing:
                  reps: [{id: ani, name: Ani, capacity: 1}]
                \(blocks.joined())
                """, file: "page", lists: try ShippedLists.texts())
    }

    @Test("its blocks, taken together, are a configuration")
    func blocks() throws {
        let checked = try Self.settings()
        #expect(checked.diagnostics.isEmpty)
        let targets = try #require(checked.value?.targets)
        #expect(targets.firstResponseSeconds == 1800)
        #expect(targets.followUpSeconds == 52_800, "two days of 7 h 20 min")
    }

    @Test("its example comes out as it says")
    func example() throws {
        let targets = try #require(try Self.settings().value?.targets)
        let section = try #require(try Self.page().components(separatedBy: "\n## An example\n").last)
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("2026-") }
        #expect(rows.count == 6)
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let (day, moment) = (cells[0].prefix(3).lowercased(), cells[0].dropFirst(4))
            let written = try #require(Timestamp(rfc3339: moment + "+07:00"))
            let due = try #require(Timestamp(rfc3339: cells[1] + "+07:00"))
            #expect(Weekday(targets.calendar.zone.day(of: written)).rawValue == day)
            #expect(targets.calendar.adding(workingSeconds: 1800, to: written) == due, "\(row)")
        }
    }
}
