import Domain
import Storage
import Testing

/// The expected values were computed from the documented formats by another program: a change here makes ledgers and states of before unverifiable.
@Suite("The format of hashes")
struct HashFormatTests {
    @Test("of an empty state and of one row stays as it is documented")
    func state() throws {
        let state = MemoryStateStore()
        let empty = "87b88b810f24de68d25980bb279f94af767c41db643ced1f9463811929854350"
        #expect(hexadecimal(try state.stateHash()) == empty)
        var changes = Changes(from: 0, through: 1)
        changes.contacts = [
            Contact(id: EventID(code: 4096), name: nil, channel: "web", since: Timestamp(microseconds: 5))
        ]
        try state.commit(changes)
        let one = "c903ddd21bddc5f60472fffd8001005d4d10538c7d2837d7903a7e038d018105"
        #expect(hexadecimal(try state.stateHash()) == one)
    }

    @Test("of an entry stays as it is documented")
    func entry() {
        let draft = EntryDraft(
            kind: .delivery, receivedAt: Timestamp(microseconds: 7), channel: "web", headers: "a: b\n", body: [1, 2, 3])
        let expected = "b4e408e098819af53b3171f54323575395ecfe54b12a45449c072705c1f79885"
        #expect(hexadecimal(EntryChain.hash(of: draft, at: 1, after: EntryChain.start)) == expected)
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
