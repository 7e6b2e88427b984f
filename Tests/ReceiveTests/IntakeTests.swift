import Domain
import Storage
import Testing

@testable import Receive

@Suite("The intake")
struct IntakeTests {
    @Test("answers 2xx only after the entry is durable, and stores the exact bytes")
    func durableFirst() async throws {
        let ledger = TestLedger()
        ledger.hold()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            let other = try await Client.connect(port)
            try await client.send(delivery("{\"a\": 1}\n", headers: "Origin: https://a.example\r\nCookie: x\r\n"))
            var writes = ledger.writes.makeAsyncIterator()
            #expect(await writes.next(isolation: nil) == 1)
            // The loop is free while the ledger writes; had the delivery been answered too early, its bytes would be here by the second answer.
            for _ in 1...2 {
                try await other.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await other.answer().body == "ok\n")
            }
            #expect(client.arrived == 0)
            #expect(ledger.entries.isEmpty)
            ledger.release()
            let answer = try await client.answer()
            #expect(answer.status == 200)
            #expect(answer.body == "RECEIVED")
            #expect(
                ledger.entries == [
                    EntryDraft(
                        kind: .delivery, receivedAt: now, channel: "chat",
                        headers: "content-type: application/json\norigin: https://a.example\n",
                        body: Array("{\"a\": 1}\n".utf8))
                ])
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var request: String
        var status: Int
    }

    static let refused = [
        Refused(testDescription: "an unknown path", request: delivery("{}", path: "/in/nobody"), status: 404),
        Refused(testDescription: "no channel", request: delivery("{}", path: "/in/"), status: 404),
        Refused(testDescription: "a deeper path", request: delivery("{}", path: "/in/chat/x"), status: 404),
        Refused(testDescription: "another workspace", request: delivery("{}", path: "/w/other/in/chat"), status: 404),
        Refused(testDescription: "the root", request: delivery("{}", path: "/"), status: 404),
        Refused(testDescription: "a wrong token", request: delivery("{}", token: "abd"), status: 401),
        Refused(testDescription: "no token", request: delivery("{}", token: nil), status: 401),
        Refused(testDescription: "another method", request: delivery("{}", method: "DELETE"), status: 405),
        Refused(testDescription: "GET without handshake", request: delivery("", method: "GET"), status: 405),
        Refused(
            testDescription: "another content type", request: delivery("{}", contentType: "text/plain"), status: 415),
        Refused(testDescription: "no content type", request: delivery("{}", contentType: nil), status: 415),
        Refused(testDescription: "a channel without secret", request: delivery("{}", path: "/in/bare"), status: 503),
        Refused(
            testDescription: "a wrong verify token",
            request: delivery(
                "", path: "/in/chat?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1", method: "GET"),
            status: 403),
        Refused(
            testDescription: "an unknown expectation", request: delivery("", headers: "Expect: tea\r\n"), status: 417),
        Refused(testDescription: "POST to the health page", request: delivery("", path: "/healthz"), status: 405),
    ]

    @Test("refuses what is no delivery, stores nothing, and keeps the connection", arguments: refused)
    func refuses(_ test: Refused) async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(test.request + delivery("{}"))
            let answer = try await client.answer()
            #expect(answer.status == test.status)
            #expect((answer.headers["allow"] != nil) == (test.status == 405))
            #expect((answer.headers["retry-after"] != nil) == (test.status == 503))
            #expect(try await client.answer().status == 200)
        }
        #expect(ledger.entries.count == 1)
    }

    @Test("answers handshakes and health, and HEAD without a body")
    func reads() async throws {
        try await withIntake(ledger: MemoryLedger()) { _, port in
            let client = try await Client.connect(port)
            let query = "?hub.mode=subscribe&hub.verify_token=verify&hub.challenge=1158"
            try await client.send("GET /in/chat\(query) HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer().body == "1158")
            try await client.send("HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            let head = try await client.answer(headOnly: true)
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == "3")
            try await client.send("HEAD /in/chat HTTP/1.1\r\nHost: x\r\n\r\n")
            let there = try await client.answer(headOnly: true)
            #expect(there.status == 200)
            #expect(there.headers["content-length"] == "0")
            try await client.send("HEAD /in/nobody HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer(headOnly: true).status == 404)
            try await client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            let health = try await client.answer()
            #expect(health.status == 200)
            #expect(health.body == "ok\n")
        }
    }

    @Test("serves its workspace's long addresses and keeps the query, but never a token in it")
    func target() async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("{}", path: "/w/main/in/hook?a=1&key=s3&b=2", token: nil))
            #expect(try await client.answer().status == 200)
        }
        #expect(
            ledger.entries.first?.headers == ":target: /w/main/in/hook?a=1&b=2\ncontent-type: application/json\n")
    }

    @Test("says 503 while the ledger cannot be written, and goes on when it can")
    func writeError() async throws {
        let ledger = TestLedger()
        ledger.fail(with: .cannotWrite(detail: "full"))
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("{}"))
            let answer = try await client.answer()
            #expect(answer.status == 503)
            #expect(answer.headers["retry-after"] != nil)
            ledger.fail(with: nil)
            try await client.send(delivery("{}"))
            #expect(try await client.answer().status == 200)
        }
        #expect(ledger.entries.count == 1)
    }

    @Test("refuses early when too much is on its way", arguments: [(1, 1 << 20), (100, 10)])
    func admission(_ requests: Int, _ bytes: Int) async throws {
        let ledger = TestLedger()
        ledger.hold()
        let options = IntakeOptions(requestsMax: requests, bodyBytesInFlightMax: bytes)
        try await withIntake(ledger: ledger, options: options) { _, port in
            let first = try await Client.connect(port)
            let second = try await Client.connect(port)
            try await first.send(delivery("{1234567}"))
            var writes = ledger.writes.makeAsyncIterator()
            _ = await writes.next(isolation: nil)
            try await second.send(delivery("{1234567}"))
            let answer = try await second.answer()
            #expect(answer.status == 503)
            #expect(answer.headers["retry-after"] != nil)
            ledger.release()
            #expect(try await first.answer().status == 200)
            try await second.send(delivery("{1234567}"))
            #expect(try await second.answer().status == 200)
        }
    }

    @Test("takes other channels into force while it runs")
    func replaces() async throws {
        try await withIntake(ledger: MemoryLedger()) { intake, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("{}", token: "new"))
            #expect(try await client.answer().status == 401)
            await intake.replace(testChannels(chatSecret: "new")) {}
            try await client.send(delivery("{}", token: "new"))
            #expect(try await client.answer().status == 200)
            try await client.send(delivery("{}", token: "abc"))
            #expect(try await client.answer().status == 401)
        }
    }

    @Test("closes connections beyond its limit")
    func connections() async throws {
        try await withIntake(ledger: MemoryLedger(), options: IntakeOptions(connectionsMax: 1)) { _, port in
            let first = try await Client.connect(port)
            try await first.send(delivery("{}"))
            #expect(try await first.answer().status == 200)
            let second = try await Client.connect(port)
            #expect(await second.rest() == "")
            try await first.send(delivery("{}"))
            #expect(try await first.answer().status == 200)
        }
    }

    @Test("finishes what it has begun when it is stopped")
    func drains() async throws {
        let ledger = TestLedger()
        ledger.hold()
        let (answers, continuation) = AsyncStream.makeStream(of: Client.Answer.self)
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("{}"))
            var writes = ledger.writes.makeAsyncIterator()
            _ = await writes.next(isolation: nil)
            // The intake is told to stop when this closure returns; the answer is read meanwhile.
            Task {
                continuation.yield(try await client.answer())
                continuation.finish()
            }
            Task { ledger.release() }
        }
        var iterator = answers.makeAsyncIterator()
        #expect(await iterator.next(isolation: nil)?.status == 200)
        #expect(ledger.entries.count == 1)
    }
}
