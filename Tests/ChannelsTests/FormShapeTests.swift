import Channels
import Domain
import Testing

@Suite("Forms with more than fields")
struct FormShapeTests {
    private let urlEncoded = "application/x-www-form-urlencoded"

    /// The document as one field.
    private func document(
        _ options: String, _ body: String, type: String = "application/x-www-form-urlencoded",
        target: String = "/in/demo"
    ) throws -> String {
        let demo = try DemoChannel(
            options + "\ncases: [{kind: message, key: {digest: item}, map: {value: {raw: $}}}]")
        let event = try #require(try demo.events(body, type: type, target: target).first)
        return String(event.dropFirst(#"{"kind":"message","value":"#.count).dropLast())
    }

    @Test("may be lists, of JSON or as PHP numbers them")
    func lists() throws {
        let json = "application/json"
        #expect(try document("decode: form", #"[{"a":1},2]"#, type: json) == #"{"fields":[{"a":1},2]}"#)
        for scalar in ["7", #""a""#, "null", "true"] {
            #expect(throws: NormaliseError.self) { try document("decode: form", scalar, type: json) }
        }
        for (body, fields) in [
            ("a[0]=x&a[1]=y", #"{"a":["x","y"]}"#), ("a[0]=x", #"{"a":["x"]}"#),
            ("a[b][0]=x&a[b][1]=y", #"{"a":{"b":["x","y"]}}"#), ("a[1]=x&a[0]=y", #"{"a":{"1":"x","0":"y"}}"#),
            ("a[0]=x&a[2]=y", #"{"a":{"0":"x","2":"y"}}"#), ("a[0]=x&a[00]=y", #"{"a":{"0":"x","00":"y"}}"#),
            ("a[0][b]=x&a[1][b]=y", #"{"a":{"0":{"b":"x"},"1":{"b":"y"}}}"#), ("0=x&1=y", #"{"0":"x","1":"y"}"#),
            ("a[0]=x&a[0]=y", #"{"a":{"0":["x","y"]}}"#),
        ] {
            #expect(try document("decode: form", body) == "{\"fields\":\(fields)}", "\(body)")
        }
    }

    @Test("have the parameters of the address beside them")
    func query() throws {
        #expect(
            try document("decode: form", "a=1", target: "/in/demo?b=2&c%5Bd%5D=+3#b=4")
                == #"{"fields":{"a":"1"},"query":{"b":"2","c":{"d":" 3"}}}"#)
        #expect(
            try document("decode: form", #"{"a":1}"#, type: "application/json", target: "/in/demo?b=2")
                == #"{"fields":{"a":1},"query":{"b":"2"}}"#)
        #expect(try document("decode: form", "a=1", target: "/in/demo?") == #"{"fields":{"a":"1"}}"#)
    }

    @Test("take the address for the form when nothing else was sent")
    func sentByGET() throws {
        #expect(
            try document("decode: form", "", type: "", target: "/in/demo?a=1&a=2")
                == #"{"fields":{"a":["1","2"]},"query":{"a":["1","2"]}}"#)
    }

    @Test("JSON has the address only where the file asks for it, and no body can take its place")
    func queryOfJSON() throws {
        let json = "application/json"
        #expect(try document("decode: json", #"{"a":1}"#, type: json, target: "/?b=2") == #"{"a":1}"#)
        let asked = "decode: json\nquery: true"
        #expect(
            try document(asked, #"{"a":1,"query":{"b":3}}"#, type: json, target: "/?b=2")
                == #"{"query":{"b":"2"},"a":1,"query":{"b":3}}"#)
        #expect(try document(asked, "[1]", type: json, target: "/?b=2") == #"{"query":{"b":"2"},"body":[1]}"#)
        #expect(try document(asked, "", type: json, target: "/?b=2") == #"{"query":{"b":"2"}}"#)
        #expect(throws: NormaliseError.self) { try document(asked, "", type: json, target: "/") }
        #expect(throws: NormaliseError.self) { try document(asked, "{", type: json, target: "/?b=2") }
    }

    static let numbered: [(body: String, type: String, expected: String)] = [
        (
            "U0=a&T0=x&U1=b", "application/x-www-form-urlencoded",
            #"{"m":[{"U":"a","T":"x"},{"U":"b"}]}"#
        ),
        ("U1=a&U2=b&U4=d", "application/x-www-form-urlencoded", #"{"m":[{"U":"a"},{"U":"b"}]}"#),
        (#"{"U1":"a","T1":2}"#, "application/json", #"{"m":[{"U":"a","T":"2"}]}"#),
    ]

    @Test("collect numbered fields", arguments: numbered.indices)
    func collect(_ index: Int) throws {
        let example = Self.numbered[index]
        let text = try document("decode: form\nnumbered: {m: [U, T]}", example.body, type: example.type)
        #expect(text.hasSuffix(#","numbered":"# + example.expected + "}"), "\(text)")
    }

    @Test("without numbered fields have no lists of them")
    func notNumbered() throws {
        #expect(
            try document("decode: form\nnumbered: {m: [U]}", "U=1&U2=2") == #"{"fields":{"U":"1","U2":"2"}}"#)
    }

    @Test("read each field in the charset that the form names for it")
    func charsets() throws {
        let charsets = #"{"a":"iso-8859-2","b":"shift_jis","c":"nonsense"}"#
            .replacing("\"", with: "%22").replacing(":", with: "%3A").replacing("{", with: "%7B")
        let body = "a=%B1&b=%93%FA%96%7B&c=%E9&d=%E9&charsets=\(charsets)"
        let text = try document("decode: form\nform_charsets: charsets", body)
        #expect(text.hasPrefix(#"{"fields":{"a":"ą","b":"日本","c":"é","d":"é","#), "\(text)")
        let parts =
            [
                "name=\"charsets\"\r\n\r\n{\"a\":\"ISO-8859-2\"}", "name=\"a\"\r\n\r\nx\r\ny",
            ].map { "--B\r\nContent-Disposition: form-data; " + $0 + "\r\n" }.joined() + "--B--\r\n"
        let multipart = try document(
            "decode: form\nform_charsets: charsets", parts, type: "multipart/form-data; boundary=B")
        #expect(multipart.contains(#""a":"x\ny""#), "\(multipart)")
    }

    @Test("find fields in short and in long forms alike", arguments: [0, 100])
    func fields(_ others: Int) throws {
        let demo = try DemoChannel(
            """
            decode: form
            cases: [{kind: message, key: {digest: item}, map: {text: {field: [b, no_hp]}, sender_name: {field: [list]}}}]
            """)
        let body = "No.+HP=&No+HP=1&list[]=x&list[]=y" + (0..<others).map { "&o\($0)=1" }.joined()
        #expect(try demo.events(body, type: urlEncoded) == [#"{"kind":"message","sender_name":"x","text":"1"}"#])
    }

    @Test("an address with too many parameters is a dead letter")
    func manyParameters() throws {
        let target = "/?" + (0...2000).map { "a\($0)=1" }.joined(separator: "&")
        #expect(throws: NormaliseError.notForm("its address has more than 2000 parameters")) {
            try document("decode: form", "a=1", target: target)
        }
    }

    @Test("leave out of the other answers what the event says already")
    func repetitions() throws {
        let demo = try DemoChannel(
            """
            decode: form
            cases:
              - kind: lead_form
                key: {digest: item}
                map:
                  sender_name: $.fields.a
                  email: {email: $.fields.b}
                  phone_e164: {phone: $.fields.c}
                  text: $.fields.d
                  fields: {other_fields: {}}
            """)
        let events = try demo.events(
            #"{"a":"Siti","b":" S@x.example","c":"0812-3456-7890","d":"Halo","e":"Siti","f":"s@X.example","g":"+62 812 3456 7890","#
                + #""h":"halo","i":"0812-3456-7891","j":["Siti"],"k":81234567890}"#, type: "application/json")
        #expect(events.count == 1)
        #expect(
            try #require(events.first).hasSuffix(
                #""fields":{"h":"halo","i":"0812-3456-7891","j":["Siti"],"k":81234567890}}"#), "\(events)")
    }
}
