import Domain
import Storage
import Testing

@testable import Stages

@Suite("Actions on leads that count together")
struct JoinedLeadTests {
    private let rupiah = Money(minorUnits: 150_000_000, currency: "IDR")

    /// Two leads of one person, the counted one first.
    private func pair() throws -> (bench: ActionBench, counted: LeadID, joined: LeadID) {
        let bench = try ActionBench()
        let (counted, joined) = (try bench.lead("look", from: "siti"), try bench.lead("look", from: "tono"))
        try bench.run([.action(Action(.merge(Merge(counted, joined))))])
        return (bench, counted, joined)
    }

    private func lead(_ id: LeadID, _ bench: ActionBench) throws -> Lead {
        var needs = Needs()
        needs.leads = [id]
        return try #require(try bench.state.load(needs).leads[id])
    }

    @Test("what is done by the name of one makes a screen of the other stale")
    func versions() async throws {
        let (bench, counted, joined) = try pair()
        for (named, other) in [(counted, joined), (joined, counted)] {
            let seen = try lead(other, bench).version
            try await bench.act(.won(rupiah, at: nil), on: named)
            let late = try await bench.act(.reopen(reason: "by mistake"), on: other, version: seen)
            #expect(late.outcome == .stale)
            let now = try lead(other, bench).version
            #expect(try await bench.act(.reopen(reason: "x"), on: other, version: now).outcome == .applied)
        }
    }

    @Test("a note changes no version of any")
    func notes() async throws {
        let (bench, counted, joined) = try pair()
        let before = try [counted, joined].map { try lead($0, bench).version }
        try await bench.act(.note("called"), on: joined)
        #expect(try [counted, joined].map { try lead($0, bench).version } == before)
    }

    @Test("joining and parting make a screen of any of them stale")
    func joining() async throws {
        let (bench, counted, joined) = try pair()
        func versions(_ leads: [LeadID]) throws -> [Int64] { try leads.map { try lead($0, bench).version } }
        func expectAllChanged(_ deed: Deed, _ leads: [LeadID]) throws {
            let before = try versions(leads)
            try bench.run([.action(Action(deed))])
            for (old, new) in zip(before, try versions(leads)) { #expect(new > old) }
        }
        let third = try bench.lead("hello", from: "upik")
        let all = [counted, joined, third]
        try expectAllChanged(.merge(Merge(joined, third)), all)
        try expectAllChanged(.unmerge(third, from: nil, reason: ""), all)
        try expectAllChanged(.unmerge(joined, from: nil, reason: ""), [counted, joined])
    }

    @Test("a closing that was taken back does not come again by parting, whichever was named")
    func reopened() async throws {
        for isCountedNamedFirst in [true, false] {
            for close in [LeadAction.won(rupiah, at: nil), .disqualify(reason: "x")] {
                let (bench, counted, joined) = try pair()
                let (first, second) = isCountedNamedFirst ? (counted, joined) : (joined, counted)
                try await bench.act(close, on: first)
                try await bench.act(.reopen(reason: "by mistake"), on: second)
                let position = try bench.run([.action(Action(.unmerge(counted, from: nil, reason: "")))])
                for id in [counted, joined] {
                    let detail = try await bench.detail(id)
                    #expect(detail.lead.stage == .marketingQualified)
                    #expect(detail.lead.standing.value == nil)
                    let stated = detail.facts.filter { $0.event.position == position && !$0.isRetraction }
                    let early: [FactKind] = [.lead, .marketingQualified]
                    #expect(stated.allSatisfy { early.contains($0.kind) })
                }
            }
        }
    }

    @Test("what was done to one before they were closed stays its own when they are reopened and parted")
    func keepsOpportunity() async throws {
        let (bench, counted, joined) = try pair()
        try await bench.act(.opportunity(rupiah), on: joined)
        try await bench.act(.lost(reason: "dear", at: nil), on: joined)
        try await bench.act(.reopen(reason: "came back"), on: counted)
        try bench.run([.action(Action(.unmerge(counted, from: nil, reason: "")))])
        #expect(try await bench.detail(joined).lead.stage == .opportunity)
        #expect(try await bench.detail(joined).lead.standing.value == rupiah)
        #expect(try await bench.detail(counted).lead.stage == .marketingQualified)
    }
}
