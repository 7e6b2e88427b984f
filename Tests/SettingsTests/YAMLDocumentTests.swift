import Domain
import Settings
import TestSupport
import Testing

@Suite("A YAML file is read with places and findings")
struct YAMLDocumentTests {
    @Test("keys and values know where they stand")
    func places() throws {
        let text = "# a comment\nshop:\n  name: \"Rumah\"\n  open: [1, 'two']\n"
        let root = try #require(YAMLDocument.parse(text, file: "a.yaml").value)
        let shop = try #require(root["shop"])
        #expect(root.place == .init(line: 2, column: 1))
        #expect(shop.place == .init(line: 3, column: 3))
        let members = try #require(shop.members)
        #expect(members.map(\.key) == ["name", "open"])
        #expect(members.map(\.keyPlace) == [.init(line: 3, column: 3), .init(line: 4, column: 3)])
        #expect(
            members[0].value == YAMLNode(.scalar("Rumah", quoted: true), at: .init(line: 3, column: 9)))
        let elements = try #require(members[1].value.elements)
        #expect(elements.map(\.content) == [.scalar("1", quoted: false), .scalar("two", quoted: true)])
        #expect(elements.map(\.place) == [.init(line: 4, column: 10), .init(line: 4, column: 13)])
    }

    @Test(
        "nothing at all is an empty mapping",
        arguments: ["", "\n", "# only a comment\n", "---\n", "~\n", "x", "ab"])
    func emptyFiles(_ text: String) throws {
        let root = try #require(YAMLDocument.parse(text, file: "a.yaml").value)
        #expect(root.members == [] || root.text == text)
    }

    @Test(
        "what cannot be read is said with its place",
        arguments: [
            (
                "a: 1\nb: 2\na: 3\n",
                "3:1: error: `a` stands in this mapping more than once, first in line 1; keep one of them"
            ),
            (
                "- id: 1\n  b: {id: 0}\n  id: 2\n- id: 3\n",
                "3:3: error: `id` stands in this mapping more than once, first in line 1; keep one of them"
            ),
            (
                "{a: 1, a: 2}\n",
                "1:2: error: `a` stands in this mapping more than once, first in line 1; keep one of them"
            ),
            (
                "a: &x 1\nb: *x\n",
                "1:4: error: anchors are not read; write the value out and remove `&x`"
            ),
            ("a: !secret x\n", "1:4: error: tags are not read; remove `!secret`"),
            ("? [1, 2]\n: x\n", "1:3: error: expected a plain key, got a list, a mapping or an anchor"),
            (
                "a: *x\n",
                "1:4: error: aliases are not read; write the value out, or quote a text that begins with `*`"
            ),
            (
                "a: 1\n---\nb: 2\n",
                "2:1: error: expected one document, got a second one after `---`; keep each in its own file"
            ),
            (
                "a: 'x\n",
                "2:1: error: not YAML: found unexpected end of stream (while scanning a quoted scalar, line 1); "
                    + "check indentation, colons and quotes"
            ),
            (
                "ab:\n  c: \u{1}\n",
                "2:6: error: not YAML: control characters are not allowed; remove the character"
            ),
        ])
    func findings(_ text: String, _ expected: String) {
        let found = yamlFindings(text)
        #expect(found.first == expected)
    }

    @Test(
        "what is deeper than fifty levels is a finding, also far beyond it", arguments: [51, 400, 5000])
    func depth(_ levels: Int) {
        let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        #expect(YAMLDocument.parse(text, file: "a.yaml").value == nil)
        let fine = String(repeating: "[", count: 50) + String(repeating: "]", count: 50)
        #expect(YAMLDocument.parse(fine, file: "a.yaml").value != nil)
    }

    @Test("aliases cannot make a small file large")
    func bomb() {
        var values = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        var keys = values
        for level in 1...20 {
            let inner = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            values += "a\(level): &a\(level) [\(inner)]\n"
            keys += "? [\(inner)]\n: &a\(level) {? [\(inner)] : x}\n"
        }
        #expect(YAMLDocument.parse(values, file: "a.yaml").value == nil)
        #expect(YAMLDocument.parse(keys, file: "a.yaml").value == nil)
        let few = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
        #expect(yamlFindings(few).count == 2)
    }

    @Test("a file above the limit is not read")
    func size() {
        let text = "a: " + String(repeating: "x", count: Limits.configurationBytesMax)
        #expect(
            yamlFindings(text) == [
                "1:1: error: the file has 1048579 bytes, at most 1048576 are read; split or shorten it"
            ])
    }
}
