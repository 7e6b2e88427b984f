import JSON
import Testing

@Suite("A JSONPath")
struct JSONPathTests {
    static let document =
        #"{"a":[{"n":1,"t":"x"},{"n":2.5,"t":"y"},{"n":null},"s",[7,8]],"b":{"a":{"n":3}},"c d":{"'":true},"é":"ü"}"#

    @Test(
        "finds the nodes of the RFC in its order",
        arguments: [
            ("$", "[\(document)]"),
            ("$.a[0].n", "[1]"), ("$['a'][\"0\"]", "[]"), ("$.a[-1][0]", "[7]"), ("$.a[5]", "[]"), ("$.a[-6]", "[]"),
            ("$['c d']['\\'']", "[true]"), ("$[\"c d\"][\"'\"]", "[true]"), ("$.é", #"["ü"]"#),
            (#"$["\u00e9"]"#, #"["ü"]"#),
            ("$.b.*", #"[{"n":3}]"#), ("$.a[*].n", "[1,2.5,null]"), ("$.a[0]['n','t',\"n\"]", #"[1,"x",1]"#),
            ("$.a[1:3].n", "[2.5,null]"), ("$.a[::2].t", #"["x"]"#), ("$.a[::-1].n", "[null,2.5,1]"),
            ("$.a[-2:]", #"["s",[7,8]]"#), ("$.a[4:1:-2]", #"[[7,8],{"n":null}]"#), ("$.a[1:4:0]", "[]"),
            ("$.a[:9007199254740991]..t", #"["x","y"]"#), ("$.a[-9007199254740991:1].n", "[1]"),
            ("$.a[9007199254740991:-9007199254740991:-9007199254740991]", "[[7,8]]"),
            ("$..n", "[1,2.5,null,3]"), ("$..[0]", #"[{"n":1,"t":"x"},7]"#), ("$.b..*", #"[{"n":3},3]"#),
            ("$..a.n", "[3]"), ("$.a[?@.n].n", "[1,2.5,null]"), ("$.a[?@.n > 1].n", "[2.5]"),
            ("$.a[?@.n == null]", #"[{"n":null}]"#), ("$.a[?@.t == 'x' || @[0] == 7]", #"[{"n":1,"t":"x"},[7,8]]"#),
            ("$.a[?!@.n]", #"["s",[7,8]]"#), ("$.a[?!(@.n && @.t)]", #"[{"n":null},"s",[7,8]]"#),
            ("$.a[?length(@) == 2].t", #"["x","y"]"#), ("$.a[?length(@) == 1]", #"[{"n":null},"s"]"#),
            ("$.a[?count(@.*) == 2][1]", "[8]"), ("$.a[?value(@..n) == 2.5].t", #"["y"]"#),
            ("$.a[?value(@.*) == 7]", "[]"),
            ("$.a[?@.missing == $.missing]", #"[{"n":1,"t":"x"},{"n":2.5,"t":"y"},{"n":null},"s",[7,8]]"#),
            ("$.a[?@.missing <= $.missing]..t", #"["x","y"]"#), ("$.a[?@.missing < 1]", "[]"),
            ("$.a[?@.t >= 'y'].n", "[2.5]"), ("$.a[?@.t != 'y'].n", "[1,null]"), ("$.a[?@ == 's']", #"["s"]"#),
            ("$.a[?@.n < 18446744073709551616].n", "[1,2.5]"), ("$.a[?@.n >= 1e0 && 2.5E+0 == @.n].n", "[2.5]"),
            ("$ .a [ 0 , 1 ] .n", "[1,2.5]"), ("$.b[?@.n]", #"[{"n":3}]"#), ("$.b[?@ == $.b.a].n", "[3]"),
            ("@.b.a.n", "[3]"),
        ])
    func finds(_ text: String, _ expected: String) throws {
        let path = try JSONPath(text)
        let document = try JSONDocument(parsing: Array(Self.document.utf8))
        #expect(document.withRoot { nodes(of: path, in: $0) }.description == expected)
        let first = document.withRoot { path.first(from: $0, root: $0).map(written) }
        let expectedFirst = try JSONDocument(parsing: Array(expected.utf8)).withRoot { $0[0].map(written) }
        #expect(first == expectedFirst)
        #expect(path.description == text)
    }

    @Test(
        "names the place of a mistake, what it expected and what it found",
        arguments: [
            ("", 0, "expected `$` or `@` or `m`, found the end"), (" $", 0, "expected `$` or `@` or `m`, found ` `"),
            ("$ ", 1, "expected `.`, `[` or the end, found ` `"), ("$a", 1, "expected `.`, `[` or the end, found `a`"),
            ("x.a", 0, "expected `$` or `@` or `m`, found `x`"),
            ("$.", 2, "expected a name or `*` after `.`, found the end"),
            ("$.é\u{1}", 4, "expected `.`, `[` or the end, found the control character 1"),
            ("$...a", 3, "expected a name, `*` or `[` after `..`, found `.`"),
            ("$.[0]", 2, "expected a name or `*` after `.`, found `[`"),
            ("$[]", 2, "expected a selector (a quoted name, an index, a slice, `*` or `?`), found `]`"),
            ("$[0", 3, "expected `]` or `,` after a selector, found the end"),
            ("$[01]", 2, "expected an integer without leading zeros and other than -0"),
            ("$[-0]", 2, "expected an integer without leading zeros and other than -0"),
            ("$[-]", 3, "expected a digit, found `]`"),
            ("$[9007199254740992]", 2, "expected an integer of at most 53 bits, found a larger one"),
            ("$['a]", 2, "expected a closing quote, found the end"),
            ("$['\\\"']", 4, "expected one of b f n r t / \\ u or the quote after `\\`, found `\"`"),
            ("$['\\ud800']", 5, "expected a character or both halves of a surrogate pair, found one half"),
            ("$['\\u12G4']", 7, "expected four hexadecimal digits, found `G`"),
            ("$['\n']", 3, "expected a printable character or an escape, found the control character 10"),
            ("$[?true]", 3, "expected a query or a comparison, found a value alone"),
            ("$[?length(@)]", 3, "expected a query or a comparison, found a value alone"),
            (
                "$[?@.* == 1]", 3,
                "expected a value or a query of names and indices only, found a query that may find many nodes"
            ),
            ("$[?@.a == n]", 10, "expected `$` or `@` or `m`, found `n`"),
            ("$[?@.a = 1]", 7, "expected `]` or `,` after a selector, found `=`"),
            ("$[?(@.a]", 7, "expected `)` after a group, found `]`"),
            ("$[?@.a == 1e400]", 10, "expected a number within binary64, found a larger one"),
            ("$[?@.a == 01]", 10, "expected a number without leading zeros"),
            (
                "$[?size(@) == 1]", 3,
                "expected the function length, count, value, match or search, found `size`"
            ),
            ("$[?match(@.a)]", 12, "expected `,` between the two arguments of match(), found `)`"),
            ("$[?search(@, @, @)]", 14, "expected `)` after the two arguments of search(), found `,`"),
            (
                "$[?match(@.*, 'b')]", 9,
                "expected a value or a query of names and indices only, found a query that may find many nodes"
            ),
            (
                "$[?search(@, 'b') == true]", 3,
                "expected a value or a query, found match() or search() in its place"
            ),
            (
                "$[?length(match(@, 'b')) == 1]", 10,
                "expected a value or a query, found match() or search() in its place"
            ),
            ("$[?count(1) == 1]", 9, "expected a query as argument of count(), found a value"),
            ("$[?count(@, @) == 1]", 10, "expected `)` after the one argument of count(), found `,`"),
        ])
    func refuses(_ text: String, _ offset: Int, _ message: String) {
        let error = #expect(throws: JSONPathError.self) { try JSONPath(text, names: ["m"]) }
        #expect(error?.offset == offset)
        #expect(error?.message == message)
    }

    @Test("refuses nesting and length without end, and names that no text could start with")
    func limits() throws {
        func grouped(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "@" + String(repeating: ")", count: depth)
        }
        _ = try JSONFilter(grouped(32))
        #expect(throws: JSONPathError.self) { try JSONFilter(grouped(33)) }
        _ = try JSONPath("$" + String(repeating: "[?@", count: 32) + String(repeating: "]", count: 32))
        #expect(throws: JSONPathError.self) {
            try JSONPath("$" + String(repeating: "[?@", count: 33) + String(repeating: "]", count: 33))
        }
        let lengths = String(repeating: "length(", count: 33) + "@" + String(repeating: ")", count: 33)
        #expect(throws: JSONPathError.self) { try JSONFilter(lengths + " == 1") }
        #expect(throws: JSONPathError.self) { try JSONPath("$" + String(repeating: "[0]", count: 2000)) }
        for name in ["", "true", "null", "a-b", "1a", "$"] {
            #expect(throws: JSONPathError.self) { try JSONPath("$", names: [name]) }
        }
        #expect(throws: JSONPathError.self) { try JSONPath("$", names: (0..<9).map { "n\($0)" }) }
    }

    @Test(
        "knows whether it can find more than one node",
        arguments: [
            ("$", true), ("$.a[0]['b']", true), ("$[*]", false), ("$.a[0,1]", false), ("$.a[0:1]", false),
            ("$..a", false),
            ("$.a[?@]", false), ("$.a[*].b", false), ("m.a", true),
        ])
    func isSingular(_ text: String, _ expected: Bool) throws {
        #expect(try JSONPath(text, names: ["m"]).isSingular == expected)
    }

    @Test("starts from names, and finds nothing from names that stand for nothing")
    func startsFromNames() throws {
        let names = ["change", "message"]
        let document = try JSONDocument(parsing: Array(#"{"m":{"from":"2"},"c":[{"id":"1"},{"id":"2","x":"y"}]}"#.utf8))
        let path = try JSONPath("change[?@.id == message.from && !@.y].x", names: names)
        let single = try JSONPath("message.from", names: names)
        document.withRoot { root in
            var bindings = JSONBindings(root: root)
            #expect(single.first(in: bindings) == nil)
            #expect(single.first(from: root, root: root) == nil)
            bindings[0] = root["c"]
            bindings[1] = root["m"]
            bindings[8] = root
            #expect(bindings[8] == nil)
            #expect(path.first(in: bindings)?.string == "y")
            #expect(single.first(in: bindings)?.string == "2")
            bindings[1] = nil
            #expect(path.first(in: bindings) == nil)
            var found: [String] = []
            path.forEach(from: root, root: root) { found.append($0.string ?? "") }
            #expect(found == [])
        }
    }

    @Test("binds eight names apart from each other")
    func bindsEight() throws {
        let names = (0..<8).map { "n\($0)" }
        let document = try JSONDocument(parsing: Array("[0,1,2,3,4,5,6,7]".utf8))
        let paths = try names.map { try JSONPath($0, names: names) }
        let current = try JSONPath("@")
        document.withRoot { root in
            var bindings = JSONBindings(root: root, current: root[3])
            for place in 0..<8 { bindings[place] = root[place] }
            #expect(paths.map { $0.first(in: bindings)?.int64 } == [0, 1, 2, 3, 4, 5, 6, 7])
            #expect(current.first(in: bindings)?.int64 == 3)
        }
    }

    @Test("gives on what its body throws, and stops there")
    func stops() throws {
        struct Enough: Error {}
        let document = try JSONDocument(parsing: Array("[1,2,3]".utf8))
        let path = try JSONPath("$[*]")
        var seen = 0
        #expect(throws: Enough.self) {
            try document.withRoot { root in
                try path.forEach(in: root) { _ throws(Enough) in
                    seen += 1
                    if seen == 2 { throw Enough() }
                }
            }
        }
        #expect(seen == 2)
        document.withRoot { root in
            path.visit(in: JSONBindings(root: root)) { _ in
                seen += 1
                return seen < 4
            }
        }
        #expect(seen == 4)
    }

    @Test("is the same as another of the same text and names")
    func isHashable() throws {
        let paths: Set = [
            try JSONPath("$.a"), try JSONPath("$.a"), try JSONPath("$['a']"), try JSONPath("$.a", names: ["a"]),
        ]
        #expect(paths.count == 3)
    }
}
