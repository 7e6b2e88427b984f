import JSON
import TestSupport
import Testing

@Suite("match() and search()")
struct PatternTests {
    /// Whether the expression holds where `@` is the text, `p` the pattern, both as JSON strings of a document.
    private func holds(_ expression: String, _ text: String, _ pattern: String) throws -> Bool {
        let filter = try JSONFilter(expression, names: ["p"])
        var builder = JSONBuilder()
        builder.beginArray()
        builder.string(text)
        builder.string(pattern)
        builder.endArray()
        return builder.finish().withRoot { root in
            guard let text = root[0] else { return false }
            var bindings = JSONBindings(root: root, current: text)
            bindings[0] = root[1]
            return filter.matches(bindings)
        }
    }

    /// The pattern as a literal of a path.
    private func quoted(_ pattern: String) -> String {
        let escaped = pattern.unicodeScalars.map { scalar in
            switch scalar {
            case "\\", "'": "\\\(scalar)"
            case "\u{0}"..<" ": (scalar.value < 16 ? "\\u000" : "\\u00") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "'" + escaped.joined() + "'"
    }

    private func fits(_ function: String, _ text: String, _ pattern: String) throws -> Bool {
        let written = try holds("\(function)(@, \(quoted(pattern)))", text, pattern)
        let found = try holds("\(function)(@, p)", text, pattern)
        #expect(written == found, "a pattern means the same in a path and in a document")
        return written
    }

    @Test(
        "match() fits whole texts, as the grammar of I-Regexp reads the pattern",
        arguments: [
            ("", [""], ["a"]), ("a|", ["a", ""], ["b"]), ("()", [""], ["a"]), ("(a|b)c", ["ac", "bc"], ["c", "abc"]),
            ("ab*", ["a", "abb"], ["ab c", "b"]), ("(ab)+", ["ab", "abab"], ["", "aba"]),
            ("a?b", ["b", "ab"], ["aab"]),
            ("a{2}", ["aa"], ["a", "aaa"]), ("a{2,}", ["aa", "aaaa"], ["a"]), ("a{1,2}", ["a", "aa"], ["", "aaa"]),
            ("a{0}", [""], ["a"]), ("a.c", ["abc", "a\u{0}c", "a\u{1F600}c", "a\u{2028}c"], ["a\nc", "a\rc", "ac"]),
            ("[a-c]", ["a", "b", "c"], ["d", "-"]), ("[a-]", ["a", "-"], ["b"]), ("[-a]", ["a", "-"], ["b"]),
            ("[^a-c]", ["d", "\n", "\u{1F600}"], ["b", ""]), ("[^-a]", ["b"], ["a", "-"]), ("[-]", ["-"], ["a"]),
            ("[.*?+(){}|$/]+", [".*?+(){}|$/"], ["a", "\\"]), ("[a^]", ["a", "^"], ["b"]),
            ("[\\[\\]\\\\\\-\\^]+", ["[]\\-^"], ["a"]), ("[\\n\\r\\t]+", ["\n\r\t"], ["n", "r", "t"]),
            ("[\u{E9}-\u{EB}]", ["\u{EA}"], ["e", "\u{EC}"]), ("[(-+]", ["(", ")", "*", "+"], [",", "-"]),
            ("[a-c-]", ["-", "b"], ["d"]),
            ("\\(\\)\\*\\+\\-\\.\\?\\[\\\\\\]\\^\\{\\|\\}", ["()*+-.?[\\]^{|}"], ["()"]),
            ("\\n\\r\\t", ["\n\r\t"], ["nrt"]), ("a#b c/-,:<=>@_`~&%!\"'", ["a#b c/-,:<=>@_`~&%!\"'"], ["a"]),
            ("\u{E9}+", ["\u{E9}\u{E9}"], ["e\u{301}"]), ("(\u{1F600}|b){2}", ["\u{1F600}b"], ["\u{1F600}"]),
            ("\u{0}\u{1}", ["\u{0}\u{1}"], ["\u{0}"]), ("^a$", ["a"], ["^a$", "ba"]), ("(^)*a", ["a"], ["^a"]),
            ("^*a$+", ["a"], ["ba", "ab"]), ("a^b", [], ["ab", "a^b"]), ("(?:a)", [], ["a"]),
            ("[Z-a]+", ["Z_a"], ["z"]), ("A", ["A"], ["a"]), ("-", ["-"], ["a"]), (",", [","], ["a"]),
        ])
    func matches(_ pattern: String, _ fitting: [String], _ other: [String]) throws {
        for text in fitting { #expect(try fits("match", text, pattern), "\(pattern) fits \(text.debugDescription)") }
        for text in other { #expect(try !fits("match", text, pattern), "\(pattern) on \(text.debugDescription)") }
    }

    @Test(
        "know the categories of Unicode",
        arguments: [
            ("\\p{L}", "a\u{416}\u{5D0}", "1_ "), ("\\p{Lu}", "A\u{416}", "a\u{436}"), ("\\P{Lu}", "a1", "A"),
            ("\\p{M}", "\u{301}", "a"), ("\\p{Nd}", "7\u{663}", "\u{2167}"), ("\\p{N}", "7\u{2167}", "a"),
            ("\\p{P}", ".-_", "a$"), ("\\p{Sc}", "$\u{20AC}", "+"), ("\\p{Zs}", " \u{A0}", "\n"),
            ("\\p{Cc}", "\n\u{0}", "a "), ("\\p{Cf}", "\u{200B}", " "), ("\\p{Co}", "\u{E000}", "a"),
            ("\\p{Cn}", "\u{378}\u{10FFFF}", "a\n\u{E000}"), ("\\P{Cn}", "a\n\u{E000}", "\u{378}\u{10FFFF}"),
            ("\\p{C}", "\n\u{200B}\u{E000}\u{378}", "a 1"), ("\\P{C}", "a 1", "\n\u{200B}\u{E000}\u{378}"),
            ("[a\\p{C}]", "a\n\u{378}", "b"), ("[^a\\p{C}]", "b ", "a\n\u{378}"), ("[^a\\P{Cn}]", "\u{378}", "ab"),
            ("[\\p{Lu}\\p{Nd}_]", "A7_", "a"), ("[^\\p{L}]", "1 ", "a"), ("[\\P{L}x]", "x1", "a"),
        ])
    func categories(_ pattern: String, _ members: String, _ others: String) throws {
        for scalar in members.unicodeScalars { #expect(try fits("match", String(scalar), pattern), "\(scalar.value)") }
        for scalar in others.unicodeScalars { #expect(try !fits("match", String(scalar), pattern), "\(scalar.value)") }
    }

    @Test("search() fits parts of texts")
    func searches() throws {
        for (pattern, text) in [("b", "abc"), ("", ""), ("b+c", "abbc"), ("^a", "ab"), ("c$", "abc"), ("^$", "")] {
            #expect(try fits("search", text, pattern))
        }
        for (pattern, text) in [("^b", "abc"), ("b$", "abc"), ("^b", "a\nb"), ("a$", "a\n"), (".", "\r\n")] {
            #expect(try !fits("search", text, pattern))
        }
    }

    @Test(
        "what is no I-Regexp fits nothing, and a path tells where and why",
        arguments: [
            ("(", 1, "expected `)`, found the end"), (")", 0, "expected no `)` where no group is open"),
            ("a)b", 1, "expected no `)` where no group is open"), ("*a", 0, "expected something to repeat before `*`"),
            ("a**", 2, "expected something to repeat before `*`"),
            ("a*?", 2, "expected something to repeat before `?`"),
            ("(?i)a", 1, "expected something to repeat before `?`"), ("a{", 2, "expected a number of repetitions"),
            ("a{,2}", 2, "expected a number of repetitions"),
            ("a{2", 3, "expected `}` after the number of repetitions"),
            ("a{2,1}", 5, "expected at least 2 as the larger number"),
            ("a{1001}", 5, "expected at most 1000 repetitions, found more"), ("}", 0, "expected `\\` before `}`"),
            ("\u{E9}]", 2, "expected `\\` before `]`"), ("[", 1, "expected `]`, found the end"),
            ("[]", 1, "expected a character after `[`, found `]`"),
            ("[^]", 2, "expected a character after `[`, found `]`"),
            ("[a", 2, "expected `]`, found the end"), ("[c-a]", 4, "expected a range that goes up"),
            ("[a-c-e]", 4, "expected `-` only between, before or after all others"),
            ("[--a]", 2, "expected `-` only between, before or after all others"),
            ("[a-[]", 3, "expected `\\` before `[`"), ("[a-\\p{L}]", 4, Self.escapes),
            ("[a-", 3, "expected a character, found the end"),
            ("\\", 1, "expected a character after `\\`, found the end"), ("\\d", 1, Self.escapes),
            ("\\b", 1, Self.escapes),
            ("(a)\\1", 4, Self.escapes), ("\\$", 1, Self.escapes), ("\\x{61}", 1, Self.escapes),
            ("\\p{Cs}", 2, Self.category), ("\\p{Lx}", 2, Self.category), ("\\p{Llu}", 2, Self.category),
            ("\\p{Latin}", 2, Self.category),
            ("\\p{IsBasicLatin}", 2, Self.category), ("\\p{}", 2, Self.category), ("\\pL", 2, Self.category),
            ("\\p{L", 2, Self.category), ("\\p{^L}", 2, Self.category), ("\\p", 2, Self.category),
            (
                "((a{1000}){1000}){1000}", 0,
                "expected an expression that needs less memory; repeat less, or shorter parts"
            ),
        ])
    func refuses(_ pattern: String, _ offset: Int, _ message: String) throws {
        for function in ["match", "search"] {
            for text in ["", "a", pattern] { #expect(try !fits(function, text, pattern)) }
        }
        let path = try JSONPath("$[?match(@, \(quoted(pattern)))]")
        #expect(path.patternsRefused.map(\.message) == ["byte \(offset) of the pattern: \(message)"])
        #expect(path.patternsRefused.map(\.offset) == [12])
        #expect(try JSONFilter("!search(@, \(quoted(pattern)))").patternsRefused.count == 1)
    }

    static let escapes = "expected one of n r t p P ( ) * + - . ? [ \\ ] ^ { | } after `\\`"
    static let category = "expected a Unicode category in braces, as in `\\p{Lu}`"

    @Test(
        "other values than texts fit nothing and are fitted by nothing",
        arguments: [
            "match(1, '1')", "match(@, 1)", "match(@, null)", "match(@, true)", "match(@.none, '')", "match(@, @.none)",
            "search(p.list, 'a')", "search(@, count(p.*))", "match(length(@), '1')", "search(@, value($..none))",
        ])
    func otherValues(_ expression: String) throws {
        #expect(try !holds(expression, "1", "1"))
        #expect(try holds("!" + expression, "1", "1"))
    }

    @Test("a pattern written as another value than a text is told")
    func tellsOtherValues() throws {
        let path = try JSONPath("$[?match(@, 1) || search(@, 'a') || search(@, '[') || match(@, @.p)]")
        #expect(
            path.patternsRefused.map(\.description) == [
                "at offset 12: expected a pattern in quotes, found another value",
                "at offset 46: byte 1 of the pattern: expected `]`, found the end",
            ])
    }

    @Test("a pattern from a document is kept short and cheap, one in a path may be long")
    func limits() throws {
        let long = String(repeating: "a", count: 1024)
        #expect(try holds("match(@, p)", long, long))
        #expect(try !holds("match(@, p)", long + "a", long + "a"))
        #expect(try holds("match(@, '\(long)a')", long + "a", ""))
        let deep = String(repeating: "(", count: 64) + "a" + String(repeating: ")", count: 64)
        #expect(try fits("match", "a", deep))
        #expect(try !fits("match", "a", "(\(deep))"))
        let classes = String(repeating: "\\p{Cn}", count: 100)
        #expect(try !fits("search", "a", classes + "|a"))
        let costly = "(" + String(repeating: "[a-z]?", count: 150) + ")+1"
        #expect(try holds("search(@, p)", "abc1", costly))
        #expect(try !holds("search(@, p)", String(repeating: "a", count: 1 << 20) + "1", costly))
        #expect(try holds("search(@, '\(costly)')", String(repeating: "a", count: 1 << 20) + "1", ""))
    }

    @Test("patterns that ruin backtracking engines take no time", .timeLimit(.minutes(1)))
    func isLinear() throws {
        let text = String(repeating: "a", count: 200_000) + "!"
        for pattern in ["(a+)+", "(a|aa)+", "(a|a?)+", "(.*)*x", "((a*)*)*"] {
            #expect(try !fits("match", text, pattern))
        }
    }

    @Test("any pattern is either refused or answered", arguments: UInt64(0)..<40)
    func anyPattern(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let letters = Array("ab01-^$.|()[]{}*+?\\pPLuCn,\n\u{E9}\u{1F600}")
        for _ in 0..<50 {
            let pattern = String(
                (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
                    letters.randomElement(using: &random)
                })
            let text = String((0..<4).compactMap { _ in letters.randomElement(using: &random) })
            let isFitting = try fits("match", text, pattern)
            let path = try JSONPath("$[?match(@, \(quoted(pattern)))]")
            #expect(!isFitting || path.patternsRefused.isEmpty)
            // What the grammar lets through, the library understands.
            #expect(!path.patternsRefused.contains { $0.message.contains("less memory") }, "\(pattern)")
            #expect(try !isFitting || fits("search", text, pattern))
        }
    }

    @Test("patterns that change from element to element, on many threads")
    func changingPatterns() async throws {
        let json =
            #"[{"t":"a1","p":"a[0-9]"},{"t":"b","p":"a"},{"t":"g","p":"g"},{"t":"c","p":"c|d"},{"t":"d","p":"("},{"t":"e","p":".*"},"#
            + #"{"t":"f","p":"[^f]"},{"t":"a1","p":"a[0-9]"}]"#
        let document = try JSONDocument(parsing: Array(json.utf8))
        let path = try JSONPath("$[?match(@.t, @.p)].t")
        let found = await withTaskGroup(of: Set<String>.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    Set((0..<100).map { _ in document.withRoot { nodes(of: path, in: $0) }.description })
                }
            }
            return await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        #expect(found == [#"["a1","g","c","e","a1"]"#])
    }
}
