import Domain
import Storage
import TestSupport
import Testing

@testable import Receive

@Suite("On the wire")
struct WireTests {
    @Test("requests in one segment are answered in their order")
    func pipelined() async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            var text = ""
            for index in 0..<200 {
                text += index % 3 == 2 ? delivery("{}", token: "wrong") : delivery("{\"n\": \(index)}")
            }
            try await client.send(text + "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            for index in 0..<200 { #expect(try await client.answer().status == (index % 3 == 2 ? 401 : 200)) }
            #expect(try await client.answer().body == "ok\n")
        }
        let expected = (0..<200).filter { $0 % 3 != 2 }.map { "{\"n\": \($0)}" }
        #expect(ledger.entries.map { String(decoding: $0.body, as: UTF8.self) } == expected)
    }

    @Test("a request may be cut anywhere")
    func cut() async throws {
        let ledger = TestLedger()
        let request = Array(delivery("{\"text\": \"halo\"}").utf8)
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            for position in 1..<request.count {
                try await client.send(Array(request[..<position]))
                try await client.send(Array(request[position...]))
                #expect(try await client.answer().status == 200)
            }
            for byte in request { try await client.send([byte]) }
            #expect(try await client.answer().status == 200)
        }
        #expect(ledger.entries.count == request.count)
        #expect(Set(ledger.entries.map(\.body)) == [Array("{\"text\": \"halo\"}".utf8)])
    }

    @Test("chunked bodies are put together")
    func chunked() async throws {
        let ledger = TestLedger()
        let head = "POST /in/chat HTTP/1.1\r\nHost: x\r\nX-Token: abc\r\nContent-Type: application/json\r\n"
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n3\r\n 1}\r\n0\r\n\r\n")
            #expect(try await client.answer().status == 200)
            try await client.send(
                head + "Transfer-Encoding: chunked\r\n\r\n30D40\r\n" + String(repeating: "x", count: 200_000))
            let answer = try await client.answer()
            #expect(answer.status == 413)
            #expect(answer.headers["connection"] == "close")
        }
        #expect(ledger.entries.map { String(decoding: $0.body, as: UTF8.self) } == ["{\"a\": 1}"])
    }

    @Test("a body that is announced too large is refused before it is sent")
    func tooLarge() async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            try await client.send(
                "POST /in/chat HTTP/1.1\r\nHost: x\r\nX-Token: abc\r\nContent-Type: application/json\r\nContent-Length: 100001\r\n\r\n"
            )
            #expect(try await client.answer().status == 413)
            #expect(await client.rest() == "")
        }
    }

    @Test("a body of exactly the limit is taken, and comes whole")
    func largest() async throws {
        let ledger = TestLedger()
        let body = String(repeating: "0123456789", count: 10_000)
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery(body))
            #expect(try await client.answer().status == 200)
        }
        #expect(ledger.entries.first?.body == Array(body.utf8))
    }

    @Test("who asks for 100 Continue gets it before the body, or the refusal instead")
    func expect() async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            let request = delivery("{\"a\": 1}", headers: "Expect: 100-continue\r\n")
            try await client.send(String(request.dropLast(8)))
            #expect(try await client.answer().status == 100)
            try await client.send("{\"a\": 1}")
            #expect(try await client.answer().status == 200)
            try await client.send(
                String(delivery("{}", path: "/in/x", headers: "Expect: 100-continue\r\n").dropLast(2)))
            #expect(try await client.answer().status == 404)
            #expect(await client.rest() == "")
        }
    }

    @Test(
        "a connection lives as long as its client wants",
        arguments: [
            ("HTTP/1.1", "", nil), ("HTTP/1.1", "Connection: close\r\n", "close"), ("HTTP/1.0", "", "close"),
            ("HTTP/1.0", "Connection: keep-alive\r\n", "keep-alive"),
        ] as [(String, String, String?)])
    func persistence(_ version: String, _ header: String, _ answered: String?) async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("{}", headers: header).replacing("HTTP/1.1", with: version))
            #expect(try await client.answer().headers["connection"] == answered)
            if answered == "close" {
                #expect(await client.rest() == "")
            } else {
                try await client.send(delivery("{}"))
                #expect(try await client.answer().status == 200)
            }
        }
    }

    @Test("a client that has ended its side still gets its answer")
    func halfClosed() async throws {
        let ledger = TestLedger()
        ledger.hold()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("{}"))
            try await client.closeOutput()
            var writes = ledger.writes.makeAsyncIterator()
            _ = await writes.next(isolation: nil)
            ledger.release()
            #expect(try await client.answer().status == 200)
            #expect(await client.rest() == "")
        }
    }

    @Test("a client that is gone before its answer harms nobody")
    func gone() async throws {
        let ledger = TestLedger()
        ledger.hold()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            let other = try await Client.connect(port)
            try await client.send(delivery("{\"first\": 1}"))
            var writes = ledger.writes.makeAsyncIterator()
            _ = await writes.next(isolation: nil)
            try await client.close()
            try await other.send(delivery("{}"))
            ledger.release()
            #expect(try await other.answer().status == 200)
        }
        #expect(ledger.entries.count == 2)
    }

    @Test("two connections in turns keep apart")
    func interleaved() async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            let clients = [try await Client.connect(port), try await Client.connect(port)]
            let requests = [Array(delivery("{\"one\": 1}").utf8), Array(delivery("{\"two\": 2}").utf8)]
            for index in 0..<min(requests[0].count, requests[1].count) {
                for (client, request) in zip(clients, requests) { try await client.send([request[index]]) }
            }
            for client in clients { #expect(try await client.answer().status == 200) }
        }
        #expect(
            Set(ledger.entries.map { String(decoding: $0.body, as: UTF8.self) }) == ["{\"one\": 1}", "{\"two\": 2}"])
    }

    @Test(
        "what is no valid request gets 400 and the end",
        arguments: [
            "\u{16}\u{3}\u{1}\u{0}", "GET\r\n\r\n", "hello\r\n\r\n", "POST /in/chat HTTP/9.9\r\n\r\n",
            "POST /in/chat HTTP/1.1\r\nContent-Length: x\r\n\r\n",
            "POST /in/chat HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "POST /in/chat HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            "POST /in/chat HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /in/chat HTTP/1.1\r\nX-Token : abc\r\n\r\n",
            "POST /in/chat HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        ])
    func malformed(_ text: String) async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(text)
            #expect(try await client.answer().status == 400)
            #expect(await client.rest() == "")
        }
        #expect(ledger.entries.isEmpty)
    }

    @Test("too many or too long headers get 431")
    func headers() async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            for headers in [
                String(repeating: "A: b\r\n", count: 101), "A: " + String(repeating: "b", count: 33_000) + "\r\n",
            ] {
                let client = try await Client.connect(port)
                try await client.send(delivery("{}", headers: headers))
                #expect(try await client.answer().status == 431)
            }
        }
    }

    @Test("random bytes never stop it", arguments: UInt64(1)...30)
    func random(seed: UInt64) async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            var random = SplitMix64(seed: seed)
            var bytes = Array(delivery("{\"a\": 1}").utf8)
            for _ in 0..<Int.random(in: 1...10, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let client = try await Client.connect(port)
            try await client.send(bytes)
            try await client.closeOutput()
            _ = await client.rest()
            let other = try await Client.connect(port)
            try await other.send(delivery("{}"))
            #expect(try await other.answer().status == 200)
        }
    }

    @Test("who is too slow is ended: 408 within a request, silently between requests")
    func slow() async throws {
        try await withIntake(ledger: TestLedger()) { intake, port in
            let idle = try await Client.connect(port)
            let head = try await Client.connect(port)
            let body = try await Client.connect(port)
            try await idle.send(delivery("{}"))
            #expect(try await idle.answer().status == 200)
            try await body.send(String(delivery("{\"a\": 1}", headers: "Expect: 100-continue\r\n").dropLast(4)))
            #expect(try await body.answer().status == 100)
            try await head.send("POST /in/ch")
            try await body.send("{")
            await intake.advance(seconds: 29)
            try await idle.send(delivery("{}"))
            #expect(try await idle.answer().status == 200)
            await intake.advance(seconds: 31)
            #expect(try await body.answer().status == 408)
            #expect(await idle.rest() == "")
            let late = await head.rest()
            #expect(late.hasPrefix("HTTP/1.1 408 ") || late.isEmpty)
        }
    }
}
