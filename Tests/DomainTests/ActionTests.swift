import Domain
import TestSupport
import Testing

@Suite("Actions as entries")
struct ActionTests {
    private let time = Timestamp(microseconds: 1_718_000_000_000_000)

    @Test("what is written is read back", arguments: UInt64(1)...400)
    func roundTrip(seed: UInt64) throws {
        var random = RandomAction(seed: seed)
        for _ in 0..<20 {
            let action = random.next()
            #expect(Action(action.draft(at: time)) == action)
        }
    }

    @Test("an entry looks the way the ledger's format says")
    func format() {
        let action = Action(
            .lead(EventID(position: 41, item: 2), .won(Money(minorUnits: 150_000_000, currency: "IDR"), at: time)),
            actor: "ani", key: "crm-77", expectedVersion: 3)
        let draft = action.draft(at: time.adding(seconds: 60))
        #expect(draft.kind == .action)
        #expect(draft.channel == "won")
        #expect(draft.body.isEmpty)
        #expect(
            draft.headers == """
                :actor: ani
                :key: crm-77
                :version: 3
                :lead: L41.2
                :amount: 150000000
                :currency: IDR
                :at: 2024-06-10T06:13:20Z

                """)
    }

    @Test("line breaks and control characters cannot add a header, and what is too long is cut")
    func injection() throws {
        let lead = EventID(position: 1, item: 0)
        let evil = "mahal\n:version: 9\r\n\u{85}:lead: L2\u{0}\t" + String(repeating: "é", count: 1000)
        let read = try #require(
            Action(Action(.lead(lead, .lost(reason: evil, at: nil)), actor: "a\nb").draft(at: time)))
        #expect(read.expectedVersion == nil)
        #expect(read.deed.lead == lead)
        #expect(read.actor == "a b")
        guard case .lead(_, .lost(let reason, at: nil)) = read.deed else {
            Issue.record("is no loss")
            return
        }
        #expect(reason.hasPrefix("mahal :version: 9 :lead: L2 éé"))
        #expect(reason.utf8.count == 500)
    }

    @Test(
        "entries of other origin and of other versions are no actions",
        arguments: [
            ("won", ":lead: L1\n", ""),
            ("won", ":lead: L1\n:amount: 1.5\n:currency: IDR\n", ""),
            ("won", ":lead: L1\n:amount: 5\n:currency: IDR\n:at: yesterday\n", ""),
            ("accept", "", ""),
            ("accept", ":lead: 1\n", ""),
            ("accept", ":lead: L1\n:until: 2030\n", ""),
            ("accept", ":lead: L1\n:lead: L2\n", ""),
            ("accept", ":lead: L1\n", "but why"),
            ("accept", ":lead: L1\n:version: three\n", ""),
            ("consent", ":contact: C1\n:given: maybe\n", ""),
            ("merge", ":contact: C1\n", ""),
            ("merge", ":contact: C1\n:other: C2\n:override: perhaps\n", ""),
            ("rerun", "", "1\ntwo"),
            ("release", "", "1.2.3"),
            ("promote", ":lead: L1\n", ""),
            ("mailbox", ":mailbox: inbox\n:uidvalidity: 1\n:uid: 1\n:since: 0\n", ""),
        ])
    func foreign(name: String, headers: String, body: String) {
        let draft = EntryDraft(kind: .action, receivedAt: time, channel: name, headers: headers, body: Array(body.utf8))
        #expect(Action(draft) == nil)
    }

    @Test("a delivery is no action, whatever its channel is called")
    func delivery() {
        var draft = Action(.lead(EventID(position: 1, item: 0), .accept)).draft(at: time)
        #expect(Action(draft) != nil)
        draft.kind = .delivery
        #expect(Action(draft) == nil)
    }
}
