import JSON
import Testing

@Suite("A JSON value")
struct JSONValueTests {
    private func read<R>(_ json: String, _ body: (JSONValue) -> R) throws -> R {
        try JSONDocument(parsing: Array(json.utf8)).withRoot(body)
    }

    @Test(
        "knows its kind",
        arguments: [
            ("{}", .object), ("[]", .array), ("\"\"", .string), ("-1", .int), ("9223372036854775807", .int),
            ("9223372036854775808", .uint), ("1.0", .double), ("1e2", .double), ("true", .bool), ("false", .bool),
            ("null", .null),
        ] as [(String, JSONValue.Kind)])
    func hasKind(_ json: String, _ kind: JSONValue.Kind) throws {
        #expect(try read(json) { $0.kind } == kind)
        #expect(try read(json) { $0.isNull } == (kind == .null))
    }

    @Test(
        "converts numbers only where nothing is lost",
        arguments: [
            ("3", 3, 3, 3.0), ("-3", -3, nil, -3.0), ("3.0", 3, 3, 3.0), ("3.5", nil, nil, 3.5),
            ("18446744073709551615", nil, UInt64.max, 18_446_744_073_709_551_615.0), ("1e300", nil, nil, 1e300),
            ("-9223372036854775808", Int64.min, nil, -9_223_372_036_854_775_808.0), ("\"3\"", nil, nil, nil),
        ] as [(String, Int64?, UInt64?, Double?)])
    func converts(_ json: String, _ int: Int64?, _ uint: UInt64?, _ double: Double?) throws {
        #expect(try read(json) { $0.int64 } == int)
        #expect(try read(json) { $0.uint64 } == uint)
        #expect(try read(json) { $0.double } == double)
    }

    @Test("finds members and elements, of equal names the first, and nothing in other kinds")
    func looksUp() throws {
        let json = #"{"":0,"a":1,"a":2,"longer name":[10,"x",{"b":null}],"longer namf":3,"é":4}"#
        try read(json) { root in
            #expect(root[""]?.int64 == 0)
            #expect(root["a"]?.int64 == 1)
            #expect(root["longer name"]?.count == 3)
            #expect(root["longer namf" as JSONKey]?.int64 == 3)
            #expect(root["longer namg"] == nil)
            #expect(root["e\u{301}"] == nil)
            #expect(root["é"]?.int64 == 4)
            #expect(root[0] == nil)
            let array = root["longer name"]
            #expect(array?[0]?.int64 == 10)
            #expect(array?[-1]?["b"]?.isNull == true)
            #expect(array?[-3]?.int64 == 10)
            for place in [3, -4, Int.max, Int.min] { #expect(array?[place] == nil) }
            #expect(array?["0"] == nil)
            #expect(root["a"]?["a"] == nil)
            #expect(root.count == 6)
        }
    }

    @Test("lists its children in order, scalars none")
    func lists() throws {
        try read(#"{"a":[1,[2,3],{"c":4},5.5,6],"b":"t"}"#) { root in
            #expect(root.members.map { $0.key.string } == ["a", "b"])
            #expect(root["a"]?.elements.map { $0.count } == [0, 2, 1, 0, 0])
            #expect(root["a"]?.members.map { $0.key.string } == [])
            #expect(root.elements.map { $0.count } == [])
            #expect(root["b"]?.elements.map { $0.count } == [])
            var seen: [String] = []
            root.forEachMember { key, value in seen.append("\(key.string ?? "") \(value.kind)") }
            root["a"]?.forEachElement { seen.append("\($0.kind)") }
            #expect(seen == ["a array", "b string", "int", "array", "object", "double", "int"])
        }
    }

    @Test("lends its bytes without escapes, NUL included")
    func lendsBytes() throws {
        try read(#""a\u0000\n\u20ac""#) { value in
            #expect(value.withUTF8 { Array($0) } == Array("a\0\n€".utf8))
            #expect(value.utf8Count == 6)
        }
        #expect(try read("1") { $0.withUTF8 { $0.count } } == nil)
    }

    @Test(
        "is shown as text without loss",
        arguments: [
            ("\"a\\n\"", "a\n"), ("7", "7"), ("-9223372036854775808", "-9223372036854775808"),
            ("18446744073709551615", "18446744073709551615"), ("3.0", "3"), ("-0.0", "0"), ("0.1", "0.1"),
            ("1.5e300", "1.5e+300"), ("1e2", "100"), ("true", "true"), ("false", "false"), ("null", nil), ("{}", nil),
            ("[]", nil),
        ])
    func hasText(_ json: String, _ text: String?) throws {
        #expect(try read(json) { $0.scalarText } == text)
    }

    @Test(
        "equals another by RFC 9535",
        arguments: [
            ("1", "1.0", true), ("1", "1.5", false), ("-0", "0.0", true),
            ("9007199254740993", "9007199254740992.0", false),
            ("18446744073709551615", "18446744073709551615", true), ("18446744073709551615", "-1", false),
            ("9223372036854775808", "9223372036854775808.0", true), ("\"1\"", "1", false), ("null", "false", false),
            ("[1,2]", "[1,2]", true), ("[1,2]", "[2,1]", false), ("[1]", "[1,2]", false), ("[1,2]", "[1]", false),
            ("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1.0}", true), ("{\"a\":1}", "{\"a\":1,\"b\":2}", false),
            ("{\"a\":1,\"a\":2}", "{\"a\":1}", true), ("{\"a\":2,\"a\":1}", "{\"a\":1}", false),
            ("{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":1}", false), ("{}", "[]", false), ("\"a\"", "\"ab\"", false),
            ("\"é\"", "\"e\u{301}\"", false),
        ])
    func equals(_ left: String, _ right: String, _ expected: Bool) throws {
        let other = try JSONDocument(parsing: Array(right.utf8))
        try read(left) { left in
            other.withRoot { right in
                #expect(left.isEqual(to: right) == expected)
                #expect(right.isEqual(to: left) == expected)
            }
        }
    }
}
