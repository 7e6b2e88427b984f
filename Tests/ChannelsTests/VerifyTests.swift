import Crypto
import TestSupport
import Testing

@testable import Channels

private let body = #"{"object":"whatsapp_business_account","entry":[]}"#
private let signedWithApp = "d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f"
private let signedWithOld = "0b170a1806ee95113debab6ed5deba98ba7fa1b3bd2e1e6d06f039a753e26122"
private let slackSignature = "v0=49a1ed4af5ba1d5a3036664a8dcbdea9abf2d9f09374cc72e60e55aac4eb10a5"
private let base64Signature = "0+T52gzmxxqz26VZKbju7uJFU0nlNJJOrRn5jRQ+kE8="
private let sha1Signature = "9759b9386dc2668da67aebfacb40d33ff46150f0"
private let sha512Signature =
    "Eo1OuLWV1y50WYCk840UqKrdOX0phrTmMht6oVh+nBa2DuYbCebVQg5RE11KmtJ2QR6Gv7WlsbO4QW6WDUliRw=="

private let whatsApp = scheme("X-Hub-Signature-256", prefix: "sha256=")
private let slack = HMACScheme(
    place: .header(name: "X-Slack-Signature", prefix: "v0="),
    signed: [.literal("v0:"), .timestamp, .literal(":"), .body],
    time: SignedTime(place: .header("X-Slack-Request-Timestamp"), toleranceSeconds: 300))
private let line = scheme("X-Line-Signature", encoding: .base64)

/// A hash over the body in a header.
private func scheme(
    _ header: String, prefix: String = "", algorithm: HMACScheme.Algorithm = .sha256,
    encoding: HMACScheme.Encoding = .hex, signed: [SignedPart] = [.body]
) -> HMACScheme {
    HMACScheme(
        algorithm: algorithm, place: .header(name: header, prefix: prefix), encoding: encoding, signed: signed)
}

func verification(
    _ verifier: Verifier, secrets: [String], headers: [(String, String)], query: String = "", body: String = body,
    nowSeconds: Int64 = 1_531_420_618
) -> GateRefusal? {
    let gate = Gate(
        rules: ReceiveRules(bodyBytesMax: 1000), verifier: verifier, secrets: ChannelSecrets(secrets: secrets))
    let listed = ListedHeaders(headers.map { (name: $0.0, value: $0.1) })
    let address = CalledAddress(method: "POST", origin: "https://a.example", target: "/in/x?" + query)
    return gate.check(
        body: Array(body.utf8), nowSeconds: nowSeconds, address: { address }, header: { listed.first($0) }
    ).refusal
}

@Suite("A signature")
struct SignatureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var scheme: HMACScheme
        var secrets: [String]
        var headers: [(String, String)]
        var refusal: GateRefusal?

        init(
            _ name: String, _ scheme: HMACScheme, secrets: [String] = ["app-secret"], _ headers: [(String, String)],
            _ refusal: GateRefusal? = nil
        ) {
            testDescription = name
            self.scheme = scheme
            self.secrets = secrets
            self.headers = headers
            self.refusal = refusal
        }

        init(
            _ name: String, secrets: [String] = ["app-secret"], _ headers: [(String, String)],
            _ refusal: GateRefusal? = nil
        ) {
            self.init(name, whatsApp, secrets: secrets, headers, refusal)
        }
    }

    static let cases = [
        Case("right", [("X-Hub-Signature-256", "sha256=" + signedWithApp)]),
        Case("right in upper case", [("x-hub-signature-256", "SHA256=" + signedWithApp.uppercased())]),
        Case(
            "of the older live secret", secrets: ["app-secret", "old-secret"],
            [("X-Hub-Signature-256", "sha256=" + signedWithOld)]),
        Case(
            "of the newer live secret", secrets: ["old-secret", "app-secret"],
            [("X-Hub-Signature-256", "sha256=" + signedWithOld)]),
        Case("of a retired secret", [("X-Hub-Signature-256", "sha256=" + signedWithOld)], .badSignature),
        Case("without its prefix", [("X-Hub-Signature-256", signedWithApp)], .badSignature),
        Case("too short", [("X-Hub-Signature-256", "sha256=" + signedWithApp.dropLast(2))], .badSignature),
        Case("too long", [("X-Hub-Signature-256", "sha256=" + signedWithApp + "00")], .badSignature),
        Case("with an odd digit", [("X-Hub-Signature-256", "sha256=" + signedWithApp.dropLast())], .badSignature),
        Case(
            "with a letter that is no digit",
            [("X-Hub-Signature-256", "sha256=" + signedWithApp.dropLast() + "g")], .badSignature),
        Case("empty", [("X-Hub-Signature-256", "")], .badSignature),
        Case("of nothing", [("X-Hub-Signature-256", "sha256=")], .badSignature),
        Case("absent", [("X-Hub-Signature", "sha256=" + signedWithApp)], .missingSignature),
        Case("without any secret", secrets: [], [("X-Hub-Signature-256", "sha256=" + signedWithApp)], .badSignature),
        Case("in base64", line, [("X-Line-Signature", base64Signature)]),
        Case("in base64 without padding", line, [("X-Line-Signature", String(base64Signature.dropLast()))]),
        Case(
            "in base64 with spare bits set", line,
            [("X-Line-Signature", base64Signature.dropLast(2) + "9=")], .badSignature),
        Case("in base64 with a blank inside", line, [("X-Line-Signature", "a " + base64Signature)], .badSignature),
        Case("in base64 of one letter", line, [("X-Line-Signature", "A")], .badSignature),
        Case("in base64 of padding only", line, [("X-Line-Signature", "====")], .badSignature),
        Case(
            "with SHA-1", scheme("X-Hub-Signature", prefix: "sha1=", algorithm: .sha1),
            [("X-Hub-Signature", "sha1=" + sha1Signature)]),
        Case(
            "over an id, a time and the body with SHA-512",
            HMACScheme(
                algorithm: .sha512, place: .header(name: "Signature", prefix: ""), encoding: .base64,
                signed: [.header("Webhook-Id"), .literal("."), .timestamp, .literal("."), .body],
                time: SignedTime(place: .header("Webhook-Timestamp"))),
            [("signature", sha512Signature), ("webhook-id", "msg_1"), ("webhook-timestamp", "1531420618")]),
        Case(
            "over a header that is absent",
            scheme("S", signed: [.header("Webhook-Id"), .body]), [("s", signedWithApp)], .missingSignature),
    ]

    @Test("is accepted only when it is exactly right", arguments: cases)
    func table(_ test: Case) {
        #expect(verification(.hmac(test.scheme), secrets: test.secrets, headers: test.headers) == test.refusal)
    }

    @Test("fails for any other body")
    func otherBody() {
        let headers = [("x-hub-signature-256", "sha256=" + signedWithApp)]
        for change in [body + " ", String(body.dropLast()), "", body.replacing("[]", with: "{}")] {
            #expect(
                verification(.hmac(whatsApp), secrets: ["app-secret"], headers: headers, body: change) == .badSignature)
        }
    }

    @Test(
        "with a time holds up to the tolerance, either way",
        arguments: [
            (0, nil), (300, nil), (-300, nil), (301, .expired), (-301, .expired), (.max - 1_531_420_618, .expired),
        ] as [(Int64, GateRefusal?)])
    func tolerance(_ offset: Int64, _ expected: GateRefusal?) {
        let headers = [("x-slack-signature", slackSignature), ("x-slack-request-timestamp", "1531420618")]
        #expect(
            verification(.hmac(slack), secrets: ["app-secret"], headers: headers, nowSeconds: 1_531_420_618 + offset)
                == expected)
    }

    @Test("with a time that is no number, or the wrong one, is refused", arguments: ["", "now", "1531420619", "-1"])
    func oddTime(_ time: String) {
        let headers = [("x-slack-signature", slackSignature), ("x-slack-request-timestamp", time)]
        #expect(verification(.hmac(slack), secrets: ["app-secret"], headers: headers) == .badSignature)
        #expect(
            verification(.hmac(slack), secrets: ["app-secret"], headers: [headers[0]]) == .missingSignature)
    }

    @Test("of random bytes never traps", arguments: UInt64(1)...200)
    func randomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let text = String(
            decoding: (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 1...127, using: &random)
            },
            as: UTF8.self)
        for encoding in HMACScheme.Encoding.allCases {
            #expect(
                verification(.hmac(scheme("s", encoding: encoding)), secrets: ["app-secret"], headers: [("s", text)])
                    == .badSignature)
        }
    }
}

@Suite("A keyed hash")
struct KeyedHashTests {
    @Test("gives what RFC 4231 and RFC 2202 list")
    func vectors() {
        let text = "what do ya want for nothing?"
        #expect(code(.sha1, key: Array("Jefe".utf8), text) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
        #expect(
            code(.sha256, key: Array("Jefe".utf8), text)
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            code(.sha512, key: Array("Jefe".utf8), text)
                == "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd"
                + "caeab1a34d4a6b4b636e070a38bce737")
        let long = [UInt8](repeating: 0xaa, count: 131)
        #expect(
            code(.sha256, key: long, "Test Using Larger Than Block-Size Key - Hash Key First")
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    private func code(_ algorithm: HMACScheme.Algorithm, key: [UInt8], _ text: String) -> String {
        Array(text.utf8).withUnsafeBytes { bytes in
            switch algorithm {
            case .sha1: finished(KeyedHash<Insecure.SHA1>(key: key), bytes)
            case .sha256: finished(KeyedHash<SHA256>(key: key), bytes)
            case .sha512: finished(KeyedHash<SHA512>(key: key), bytes)
            }
        }
    }

    private func finished(_ prepared: KeyedHash<some RawHash>, _ bytes: UnsafeRawBufferPointer) -> String {
        var hash = prepared
        hash.update(bytes)
        return hash.finish { code in
            code.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        }
    }
}

@Suite("A token")
struct TokenTests {
    static let telegram = Verifier.token(
        TokenScheme(place: .header(name: "X-Telegram-Bot-Api-Secret-Token", prefix: "")))
    static let bearer = Verifier.token(TokenScheme(place: .header(name: "Authorization", prefix: "Bearer ")))
    static let query = Verifier.token(TokenScheme(place: .query(name: "token")))

    @Test("in a header must be one of the secrets")
    func header() {
        let name = "x-telegram-bot-api-secret-token"
        #expect(verification(Self.telegram, secrets: ["abc", "def"], headers: [(name, "abc")]) == nil)
        #expect(verification(Self.telegram, secrets: ["abc", "def"], headers: [(name, "def")]) == nil)
        for wrong in ["", "ab", "abcd", "ABC", "abc,def"] {
            #expect(verification(Self.telegram, secrets: ["abc", "def"], headers: [(name, wrong)]) == .wrongToken)
        }
        #expect(verification(Self.telegram, secrets: ["abc"], headers: []) == .missingToken)
        #expect(verification(Self.telegram, secrets: [], headers: [(name, "")]) == .wrongToken)
    }

    @Test("may follow a prefix in any case")
    func prefix() {
        #expect(verification(Self.bearer, secrets: ["abc"], headers: [("authorization", "bearer abc")]) == nil)
        #expect(verification(Self.bearer, secrets: ["abc"], headers: [("authorization", "abc")]) == .wrongToken)
    }

    @Test("in the address is decoded")
    func parameter() {
        #expect(verification(Self.query, secrets: ["a b/c"], headers: [], query: "x=1&token=a+b%2Fc") == nil)
        #expect(verification(Self.query, secrets: ["abc"], headers: [], query: "token=ab") == .wrongToken)
        #expect(verification(Self.query, secrets: ["abc"], headers: [], query: "tokens=abc") == .missingToken)
    }

    @Test("as user and password is compared whole")
    func basic() {
        let right = [("Authorization", "Basic dXNlcjpwYXNz")]
        #expect(verification(.basic, secrets: ["user:pass"], headers: right) == nil)
        #expect(verification(.basic, secrets: ["user:other"], headers: right) == .wrongToken)
        #expect(verification(.basic, secrets: ["user:pass"], headers: []) == .missingToken)
        for odd in ["dXNlcjpwYXNz", "Basic", "Basic ", "Basic !!!!", "Basic dXNlcjpwYXNzA"] {
            #expect(verification(.basic, secrets: ["user:pass"], headers: [("Authorization", odd)]) == .wrongToken)
        }
    }

    @Test("is not needed where the channel says why")
    func none() {
        #expect(verification(.none(because: "a public form"), secrets: [], headers: []) == nil)
    }
}
