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
        ("subject", "{keep_empty: $.a}", #"{"a":"x"}"#, #""subject":"x""#),
        ("subject", "{keep_empty: $.a}", #"{"a":null}"#, nil),
        ("subject", "{keep_empty: $.a}", "{}", nil),
        ("text", "{html_text: $.a}", #"{"a":"<p>a</p><p>b</p>"}"#, #""text":"a\n\nb""#),
        ("text", "{html_text: $.a, paragraphs: apart}", #"{"a":"<p>a</p><p>b</p>"}"#, #""text":"a\n\nb""#),
        ("text", "{html_text: $.a, paragraphs: line}", #"{"a":"<p>a</p><p>b<br>c</p>"}"#, #""text":"a\nb\nc""#),
        ("text", "{html_text: $.a, paragraphs: line}", #"{"a":"<p>a</p><p><br></p><p>b</p>"}"#, #""text":"a\n\nb""#),
        ("text", "{entry: $.a, of: $.b}", #"{"a":"x","b":{"x":["y","z"]}}"#, #""text":"y""#),
        ("text", "{entry: $.a, of: $.b}", #"{"a":"z","b":{"x":"y"}}"#, nil),
        ("text", "{entry: $.a, of: $.b}", #"{"a":"0","b":["y"]}"#, nil),
        ("text", "{entry: $.a, of: $.b}", #"{"b":{"x":"y"}}"#, nil),
        ("text", "{longest: '$.a[*]'}", #"{"a":["x","yy","zz",{"a":"long"},7]}"#, #""text":"yy""#),
        ("text", "{longest: '$.a[*]'}", #"{"a":[]}"#, nil),
        ("referral.organic", "$.a", #"{"a":true}"#, #""referral":{"organic":true}"#),
        ("referral.organic", "$.a", #"{"a":"ya"}"#, #""referral":{"organic":"ya"}"#),
        (
            "fields", "{members: $.a}", #"{"a":{"x":true,"y":[1,2.5],"z":[1,"a"],"w":["a",1],"n":"7"}}"#,
            #""fields":{"x":true,"y":[1,2.5],"z":["1","a"],"w":["a","1"],"n":"7"}"#
        ),
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
        ("value", "{first: [{raw: $.a}, {const: none}]}", #"{"a":null}"#, #""value":"none""#),
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

    static let rewritings: [(field: String, expression: String, body: String, expected: String?)] = [
        ("text", "{upper: $.a}", #"{"a":"id-é"}"#, #""text":"ID-É""#),
        ("text", "{lower: $.a}", #"{"a":"ID"}"#, #""text":"id""#),
        ("text", "{digits: $.a}", #"{"a":"+62 (812) x"}"#, #""text":"62812""#),
        ("text", "{digits: $.a}", #"{"a":"none"}"#, nil),
        (
            "text", "{unescape: $.a}", #"{"a":"a &lt;b&gt; &amp;amp; &#39;c&#x27; &nix; &"}"#,
            #""text":"a <b> &amp; 'c' &nix; &""#
        ),
        ("text", "{html_text: $.a}", #"{"a":"<p>Halo <b>kak</b></p><p>ya</p>"}"#, #""text":"Halo kak\n\nya""#),
        ("text", "{html_text: $.a}", #"{"a":"<p></p>"}"#, nil),
        (
            "text", "{visible_text: $.a}",
            #"{"a":"Ya, mau.\r\n\r\nOn Mon, 3 Jun 2024 at 10:00, A <a@b.example> wrote:\r\n> lama"}"#,
            #""text":"Ya, mau.""#
        ),
        (
            "email", "{address: $.a}", #"{"a":"\"Siti, R.\" <SITI@Example.com>, b@c.example"}"#,
            #""email":"siti@example.com""#
        ),
        ("email", "{address: $.a}", #"{"a":"Siti"}"#, nil),
        (
            "sender_name", "{address_name: $.a}", #"{"a":"=?utf-8?q?S=C3=ADti?= <s@example.com>"}"#,
            #""sender_name":"Síti""#
        ),
        ("sender_name", "{address_name: $.a}", #"{"a":"s@example.com"}"#, nil),
        ("text", "{base64_text: $.a}", #"{"a":"SGFsbw=="}"#, #""text":"Halo""#),
        ("text", "{base64_text: $.a}", #"{"a":"SGFs bw"}"#, #""text":"Halo""#),
        ("text", "{base64_text: $.a}", #"{"a":"SGFs!"}"#, nil),
        ("text", "{before: $.a, text: ':'}", #"{"a":"whatsapp: x: y"}"#, #""text":"whatsapp""#),
        ("text", "{before: $.a, text: ':'}", #"{"a":"whatsapp"}"#, nil),
        ("text", "{before: $.a, text: ':'}", #"{"a":":x"}"#, nil),
        (
            "text", "{line_value: $.a, names: [Phone, Telepon]}", #"{"a":"Nama : Siti\n- telepon: 0812\r\nPhone:"}"#,
            #""text":"0812""#
        ),
        ("text", "{line_value: $.a, names: [Phone]}", #"{"a":"call my phone: 0812"}"#, nil),
        (
            "text", "{pick: '$.a[*]', where: \"@.k == 'x'\", get: '@.v'}",
            #"{"a":[{"k":"y","v":"1"},{"k":"x","v":"2"}]}"#,
            #""text":"2""#
        ),
        ("text", "{pick: '$.a[*]', where: \"@.k == 'z'\", get: '@.v'}", #"{"a":[{"k":"y","v":"1"}]}"#, nil),
        ("text", "{pick: '$.a[*]', get: {template: '{@.k}{$.b}'}}", #"{"a":[{"k":"y"}],"b":"!"}"#, #""text":"y!""#),
        (
            "timestamp", "{rfc5322: $.a}", #"{"a":"Mon, 10 Jun 2024 13:13:20 +0700 (WIB)"}"#,
            #""timestamp":"2024-06-10T06:13:20Z""#
        ),
        ("timestamp", "{rfc5322: $.a}", #"{"a":"yesterday"}"#, nil),
        (
            "timestamp", "{snowflake: $.a, since: 1420070400000}", #"{"a":"175928847299117063"}"#,
            #""timestamp":"2016-04-30T11:18:25.796Z""#
        ),
        ("timestamp", "{snowflake: $.a, since: 0}", #"{"a":"x1"}"#, nil),
        (
            "timestamp", "{snowflake: $.a, since: 4102444800000}", #"{"a":18446744073709551615}"#,
            #""timestamp":"2239-05-16T07:35:11.103Z""#
        ),
        (
            "timestamp", "{epoch: $.a, unit: auto}", #"{"a":"1605835902.008000"}"#,
            #""timestamp":"2020-11-20T01:31:42.008Z""#
        ),
        ("spam_score", "{number: $.a}", #"{"a":" 1.7 "}"#, #""spam_score":1.7"#),
        ("spam_score", "{number: $.a}", #"{"a":"9223372036854775807"}"#, #""spam_score":9223372036854775807"#),
        ("spam_score", "{number: $.a}", #"{"a":"0x10"}"#, nil),
        ("spam_score", "{number: $.a}", #"{"a":"1e999"}"#, nil),
        ("spam_score", "{number: $.a}", #"{"a":"nan"}"#, nil),
        (
            "to", "{addresses: $.a}", #"{"a":"A <a@x.example>, B@x.example, a@X.example"}"#,
            #""to":["a@x.example","b@x.example"]"#
        ),
        (
            "to", "{addresses: '$.a[*].e'}", #"{"a":[{"e":"a@x.example"},{"e":"b@x.example"}]}"#,
            #""to":["a@x.example","b@x.example"]"#
        ),
        (
            "to", "{addresses: [$.b, {lower: $.a}]}", #"{"a":"C@x.example","b":["d@x.example"]}"#,
            #""to":["d@x.example","c@x.example"]"#
        ),
        ("to", "{addresses: $.a}", #"{"a":"nobody"}"#, nil),
        ("references", "{strings: '$.a[*]'}", #"{"a":["x",null,2,{"y":1},["z",""]]}"#, #""references":["x","2","z"]"#),
        ("references", "{strings: $.a}", #"{"a":["x","y"]}"#, #""references":["x","y"]"#),
        ("references", "{strings: $.a}", #"{"a":[]}"#, nil),
        (
            "attachments", "{merge: [{list: '$.a[*]', map: '@.n'}, {raw: $.b}, {raw: $.c}]}",
            #"{"a":[{"n":"p"}],"b":[{"q":"]"},3],"c":{"r":1}}"#, #""attachments":["p",{"q":"]"},3,{"r":1}]"#
        ),
        ("attachments", "{merge: [{raw: $.a}, {raw: $.b}]}", #"{"a":[]}"#, nil),
    ]

    @Test("rewrite texts, times and lists as their documentation says", arguments: rewritings.indices)
    func rewrite(_ index: Int) throws {
        let example = Self.rewritings[index]
        #expect(
            try value(example.field, example.expression, example.body) == example.expected,
            "\(example.field): \(example.expression) of \(example.body)")
    }

    @Test("give what their documentation says", arguments: cases.indices)
    func evaluate(_ index: Int) throws {
        let example = Self.cases[index]
        #expect(
            try value(example.field, example.expression, example.body) == example.expected,
            "\(example.field): \(example.expression) of \(example.body)")
    }
}
