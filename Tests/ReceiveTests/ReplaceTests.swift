import Domain
import Storage
import Synchronization
import Testing

@testable import Receive

@Suite("New channels")
struct ReplaceTests {
    private struct Unwritten: Error {}

    @Test("are in force after their configuration, which follows all that was accepted under the old ones")
    func ordered() async throws {
        let ledger = TestLedger()
        ledger.hold()
        try await withIntake(ledger: ledger) { intake, port in
            let client = try await Client.connect(port)
            let late = try await Client.connect(port)
            let other = try await Client.connect(port)
            var writes = ledger.writes.makeAsyncIterator()
            try await client.send(delivery("{}"))
            _ = await writes.next(isolation: nil)
            try await late.send(String(delivery("{\"late\": 1}").dropLast(1)))
            try await until { intake.admitted.requests >= 2 }
            let isAppended = Atomic(false)
            async let replaced = intake.replace(IntakeChannels([])) {
                isAppended.store(true, ordering: .relaxed)
                return ledger.entries.count
            }
            // The channel is withdrawn while the write still waits, and nothing is appended yet.
            var status = 0
            repeat {
                try await other.send(delivery("", token: "wrong"))
                status = try await other.answer().status
            } while status == 401
            #expect(status == 503)
            try await late.send("}")
            #expect(try await late.answer().status == 503)
            let isEarly = isAppended.load(ordering: .relaxed)
            #expect(!isEarly)
            ledger.release()
            #expect(await replaced == 1)
            #expect(try await client.answer().status == 200)
            try await other.send(delivery("{}"))
            #expect(try await other.answer().status == 404)
        }
        #expect(ledger.entries.count == 1)
    }

    @Test("leave the old ones in force when their configuration cannot be appended")
    func undone() async throws {
        try await withIntake(ledger: TestLedger()) { intake, port in
            let client = try await Client.connect(port)
            await #expect(throws: Unwritten.self) {
                try await intake.replace(IntakeChannels([])) { throw Unwritten() }
            }
            try await client.send(delivery("{}"))
            #expect(try await client.answer().status == 200)
        }
    }

    @Test("take nothing in for a channel that is gone, not even what was on its way, until it is back")
    func gone() async throws {
        let ledger = TestLedger()
        try await withIntake(ledger: ledger) { intake, port in
            let client = try await Client.connect(port)
            try await client.send(String(delivery("{\"a\": 1}").dropLast(1)))
            try await until { intake.admitted.requests >= 1 }
            await intake.replace(IntakeChannels([])) {}
            try await client.send("}")
            #expect(try await client.answer().status == 503)
            try await client.send(delivery("{}"))
            #expect(try await client.answer().status == 404)
            await intake.replace(testChannels()) {}
            try await client.send(delivery("{}"))
            #expect(try await client.answer().status == 200)
        }
        #expect(ledger.entries.count == 1)
    }
}
