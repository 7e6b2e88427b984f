import Domain
import Storage
import Testing

@Suite("What users complain about: what a score says")
struct ScoringComplaintTests {
    /// A score is what its rows say, at this moment and at any later one.
    private func expectSum(_ shop: Shop, _ id: LeadID) async throws {
        let detail = try await shop.lead(id)
        let lead = detail.lead
        #expect(lead.score == detail.scoreRows.reduce(0) { $0 + $1.value(at: lead.standing.scoredAt) })
        let groups = Dictionary(grouping: detail.scoreRows, by: \.group)
        for (group, rows) in groups {
            let sum = rows.reduce(0) { $0 + $1.value(at: lead.standing.scoredAt) }
            if let cap = rows.last?.cap { #expect(abs(sum) <= cap, "\(group)") }
        }
        #expect(Set(detail.scoreRows.map(\.evidence)).isSubset(of: detail.events.map(\.id)))
    }

    @Test("32: the total is the log after every message, nothing is counted twice, and what may count again does")
    func totalIsTheLog() async throws {
        let shop = try Shop("whatsapp", "web-form")
        let texts = [
            "halo", "berapa harga kitchen set?", "berapa harga kitchen set?", "butuh segera", "mau survey", "harga?",
            "lowongan?", "jangan hubungi lagi", "halo lagi", "mau pesan lemari custom",
        ]
        var first: LeadID?
        for (index, text) in texts.enumerated() {
            let id = try shop.whatsApp(text, from: "6281234567890", name: "Ani", id: "wamid.\(index)")
            let lead = first ?? id
            first = lead
            try await expectSum(shop, lead)
            // The same message again, as providers send it: an open counted twice would show here.
            let before = try await shop.lead(lead)
            let again = try shop.whatsApp(text, from: "6281234567890", name: "Ani", id: "wamid.\(index)")
            #expect(try await shop.event(again).outcome == .duplicate)
            let after = try await shop.lead(lead)
            #expect(after.scoreRows == before.scoreRows && after.lead == before.lead)
            shop.wait(days: 8)
        }
        let lead = try #require(first)
        let rules = try await shop.lead(lead).scoreRows.map(\.rule)
        // `times: 3` of the configuration, although there were nine silences of a week.
        #expect(rules.count { $0 == "comes-back" } == 3)
        #expect(rules.count { $0 == "asks-price" } == 1)
        // A form's own fields count, too.
        try shop.form([
            "nama": "Ani", "telepon": "0812-3456-7890", "anggaran": "150 juta", "email": "ani@perusahaan.example",
            "pesan": "tolong dihitung",
        ])
        #expect(try await shop.lead(lead).scoreRows.map(\.rule).contains("form-with-budget"))
        #expect(try await shop.lead(lead).scoreRows.map(\.rule).contains("company-mail"))
        try await expectSum(shop, lead)
    }

    @Test(
        "33: no score wins or loses a lead, be it 0, negative or as high as can be, and merging makes no stage of points"
    )
    func noStateInANumber() async throws {
        let shop = try Shop("whatsapp", "email")
        let poor = try shop.whatsApp("lowongan kerja? jangan hubungi lagi", from: "6281200000001", name: "Joko")
        let zero = try shop.mail("terima kasih", from: "rina@gmail.com", name: "")
        let rich = try shop.whatsApp("halo", from: "6281200000003", name: "Ani")
        for text in ["berapa harga kitchen set?", "butuh segera", "mau pesan", "mau survey", "harga? beli! urgent!"] {
            try shop.whatsApp(text, from: "6281200000003", name: "Ani")
        }
        #expect(try await shop.lead(poor).lead.score < 0)
        #expect(try await shop.lead(zero).lead.score == 0)
        #expect(try await shop.lead(rich).lead.score > 100)
        #expect(try await shop.lead(poor).lead.stage == .new)
        #expect(try await shop.lead(zero).lead.stage == .new)
        #expect(try await shop.lead(rich).lead.stage == .salesQualified)
        // What somebody decided stays, whatever is said afterwards.
        #expect(try await shop.act(.lead(poor, .opportunity(nil))).outcome == .applied)
        try shop.whatsApp("bukan, cari lowongan kerja", from: "6281200000001", name: "Joko")
        #expect(try await shop.lead(poor).lead.stage == .opportunity)
        let owner = try await shop.lead(rich).lead.owner
        #expect(try await shop.act(.merge(Merge(zero, rich))).outcome == .applied)
        let merged = try await shop.lead(zero)
        #expect(merged.lead.stage == .salesQualified && merged.lead.owner == owner && merged.joined.map(\.id) == [rich])
        #expect(try await shop.act(.merge(Merge(poor, rich))).outcome == .applied)
        let all = try await shop.lead(poor)
        #expect(all.lead.stage == .opportunity && all.joined.map(\.id) == [zero, rich])
        #expect(all.lead.score == all.scoreRows.reduce(0) { $0 + $1.value(at: all.lead.standing.scoredAt) })
        #expect(try await shop.count(.won) == 0)
        #expect(try await shop.count(.lost) == 0)
        #expect(try await shop.count(.disqualified) == 0)
    }

    @Test(
        "34: everything that a lead got says why it belongs there: the rule, the message, and the words as they were written"
    )
    func evidence() async throws {
        let shop = try Shop("whatsapp")
        let first = try shop.whatsApp("Brp kak, lemari 2 pintu?", from: "6281234567890", name: "Ani")
        let second = try shop.whatsApp("butuh sgera ya", from: "6281234567890", name: "Ani")
        let detail = try await shop.lead(first)
        let rows = detail.scoreRows
        func row(_ rule: String) throws -> ScoreRow { try #require(rows.first { $0.rule == rule }) }
        #expect(try row("asks-price").evidence == first)
        #expect(try row("asks-price").matched.contains("Brp"))
        #expect(try row("names-project").matched.contains("lemari"))
        #expect(try row("urgent").evidence == second)
        #expect(try row("urgent").matched.contains("sgera"))
        #expect(try row("phone-known").evidence == first)
        #expect(rows.allSatisfy { $0.configuration == 1 && $0.weight != 0 && !$0.group.isEmpty })
        // Where it went, and why there, is written down likewise.
        let facts = detail.facts.map(\.kind)
        #expect(facts.contains(.marketingQualified) && facts.contains(.salesQualified) && facts.contains(.assigned))
        let assignment = try #require(detail.assignments.first)
        #expect(assignment.cause == second && assignment.candidates.count == 5)
        #expect(assignment.candidates.count { $0.verdict == .picked } == 1)
        #expect(try await shop.event(first).reason == "new contact")
        #expect(try await shop.event(second).reason == "known by phone")
    }
}
