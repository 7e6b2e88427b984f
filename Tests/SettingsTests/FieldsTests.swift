import Domain
import Settings
import Testing

@Suite("Fields of a mapping are read with all findings at once")
struct FieldsTests {
    enum Color: String, CaseIterable { case red, green, blue }

    /// Reads one field in one way and gives what came out and the findings.
    private func reading<Value>(
        _ text: String, _ read: (inout Fields) -> Value
    ) throws -> (value: Value, findings: [String]) {
        let root = try #require(YAMLDocument.parse(text, file: "a.yaml").value)
        let findings = Findings(file: "a.yaml")
        var fields = try #require(Fields(root, of: "a thing", in: findings))
        let value = read(&fields)
        fields.finish()
        return (value, lines(findings.sorted))
    }

    @Test(
        "texts",
        arguments: [
            ("x: abc", "abc", []),
            ("x: 5", "5", []),
            ("x: No", "No", []),
            ("x: \"\"", "", []),
            ("x: |\n  two\n  lines\n", "two\nlines\n", []),
            ("{}", nil, ["1:1: error: a thing needs the field `x`; add `x: ...`"]),
            ("x:\n", nil, ["1:1: error: `x` of a thing is empty; give it a value"]),
            ("x: ~", nil, ["1:1: error: `x` of a thing is empty; give it a value"]),
            ("x: [1]", nil, ["1:4: error: `x`: expected a text, got a list"]),
            ("x: {y: 1}", nil, ["1:4: error: `x`: expected a text, got a mapping"]),
        ])
    func texts(_ text: String, _ value: String?, _ findings: [String]) throws {
        let read = try reading(text) { $0.string("x") }
        #expect(read.value == value)
        #expect(read.findings == findings)
    }

    @Test(
        "lists of texts",
        arguments: [
            ("x: [a, b]", ["a", "b"], []),
            ("x: a", ["a"], []),
            ("{}", [], []),
            ("x: {a: 1}", [], ["1:4: error: `x`: expected a text or a list of texts, got a mapping"]),
            (
                "x: [a, [b], ~]", ["a"],
                [
                    "1:8: error: `x`: expected a text, got a list",
                    "1:13: error: `x`: expected a text, got nothing",
                ]
            ),
        ])
    func listsOfTexts(_ text: String, _ value: [String], _ findings: [String]) throws {
        let read = try reading(text) { $0.strings("x") }
        #expect(read.value == value)
        #expect(read.findings == findings)
    }

    @Test(
        "whole numbers",
        arguments: [
            ("x: 5", 5, []),
            ("x: -5", nil, ["1:4: error: `x`: expected a whole number from 1 to 10, got -5"]),
            ("x: 11", nil, ["1:4: error: `x`: expected a whole number from 1 to 10, got 11"]),
            (
                "x: \"5\"", nil,
                [
                    "1:4: error: `x`: expected a whole number from 1 to 10, got \"5\"; take the quotes away"
                ]
            ),
            ("x: 5.0", nil, ["1:4: error: `x`: expected a whole number from 1 to 10, got 5.0"]),
            (
                "x: 99999999999999999999", nil,
                [
                    "1:4: error: `x`: expected a whole number from 1 to 10, got 99999999999999999999"
                ]
            ),
            ("x: []", nil, ["1:4: error: `x`: expected a whole number from 1 to 10, got a list"]),
            ("{}", nil, ["1:1: error: a thing needs the field `x`; add `x: ...`"]),
        ])
    func numbers(_ text: String, _ value: Int?, _ findings: [String]) throws {
        let read = try reading(text) { $0.int("x", in: 1...10) }
        #expect(read.value == value)
        #expect(read.findings == findings)
        #expect(try reading("{}") { $0.int("x", in: 1...10, default: 7) }.value == 7)
    }

    @Test(
        "true and false, and nothing that merely looks like it",
        arguments: [
            ("x: true", true, []), ("x: false", false, []), ("{}", false, []),
            ("x: yes", false, ["1:4: error: `x`: expected true or false, got yes"]),
            ("x: \"true\"", false, ["1:4: error: `x`: expected true or false, got \"true\""]),
        ])
    func booleans(_ text: String, _ value: Bool, _ findings: [String]) throws {
        let read = try reading(text) { $0.bool("x", default: false) }
        #expect(read.value == value)
        #expect(read.findings == findings)
    }

    @Test(
        "words of a closed set",
        arguments: [
            ("x: green", Color.green, []),
            (
                "x: gren", nil,
                [
                    "1:4: error: `x`: expected one of red, green, blue, got gren. Did you mean `green`?"
                ]
            ),
            ("x: purple", nil, ["1:4: error: `x`: expected one of red, green, blue, got purple."]),
            ("x: [red]", nil, ["1:4: error: `x`: expected one of red, green, blue, got a list."]),
        ])
    func words(_ text: String, _ value: Color?, _ findings: [String]) throws {
        let read = try reading(text) { $0.oneOf("x", Color.self) }
        #expect(read.value == value)
        #expect(read.findings == findings)
        #expect(try reading("x: [red, blue]") { $0.someOf("x", Color.self) }.value == [.red, .blue])
        #expect(try reading("{}") { $0.oneOf("x", Color.self, default: .blue) }.value == .blue)
    }

    @Test(
        "durations in seconds",
        arguments: [
            ("x: 90s", 90, []), ("x: 5m", 300, []), ("x: 24h", 86_400, []), ("x: 7d", 604_800, []),
            ("x: 5 m", 300, []),
            ("x: 5", 1, ["1:4: error: `x`: expected a duration like 90s, 5m, 24h or 7d, got 5"]),
            ("x: m", 1, ["1:4: error: `x`: expected a duration like 90s, 5m, 24h or 7d, got m"]),
            ("x: 5min", 1, ["1:4: error: `x`: expected a duration like 90s, 5m, 24h or 7d, got 5min"]),
            (
                "x: 9223372036854775807d", 1,
                [
                    "1:4: error: `x`: expected a duration like 90s, 5m, 24h or 7d, got 9223372036854775807d"
                ]
            ),
            ("x: 8d", 1, ["1:4: error: `x`: expected 1s to 7d, got 8d"]),
            ("x: [1m]", 1, ["1:4: error: `x`: expected a duration like 90s, 5m, 24h or 7d, got a list"]),
        ])
    func durations(_ text: String, _ value: Int64, _ findings: [String]) throws {
        let read = try reading(text) { $0.duration("x", in: 1...604_800, default: 1) }
        #expect(read.value == value)
        #expect(read.findings == findings)
    }

    @Test(
        "sizes in bytes",
        arguments: [
            ("x: 4 MiB", 4 << 20, []), ("x: 64KiB", 64 << 10, []), ("x: 512 B", 512, []),
            ("x: 4 MB", 1, ["1:4: error: `x`: expected a size like 64 KiB or 4 MiB, got 4 MB"]),
            ("x: 33 MiB", 1, ["1:4: error: `x`: expected 1 B to 32 MiB, got 33 MiB"]),
        ])
    func sizes(_ text: String, _ value: Int, _ findings: [String]) throws {
        let read = try reading(text) { $0.bytes("x", in: 1...Limits.bodyBytesMax, default: 1) }
        #expect(read.value == value)
        #expect(read.findings == findings)
    }

    @Test("a field that nobody asked for is a finding with the closest one")
    func unknownFields() throws {
        let read = try reading("nmae: a\nzebra: 1\nteam: x\n") { fields in
            (fields.optionalString("name"), fields.optionalString("team"))
        }
        #expect(
            read.findings == [
                "1:1: error: `nmae` is not a field of a thing; known fields: name, team. Did you mean `name`?",
                "2:1: error: `zebra` is not a field of a thing; known fields: name, team.",
            ])
    }

    @Test("all findings come at once, in the order of the file")
    func allAtOnce() throws {
        let read = try reading("c: [1]\nb: x\nd: 1\n") { fields in
            _ = fields.int("b", in: 1...5)
            _ = fields.string("a")
            _ = fields.string("c")
        }
        #expect(read.findings.map { $0.prefix(4) } == ["1:1:", "1:4:", "2:4:", "3:1:"])
    }

    @Test("lists and mappings are handed out with their places, or nothing is")
    func structure() throws {
        #expect(try reading("x: [1, {a: 2}]") { $0.nodes("x") }.value.map(\.place.column) == [5, 8])
        #expect(
            try reading("x: 1") { $0.nodes("x") }.findings == [
                "1:4: error: `x`: expected a list (`- ...`), got 1"
            ])
        #expect(try reading("x: {b: 1, a: 2}") { $0.members("x") }.value.map(\.key) == ["b", "a"])
        #expect(
            try reading("x: [1]") { $0.members("x") }.findings
                == ["1:4: error: `x`: expected a mapping (`name: value`), got a list"])
        #expect(
            try reading("x: [1]") { $0.fields("x", of: "the part") == nil }.findings
                == ["1:4: error: expected the fields of the part (`name: value`), got a list"])
        #expect(try reading("x:") { $0.fields("x", of: "the part") == nil }.findings == [])
    }

    @Test("a message stays short whatever the file holds, and five hundred are enough")
    func bounds() throws {
        let long = String(repeating: "y", count: 1000)
        let read = try reading("x: \(long)\n\(long): 1\n") { $0.int("x", in: 1...5) }
        #expect(read.findings.allSatisfy { $0.utf8.count < 200 })
        let many = try reading((0..<600).map { "k\($0): 1\n" }.joined()) { _ in 0 }
        #expect(many.findings.count == 500)
    }
}
