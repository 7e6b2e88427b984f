import Channels
import Crypto
import Domain
import Testing

@Suite("Proofs in drafts")
struct DraftProofTests {
    static let body = #"{"id":"1","user_id":"u1","text":"Halo"}"#
    static let secret = "s3cret-of-the-provider"

    /// Headers that sign the body in some way, and what the draft has to make of them.
    struct Way: Sendable, CustomTestStringConvertible {
        var name: String
        var headers: [String]
        var lines: [String]
        var testDescription: String { name }
    }

    static let ways: [Way] = [
        Way(
            name: "a hash in hex behind a prefix", headers: ["X-Hub-Signature-256: sha256=\(hex(sha256(body)))"],
            lines: ["algorithm: sha256", "header: X-Hub-Signature-256", "prefix: \"sha256=\"", "encoding: hex"]),
        Way(
            name: "a hash in base64", headers: ["X-Line-Signature: \(base64(sha256(body)))"],
            lines: ["algorithm: sha256", "encoding: base64"]),
        Way(
            name: "SHA-1",
            headers: [
                "X-Demo-Hmac: \(hex(Array(HMAC<Insecure.SHA1>.authenticationCode(for: bytes(body), using: key))))"
            ],
            lines: ["algorithm: sha1", "header: X-Demo-Hmac"]),
        Way(
            name: "SHA-512",
            headers: ["X-Signature: \(hex(Array(HMAC<SHA512>.authenticationCode(for: bytes(body), using: key))))"],
            lines: ["algorithm: sha512"]),
        Way(
            name: "time, a dot and the body",
            headers: ["X-Time: 1718000000", "X-Sign: \(hex(sha256("1718000000." + body)))"],
            lines: ["timestamp_header: X-Time", "tolerance: 5m", "signed: \"{timestamp}.{body}\""]),
        Way(
            name: "version, time and body",
            headers: ["X-S-Time: 1718000000", "X-S-Signature: v0=\(hex(sha256("v0:1718000000:" + body)))"],
            lines: ["prefix: \"v0=\"", "signed: \"v0:{timestamp}:{body}\""]),
        Way(
            name: "a list of parameters",
            headers: ["Demo-Signature: t=1718000000,v1=\(hex(sha256("1718000000." + body)))"],
            lines: ["parameters: {signature: v1, timestamp: t}", "signed: \"{timestamp}.{body}\""]),
        Way(
            name: "method, address, body and time",
            headers: [
                "X-Time: 1718000000000",
                "X-Sign: \(base64(sha256("POSThttps://a.example/in?x=1" + body + "1718000000000")))",
            ],
            lines: ["timestamp_unit: ms", "signed: \"{method}{url}{body}{timestamp}\""]),
        Way(name: "a token", headers: ["X-Api-Key: \(secret)"], lines: ["token: {header: X-Api-Key}"]),
        Way(
            name: "a bearer token", headers: ["Authorization: Bearer \(secret)"],
            lines: ["token: {header: Authorization, prefix: \"Bearer \"}"]),
        Way(
            name: "user and password", headers: ["Authorization: Basic \(base64(bytes("me:" + secret)))"],
            lines: ["basic: {}"]),
    ]

    @Test("With its secret a proof is found, written and verified", arguments: ways)
    func verifies(_ way: Way) throws {
        let draft = try draft(way.headers, secret: Self.secret)
        #expect(draft.isVerified, "\(draft.yaml)")
        for line in way.lines { #expect(draft.yaml.contains(line), "\(line)\n\(draft.yaml)") }
        let channel = try #require(CompiledChannel.compile(text: draft.yaml, file: "").value)
        #expect(
            ChannelTry.answer(
                to: try request(way.headers), by: channel, secret: Self.secret, context: ChannelFixtures.context
            ).isAccepted)
        #expect(
            !ChannelTry.answer(
                to: try request(way.headers), by: channel, secret: "other", context: ChannelFixtures.context
            ).isAccepted)
        #expect(!(draft.yaml + draft.readme).contains(Self.secret))
    }

    @Test("Without a secret the likeliest proof is written and marked", arguments: ways)
    func guesses(_ way: Way) throws {
        let draft = try draft(way.headers, secret: nil)
        #expect(!draft.isVerified)
        #expect(draft.yaml.contains("# Check this with the provider's documentation"), "\(draft.yaml)")
        #expect(!draft.yaml.contains("insecure:"))
    }

    @Test("A secret that fits nothing is said")
    func wrongSecret() throws {
        let draft = try draft(Self.ways[0].headers, secret: "other")
        #expect(!draft.isVerified)
        #expect(draft.verification.hasPrefix("the secret does not fit"))
    }

    @Test("Without anything that proves the sender the file says so")
    func insecure() throws {
        let draft = try draft(["User-Agent: demo", "X-Request-Id: 5f0c7a9e2b1d4c3f8a6e0d9b7c5a3f1e"], secret: nil)
        #expect(draft.yaml.contains("insecure: \"drafted: "))
        #expect(draft.readme.contains("anybody who knows the address"))
    }

    @Test("Standard Webhooks are known by their three headers")
    func standardWebhooks() throws {
        let key = Self.bytes("0123456789abcdef01234567")
        let code = HMAC<SHA256>.authenticationCode(
            for: Self.bytes("msg_1.1718000000." + Self.body), using: SymmetricKey(data: key))
        let headers = [
            "webhook-id: msg_1", "webhook-timestamp: 1718000000", "webhook-signature: v1,\(base64(Array(code)))",
        ]
        let draft = try draft(headers, secret: "whsec_" + base64(key))
        #expect(draft.isVerified)
        #expect(draft.yaml.contains("standard_webhooks: {prefix: webhook}"))
    }

    @Test("Address and sorted form are tried for forms")
    func sortedForm() throws {
        let form = "Body=Halo&From=u1&MessageSid=SM1"
        let signed = "https://a.example/in?x=1" + "BodyHaloFromu1MessageSidSM1"
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Self.bytes(signed), using: Self.key)
        let text = """
            POST /in?x=1 HTTP/1.1
            Host: a.example
            Content-Type: application/x-www-form-urlencoded
            X-Demo-Signature: \(base64(Array(code)))

            \(form)
            """
        let draft = try ChannelDraft(id: "demo", capture: try CapturedRequest(Array(text.utf8)), secret: Self.secret)
        #expect(draft.isVerified, "\(draft.yaml)")
        #expect(draft.yaml.contains("signed: \"{url}{sorted_form}\""))
    }

    private func draft(_ headers: [String], secret: String?) throws -> ChannelDraft {
        try ChannelDraft(id: "demo", capture: try request(headers), secret: secret)
    }

    private func request(_ headers: [String]) throws -> CapturedRequest {
        let head = ["POST /in?x=1 HTTP/1.1", "Host: a.example", "Content-Type: application/json"] + headers
        return try CapturedRequest(Array((head.joined(separator: "\n") + "\n\n" + Self.body).utf8))
    }

    private static let key = SymmetricKey(data: bytes(secret))
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    private static func sha256(_ text: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes(text), using: key))
    }
    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
