import Channels
import Domain
import Testing

@Suite("Expressions")
struct ExpressionTests {
    /// What one expression gives as a field of an event.
    private func value(_ field: String, _ expression: String, _ body: String) throws -> String? {
        let text = """
            channel: demo
            name: Demo
            version: 1
            receive: {keep_headers: [referer]}
            verify: {insecure: only for these tests}
            decode: json
            map:
              \(field): \(expression)
            cases: [{kind: message, key: {digest: item}}]
            """
        let checked = CompiledChannel.compile(text: text, file: "demo")
        let channel = try #require(checked.value, "\(checked.diagnostics)")
        let delivery = DeliveryInput(
            channel: "demo", headers: "referer: https://toko.example/a?utm_source=x\n", body: Array(body.utf8),
            receivedAt: .epoch)
        let context = NormaliseContext(region: "ID", ownAddresses: [])
        let result = try ChannelEngine().normalise(delivery, by: channel, context: context, detail: .full)
        let event = try #require(result.events.first)
        let json = EventJSON.text(event)
        let start = "{\"kind\":\"message\""
        return json == start + "}" ? nil : String(json.dropFirst(start.count + 1).dropLast())
    }

    static let cases: [(field: String, expression: String, body: String, expected: String?)] = [
        ("text", "$.a.b", #"{"a":{"b":"x"}}"#, #""text":"x""#),
        ("text", "$.a", #"{"a":12345678901234567890}"#, #""text":"12345678901234567890""#),
        ("text", "$.a", #"{"a":{"b":1}}"#, nil),
        ("text", "$.a", #"{"a":""}"#, nil),
        ("text", "{const: y}", "{}", #""text":"y""#),
        ("text", #"{template: "{$.a} {$.b}!"}"#, #"{"a":"x"}"#, #""text":"x !""#),
        ("text", #"{template: "{$.a} {$.b}"}"#, #"{"b":"x"}"#, #""text":"x""#),
        ("text", #"{template: "{$.a} {$.b}"}"#, "{}", nil),
        ("text", "{join: [$.a, $.b, $.c], with: '-'}", #"{"a":"x","b":" ","c":"z"}"#, #""text":"x-z""#),
        ("text", "{first: [$.a, $.b]}", #"{"a":"  ","b":"z"}"#, #""text":"z""#),
        ("text", "{if: $.a == 1, then: $.b, else: {const: no}}", #"{"a":1,"b":"yes"}"#, #""text":"yes""#),
        ("text", "{if: $.a == 1, then: $.b, else: {const: no}}", #"{"a":2,"b":"yes"}"#, #""text":"no""#),
        ("phone_e164", "{phone: $.a}", #"{"a":"0812-3456-7890"}"#, #""phone_e164":"+6281234567890""#),
        ("phone_e164", "{phone: $.a, origin: international}", #"{"a":"14155552671"}"#, #""phone_e164":"+14155552671""#),
        ("phone_e164", "{phone: $.a, origin: international}", #"{"a":"US.1349"}"#, nil),
        (
            "phone_e164", "{phone_in: $.a}", #"{"a":"id 123, call (0812) 3456 7890."}"#,
            #""phone_e164":"+6281234567890""#
        ),
        ("phone_candidates", "{phones_in: $.a}", #"{"a":"2025-06-10 12:30 or 081234567890/x"}"#, nil),
        ("email", "{email: $.a}", #"{"a":" A@Example.COM "}"#, #""email":"a@example.com""#),
        ("email", "{email: $.a}", #"{"a":"a@b"}"#, nil),
        ("email", "{email: $.a}", #"{"a":"a b@c.de"}"#, nil),
        ("text", "{lookup: $.a, table: {x: one}}", #"{"a":"x"}"#, #""text":"one""#),
        ("text", "{lookup: $.a, table: {x: one}}", #"{"a":"y"}"#, nil),
        ("text", "{lookup: $.a, table: {x: one}, else: $.a}", #"{"a":"y"}"#, #""text":"y""#),
        ("text", "{strip_prefix: $.a, prefix: '@'}", #"{"a":"@x"}"#, #""text":"x""#),
        ("text", "{after: $.a, text: '/start '}", #"{"a":"/start  promo "}"#, #""text":"promo""#),
        ("text", "{after: $.a, text: '/start '}", #"{"a":"/stop"}"#, nil),
        ("text", "{trim: $.a}", #"{"a":"\u00a0 x \n"}"#, #""text":"x""#),
        ("text", "{query_param: $.a, name: q}", #"{"a":"https://h.example/?p=1&q=a%20b#q"}"#, #""text":"a b""#),
        ("text", "{host: $.a}", #"{"a":"https://Shop.Example:8443/x"}"#, #""text":"shop.example""#),
        ("text", "{host: $.a}", #"{"a":"javascript:alert(1)"}"#, nil),
        ("text", "{header: Referer}", "{}", #""text":"https://toko.example/a?utm_source=x""#),
        ("text", "{member: [b, a], of: $.x}", #"{"x":{"a":null}}"#, #""text":"a""#),
        ("timestamp", "{epoch: $.a, unit: s}", #"{"a":"1718000000"}"#, #""timestamp":"2024-06-10T06:13:20Z""#),
        ("timestamp", "{epoch: $.a, unit: ms}", #"{"a":1718000000123}"#, #""timestamp":"2024-06-10T06:13:20.123Z""#),
        ("timestamp", "{epoch: $.a, unit: auto}", #"{"a":1718000000123}"#, #""timestamp":"2024-06-10T06:13:20.123Z""#),
        ("timestamp", "{epoch: $.a, unit: s}", #"{"a":"TIMESTAMP"}"#, nil),
        ("timestamp", "{rfc3339: $.a}", #"{"a":"2024-06-10T13:13:20+07:00"}"#, #""timestamp":"2024-06-10T06:13:20Z""#),
        ("timestamp", "{rfc3339: $.a}", #"{"a":"2024-06-10T13:13:20"}"#, nil),
        ("status", "{first: [{raw: $.a}, {const: none}]}", #"{"a":null}"#, #""status":"none""#),
        ("errors", "{raw: $.a}", #"{"a":[1,{"b":2.5}]}"#, #""errors":[1,{"b":2.5}]"#),
        ("value", "{json: $.a}", #"{"a":"{\"b\":1}"}"#, #""value":{"b":1}"#),
        ("value", "{json: $.a}", #"{"a":"{b"}"#, nil),
        ("location", "{object: {lat: {raw: $.a}, name: $.b}}", #"{"a":1.5}"#, #""location":{"lat":1.5}"#),
        ("location", "{object: {name: $.b}}", #"{"a":1.5}"#, nil),
        (
            "to", "{list: '$.a[*]', where: '@.x > 1', map: '@.n'}", #"{"a":[{"x":1,"n":"p"},{"x":2,"n":"q"}]}"#,
            #""to":["q"]"#
        ),
        ("to", "{list: '$.a[*]', map: '@.n'}", #"{"a":[]}"#, nil),
        ("quoted", "{flag: $.a == true}", #"{"a":true}"#, #""quoted":true"#),
        ("quoted", "{flag: $.a == true}", #"{"a":false}"#, nil),
        (
            "fields", "{members: $.a, except: [x]}", #"{"a":{"x":1,"y":["p","q"],"z":{"k":1}}}"#,
            #""fields":{"y":["p","q"],"z":"{\"k\":1}"}"#
        ),
        ("fields", "{json: $.a}", #"{"a":"{\"k\":\"v\"}"}"#, #""fields":{"k":"v"}"#),
        (
            "referral.addresses", "[$.a, {header: referer}]", #"{"a":"https://x.example/?q=1"}"#,
            #""referral":{"utm_source":"x"}"#
        ),
        ("referral.gclid", "$.a", #"{"a":" "}"#, nil),
    ]

    @Test("give what their documentation says", arguments: cases.indices)
    func evaluate(_ index: Int) throws {
        let example = Self.cases[index]
        #expect(
            try value(example.field, example.expression, example.body) == example.expected,
            "\(example.field): \(example.expression) of \(example.body)")
    }
}
