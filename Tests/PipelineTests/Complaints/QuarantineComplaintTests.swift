import Domain
import Storage
import Testing

@Suite("What users complain about: what bots do")
struct QuarantineComplaintTests {
    @Test(
        "31: bots create no thousand leads: what they send is held back with the reason, counts nowhere, and comes back at its own time"
    )
    func bots() async throws {
        let shop = try Shop("web-form")
        var held: [EventID] = []
        var people: [EventID] = []
        for number in 0..<400 {
            if number % 100 == 50 {
                people.append(
                    try shop.form([
                        "nama": "Ani \(number)", "telepon": "0812 3456 7\(number)", "pesan": "harga lemari \(number)?",
                    ]))
                continue
            }
            let name = "Robot \(number)"
            let bot =
                number % 2 == 0
                ? try shop.form(["nama": name, "email": "x\(number)@mail.example", "pesan": "hi", "_honeypot": "y"])
                : try shop.form([
                    "nama": name, "email": "x\(number)@mail.example", "pesan": "https://seo.example/\(number)",
                ])
            held.append(bot)
        }
        #expect(try await shop.leads() == people)
        #expect(try await shop.persons() == people)
        #expect(try await shop.count(.contacts) == 4)
        #expect(try await shop.count(.leads) == 4)
        #expect(try await shop.count(.quarantined) == 396)
        var events: [EventRecord] = []
        for id in held { events.append(try await shop.event(id)) }
        #expect(events.allSatisfy { $0.outcome == .quarantined && !$0.reason.isEmpty })
        #expect(events.allSatisfy { $0.contact == nil && $0.lead == nil })
        #expect(try await shop.state.quarantine(limit: 500).map(\.id) == held.reversed())
        // One was somebody after all: it counts when it was written, as if it had never been held back.
        let link = try #require(held.dropFirst().first)
        let written = try await shop.event(link).at
        let bucket = Cell.Key(measure: .leads, channel: "web-form", at: written).start
        let before = try await shop.count(.leads, from: bucket, to: bucket.adding(seconds: Cell.Key.bucketSeconds))
        shop.wait(days: 3)
        #expect(try await shop.act(.release([link])).outcome == .applied)
        let event = try await shop.event(link)
        #expect(event.outcome == .counted && event.contact == link && event.lead == link && event.at == written)
        let facts = try await shop.lead(link).facts.filter { $0.kind == .lead }
        #expect(facts.map(\.at) == [written] && facts.allSatisfy { $0.recordedAt > written.adding(seconds: 86_400) })
        #expect(try await shop.count(.quarantined) == 395)
        let after = try await shop.count(.leads, from: bucket, to: bucket.adding(seconds: Cell.Key.bucketSeconds))
        #expect(after == before + 1)
        // Once is enough.
        try await shop.act(.release([link]))
        #expect(try await shop.count(.leads) == 5)
    }
}
