import Domain
import Testing

@testable import Channels

/// Requests that providers, their documentation or their libraries publish as right, each with the block that reads it.
@Suite("A published example")
struct SchemeVectorTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var verify: String
        var secret: String
        var address = CalledAddress(method: "POST", origin: "https://a.example", target: "/in/x")
        var headers: [(name: String, value: String)]
        var body: String
        var now: Int64 = 0
    }

    static let examples = [
        Example(
            testDescription: "LINE",
            verify: "hmac: {algorithm: sha256, header: X-Line-Signature, encoding: base64}", secret: "SECRET",
            headers: [("X-Line-Signature", "3q8QXTAGaey18yL8FWTqdVlbMr6hcuNvM4tefa0o9nA=")], body: "{}"),
        Example(
            testDescription: "Slack",
            verify: """
                hmac: {algorithm: sha256, header: X-Slack-Signature, prefix: "v0=", signed: "v0:{timestamp}:{body}",
                       timestamp_header: X-Slack-Request-Timestamp, tolerance: 5m}
                """, secret: "8f742231b10e8888abcd99yyyzzz85a5",
            headers: [
                ("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"),
                ("X-Slack-Request-Timestamp", "1531420618"),
            ],
            body: """
                token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=\
                foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2F\
                hooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.\
                47445629121.803a0bc887a14d10d2c447fce8b6703c
                """, now: 1_531_420_618),
        Example(
            testDescription: "Twilio, form",
            verify: """
                hmac: {algorithm: sha1, header: X-Twilio-Signature, encoding: base64, signed: "{url}{sorted_form}",
                       body_hash_query: bodySHA256}
                """, secret: "12345",
            address: CalledAddress(method: "POST", origin: "https://mycompany.com", target: "/myapp.php?foo=1&bar=2"),
            headers: [
                ("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309"),
        Example(
            testDescription: "Twilio, JSON",
            verify: """
                hmac: {algorithm: sha1, header: X-Twilio-Signature, encoding: base64, signed: "{url}{sorted_form}",
                       body_hash_query: bodySHA256}
                """, secret: "12345",
            address: CalledAddress(
                method: "POST", origin: "https://mycompany.com",
                target:
                    "/myapp.php?foo=1&bar=2&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
            ),
            headers: [("X-Twilio-Signature", "a9nBmqA0ju/hNViExpshrM61xv4="), ("Content-Type", "application/json")],
            body: #"{"property": "value", "boolean": true}"#),
        Example(
            testDescription: "SendGrid",
            verify: """
                ecdsa: {header: X-Twilio-Email-Event-Webhook-Signature, signed: "{timestamp}{body}",
                        timestamp_header: X-Twilio-Email-Event-Webhook-Timestamp}
                """,
            secret: """
                MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglS\
                I8eNEc6wEA3F+g==
                """,
            headers: [
                (
                    "X-Twilio-Email-Event-Webhook-Signature",
                    "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM="
                ),
                ("X-Twilio-Email-Event-Webhook-Timestamp", "1600112502"),
            ],
            body: """
                [{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpY\
                bF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5F\
                C76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]\r\n
                """),
        Example(
            testDescription: "Standard Webhooks", verify: "standard_webhooks: {prefix: svix, tolerance: 5m}",
            secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            headers: [
                ("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), ("svix-timestamp", "1614265330"),
                ("svix-signature", "v2,AAAA v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ], body: #"{"test": 2432232314}"#, now: 1_614_265_330),
        Example(
            testDescription: "RFC 8032, test 3", verify: "ed25519: {header: S, encoding: hex}",
            secret: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            headers: [
                (
                    "s",
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
                )
            ], body: "\u{AF82}"),
    ]

    @Test("is accepted, and not with another secret", arguments: examples)
    func accepted(_ example: Example) throws {
        var body = Array(example.body.utf8)
        // The one example whose body is no text.
        if example.testDescription.hasPrefix("RFC 8032") { body = [0xaf, 0x82] }
        let verifier = try #require(Self.verifier(example.verify))
        let request = GateRequest(address: example.address, headers: ListedHeaders(example.headers), body: body)
        func decision(_ secrets: [String], _ now: Int64 = example.now) -> GateDecision {
            Gate(
                rules: ReceiveRules(bodyBytesMax: 10_000), verifier: verifier, secrets: ChannelSecrets(secrets: secrets)
            ).check(request, nowSeconds: now)
        }
        #expect(decision([example.secret]) == .accept)
        #expect(decision(["unusable secret!", example.secret]) == .accept)
        let wrong = decision(["d2hhdGV2ZXIgdGhpcyBtaWdodCBiZSBhcyBhIGtleQ"]).refusal
        #expect(wrong == .badSignature || wrong == .notConfigured)
        #expect(decision([]) == .refuse(.notConfigured))
    }

    /// The verifier of a channel file with this block.
    static func verifier(_ block: String) -> Verifier? { channel(block)?.verifier }

    static func channel(_ verify: String, receive: String = "{}", decode: String = "json") -> CompiledChannel? {
        let block = verify.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        let text = """
            channel: demo
            name: Demo
            version: 1
            decode: \(decode)
            verify:
            \(block)
            receive: \(receive)
            key: [$.id]
            cases: [{kind: message}]
            """
        let checked = CompiledChannel.compile(text: text, file: "demo")
        if !checked.diagnostics.isEmpty { Issue.record("\(checked.diagnostics.map(\.message))") }
        return checked.value
    }
}
