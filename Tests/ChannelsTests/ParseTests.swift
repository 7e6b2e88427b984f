import Channels
import Domain
import Testing

@Suite("Parse steps")
struct ParseTests {
    /// What steps bind, seen as one further field.
    private func value(_ steps: String, _ expression: String, _ body: String, decode: String = "json") throws -> String?
    {
        let demo = try DemoChannel(
            """
            decode: \(decode)
            parse:
            \(steps.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
            cases: [{kind: message, key: {digest: item}, map: {value: \(expression)}}]
            """)
        let event = try #require(try demo.events(body).first)
        let start = #"{"kind":"message","value":"#
        return event.hasPrefix(start) ? String(event.dropFirst(start.count).dropLast()) : nil
    }

    static let steps: [(steps: String, expression: String, body: String, expected: String?)] = [
        ("- {path: $.a, as: json, into: raw}", "{raw: raw.b}", #"{"a":"{\"b\":[1]}"}"#, "[1]"),
        ("- {path: $.a, as: json, into: raw}", "{raw: raw.b}", #"{"a":{"b":1}}"#, "1"),
        ("- {path: $.a, as: json, into: raw}", "{raw: raw}", #"{"a":"{b"}"#, nil),
        ("- {path: $.a, as: json, into: raw}", "{raw: raw}", #"{"a":7}"#, nil),
        ("- {path: [$.x, $.a], as: json, into: raw}", "{raw: raw}", #"{"a":"[2]"}"#, "[2]"),
        (
            "- {path: $.a, as: json, into: one}\n- {path: one.b, as: json, into: two}", "{raw: two.c}",
            #"{"a":"{\"b\":\"{\\\"c\\\":3}\"}"}"#, "3"
        ),
        (
            "- {path: $.a, as: json, into: raw}\n- {path: $.b, as: json, into: raw}", "{raw: raw}",
            #"{"a":"no","b":"[1]"}"#, "[1]"
        ),
        (
            "- {path: $.a, as: json, into: raw}\n- {path: $.b, as: json, into: raw}", "{raw: raw}",
            #"{"a":"[0]","b":"[1]"}"#, "[0]"
        ),
        (
            "- {path: $.m, as: mime, into: mail}", "{list: 'mail.from', map: '@.address'}",
            #"{"m":"From: A <a@x.example>\r\nSubject: Hi\r\n\r\nHalo"}"#, #"["a@x.example"]"#
        ),
        (
            "- {path: $.m, as: mime, into: mail, encoding: base64}", "mail.text",
            #"{"m":"RnJvbTogYUB4LmV4YW1wbGUNCg0KSGFsbw=="}"#, #""Halo""#
        ),
        (
            "- {path: $.m, as: mime, into: mail, encoding: auto}", "mail.text",
            #"{"m":"From: a@x.example\r\n\r\nHalo"}"#, #""Halo""#
        ),
        (
            "- {path: $.m, as: mime, into: mail, encoding: auto}", "mail.text",
            #"{"m":"RnJvbTogYUB4LmV4\nYW1wbGUNCg0KSGFsbw"}"#, #""Halo""#
        ),
        ("- {path: $.m, as: mime, into: mail, encoding: base64}", "mail.text", #"{"m":"!!"}"#, nil),
        (
            "- {path: $.h, as: mail_headers, into: head}", "head.subject",
            #"{"h":"From: a@x.example\r\nSubject: =?utf-8?q?Hal=C3=B3?=\r\n"}"#, #""Haló""#
        ),
        (
            "- {path: $.h, as: mail_headers, into: head}", "head.message_id",
            #"{"h":[["From","a@x.example"],["Message-Id","<1@x.example>"]]}"#, #""1@x.example""#
        ),
        (
            "- {path: $.h, as: mail_headers, into: head}", "head.kind",
            #"{"h":"[[\"From\",\"a@x.example\"],[\"Auto-Submitted\",\"auto-replied\"]]"}"#, #""auto_reply""#
        ),
        (
            "- {path: $.h, as: mail_headers, into: head}", "{template: '{head.kind} {head.list_id}'}",
            #"{"h":[{"Name":"From","Value":"a@x.example"},{"Name":"List-Id","Value":"<l.x.example>"}]}"#,
            #""bulk l.x.example""#
        ),
        (
            "- {path: $.h, as: mail_headers, into: head}", "{strings: head.references}",
            #"{"h":{"from":"a@x.example","references":["<1@x>","<2@x>"]}}"#, #"["1@x","2@x"]"#
        ),
        (
            "- {path: $.h, as: mail_headers, into: head, add: {From: $.f, Subject: $.s}, text: $.t}",
            "{template: '{head.kind} {head.from.address} {head.subject} {head.new_text}'}",
            #"{"h":[["Subject","Re: a"],["Content-Type","multipart/alternative; boundary=b"]],"f":"A <a@x.example>","s":"b","t":"Mau"}"#,
            #""message a@x.example Re: a Mau""#
        ),
        (
            "- {path: $.h, as: mail_headers, into: head, add: {From: $.f}, text: $.t}", "head.kind",
            #"{"h":"Content-Type: multipart/report;\n report-type=delivery-status; boundary=b","f":"a@x.example","t":"x"}"#,
            #""bounce""#
        ),
        // A line break inside of a value begins no header.
        (
            "- {path: $.h, as: mail_headers, into: head}", "head.from.address",
            #"{"h":[["Subject","x\r\nFrom: evil@x.example"],["From","a@x.example"]]}"#, #""a@x.example""#
        ),
        ("- {path: $.h, as: mail_headers, into: head}", "head.kind", #"{"h":[1,[],["a b","c"]]}"#, nil),
        (
            "- {path: '$.f[*]', as: pairs, name: '@.n', value: ['@.v', '@.w[*]'], into: fields}", "{raw: fields}",
            #"{"f":[{"n":"a","v":"1"},{"n":"b","w":[1,[2,null]]},{"n":"c","v":null},{"n":"d","v":null,"w":[5]},{"n":"a","v":true},{"v":"x"}]}"#,
            #"{"a":["1",true],"b":[1,2],"d":5}"#
        ),
        (
            "- {path: '$.f[*]', as: pairs, name: '@.n', value: '@.v', where: '@.v > 1', into: fields}", "{raw: fields}",
            #"{"f":[{"n":"a","v":1},{"n":"b","v":2}]}"#, #"{"b":2}"#
        ),
        (
            """
            - {path: '$.f[*]', as: pairs, name: '@.n', value: '@.v', into: fields,
               options: {list: '@.o[*]', id: '@.id', text: '@.text'}}
            """, "{raw: fields}",
            #"{"f":[{"n":"a","v":["x","y"],"o":[{"id":"x","text":"Satu"},{"id":"z","text":"Dua"}]},{"n":"b","v":"t"}]}"#,
            #"{"a":["Satu","y"],"b":"t"}"#
        ),
        ("- {path: '$.f[*]', as: pairs, name: '@.n', value: '@.v', into: fields}", "{raw: fields}", "{}", nil),
        (
            "- {path: $.f, as: members, into: all}", "{raw: all}", #"{"f":{"1.3":"Siti","2":{"x":[1]},"":null}}"#,
            #"[{"name":"1.3","value":"Siti"},{"name":"2","value":{"x":[1]}},{"name":"","value":null}]"#
        ),
        (
            "- {path: $.f, as: members, into: all}", "{raw: all}", #"{"f":["a",true]}"#,
            #"[{"name":"0","value":"a"},{"name":"1","value":true}]"#
        ),
        (
            "- {path: '$.f.*', as: members, into: all}", "{strings: 'all[*].name'}",
            #"{"f":{"x":{"a":1},"y":7,"z":{"b":2,"a":3}}}"#, #"["a","b","a"]"#
        ),
        ("- {path: $.f, as: members, into: all}", "{raw: all}", #"{"f":{}}"#, "[]"),
        ("- {path: $.f, as: members, into: all}", "{raw: all}", #"{"f":"x"}"#, nil),
        (
            "- {path: $.f, as: members, into: all}", #""all[?match(@.name, 'q[0-9]+_a')].value""#,
            #"{"f":{"q1_b":"x","q2_a":"y"}}"#, #""y""#
        ),
        (
            """
            - {path: $.f, as: members, into: all}
            - {path: 'all[*]', as: pairs, name: '@.value', value: '@.name', into: of}
            """,
            "{list: '$.g[*]', map: {object: {c: {entry: '@', of: of}, i: {present: {entry: '@', of: of}}, n: '@'}}}",
            #"{"f":{"<c1>":"file-1","<c2>":"file-2","<c3>":"file-2"},"g":["file-2","file-3"]}"#,
            #"[{"c":"<c2>","i":true,"n":"file-2"},{"n":"file-3"}]"#
        ),
    ]

    @Test("bind what they read", arguments: steps.indices)
    func bind(_ index: Int) throws {
        let example = Self.steps[index]
        #expect(
            try value(example.steps, example.expression, example.body) == example.expected,
            "\(example.steps): \(example.expression) of \(example.body)")
    }

    @Test("give form fields their place")
    func fields() throws {
        let demo = try DemoChannel(
            """
            decode: json
            parse: [{path: "$.data[*]", as: pairs, name: "@.label", value: "@.value", into: fields}]
            cases:
              - kind: lead_form
                key: [$.id]
                map:
                  email: {email: {field: [surel, email]}}
                  phone_e164: {phone: {field: [No. HP]}}
                  fields: {other_fields: {except: [token]}}
            """)
        let body = #"""
            {"id":"1","data":[{"label":"E-mail","value":"x"},{"label":"Email","value":"S@x.example"},{"label":"no hp","value":"0812-3456-7890"},
            {"label":"Warna","value":["merah","biru"]},{"label":"token","value":"t"}]}
            """#
        #expect(
            try demo.events(body) == [
                #"{"kind":"lead_form","phone_e164":"+6281234567890","email":"s@x.example","fields":{"E-mail":"x","Warna":["merah","biru"]}}"#
            ])
    }

    @Test("bound values reach items, joins and conditions")
    func items() throws {
        let demo = try DemoChannel(
            """
            decode: json
            parse: [{path: $.note, as: json, into: note}]
            items:
              - as: entry
                each: note.list[*]
                with: {person: {find: "note.people[*]", where: "@.id == entry.by"}}
                key: [entry.id]
                cases: [{when: note.open == true, kind: message, map: {text: entry.text, sender_name: person.name}}]
            """)
        let body =
            #"{"note":"{\"open\":true,\"list\":[{\"id\":1,\"by\":2,\"text\":\"a\"}],\"people\":[{\"id\":2,\"name\":\"S\"}]}"}"#
        #expect(try demo.events(body) == [#"{"kind":"message","sender_name":"S","text":"a"}"#])
    }

    @Test("what nests too deep or is too large is not read, and the delivery still ends as an event")
    func bounds() throws {
        let deep = String(repeating: "[", count: 5000)
        let demo = try DemoChannel(
            """
            decode: json
            parse: [{path: $.a, as: json, into: raw}, {path: $.a, as: mime, into: mail}]
            items: [{as: item, each: "raw[*]", key: [item.id], cases: [{kind: message}]}]
            """)
        #expect(try demo.events(#"{"a":"\#(deep)"}"#) == [#"{"kind":"unknown"}"#])
        let doors = String(repeating: "--b\\r\\n", count: 20_000)
        let mail = #"From: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\#(doors)"#
        #expect(try demo.events(#"{"a":"\#(mail)"}"#) == [#"{"kind":"unknown"}"#])
    }

    @Test("more names than a form may have, and more text than a delivery, end as a dead letter")
    func limits() throws {
        let pairs = try DemoChannel(
            """
            decode: json
            parse: [{path: "$[*]", as: pairs, name: "@.n", value: "@.n", into: fields}]
            cases: [{kind: message, key: {digest: item}}]
            """)
        let names = (0...2000).map { "{\"n\":\"\($0)\"}" }
        #expect(try pairs.normalise("[\(names.dropLast().joined(separator: ","))]").events.count == 1)
        #expect(throws: NormaliseError.tooManyNodes(nodesMax: 2000)) {
            try pairs.normalise("[\(names.joined(separator: ","))]")
        }
        let texts = try DemoChannel(
            """
            decode: json
            parse: [{path: $.a, as: json, into: x}, {path: $.a, as: json, into: y}]
            cases: [{kind: message, key: [$.id]}]
            """)
        let text = String(repeating: "x", count: 17 << 20)
        #expect(throws: NormaliseError.tooMuchText(bytesMax: 32 << 20)) { try texts.normalise("{\"a\":\"\(text)\"}") }
        #expect(try texts.normalise("{\"a\":\"\(text.prefix(15 << 20))\"}").events.count == 1)
    }

    @Test("pairs that multiply with their options end as a dead letter")
    func multiplication() throws {
        let demo = try DemoChannel(
            """
            decode: json
            parse:
              - {path: "$.f[*]", as: pairs, name: {const: x}, value: "@", into: fields, options: {list: "$.f[*]", id: "@.x", text: "@.y"}}
            cases: [{kind: message, key: {digest: item}}]
            """)
        let body = "{\"f\":[\(Array(repeating: "1", count: 2000).joined(separator: ","))]}"
        #expect(throws: NormaliseError.tooMuchText(bytesMax: 64 << 20)) { try demo.normalise(body) }
    }

    @Test("a list of more members than a form may have, or of repeated ones beyond a delivery, ends as a dead letter")
    func manyMembers() throws {
        func run(_ path: String, _ body: String) throws -> [String] {
            try DemoChannel(
                """
                decode: json
                parse: [{path: "\(path)", as: members, into: all}]
                cases: [{kind: message, key: {digest: item}}]
                """
            ).events(body)
        }
        let values = (0..<2000).map { "\"k\($0)\":0" }.joined(separator: ",")
        #expect(try run("$", "{\(values)}").count == 1)
        #expect(throws: NormaliseError.self) { try run("$", "{\(values),\"more\":0}") }
        let text = String(repeating: "x", count: 1 << 16)
        let nested = (0..<60).reduce("\"\(text)\"") { inner, _ in "{\"a\":\(inner),\"b\":\"\(text)\"}" }
        #expect(throws: NormaliseError.self) { try run("$..*", nested) }
    }
}
