import Channels
import Domain
import Storage
import Testing

@testable import Receive

@Suite("What a gate decides")
struct AnswerTests {
    /// A channel from a file's blocks.
    private static func channel(
        _ verify: String, answers: String = "[]", secrets: [String] = ["abc"], certificates: CertificateCache? = nil
    ) throws -> IntakeChannels {
        let text = """
            channel: hook
            name: Hook
            version: 1
            receive: {answer: {body: usual}, answers: \(answers)}
            verify: \(verify)
            decode: json
            key: [$.id]
            cases: [{kind: message}]
            """
        let channel = try #require(CompiledChannel.compile(text: text, file: "hook").value)
        let gate = Gate(
            rules: channel.receive, verifier: channel.verifier, secrets: ChannelSecrets(secrets: secrets),
            certificates: certificates)
        return IntakeChannels([IntakeChannel(id: "hook", gate: gate)])
    }

    @Test("is kept: handshakes are answered and not stored, own answers wait for the ledger")
    func answers() async throws {
        let channels = try Self.channel(
            "{token: {header: X-Token}}",
            answers: """
                [{when: "$.type == 'hello?'", body: {path: $.challenge}, store: false},
                 {when: "$.type == 'greet'", status: 201, content_type: application/json, body: '{"text":"Halo!"}'}]
                """)
        let ledger = TestLedger()
        ledger.hold()
        try await withIntake(ledger: ledger, channels: channels) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery(#"{"type": "hello?", "challenge": "c-1"}"#, path: "/in/hook"))
            let handshake = try await client.answer()
            #expect(handshake.status == 200)
            #expect(handshake.body == "c-1")
            #expect(handshake.headers["content-type"] == "text/plain")
            try await client.send(delivery(#"{"type": "hello?", "challenge": "c-1"}"#, path: "/in/hook", token: "abd"))
            #expect(try await client.answer().status == 401)
            #expect(ledger.entries.isEmpty)
            let arrived = client.arrived
            try await client.send(delivery(#"{"type": "greet"}"#, path: "/in/hook"))
            var writes = ledger.writes.makeAsyncIterator()
            #expect(await writes.next(isolation: nil) == 1)
            #expect(client.arrived == arrived)
            ledger.release()
            let greeting = try await client.answer()
            #expect(greeting.status == 201)
            #expect(greeting.body == #"{"text":"Halo!"}"#)
            #expect(greeting.headers["content-type"] == "application/json")
            try await client.send(delivery(#"{"type": "other"}"#, path: "/in/hook"))
            #expect(try await client.answer().body == "usual")
        }
        #expect(ledger.entries.count == 2)
    }

    @Test("is passed on: who has to be called, once for each request")
    func confirmations() async throws {
        let (told, continuation) = AsyncStream.makeStream(of: String.self)
        let options = IntakeOptions(onConfirm: { channel, url in continuation.yield("\(channel) \(url)") })
        let channels = try Self.channel(
            "{token: {header: X-Token}}",
            answers: "[{store: false, confirm: {path: $.url, hosts: [hooks.example.com]}}]")
        let ledger = TestLedger()
        try await withIntake(ledger: ledger, options: options, channels: channels) { _, port in
            let client = try await Client.connect(port)
            for host in ["evil.example", "hooks.example.com"] {
                try await client.send(delivery(#"{"url": "https://\#(host)/yes?t=1"}"#, path: "/in/hook"))
                #expect(try await client.answer().status == 200)
            }
        }
        continuation.finish()
        var urls: [String] = []
        for await url in told { urls.append(url) }
        #expect(urls == ["hook https://hooks.example.com/yes?t=1"])
        // The address that must not be called is kept for people to see.
        #expect(ledger.entries.count == 1)
    }

    @Test("is passed on: which certificate is missing, and the delivery is to come again")
    func certificates() async throws {
        let url = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a.pem"
        let message =
            #"{"Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:eu-west-1:1:a", "Message": "m", "Timestamp": "t", "#
            + #""SignatureVersion": "2", "Signature": "AAAA", "SigningCertURL": "\#(url)"}"#
        let (told, continuation) = AsyncStream.makeStream(of: String.self)
        let options = IntakeOptions(onMissingCertificate: { channel, url in continuation.yield("\(channel) \(url)") })
        let channels = try Self.channel(
            "{sns: {}}", secrets: ["arn:aws:sns:eu-west-1:1:a"], certificates: CertificateCache())
        let ledger = TestLedger()
        try await withIntake(ledger: ledger, options: options, channels: channels) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery(message, path: "/in/hook"))
            let answer = try await client.answer()
            #expect(answer.status == 503)
            #expect(answer.headers["retry-after"] != nil)
            try await client.send(delivery(message.replacing("amazonaws.com", with: "evil.example"), path: "/in/hook"))
            #expect(try await client.answer().status == 401)
        }
        continuation.finish()
        var urls: [String] = []
        for await url in told { urls.append(url) }
        #expect(urls == ["hook " + url])
        #expect(ledger.entries.isEmpty)
    }

    /// A sender that signs `POST`, the address and the body `{}` with the key `k`.
    struct Called: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var publicAddress: String?
        var headers: String
        var signature: String
    }

    static let called = [
        Called(
            testDescription: "the configured one", publicAddress: "https://hooks.example.com",
            headers: "X-Forwarded-Proto: http\r\nX-Forwarded-Host: elsewhere.example\r\n",
            signature: "648890aebd99687a392506852dc229d8782eef63e82fab5dfa5b6829c67eb904"),
        Called(
            testDescription: "the proxy's", publicAddress: nil,
            headers: "X-Forwarded-Proto: https, http\r\nX-Forwarded-Host: proxy.example, inner\r\n",
            signature: "fdaa3b6cfc141adeaed23f4856db2b4bde61a99677b30519538d7d3657c930be"),
        Called(
            testDescription: "our own", publicAddress: nil, headers: "",
            signature: "24dbf3590afc5de1aaab44241306773a71c2fc1a671abe875b8bb20a348858bf"),
    ]

    @Test("depends on the address that was called", arguments: called)
    func addresses(_ test: Called) async throws {
        let channels = try Self.channel(
            "{hmac: {algorithm: sha256, header: S, signed: '{method}{url}{body}'}}", secrets: ["k"])
        let options = IntakeOptions(publicAddress: test.publicAddress)
        try await withIntake(ledger: TestLedger(), options: options, channels: channels) { _, port in
            let client = try await Client.connect(port)
            for (path, status) in [("/in/hook?x=1", 200), ("/in/hook?x=2", 401), ("/in/hook", 401)] {
                let headers = test.headers + "S: \(test.signature)\r\n"
                try await client.send(delivery("{}", path: path, headers: headers))
                #expect(try await client.answer().status == status)
            }
        }
    }

    @Test("leaves no secret of the address behind, whichever scheme decides")
    func secretParameters() async throws {
        let channels = try Self.channel("{any: [{token: {header: X-Token}}, {token: {query: key}}]}")
        let ledger = TestLedger()
        try await withIntake(ledger: ledger, channels: channels) { _, port in
            let client = try await Client.connect(port)
            for token in ["abc", nil] {
                try await client.send(delivery("{}", path: "/in/hook?a=1&key=abc", token: token))
                #expect(try await client.answer().status == 200)
            }
            try await client.send(delivery("{}", path: "/in/hook?a=1&key=abd", token: nil))
            #expect(try await client.answer().status == 401)
        }
        #expect(
            ledger.entries.map { HeaderText.value(of: ":target", in: $0.headers) } == ["/in/hook?a=1", "/in/hook?a=1"])
    }
}
