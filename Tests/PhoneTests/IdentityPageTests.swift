import Foundation
import Testing

@testable import Phone

@Suite("The reference of identity is true")
struct IdentityPageTests {
    /// The cells of each row of the table under "Telephone numbers", without head and rule.
    private static func rows() throws -> [[String]] {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/reference/identity.md").standardizedFileURL
        let section = try #require(
            try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n## ")
                .first { $0.hasPrefix("Telephone numbers\n") })
        return section.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2).map {
            $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private static func code(_ cell: String) -> String { cell.trimmingCharacters(in: ["`"]) }

    @Test("its table of telephone numbers has every variant, as the program compares it")
    func variants() throws {
        let rows = try Self.rows()
        try #require(rows.count == PhoneVariants.table.count)
        for (row, variant) in zip(rows, PhoneVariants.table) {
            try #require(row.count == 6)
            #expect(row[0].hasPrefix(variant.country + " "))
            #expect(Self.code(row[1]) == variant.prefix)
            #expect(row[2] == ["the 3rd", "the 4th", "the 5th"][variant.place - 2])
            #expect(row[3] == String(variant.digits))
            #expect(Self.code(row[4]) == (variant.following.isEmpty ? "any" : variant.following))
        }
    }

    @Test("its examples are compared as they say")
    func examples() throws {
        for row in try Self.rows() {
            let words = row[5].components(separatedBy: " is compared as ").map(Self.code)
            try #require(words.count == 2)
            #expect(PhoneVariants.matchKey(words[0]) == words[1])
            #expect(words[0] != words[1])
        }
    }
}
