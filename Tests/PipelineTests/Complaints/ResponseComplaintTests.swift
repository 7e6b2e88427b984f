import Domain
import Storage
import Testing

@Suite("What users complain about: how long customers wait")
struct ResponseComplaintTests {
    private static let ani = "6281234567890"
    private static let part = """

        calendars:
          office:
            hours: {days: [mon-fri], from: "09:00", to: "17:00"}
            holidays: [holidays-id, cuti-bersama-id]
        sla: {calendar: office, first_response: 30m, follow_up: 2d}

        """

    private func time(_ text: String) -> Timestamp { Timestamp(rfc3339: text + "+07:00") ?? .epoch }

    private func shop(at text: String) throws -> Shop {
        let shop = try Shop("whatsapp", adding: Self.part)
        shop.now = time(text)
        return shop
    }

    /// What holds of our answers to a lead: the facts that were not taken back, each as its kind and time.
    private func told(_ shop: Shop, _ lead: LeadID) async throws -> [String] {
        let kinds: [FactKind] = [.responded, .responseBreached, .followUpBreached]
        var told: [String] = []
        for fact in try await shop.lead(lead).facts where kinds.contains(fact.kind) {
            let text = "\(fact.kind.rawValue) \(fact.at)"
            if fact.isRetraction { told.removeAll { $0 == text } } else { told.append(text) }
        }
        return told
    }

    @Test("37: the clock of a message of Saturday 17:00 starts on Monday at nine, not on Monday at 17:00")
    func saturday() async throws {
        let shop = try shop(at: "2026-11-21T17:00:00")
        let lead = try shop.whatsApp("berapa harga kitchen set?", from: Self.ani)
        #expect(try await shop.lead(lead).lead.clocks.map(\.due) == [time("2026-11-23T09:30:00")])
        shop.now = time("2026-11-23T09:20:00")
        try shop.answerByPhone("Siap kak", to: Self.ani)
        shop.now = time("2026-11-23T12:00:00")
        try shop.tick()
        #expect(try await told(shop, lead) == ["responded 2026-11-23T02:20:00Z"])
        #expect(try shop.foldedAtOnce() == shop.state.snapshot())
    }

    @Test("a message of Lebaran eve 16:59 has one minute that day, and is late eight days after")
    func lebaranEve() async throws {
        let shop = try shop(at: "2026-03-17T16:59:00")
        let lead = try shop.whatsApp("berapa harga kitchen set?", from: Self.ani)
        shop.now = time("2026-03-25T09:27:00")
        try shop.tick()
        #expect(try await told(shop, lead).isEmpty)
        shop.now = time("2026-03-25T09:29:00")
        try shop.tick()
        #expect(try await told(shop, lead) == ["response_breached 2026-03-25T02:29:00Z"])
        #expect(try await shop.count(.responseBreached) == 1)
    }

    @Test("the clock stops when the lead is closed")
    func closed() async throws {
        let shop = try shop(at: "2026-11-24T10:00:00")
        let lead = try shop.whatsApp("kami menawarkan jasa SEO", from: Self.ani)
        try await shop.act(.lead(lead, .disqualify(reason: "vendor")))
        shop.wait(days: 5)
        try shop.tick()
        #expect(try await told(shop, lead).isEmpty)
        #expect(try shop.state.firstTimer() == nil)
    }

    @Test("an answer from the phone counts when it was given, also when word of it comes after the breach")
    func phone() async throws {
        let shop = try shop(at: "2026-11-24T10:00:00")
        let lead = try shop.whatsApp("halo", from: Self.ani)
        shop.now = time("2026-11-24T10:31:00")
        try shop.tick()
        #expect(try await told(shop, lead) == ["response_breached 2026-11-24T03:30:00Z"])
        try shop.whatsApp(
            "smb_message_echoes",
            """
            "message_echoes":[{"from":"622150991234","to":"\(Self.ani)","id":"wamid.late","timestamp":\
            "\(time("2026-11-24T10:12:00").seconds)","type":"text","text":{"body":"Siap kak"}}]
            """)
        #expect(try await told(shop, lead) == ["responded 2026-11-24T03:12:00Z"])
        #expect(try await shop.count(.responseBreached) == 0)
    }
}
