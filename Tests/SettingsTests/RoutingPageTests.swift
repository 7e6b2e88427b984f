import Domain
import Foundation
import Testing

@testable import Settings

@Suite("The pages about routing are true")
struct RoutingPageTests {
    private static func page(_ name: String) throws -> String {
        try String(contentsOf: ShippedLists.root.appending(path: "docs/\(name).md"), encoding: .utf8)
    }

    /// The YAML blocks of a page.
    private static func blocks(_ name: String) throws -> [String] {
        try page(name).components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    private static func parse(_ routing: String) throws -> Checked<WorkspaceSettings> {
        WorkspaceSettings.parse(
            text: """
                workspace: {name: main, time_zone: Asia/Jakarta, currency: IDR, region: ID}
                channels: {whatsapp: {}}
                scoring:
                  thresholds: {marketing_qualified: 10, sales_qualified: 30}
                  groups: {fit: {}}
                  rules: [{id: a, group: fit, points: 30, when: {known: name}}]
                calendars:
                  office: {hours: {days: mon-fri, from: "09:00", to: "17:00"}}
                \(routing)
                """, file: "page", lists: try ShippedLists.texts())
    }

    /// The first cells of the rows of the table below a text.
    private static func fields(below text: String) throws -> Set<String> {
        let rest = try #require(try page("reference/routing").components(separatedBy: text).dropFirst().first)
        let rows = rest.split(separator: "\n").drop { !$0.hasPrefix("| --- ") }.dropFirst().prefix {
            $0.hasPrefix("| ")
        }
        return Set(
            rows.flatMap { row in
                row.split(separator: "|")[0].split(separator: ",").map {
                    $0.trimmingCharacters(in: [" ", "`"])
                }
            })
    }

    @Test("the example of the reference reads without findings")
    func example() throws {
        let checked = try Self.parse(try #require(try Self.blocks("reference/routing").first))
        #expect(lines(checked.diagnostics) == [])
        #expect(checked.value?.routing.pools.map(\.members) == [["dewi"], ["ani", "budi"]])
    }

    @Test("the reference has a row for each field that is read, and no other")
    func fields() throws {
        func known(_ routing: String) throws -> Set<String> {
            let message = try #require(
                lines(try Self.parse(routing).diagnostics).first { $0.contains("known fields: ") })
            let list = try #require(
                message.components(separatedBy: "known fields: ").last?.components(separatedBy: ".").first)
            return Set(list.components(separatedBy: ", "))
        }
        let rep = "{id: ani, name: Ani, capacity: 1}"
        #expect(
            try known("routing: {xyzzy: 1, reps: [\(rep)]}")
                == Self.fields(below: "## The configuration").union(["reps"]))
        #expect(
            try known("routing: {pools: [{id: a, xyzzy: 1}], reps: [\(rep)]}") == Self.fields(below: "A **pool**:"))
        #expect(
            try known("routing: {reps: [{id: ani, name: Ani, capacity: 1, xyzzy: 1}]}")
                == Self.fields(below: "A **rep**:"))
    }

    @Test("each step of the how-to reads")
    func steps() throws {
        let blocks = try Self.blocks("how-to/route-to-the-right-rep")
        try #require(blocks.count == 4)
        for step in [[0], [0, 1], [0, 1, 2], [0, 3]] {
            let checked = try Self.parse(step.map { blocks[$0] }.joined())
            #expect(lines(checked.diagnostics) == [])
        }
    }
}
