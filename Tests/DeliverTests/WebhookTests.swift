import Crypto
import Domain
import JSON
import Storage
import Testing
import Transfer

@testable import Deliver

@Suite("Webhooks")
struct WebhookTests {
    static let first = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    static let second = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

    static func webhook() throws -> Webhook {
        Webhook(
            url: "https://crm.example/hooks/corong",
            secrets: [try #require(WebhookSecret(first)), try #require(WebhookSecret(second))])
    }

    static func request(_ item: OutboxItem, at now: Timestamp = Sample.start) throws -> TransferRequest {
        guard case .http(let request) = try webhook().outgoing(item, from: Sample.origin, at: now).carrier else {
            throw Undeliverable("no request")
        }
        return request
    }

    static func header(_ name: String, _ request: TransferRequest) -> String? {
        request.headers.first { $0.name == name }?.value
    }

    @Test("the published example of Standard Webhooks has the published signature")
    func example() throws {
        let secret = try #require(WebhookSecret(Self.first))
        let body = Array(#"{"test": 2432232314}"#.utf8)
        let text = WebhookSignature.text(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330, body: body, secrets: [secret])
        #expect(text == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("id and body are the same in every attempt, time and signature are of the attempt")
    func stable() throws {
        let item = Sample.item(41)
        let one = try Self.request(item)
        let two = try Self.request(item, at: Sample.start.adding(seconds: 90))
        #expect(one.body == two.body)
        #expect(Self.header("webhook-id", one) == Self.header("webhook-id", two))
        #expect(Self.header("Idempotency-Key", one) == Self.header("webhook-id", one))
        #expect(Self.header("webhook-timestamp", two) == "1780000090")
        #expect(Self.header("webhook-signature", one) != Self.header("webhook-signature", two))
        #expect(one.limits.redirectsMax == 0 && !one.allowsUnencrypted)
        #expect(one.addresses == .publicOr(hosts: []))
    }

    @Test("each of two secrets checks, a third does not")
    func secrets() throws {
        let request = try Self.request(Sample.item(41))
        let (id, time, signatures) = (
            try #require(Self.header("webhook-id", request)), try #require(Self.header("webhook-timestamp", request)),
            try #require(Self.header("webhook-signature", request))
        )
        #expect(signatures.split(separator: " ").count == 2)
        func check(_ secret: String, body: [UInt8]? = nil, time other: String? = nil, now: Timestamp? = Sample.start)
            throws
            -> WebhookSignature.Finding
        {
            WebhookSignature.check(
                id: id, timestamp: other ?? time, signatures: signatures, body: body ?? request.body,
                secrets: [try #require(WebhookSecret(secret))], now: now)
        }
        #expect(try check(Self.first) == .valid(secret: 0))
        #expect(try check(Self.second) == .valid(secret: 0))
        #expect(try check("whsec_" + String(repeating: "A", count: 32)) == .mismatch)
        #expect(try check(Self.first, body: request.body + [32]) == .mismatch)
        #expect(try check(Self.first, time: "1780000001") == .mismatch)
        #expect(try check(Self.first, time: "soon") == .timeUnreadable)
        #expect(try check(Self.first, now: Sample.start.adding(seconds: 301)) == .timeOff(seconds: -301))
        #expect(try check(Self.first, now: nil) == .valid(secret: 0))
        let secret = try #require(WebhookSecret(Self.first))
        #expect(
            WebhookSignature.check(id: id, timestamp: time, signatures: "v1a,x", body: [], secrets: [secret], now: nil)
                == .noSignature)
    }

    @Test("the key of a row is its own, and that of no other row or workspace")
    func keys() {
        let ids = (1...50).flatMap { position in
            (0..<3).map { OutboxID(event: EventID(position: Int64(position), item: 1), number: Int64($0)) }
        }
        let origins = [
            Sample.origin, Origin(workspace: "other", identity: "5f1c"), Origin(workspace: "main", identity: "5f1d"),
        ]
        let keys = origins.flatMap { origin in ids.map(origin.key) }
        #expect(Set(keys).count == 450)
        #expect(keys.allSatisfy { $0.hasPrefix("msg_") && $0.count == 36 && !$0.contains(".") })
        #expect(Sample.origin.key(of: ids[0]) == "msg_" + Self.hex("5f1c\u{0}main\u{0}1.1/0"))
    }

    static func hex(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("the envelope is a CloudEvent with the payload as its data")
    func envelope() throws {
        let body = try JSONDocument(parsing: try Self.request(Sample.item(41)).body)
        body.withRoot { root in
            #expect(root["specversion"]?.string == "1.0")
            #expect(root["id"]?.string == Sample.origin.key(of: Sample.item(41).id))
            #expect(root["source"]?.string == "/corong/main")
            #expect(root["type"]?.string == "corong.lead.assigned")
            #expect(root["time"]?.string == "2026-05-28T20:26:40Z")
            #expect(root["subject"]?.string == "L41")
            #expect(root["data"]?["score"]?.int64 == 80)
            #expect(root["corongitem"]?.string == "41/0")
        }
        let broken = try JSONDocument(parsing: try Self.request(Sample.item(41, lead: nil, payload: "{oops")).body)
        broken.withRoot { root in
            #expect(root["data"]?.string == "{oops")
            #expect(root["subject"] == nil)
        }
    }

    @Test(
        "a secret is whsec_ and base64 of 24 up to 64 bytes",
        arguments: [
            (first, true), (second, true), ("", false), ("whsec_", false), ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false),
            ("whsec_short", false), ("whsec_" + String(repeating: "A", count: 88), false),
            ("whsec_" + String(repeating: "A", count: 86), true), ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa!w", false),
        ])
    func secretText(_ text: String, _ isSecret: Bool) {
        #expect((WebhookSecret(text) != nil) == isSecret)
        if let secret = WebhookSecret(text) {
            #expect("\(secret)" == "(secret)" && String(reflecting: secret).contains("(secret)"))
            #expect(WebhookSecret(WebhookSecret.text(of: secret.key)) != nil)
        }
    }

    @Test("base64 goes there and back")
    func base64() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            #expect(Base64.text(Array(plain.utf8)) == coded)
            #expect(Base64.bytes(coded) == Array(plain.utf8))
        }
        #expect(Base64.bytes("Zg") == [102])
        for wrong in ["Z", "Zh==", "Zm9v=", "Z=g=", "Zm 9v"] { #expect(Base64.bytes(wrong) == nil) }
    }

    @Test(
        "an answer is delivered, tried again, or for good",
        arguments: [
            (200, "", .delivered(reference: nil)), (204, "", .delivered(reference: nil)),
            (408, "", .failed(problem: "Answered 408", retryAfterSeconds: nil)),
            (425, "", .failed(problem: "Answered 425", retryAfterSeconds: nil)),
            (429, "slow\ndown", .failed(problem: "Answered 429: slow down", retryAfterSeconds: nil)),
            (500, "", .failed(problem: "Answered 500", retryAfterSeconds: nil)),
            (503, "", .failed(problem: "Answered 503", retryAfterSeconds: nil)),
            (400, "bad", .refused(problem: "Answered 400: bad")),
            (401, "", .failed(problem: "Answered 401", retryAfterSeconds: nil)),
            (403, "", .failed(problem: "Answered 403", retryAfterSeconds: nil)),
            (404, "", .failed(problem: "Answered 404", retryAfterSeconds: nil)),
            (410, "gone", .refused(problem: "Answered 410: gone")),
            (302, "x", .refused(problem: "Answered 302, and redirects are not followed")),
        ] as [(Int, String, Attempt)])
    func verdicts(_ status: Int, _ body: String, _ attempt: Attempt) throws {
        let outgoing = try Self.webhook().outgoing(Sample.item(1), from: Sample.origin, at: Sample.start)
        var response = TransferResponse(status: status, headers: [], body: Array(body.utf8))
        #expect(HTTPVerdict.attempt(response, of: outgoing, at: Sample.start) == attempt)
        response.headers = [TransferRequest.Header("Retry-After", "12")]
        if case .failed(let problem, _) = attempt {
            #expect(
                HTTPVerdict.attempt(response, of: outgoing, at: Sample.start)
                    == .failed(problem: problem, retryAfterSeconds: 12))
        }
    }
}
