import Domain
import Storage
import Testing

@testable import Stages

@Suite("Actions on leads")
struct LeadActionTests {
    private let rupiah = Money(minorUnits: 150_000_000, currency: "IDR")

    @Test("an action with the key of an earlier one changes nothing and names that one")
    func repeated() async throws {
        let bench = try ActionBench()
        let lead = try bench.lead()
        let first = try await bench.act(.won(rupiah, at: nil), on: lead, key: "crm-1")
        let before = try await bench.detail(lead)
        let second = try await bench.act(.won(rupiah, at: nil), on: lead, key: "crm-1", version: 1)
        #expect(second.outcome == .repeated)
        #expect(second.detail == "Repeats entry \(first.position).")
        #expect(second.stage == .won)
        #expect(try await bench.detail(lead) == before)
    }

    @Test("a key stands for one thing that one caller does, and is refused for another")
    func keys() async throws {
        let bench = try ActionBench()
        let (first, second) = (try bench.lead(), try bench.lead(from: "tono"))
        let done = try await bench.act(.opportunity(rupiah), on: first, key: "1")
        #expect(done.outcome == .applied)
        let before = try await bench.detail(first)
        let less = Money(minorUnits: rupiah.minorUnits - 1, currency: "IDR")
        for (action, lead) in [
            (LeadAction.opportunity(less), first), (.opportunity(nil), first), (.won(rupiah, at: nil), first),
            (.opportunity(rupiah), second),
        ] {
            let record = try await bench.act(action, on: lead, key: "1")
            #expect(record.outcome == .refused)
            let sentence = "The key was used for something else, in entry \(done.position). Choose another key."
            #expect(record.detail == sentence)
            #expect(record.stage == (lead == first ? .opportunity : .salesQualified))
        }
        #expect(try await bench.detail(first) == before)
        #expect(try await bench.act(.opportunity(rupiah), on: first, key: "1").outcome == .repeated)
        #expect(try await bench.act(.opportunity(less), on: first, key: "1", actor: "budi").outcome == .applied)
        #expect(try await bench.act(.opportunity(less), on: first, key: "2").outcome == .applied)
        #expect(try await bench.act(.note("c"), on: first).outcome == .applied)
    }

    @Test("a key does not swallow what is said of the same contact or of other events")
    func otherDeeds() async throws {
        let bench = try ActionBench()
        let lead = try bench.lead()
        func outcome(_ deed: Deed) async throws -> ActionOutcome? {
            try await bench.state.action(at: try bench.run([.action(Action(deed, key: "k"))]))?.outcome
        }
        let consent = Consent(contact: lead, purpose: "marketing", isGiven: true)
        var withdrawn = consent
        withdrawn.isGiven = false
        var other = consent
        other.purpose = "profiling"
        #expect(try await outcome(.consent(consent)) == .applied)
        #expect(try await outcome(.consent(withdrawn)) == .refused)
        #expect(try await outcome(.consent(other)) == .refused)
        #expect(try await outcome(.release([lead])) == .refused)
        #expect(try await outcome(.consent(consent)) == .repeated)
    }

    @Test("the key of what was refused can be used again")
    func refusedKey() async throws {
        let bench = try ActionBench()
        let lead = try bench.lead("look")
        #expect(try await bench.act(.accept, on: lead, key: "k").outcome == .refused)
        try bench.run([.message(from: "siti", "buy")])
        #expect(try await bench.act(.accept, on: lead, key: "k").outcome == .applied)
        #expect(try await bench.act(.accept, on: lead, key: "k").outcome == .repeated)
    }

    @Test("an action on what somebody has changed in between is stale and changes nothing")
    func stale() async throws {
        let bench = try ActionBench()
        let lead = try bench.lead()
        let version = try await bench.detail(lead).lead.version
        #expect(try await bench.act(.accept, on: lead, version: version).outcome == .applied)
        let before = try await bench.detail(lead)
        let record = try await bench.act(.won(rupiah, at: nil), on: lead, version: version)
        #expect(record.outcome == .stale)
        #expect(record.stage == .salesQualified)
        #expect(record.version == before.lead.version)
        #expect(record.detail.contains("at version \(before.lead.version), not \(version)"))
        #expect(try await bench.detail(lead) == before)
        #expect(try await bench.act(.won(rupiah, at: nil), on: lead, version: before.lead.version).outcome == .applied)
    }

    @Test("an action on a lead that is not there is written down as such")
    func missing() async throws {
        let bench = try ActionBench()
        let record = try await bench.act(.accept, on: EventID(position: 999, item: 0))
        #expect(record.outcome == .missing)
        #expect(record.detail == "There is no lead L999. Check the id.")
        #expect(record.stage == nil)
    }

    @Test("stages that were skipped count as reached at the same time, and say so")
    func skipped() async throws {
        let bench = try ActionBench()
        let lead = try bench.lead("look")
        let record = try await bench.act(.won(rupiah, at: nil), on: lead)
        let facts = try await bench.detail(lead).facts.filter { $0.event.position == record.position }
        #expect(facts.map(\.kind) == [.salesQualified, .opportunity, .won])
        #expect(facts.map(\.isInferred) == [true, true, false])
        #expect(facts.allSatisfy { $0.at == record.at && $0.recordedAt == record.at })
        #expect(facts.map(\.value) == [nil, nil, rupiah])
    }

    @Test("a win can be dated back, neither before the inquiry nor into the future")
    func dated() async throws {
        let bench = try ActionBench()
        let lead = try bench.lead()
        let opened = try await bench.detail(lead).lead.openedAt
        try bench.run([.message(from: "tono", "hello"), .message(from: "tono", "hello")])
        let late = try await bench.act(.won(rupiah, at: opened.adding(seconds: 86_400)), on: lead)
        #expect(late.detail == LifecycleRefusal.inTheFuture.description)
        let early = try await bench.act(.won(rupiah, at: opened.adding(seconds: -1)), on: lead)
        #expect(early.detail == LifecycleRefusal.beforeOpening.description)
        let record = try await bench.act(.won(rupiah, at: opened.adding(seconds: 30)), on: lead)
        #expect(record.outcome == .applied)
        let fact = try #require(try await bench.detail(lead).facts.last { $0.kind == .won })
        #expect(fact.at == opened.adding(seconds: 30))
        #expect(fact.recordedAt == record.at)
        let cell = try await bench.state.cells(of: [.won], from: .epoch, to: opened.adding(seconds: 900))
        #expect(cell.map(\.count).reduce(0, +) == 1)
    }

    @Test("what is missing or makes no sense is refused with what to do")
    func refusals() async throws {
        let bench = try ActionBench(reps: ["ani": 1])
        let (lead, waiting) = (try bench.lead(), try bench.lead(from: "tono"))
        for (action, id, refusal) in [
            (LeadAction.reject(reason: ""), lead, LifecycleRefusal.noReason),
            (.lost(reason: "", at: nil), lead, .noReason),
            (.disqualify(reason: ""), lead, .noReason),
            (.won(Money(minorUnits: -1, currency: "IDR"), at: nil), lead, .negativeAmount),
            (.won(Money(minorUnits: 1, currency: "IRD"), at: nil), lead, .unknownCurrency),
            (.accept, waiting, .noOwner), (.reject(reason: "x"), waiting, .noOwner),
        ] {
            let record = try await bench.act(action, on: id)
            #expect(record.outcome == .refused)
            #expect(record.detail == refusal.description)
        }
        try await bench.act(.accept, on: lead)
        #expect(try await bench.act(.accept, on: lead).detail == LifecycleRefusal.alreadyAccepted.description)
    }

    @Test("the value of an opportunity can change, and the fact is restated")
    func valued() async throws {
        let bench = try ActionBench()
        let lead = try bench.lead()
        try await bench.act(.opportunity(rupiah), on: lead)
        try await bench.act(.opportunity(nil), on: lead)
        #expect(try await bench.detail(lead).lead.standing.value == rupiah)
        let more = Money(minorUnits: 200_000_000, currency: "IDR")
        let record = try await bench.act(.opportunity(more), on: lead)
        let detail = try await bench.detail(lead)
        #expect(detail.lead.standing.value == more)
        let facts = detail.facts.filter { $0.event.position == record.position }
        #expect(facts.map(\.isRetraction) == [true, false])
        #expect(facts.map(\.value) == [rupiah, more])
        let cells = try await bench.state.cells(of: [.opportunities], from: .epoch, to: record.at.adding(seconds: 900))
        #expect(cells.map(\.count) == [1])
    }

    @Test("a rejected lead goes to somebody who has not rejected it, and waits when there is nobody left")
    func rejected() async throws {
        let bench = try ActionBench()
        let lead = try bench.lead()
        let first = try #require(try await bench.owner(lead))
        try await bench.act(.accept, on: lead)
        try await bench.act(.reject(reason: "far away"), on: lead)
        let second = try #require(try await bench.owner(lead))
        #expect(second != first)
        #expect(try await bench.detail(lead).lead.standing.acceptedAt == nil)
        let candidates = try await bench.detail(lead).assignments[1].candidates
        #expect(candidates.first { $0.rep == first }?.verdict == .declined)
        try await bench.act(.reject(reason: "no time"), on: lead)
        #expect(try await bench.owner(lead) == nil)
        #expect(try await bench.state.waitingCount() == 1)
        #expect(try await bench.state.repStates().isEmpty)
        // Both are free, but neither wants it: neither a new configuration nor a slot that becomes free gives it to them.
        let other = try bench.lead(from: "tono")
        try bench.run([.configuration, .action(Action(.lead(other, .lost(reason: "x", at: nil))))])
        #expect(try await bench.owner(lead) == nil)
        let facts = try await bench.detail(lead).facts.filter { $0.kind == .rejected }
        #expect(facts.map(\.rep) == [first, second])
    }

    @Test("closing a lead gives the owner room for the one that waits longest")
    func drained() async throws {
        for close in [
            LeadAction.won(rupiah, at: nil), .lost(reason: "x", at: nil), .disqualify(reason: "x"),
        ] {
            let bench = try ActionBench(reps: ["ani": 1])
            let leads = try ["a", "b", "c"].map { try bench.lead(from: $0) }
            #expect(try await bench.state.waitingCount() == 2)
            try await bench.act(close, on: leads[0])
            #expect(try await bench.owner(leads[1]) == "ani")
            #expect(try await bench.owner(leads[2]) == nil)
            #expect(try await bench.detail(leads[0]).lead.owner == "ani")
            #expect(try await bench.state.repStates() == [RepState(rep: "ani", open: 1)])
        }
    }

    @Test("a lead that is closed while it waits stops waiting")
    func closedWhileWaiting() async throws {
        let bench = try ActionBench(reps: ["ani": 1])
        let leads = try ["a", "b", "c"].map { try bench.lead(from: $0) }
        try await bench.act(.lost(reason: "x", at: nil), on: leads[1])
        #expect(try await bench.state.waitingCount() == 1)
        try await bench.act(.won(rupiah, at: nil), on: leads[0])
        #expect(try await bench.owner(leads[1]) == nil)
        #expect(try await bench.owner(leads[2]) == "ani")
    }

    @Test("an opportunity out of an early lead is given to a rep")
    func earlyOpportunity() async throws {
        let bench = try ActionBench()
        let lead = try bench.lead("hello")
        try await bench.act(.opportunity(nil), on: lead)
        let detail = try await bench.detail(lead)
        #expect(detail.lead.owner != nil)
        #expect(detail.facts.filter(\.isInferred).map(\.kind) == [.marketingQualified, .salesQualified])
    }
}
