import Domain
import Storage
import Testing

@testable import Receive

@Suite("Clients that hold on")
struct SlowClientTests {
    /// The head of a delivery of which nothing more than the head is sent.
    private static func head(announcing bytes: Int, path: String = "/in/chat") -> String {
        """
        POST \(path) HTTP/1.1\r\nHost: x\r\nX-Token: abc\r\nContent-Type: application/json\r\n\
        Content-Length: \(bytes)\r\n\r\n
        """
    }

    @Test("keep nobody out by announcing large bodies")
    func announcing() async throws {
        let options = IntakeOptions(bodyBytesInFlightMax: 150_000)
        try await withIntake(ledger: TestLedger(), options: options) { intake, port in
            let client = try await Client.connect(port)
            var others: [Client] = []
            for index in 0..<20 {
                let other = try await Client.connect(port)
                try await other.send(Self.head(announcing: 100_000) + "{")
                others.append(other)
                try await until { intake.admitted.requests > index }
            }
            try await client.send(delivery("{}"))
            #expect(try await client.answer().status == 200)
            for other in others { try await other.close() }
        }
    }

    @Test("are charged for what they have sent, and refused at once when that is too much together")
    func charged() async throws {
        let options = IntakeOptions(bodyBytesInFlightMax: 1000)
        try await withIntake(ledger: TestLedger(), options: options) { intake, port in
            let first = try await Client.connect(port)
            let second = try await Client.connect(port)
            try await second.send(Self.head(announcing: 900))
            try await until { intake.admitted.requests >= 1 }
            try await first.send(Self.head(announcing: 700) + String(repeating: "x", count: 650))
            try await until { intake.admitted.bytes >= 650 }
            try await second.send(String(repeating: "x", count: 900))
            #expect(try await second.answer().status == 503)
            try await first.send(String(repeating: "x", count: 50))
            #expect(try await first.answer().status == 200)
            // A short body is read over, so that the connection lives on.
            try await second.send(delivery("{}"))
            #expect(try await second.answer().status == 200)
        }
    }

    /// A body has to bring 1 KiB/s in each 10 seconds: what came before does not count.
    @Test("get 408 when a body trickles, however much came before", arguments: [(1, 1), (60_000, 2)])
    func trickling(_ first: Int, _ lastRound: Int) async throws {
        try await withIntake(ledger: TestLedger(), options: IntakeOptions(threads: 1)) { intake, port in
            let slow = try await Client.connect(port)
            let steady = try await Client.connect(port)
            try await slow.send(Self.head(announcing: 100_000) + String(repeating: "x", count: first))
            try await steady.send(Self.head(announcing: 40_000))
            try await until { intake.admitted.requests >= 2 }
            var arriving = (slow: first, steady: 0)
            for round in 1...3 {
                if round <= lastRound {
                    try await slow.send("x")
                    arriving.slow += 1
                }
                try await steady.send(String(repeating: "x", count: 12_000))
                arriving.steady += 12_000
                // What is admitted has been read, in however many pieces it came.
                try await until { intake.admitted.bytes >= arriving.slow + arriving.steady }
                await intake.advance(seconds: 11)
                if round == lastRound {
                    #expect(try await slow.answer().status == 408)
                    arriving.slow = 0
                }
                // What a refused client brought is given back after its answer has gone out.
                try await until { intake.admitted.bytes == arriving.slow + arriving.steady }
            }
            try await steady.send(String(repeating: "x", count: 4000))
            #expect(try await steady.answer().status == 200)
        }
    }

    @Test("do not delay a stop: all loops stop at once, and what is unfinished gets 503 soon")
    func stopping() async throws {
        let (results, continuation) = AsyncStream.makeStream(of: [Int].self)
        try await withIntake(ledger: TestLedger(), options: IntakeOptions(threads: 2)) { intake, port in
            let idle = [try await Client.connect(port), try await Client.connect(port)]
            let unfinished = [try await Client.connect(port), try await Client.connect(port)]
            for client in idle {
                try await client.send(delivery("{}"))
                #expect(try await client.answer().status == 200)
            }
            for client in unfinished { try await client.send(Self.head(announcing: 5000) + "{") }
            try await until { intake.admitted.bytes >= 2 }
            // The intake is told to stop when this closure returns.
            Task {
                for client in idle { _ = await client.rest() }
                await intake.advance(seconds: 2)
                var statuses: [Int] = []
                for client in unfinished {
                    statuses.append((try? await client.answer())?.status ?? 0)
                    try? await client.close()
                }
                continuation.yield(statuses)
                continuation.finish()
            }
        }
        var iterator = results.makeAsyncIterator()
        #expect(await iterator.next(isolation: nil) == [503, 503])
    }
}
