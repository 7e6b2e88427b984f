import JSON
import Testing

@Suite("A JSON filter")
struct JSONFilterTests {
    @Test(
        "holds or not",
        arguments: [
            ("@.type == 'text' && !@.errors", true), (" @.type=='text'\n", true), ("@.type == 'image'", false),
            ("@.errors", false), ("!@.errors", true), ("!(@.type == 'text')", false), ("@.a && @.type || @.type", true),
            ("@.type || @.a && @.a", true), ("(@.type || @.a) && @.a", false), ("$.list[?@ > 2]", true),
            ("$.list[?@ > 3]", false), ("count($.list[*]) == 3", true), ("length(@.type) >= 4", true),
            ("$.list == @.list", false), ("@ == $.inner", true), ("@.none == null", false), ("m.n == @.n", true),
            ("m", true), ("unbound", false), ("unbound.x == @.none", true), ("null == null", true), ("'a' < 'b'", true),
            ("@.big > 9007199254740992", true), ("@.big == 9007199254740993", true), ("@.n == 1.0", true),
            ("@.huge > @.n", true), ("@.n < @.huge", true), ("@.huge < 1", false), ("@.huge > 1.5", true),
            ("1.8e19 < @.huge", true), ("@.huge < 1e20", true), ("-1.5 < @.n && 0.5 < @.n && 1.5 > @.n", true),
        ])
    func holds(_ text: String, _ expected: Bool) throws {
        let filter = try JSONFilter(text, names: ["m", "unbound"])
        let json = #"{"inner":{"type":"text","n":1,"big":9007199254740993,"huge":18446744073709551615},"list":[1,2,3]}"#
        try JSONDocument(parsing: Array(json.utf8)).withRoot { root in
            let inner = try #require(root["inner"])
            var bindings = JSONBindings(root: root, current: inner)
            bindings[0] = inner
            #expect(filter.matches(bindings) == expected)
            if !text.contains("m") { #expect(filter.matches(inner, root: root) == expected) }
        }
        #expect(filter.description == text)
    }

    @Test(
        "names the place of a mistake",
        arguments: [
            ("", 0), ("@.a ==", 6), ("@.a == 1 @.b", 9), ("@.a &&", 6), ("@.a & @.b", 4), ("!@.a == 1", 5),
            ("!1 == 1", 1),
            ("other.a", 0), ("@.a == (1)", 7), ("@.a == 'b", 7), ("@.a === 1", 6), ("@..a == 1", 0),
        ])
    func refuses(_ text: String, _ offset: Int) {
        let error = #expect(throws: JSONPathError.self) { try JSONFilter(text, names: ["m"]) }
        #expect(error?.offset == offset, "\(error?.description ?? "")")
    }
}
