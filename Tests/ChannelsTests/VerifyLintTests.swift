import Domain
import Testing

@testable import Channels

@Suite("The lint of verification and answers")
struct VerifyLintTests {
    private static func findings(verify: String, receive: String = "{}") -> [String] {
        let text = """
            channel: demo
            name: Demo
            version: 1
            receive: \(receive)
            verify: \(verify)
            decode: json
            key: [$.id]
            cases: [{kind: message}]
            """
        return CompiledChannel.compile(text: text, file: "demo").diagnostics
            .map { "\($0.line):\($0.column) \($0.message)" }
    }

    static let mistakes: [(verify: String, place: String, message: String)] = [
        ("{}", "5:9", "it has 0"),
        ("{basic: {}, sns: {}}", "5:9", "it has 2"),
        ("{hmca: {header: S}}", "5:10", "Did you mean `hmac`"),
        ("{basic: {user: a}}", "5:18", "`user` is not a field"),
        ("{insecure: because}", "5:20", "a reason that a person can check"),
        ("{hmac: {algorithm: sha256}}", "5:16", "either `header` or `field`"),
        ("{hmac: {algorithm: sha256, header: S, field: s}}", "5:16", "either `header` or `field`"),
        ("{hmac: {algorithm: sha256, field: s, prefix: x}}", "5:54", "belongs to a `header`"),
        ("{hmac: {algorithm: sha256, header: S, encoding: base46}}", "5:57", "Did you mean `base64`"),
        ("{hmac: {algorithm: sha256, header: S, key: utf8}}", "5:52", "text, base64, hex"),
        ("{hmac: {algorithm: sha256, header: S, signed: '{bdoy}'}}", "5:55", "{sorted_form}"),
        ("{hmac: {algorithm: sha256, header: S, signed: '{url}'}}", "5:55", "has no {body}"),
        ("{hmac: {algorithm: sha256, header: S, signed: '{sorted_form}'}}", "5:55", "has no {body}"),
        ("{hmac: {algorithm: sha256, header: S, body_unsigned: it is not signed}}", "5:62", "covers the body"),
        ("{hmac: {algorithm: sha256, header: S, signed: '{url}', body_unsigned: no}}", "5:79", "a reason"),
        ("{hmac: {algorithm: sha256, header: S, signed: '{timestamp}{body}'}}", "5:16", "needs `timestamp_header`"),
        ("{hmac: {algorithm: sha256, header: S, tolerance: 5m}}", "5:58", "needs a time"),
        ("{hmac: {algorithm: sha256, header: S, timestamp_header: T, tolerance: 5m}}", "5:79", "does not cover"),
        (
            "{hmac: {algorithm: sha256, header: S, timestamp_header: T, timestamp_field: t}}", "5:16",
            "stands in one place"
        ),
        (
            "{hmac: {algorithm: sha256, header: S, signed: '{timestamp}{body}', timestamp_header: T, timestamp_unit: min}}",
            "5:113", "s, ms, rfc3339"
        ),
        ("{hmac: {algorithm: sha256, field: s, parameters: {signature: v1}}}", "5:58", "belong to `header`"),
        ("{hmac: {algorithm: sha256, header: S, parameters: {timestamp: t}}}", "5:59", "needs the field `signature`"),
        ("{hmac: {algorithm: sha256, header: S, body_hash_query: h}}", "5:64", "unless {url} is signed"),
        ("{standard_webhooks: {prefix: vix}}", "5:38", "Did you mean `svix`"),
        ("{token: {}}", "5:17", "exactly one of"),
        ("{token: {header: T, query: t}}", "5:17", "it has 2"),
        ("{token: {query: t, prefix: x}}", "5:36", "belongs to `header` only"),
        ("{token: {body: '$.a[*]'}}", "5:24", "the path of one member"),
        ("{token: {body: '$.a['}}", "5:29", "expected"),
        ("{ed25519: {encoding: hex}}", "5:19", "needs the field `header`"),
        ("{rsa: {header: S, algorithm: md5}}", "5:38", "sha1, sha256, sha512"),
        ("{jwt: {algorithm: RS256, body_hash_claim: h}}", "5:27", "HS256"),
        ("{jwt: {algorithm: HS256}}", "5:15", "needs the field `body_hash_claim`"),
        ("{any: [{basic: {}}]}", "5:15", "two to 6 schemes"),
        ("{any: {basic: {}}}", "5:15", "a list"),
        ("{any: [{basic: {}}, {insecure: this is not allowed}]}", "5:30", "`insecure` is not a field"),
        ("{any: [{basic: {}}, {any: []}]}", "5:30", "`any` is not a field"),
        ("{any: [{basic: {}}, {}]}", "5:29", "an alternative needs exactly one"),
    ]

    @Test("names place, mistake and remedy", arguments: mistakes.indices)
    func reports(_ index: Int) {
        let mistake = Self.mistakes[index]
        let found = Self.findings(verify: mistake.verify)
        #expect(
            found.contains { $0.hasPrefix(mistake.place + " ") && $0.contains(mistake.message) },
            "expected \(mistake.place) \(mistake.message), got \(found)")
    }

    static let wrongAnswers: [(rule: String, message: String)] = [
        ("{when: $.a = 1}", "expected"), ("{status: 500}", "200"), ("{body: {paht: $.a}}", "Did you mean `path`"),
        ("{body: {path: '$.a['}}", "expected"),
        ("{content_type: text/html, body: {path: $.a}}", "not go back as a page"),
        ("{confirm: {path: $.a}}", "needs `hosts`"), ("{confirm: {path: $.a, hosts: ['*.com']}}", "last two parts"),
        ("{confirm: {path: $.a, hosts: ['https://a.example.com']}}", "last two parts"),
        ("{confirm: {path: $.a, hosts: [example.*.com]}}", "last two parts"),
        ("{}, {when: $.a}", "never reached"), ("{stroe: false}", "Did you mean `store`"),
    ]

    @Test("says what is wrong with an answer", arguments: wrongAnswers.indices)
    func answers(_ index: Int) {
        let (rule, message) = Self.wrongAnswers[index]
        let found = Self.findings(verify: "{basic: {}}", receive: "{answers: [\(rule)]}")
        #expect(found.contains { $0.contains(message) }, "expected \(message), got \(found)")
    }

    @Test("keeps headers that a signature covers, and no secret")
    func kept() throws {
        let verifier = try #require(
            SchemeVectorTests.verifier(
                """
                any:
                  - hmac: {algorithm: sha256, header: S, signed: "{header:Id}{timestamp}{body}", timestamp_header: T}
                  - ed25519: {header: E, signed: "{timestamp}{body}", timestamp_header: T}
                  - token: {header: Secret}
                  - token: {query: key}
                """))
        #expect(verifier.keptHeaders == ["s", "t", "id", "e", "t"])
        #expect(verifier.secretParameters == ["key"])
        #expect(verifier.needsSecret)
        #expect(
            verifier.label == "HMAC-SHA256 in S, or Ed25519 in E, or token in Secret, or token in the address (key)")
    }
}
