import Channels
import Domain
import Testing

@Suite("Kinds, identifiers and the mistakes in them")
struct EventRuleTests {
    @Test("the mail reader's word decides the kind, any other word is unknown")
    func kindOf() throws {
        let demo = try DemoChannel("decode: json\ncases: [{kind_of: $.k, key: [$.id]}]")
        let kinds = try ["bounce", "auto_reply", "complaint", "nonsense"].map {
            try demo.normalise(#"{"k":"\#($0)","id":1}"#).events.map(\.kind)
        }
        #expect(kinds == [[.bounce], [.autoReply], [.complaint], [.unknown]])
        #expect(try demo.normalise(#"{"id":1}"#).events.map(\.kind) == [.unknown])
    }

    static let identifiers: [(kind: String, value: String, expected: String?)] = [
        ("psid", "123", "demo/acc/123"), ("igsid", "123", "demo/acc/123"), ("line", "U1", "demo/acc/U1"),
        ("viber", "a/b=", "demo/acc/a/b="), ("slack", "U1", "demo/acc/U1"), ("chat_user", "x", "demo/acc/x"),
        ("discord", "80351110224678912", "80351110224678912"), ("discord", "siti", nil),
        ("telegram", "7", "7"), ("psid", "", nil),
    ]

    @Test("ids that are not unique everywhere carry channel and account", arguments: identifiers.indices)
    func scoped(_ index: Int) throws {
        let example = Self.identifiers[index]
        let demo = try DemoChannel(
            """
            decode: json
            identifiers: {\(example.kind): sender_id}
            cases: [{kind: message, key: [$.id], map: {account_id: {const: acc}, sender_id: $.from}}]
            """)
        let event = try #require(try demo.normalise(#"{"id":1,"from":"\#(example.value)"}"#).events.first)
        #expect(event.sender.identifiers.map(\.value) == (example.expected.map { [$0] } ?? []))
        #expect(event.sender.identifiers.allSatisfy { $0.kind.rawValue == example.kind })
    }

    /// Lines are counted from `decode`.
    static let mistakes: [(text: String, place: String, message: String)] = [
        ("parse: [{path: $.a, as: jsn, into: raw}]", "2:25", "Did you mean `json`"),
        ("parse: [{path: $.a, as: json, int: raw}]", "2:31", "Did you mean `into`"),
        ("parse: [{path: '$.a[', as: json, into: raw}]", "2:21", "expected"),
        ("parse: [{path: $.a, as: json, into: 9a}]", "2:37", "letters, digits and `_`"),
        ("parse: [{path: rwa.b, as: json, into: x}, {path: $.a, as: json, into: raw}]", "2:16", "expected"),
        (
            "parse: [{path: $.a, as: json, into: raw}, {path: rwa.b, as: json, into: x}]", "2:50",
            "Did you mean `raw`"
        ),
        ("parse: [{path: $.a, as: mail_headers, ad: {From: $.f}, into: x}]", "2:39", "Did you mean `add`"),
        ("parse: [{path: $.a, as: pairs, name: '@.n', into: x}]", "2:9", "needs the field `value`"),
        ("parse: [{path: $.a, as: mime, encoding: base46, into: x}]", "2:41", "Did you mean `base64`"),
        (
            "parse: [{path: $.a, as: pairs, name: '@.n', value: '@.v', options: {lst: '@.o'}, into: x}]", "2:69",
            "Did you mean `list`"
        ),
        (
            "parse: [{path: $.a, as: json, into: item}]\nitems: [{as: item, each: $.b, cases: [{kind: message, key: [item.id]}]}]",
            "3:14", "taken by a `parse` step"
        ),
        ("parse: [{path: $.a, as: json, into: raw}]\nmap: {text: rwa.b}", "3:13", "Did you mean `raw`"),
        ("numbered: {m: [a]}", "2:11", "`numbered` belongs to `decode: form` only"),
        ("form_charsets: c", "2:16", "belong to `decode: form` only"),
        ("map: {text: {uper: $.a}}", "2:14", "Did you mean `upper`"),
        ("map: {text: {visible_txt: $.a}}", "2:14", "Did you mean `visible_text`"),
        ("map: {text: {pick: '$.a[*]', wher: '@.x', get: '@.y'}}", "2:30", "Did you mean `where`"),
        ("map: {text: {before: $.a}}", "2:13", "needs the field `text`"),
        ("map: {text: {line_value: $.a, names: []}}", "2:38", "needs the `names`"),
        ("map: {timestamp: {snowflake: $.a}}", "2:18", "needs the field `since`"),
        ("map: {to: {adresses: $.a}}", "2:12", "Did you mean `addresses`"),
        ("map: {to: {merge: []}}", "2:19", "it is empty"),
        ("map: {referral.campaing_name: $.a}", "2:7", "Did you mean `referral.campaign_name`"),
        ("map: {mailbox_hsh: $.a}", "2:7", "Did you mean `mailbox_hash`"),
        ("identifiers: {pisd: sender_id}", "2:15", "Did you mean `psid`"),
        ("cases: [{kind: message, kind_of: $.k, key: [$.id]}]", "2:16", "either `kind` or `kind_of`"),
        ("cases: [{ignore: nothing, kind_of: $.k}]", "2:36", "has no `kind_of`"),
    ]

    @Test("mistakes are found with their place and the right word", arguments: mistakes.indices)
    func reports(_ index: Int) {
        let mistake = Self.mistakes[index]
        let cases = mistake.text.contains("cases:") ? "" : "\ncases: [{kind: message, key: [$.id]}]"
        let found = DemoChannel.findings("decode: json\n" + mistake.text + cases)
        let fits = found.contains { $0.hasPrefix(mistake.place + " ") && $0.contains(mistake.message) }
        #expect(fits, "expected \(mistake.place) \(mistake.message), got \(found)")
    }
}
