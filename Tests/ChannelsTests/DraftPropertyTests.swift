import Channels
import Domain
import TestSupport
import Testing

@Suite("Drafts of anything")
struct DraftPropertyTests {
    /// Names of members that the guessing knows, and some that break naive writers.
    static let names = [
        "id", "text", "message", "messages", "from", "sender", "event", "type", "timestamp", "data", "entry",
        "contacts", "phone", "email",
        "name", "value", "answers", "status", "direction", "attachments", "url", "fields", "is_echo", "it's", "a b",
        "x: y # z", "", "\u{0}",
        "\u{2028}", "*", "$", "@", "true", "null", "[0]", "\"", "\\", "{", "- ", "é", "😀", "~", "%", "&a", "!t", "0",
    ]
    static let values = [
        "\"Halo kak\"", "\"u1\"", "1718000000", "1718000000000", "\"2024-06-10T06:13:20Z\"", "\"081234567890\"",
        "\"siti@toko.example\"",
        "\"outgoing\"", "\"delivered\"", "true", "false", "null", "0", "-1.5e3", "\"\"", "\" \"", "\"# : {\"",
        "\"\\u0000\\u0007\"",
        "\"line\\nline\"", "\"\\ud83d\\ude00\\u202e\"", "\"message.created\"", "\"https://a.example/?utm_source=x\"",
        "\"' == '\"", "[]", "{}",
        "18446744073709551615",
    ]

    @Test(
        "A draft of random JSON has no findings and makes an event, or there is a reason",
        arguments: 0..<400 as Range<UInt64>)
    func random(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        try check(Self.json(depth: 5, &random), "application/json")
    }

    @Test("So has a draft of a random form", arguments: 0..<100 as Range<UInt64>)
    func randomForm(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pairs = (0..<Int.random(in: 0...8, using: &random)).map { _ in
            Self.encoded(Self.names.randomElement(using: &random) ?? "") + "="
                + Self.encoded(Self.values.randomElement(using: &random) ?? "")
        }
        try check(pairs.joined(separator: "&"), "application/x-www-form-urlencoded")
    }

    @Test("So has a draft of random bytes with headers", arguments: 0..<200 as Range<UInt64>)
    func randomBytes(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = Array("POST /in/a?token=1 HTTP/1.1\nContent-Type: application/json\nX-Signature: ".utf8)
        bytes += (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) } + Array("\n\n{\"text\":\"x\"}".utf8)
        try check(bytes, nil)
    }

    @Test(
        "Large and deep captures are bounded",
        arguments: [
            "[" + String(repeating: "{\"text\":\"x\",\"from\":\"y\"},", count: 20_000) + "{\"text\":\"x\"}]",
            String(repeating: "{\"data\":", count: 200) + "1" + String(repeating: "}", count: 200),
            "{" + (0..<5000).map { "\"text\($0)\":\"Halo kak\"" }.joined(separator: ",") + "}",
            "{\"text\":\"" + String(repeating: "kata ", count: 200_000) + "\"}",
            "{\"" + String(repeating: "n", count: 100_000) + "\":{\"text\":\"x\"}}",
        ])
    func large(_ payload: String) throws { try check(payload, "application/json") }

    private func check(_ payload: String, _ contentType: String?) throws {
        try check(Array(payload.utf8), contentType)
    }

    private func check(_ payload: [UInt8], _ contentType: String?) throws {
        let draft: ChannelDraft
        do throws(DraftError) {
            draft = try ChannelDraft(
                id: "demo", capture: try CapturedRequest(payload, contentType: contentType), secret: "1")
        } catch {
            #expect(!error.advice.isEmpty)
            return
        }
        let compiled = CompiledChannel.compile(text: draft.yaml, file: "channel.yaml")
        #expect(compiled.diagnostics.isEmpty, "\(draft.yaml)")
        let channel = try #require(compiled.value)
        let fixture = ChannelFixture(name: "first", request: draft.request, expected: draft.expected)
        #expect(ChannelFixtures.run(fixture, channel: channel, engine: ChannelEngine()) == .passed)
        #expect(draft.expected.contains("\"kind\""))
    }

    private static func json(depth: Int, _ random: inout SplitMix64) -> String {
        switch Int.random(in: 0..<(depth == 0 ? 2 : 6), using: &random) {
        case 2...4:
            let members = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                quoted(names.randomElement(using: &random) ?? "") + ":" + json(depth: depth - 1, &random)
            }
            return "{" + members.joined(separator: ",") + "}"
        case 5:
            let elements = (0..<Int.random(in: 0...4, using: &random)).map { _ in json(depth: depth - 1, &random) }
            return "[" + elements.joined(separator: ",") + "]"
        default: return values.randomElement(using: &random) ?? "1"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20: quoted += "\\u000\(scalar.value)"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
