import Domain
import Storage
import Testing

@testable import Receive

@Suite("HTTP/1.1")
struct ProtocolTests {
    @Test(
        "nothing is swallowed after an upgrade that we do not take: the connection ends with the answer",
        arguments: [
            ("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", "abc", 200),
            ("Connection: Upgrade\r\nUpgrade: websocket\r\n", "abc", 200), ("Upgrade: h2c\r\n", "abc", 200),
            ("Connection: Upgrade\r\nUpgrade: h2c\r\n", "wrong", 401),
        ])
    func upgrade(_ headers: String, _ token: String, _ status: Int) async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("{}", token: token, headers: headers))
            let answer = try await client.answer()
            #expect(answer.status == status)
            #expect(answer.headers["connection"] == "close")
            #expect(await client.rest() == "")
        }
    }

    @Test(
        "requests without a body that ask for another protocol are answered and end",
        arguments: [
            ("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
            ("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n", 404),
        ])
    func tunnel(_ request: String, _ status: Int) async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            try await client.send(request)
            let answer = try await client.answer()
            #expect(answer.status == status)
            #expect(answer.headers["connection"] == "close")
            #expect(await client.rest() == "")
        }
    }

    @Test(
        "a request names its host once; HTTP/1.0 need not",
        arguments: [
            ("HTTP/1.1", "", 400), ("HTTP/1.1", "Host: a\r\nHost: b\r\n", 400), ("HTTP/1.1", "hOST: \r\n", 200),
            ("HTTP/1.0", "", 200), ("HTTP/1.0", "Host: a\r\n", 200), ("HTTP/1.0", "Host: a\r\nHost: a\r\n", 400),
        ])
    func host(_ version: String, _ headers: String, _ status: Int) async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            try await client.send("GET /healthz \(version)\r\n\(headers)\r\n")
            let answer = try await client.answer()
            #expect(answer.status == status)
            if status == 400 { #expect(await client.rest() == "") }
        }
    }

    @Test(
        "an address may be absolute",
        arguments: [
            ("GET http://x/healthz", 200), ("GET HTTPS://x:8080/healthz?a=/b", 200), ("GET http://x", 404),
            ("GET http://x?a=/healthz", 404), ("GET ftp://x/healthz", 404), ("OPTIONS *", 404),
        ])
    func absolute(_ start: String, _ status: Int) async throws {
        try await withIntake(ledger: TestLedger()) { _, port in
            let client = try await Client.connect(port)
            try await client.send("\(start) HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer().status == status)
        }
    }

    @Test("an absolute address is stored as the short one")
    func absoluteDelivery() async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("{}", path: "http://x/in/chat?a=1"))
            #expect(try await client.answer().status == 200)
        }
        #expect(ledger.entries.first?.headers.hasPrefix(":target: /in/chat?a=1\n") == true)
    }

    @Test(
        "no other expectation than 100-continue is met",
        arguments: [
            "Expect: tea\r\n", "Expect: 100-continue\r\nExpect: tea\r\n", "Expect: tea\r\nExpect: 100-continue\r\n",
            "Expect: 100-continue, tea\r\n",
        ])
    func expectations(_ headers: String) async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { _, port in
            let client = try await Client.connect(port)
            try await client.send(delivery("{}", headers: headers))
            #expect(try await client.answer().status == 417)
            let other = try await Client.connect(port)
            try await other.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")
            #expect(try await other.answer().status == 417)
        }
        #expect(ledger.entries.isEmpty)
    }
}
