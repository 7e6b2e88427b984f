import Domain
import Storage
import Testing

@Suite("Acceptance")
struct AcceptanceTests {
    /// Midnight in Jakarta, where the months of the reports begin.
    private static func midnight(_ day: String) throws -> Timestamp {
        try #require(Timestamp(rfc3339: "\(day)T00:00:00+07:00"))
    }

    @Test("three messages and two statuses in two changes of one delivery are five events, of which three count")
    func batch() async throws {
        let shop = try Shop("whatsapp")
        func message(_ text: String, _ number: String, _ id: String) -> String {
            let time = "\"timestamp\":\"\(shop.now.seconds)\""
            return "{\"from\":\"\(number)\",\"id\":\"\(id)\",\(time),\"type\":\"text\",\"text\":{\"body\":\"\(text)\"}}"
        }
        func status(_ id: String, _ status: String) -> String {
            "{\"id\":\"\(id)\",\"status\":\"\(status)\",\"timestamp\":\"\(shop.now.seconds)\",\"recipient_id\":\"6281\"}"
        }
        let (one, two) = ("6281200000001", "6281200000002")
        let contacts =
            "{\"profile\":{\"name\":\"Ani\"},\"wa_id\":\"\(one)\"},{\"profile\":{\"name\":\"Budi\"},\"wa_id\":\"\(two)\"}"
        let changes = [
            (
                "messages",
                "\"contacts\":[\(contacts)],\"messages\":[\(message("halo", one, "a")),\(message("harga?", two, "b"))]"
            ),
            (
                "messages",
                "\"contacts\":[\(contacts)],\"messages\":[\(message("lagi", one, "c"))],"
                    + "\"statuses\":[\(status("o1", "sent")),\(status("o2", "read"))]"
            ),
        ]
        let delivery = try shop.whatsApp(changes).position
        let events = try await shop.state.events(at: delivery)
        #expect(events.map(\.outcome).sorted { $0.code < $1.code } == [.counted, .counted, .counted, .noted, .noted])
        #expect(try await shop.count(.items) == 5)
        #expect(try await shop.persons().count == 2)
        #expect(try await shop.leads().count == 2)
        let ani = try #require(events.first?.contact)
        #expect(try await shop.contact(ani).conversations.map(\.messages) == [2])
    }

    @Test("one message under several ids of its sender, a number, an @lid and a user id, is one event of one person")
    func severalSenderIDs() async throws {
        let shop = try Shop("whatsapp")
        let first = try shop.whatsApp("harga?", from: "6281234567890", name: "Ani", id: "wamid.3EB0")
        #expect(try await shop.event(first).outcome == .counted)
        for again in [
            try shop.whatsApp("harga?", from: "148219375038475@lid", name: "Ani", id: "wamid.3EB0"),
            try shop.whatsApp("harga?", from: "6281234567890@c.us", name: "Ani", id: "wamid.3EB0"),
            try shop.whatsApp("harga?", user: "ID.1001", name: "Ani", id: "wamid.3EB0"),
        ] {
            let event = try await shop.event(again)
            #expect(event.outcome == .duplicate && event.reason == "repeats \(first)")
        }
        #expect(try await shop.persons() == [first])
        #expect(try await shop.leads() == [first])
    }

    @Test(
        "a delivery that the provider sends again because our answer was lost changes nothing, days later and after the lead was won"
    )
    func answerLost() async throws {
        let shop = try Shop("whatsapp")
        func delivery() throws -> EventID {
            try shop.whatsApp("butuh segera, harga kitchen set?", from: "6281234567890", name: "Ani", id: "wamid.once")
        }
        let first = try delivery()
        for days in [Int64(0), 2, 5] {
            shop.wait(days: days)
            if days == 5 {
                let won = LeadAction.won(Money(minorUnits: 15_000_000_00, currency: "IDR"), at: nil)
                #expect(try await shop.act(.lead(first, won), key: "k").outcome == .applied)
                #expect(try await shop.act(.lead(first, won), key: "k").outcome == .repeated)
            }
            let (lead, notices) = (try await shop.lead(first), try await shop.state.outboxCount())
            #expect(try await shop.event(delivery()).outcome == .duplicate)
            let after = try await shop.lead(first)
            #expect(after.lead == lead.lead && after.facts == lead.facts && after.scoreRows == lead.scoreRows)
            #expect(try await shop.state.outboxCount() == notices)
        }
        #expect(try await shop.leads() == [first])
        #expect(try await shop.count(.won) == 1)
    }

    @Test("a number that is revealed after its owner wrote from it ties the two, and nothing counts twice")
    func numberRevealedLater() async throws {
        let shop = try Shop("whatsapp")
        let byNumber = try shop.whatsApp("berapa harga meja?", from: "6281299977766", name: "Agus")
        let byUser = try shop.whatsApp("halo", user: "ID.81123", name: "agus.salim")
        #expect(try await shop.persons() == [byNumber, byUser])
        try shop.whatsApp("ini nomor saya", from: "6281299977766", user: "ID.81123", name: "Agus Salim")
        #expect(try await shop.persons().count == 1)
        #expect(try await shop.members(byNumber) == [byNumber, byUser])
        #expect(try await shop.leads() == [byNumber])
        #expect(try await shop.count(.leads) == 1)
    }

    @Test("a changed number and a changed user id lead to the same contact; the old number is its next owner's")
    func renamed() async throws {
        let shop = try Shop("whatsapp")
        let first = try shop.whatsApp("halo", from: "6281388800011", user: "ID.1", name: "Sari")
        let changed = try shop.numberChange(from: "6281388800011", to: "6281388800099")
        let updated = try shop.userIDUpdate(of: "6281388800099", from: "ID.1", to: "ID.2")
        for id in [changed, updated] {
            let event = try await shop.event(id)
            #expect(event.outcome == .noted && event.contact == first)
        }
        let byNumber = try shop.whatsApp("masih ada?", from: "6281388800099", name: "Sari")
        let byUser = try shop.whatsApp("halo?", user: "ID.2", name: "Sari")
        for id in [byNumber, byUser] {
            let event = try await shop.event(id)
            #expect(event.contact == first && event.lead == first)
        }
        let stranger = try shop.whatsApp("halo", from: "6281388800011", user: "ID.77", name: "Tono")
        #expect(try await shop.event(stranger).contact == stranger)
        #expect(try await shop.persons() == [first, stranger])
        #expect(try await shop.state.reviews(limit: 10).isEmpty)
    }

    @Test("a family's telephone with two mail addresses is two people, and each later form finds its own")
    func familyTelephone() async throws {
        let shop = try Shop("web-form")
        let phone = "021-7654321"
        let ani = try shop.form([
            "nama": "Ani Santoso", "telepon": phone, "email": "ani@contoh.example", "pesan": "harga sofa?",
        ])
        let budi = try shop.form([
            "nama": "Budi Santoso", "telepon": phone, "email": "budi@contoh.example", "pesan": "harga meja?",
        ])
        #expect(try await shop.persons() == [ani, budi])
        #expect(try await shop.state.reviews(limit: 10).map(\.pair) == [.init(ani, budi)])
        for (name, mail, owner) in [("Budi", "budi@contoh.example", budi), ("Ani", "ani@contoh.example", ani)] {
            let form = try shop.form(["nama": name, "telepon": phone, "email": mail, "pesan": "ini \(name) lagi"])
            #expect(try await shop.event(form).contact == owner)
        }
        #expect(try await shop.act(.dismiss(.init(ani, budi), reason: "a couple")).outcome == .applied)
        for (name, owner) in [("Ani Santoso", ani), ("Pak Budi", budi)] {
            let form = try shop.form(["nama": name, "telepon": phone, "pesan": "\(name): jadi bagaimana?"])
            #expect(try await shop.event(form).contact == owner)
        }
        #expect(try await shop.state.reviews(limit: 10).isEmpty)
        #expect(try await shop.persons() == [ani, budi])
    }

    @Test(
        "merging after the month was closed restates it by facts that are taken back, and parting gives every number and the state's hash back"
    )
    func mergeAfterMonthClose() async throws {
        let shop = try Shop("whatsapp", "email")
        let (june, july) = (try Self.midnight("2025-06-01"), try Self.midnight("2025-07-01"))
        shop.now = try Self.midnight("2025-06-10")
        let one = try shop.whatsApp("butuh segera, harga kitchen set?", from: "6281234567890", name: "Ani")
        let two = try shop.mail("Mau pesan lemari, mau survey, segera.", from: "ani@kantor.example", name: "Ani W")
        #expect(try await shop.lead(one).lead.owner != nil)
        #expect(try await shop.lead(two).lead.owner != nil)
        shop.now = try Self.midnight("2025-07-09")
        func month() async throws -> [Cell] { try await shop.state.cells(of: Measure.allCases, from: june, to: july) }
        let published = try await month()
        let before = try shop.state.snapshot()
        #expect(try await shop.count(.leads, from: june, to: july) == 2)

        let merged = try await shop.act(.merge(Merge(one, two)))
        #expect(merged.outcome == .applied)
        #expect(try await shop.count(.leads, from: june, to: july) == 1)
        #expect(try await shop.count(.salesQualified, from: june, to: july) == 1)
        let taken = try await shop.lead(two).facts.filter(\.isRetraction)
        #expect(Set(taken.map(\.kind)) == [.lead, .marketingQualified, .salesQualified])
        #expect(taken.allSatisfy { $0.at < july && $0.recordedAt == merged.at && $0.event.position == merged.position })
        #expect(try await shop.lead(two).facts.filter { $0.kind == .lead }.map(\.isRetraction) == [false, true])

        #expect(try await shop.act(.unmerge(one, from: two, reason: "two colleagues")).outcome == .applied)
        #expect(try await shop.lead(two).facts.filter { $0.kind == .lead }.map(\.isRetraction) == [false, true, false])
        #expect(try await month() == published)
        let after = try shop.state.snapshot()
        #expect(after.hash == before.hash && after.historyHash != before.historyHash)
    }

    @Test(
        "a lead that is won two months later counts as a lead then and as a win now, and the month between has neither")
    func wonLater() async throws {
        let shop = try Shop("whatsapp")
        shop.now = try Self.midnight("2025-06-10")
        let lead = try shop.whatsApp("butuh segera, harga kitchen set?", from: "6281234567890", name: "Ani")
        shop.now = try Self.midnight("2025-08-12")
        let value = Money(minorUnits: 48_500_000_00, currency: "IDR")
        #expect(try await shop.act(.lead(lead, .won(value, at: nil))).outcome == .applied)
        let starts = ["2025-06-01", "2025-07-01", "2025-08-01", "2025-09-01"]
        var numbers: [[Int64]] = []
        for (start, end) in zip(starts, starts.dropFirst()) {
            let (from, to) = (try Self.midnight(start), try Self.midnight(end))
            numbers.append([
                try await shop.count(.leads, from: from, to: to), try await shop.count(.won, from: from, to: to),
            ])
        }
        #expect(numbers == [[1, 0], [0, 0], [0, 1]])
        let facts = try await shop.lead(lead).facts
        #expect(facts.last?.kind == .won && facts.last?.value == value)
        #expect(facts.contains { $0.kind == .opportunity && $0.isInferred })
        // Nothing at all is no row, not a zero that somebody divides by.
        let (from, to) = (try Self.midnight("2025-07-01"), try Self.midnight("2025-08-01"))
        #expect(try await shop.state.totals(from: from, to: to).isEmpty)
    }
}
