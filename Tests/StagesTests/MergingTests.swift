import Channels
import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("One person")
struct MergingTests {
    private static let ani = Identifier(.phone, "+6281234567890")
    private static let mail = Identifier(.email, "ani@example.com")

    private func id(_ position: Position) -> EventID { EventID(position: position, item: 0) }
    private func time(_ second: Int64) -> Timestamp { FoldBench.start.adding(seconds: second) }

    private func message(_ number: Int, _ sender: Identifier, _ text: String = "") -> Event {
        FoldBench.message("m\(number)", from: [sender], text: text)
    }

    /// One rep with room for all, so that routing one lead says nothing about another.
    private func bench() -> FoldBench {
        // Without the rule for telephones, which everybody here has.
        var scoring = FoldBench.scoring
        scoring.rules.removeAll { $0.id == "phone" }
        return FoldBench(
            reps: [Rep(id: "ayu", name: "Ayu", team: nil, weight: 1, capacity: 10_000)], scoring: scoring)
    }

    @Test("open inquiries count once, from the earliest, and rows together; parting brings back what each was")
    func mergeAndUnmerge() throws {
        let bench = bench()
        try bench.fold([message(1, Self.ani, "harga"), message(2, Self.mail, "halo")])
        let before = try bench.state.snapshot()
        let merged = try bench.act(.merge(Merge(id(1), id(2))))
        #expect(merged.actions.map(\.outcome) == [.applied])
        #expect(merged.facts.map(\.kind) == [.lead] && merged.facts.map(\.isRetraction) == [true])
        #expect(merged.facts.map(\.lead) == [id(2)])
        #expect(try bench.state.snapshot().hash != before.hash)
        let parted = try bench.act(.unmerge(id(2), from: id(1), reason: ""))
        #expect(parted.facts.map(\.kind) == [.lead] && parted.facts.map(\.isRetraction) == [false])
        let after = try bench.state.snapshot()
        #expect(after.hash == before.hash && after.historyHash != before.historyHash)
    }

    @Test("what two halves of a person say together qualifies the person, and no longer when they are parted")
    func qualifiesTogether() throws {
        let bench = bench()
        try bench.fold([
            message(1, Self.ani, "harga price"), message(2, Self.mail, "harga"), message(3, Self.mail, "price"),
        ])
        let changes = try bench.act(.merge(Merge(id(1), id(2))))
        let lead = try #require(changes.leads.first { $0.id == id(1) })
        #expect(lead.score == 45, "capped, because engagement gives at most 45")
        #expect(lead.marketingQualifiedAt != nil && lead.own?.score == 20)
        let parted = try bench.act(.unmerge(id(1), from: nil, reason: ""))
        #expect(parted.leads.first { $0.id == id(1) }?.score == 20)
        #expect(parted.leads.first { $0.id == id(2) }?.score == 40)
    }

    @Test(
        "merge, then unmerge, with messages in between, gives the state of never having merged",
        arguments: UInt64(1)...60)
    func asIfNever(seed: UInt64) throws {
        let (touched, untouched) = (bench(), bench())
        var random = SplitMix64(seed: seed)
        let people = (0..<4).map { Identifier(.phone, "+62811\($0)") }
        var count = 0
        func say(_ count: inout Int, _ random: inout SplitMix64) throws {
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                count += 1
                let sender = people[Int.random(in: 0..<4, using: &random)]
                let event = message(count, sender, ["harga", "halo", "price", ""].randomElement(using: &random) ?? "")
                try touched.fold([event])
                try untouched.fold([event])
            }
        }
        for (number, sender) in people.enumerated() {
            try touched.fold([message(-number - 1, sender)])
            try untouched.fold([message(-number - 1, sender)])
        }
        try say(&count, &random)
        var pairs: [(ContactID, ContactID)] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let one = Position.random(in: 1...4, using: &random)
            let other = Position.random(in: 1...4, using: &random)
            pairs.append((id(one), id(other)))
            try touched.act(.merge(Merge(id(one), id(other))))
            try untouched.act(.consent(Consent(contact: id(99), purpose: "x", isGiven: true)))
            try say(&count, &random)
        }
        for (one, other) in pairs.shuffled(using: &random) {
            try touched.act(.unmerge(one, from: other, reason: ""))
            try untouched.act(.consent(Consent(contact: id(99), purpose: "x", isGiven: true)))
            if Bool.random(using: &random) { try say(&count, &random) }
        }
        for contact in 1...4 {
            try touched.act(.unmerge(id(Position(contact)), from: nil, reason: ""))
            try untouched.act(.consent(Consent(contact: id(99), purpose: "x", isGiven: true)))
        }
        #expect(try touched.state.snapshot().hash == untouched.state.snapshot().hash)
    }

    @Test("merges in any order give the same people", arguments: UInt64(1)...40)
    func anyOrder(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let size = Int.random(in: 3...8, using: &random)
        let pairs = (0..<Int.random(in: 1...8, using: &random)).map { _ in
            (
                Position.random(in: 1...Position(size), using: &random),
                Position.random(in: 1...Position(size), using: &random)
            )
        }
        var people: Set<[ContactID?]> = []
        var counted: Set<[LeadID?]> = []
        for _ in 0..<4 {
            let bench = bench()
            for number in 1...size { try bench.fold([message(number, Identifier(.email, "a\(number)@example.com"))]) }
            for (one, other) in pairs.shuffled(using: &random) { try bench.act(.merge(Merge(id(one), id(other)))) }
            var needs = Needs()
            needs.contacts = (1...size).map { id(Position($0)) }
            let known = try bench.state.load(needs)
            people.insert((1...size).map { known.contacts[id(Position($0))]?.person })
            counted.insert((1...size).map { known.leads[id(Position($0))]?.joined })
        }
        #expect(people.count == 1 && counted.count == 1)
    }

    @Test("who has the strongest identifier stands for the person, whoever was seen last")
    func survivor() throws {
        let bench = bench()
        try bench.fold([message(1, Self.mail), message(2, Identifier(.bsuid, "ID.1"))])
        #expect(try bench.act(.merge(Merge(id(1), id(2)))).contacts.map(\.person) == [id(2), id(2)])
    }

    @Test("accounts that contradict are not merged, unless somebody says so in spite of it")
    func conflict() throws {
        let bench = bench()
        try bench.fold([message(1, Identifier(.bsuid, "ID.1")), message(2, Identifier(.bsuid, "ID.2"))])
        let refused = try bench.act(.merge(Merge(id(1), id(2))))
        #expect(refused.actions.map(\.outcome) == [.refused] && refused.ties.isEmpty)
        let merged = try bench.act(.merge(Merge(id(1), id(2), overridesConflict: true)))
        #expect(merged.actions.map(\.outcome) == [.applied] && merged.ties.map(\.standing) == [.holds])
    }

    @Test("what somebody has parted, no program ties again")
    func denied() throws {
        let bench = bench()
        try bench.fold([message(1, Self.ani), message(2, Self.mail)])
        let both = FoldBench.message("3", from: [Self.ani, Self.mail])
        #expect(try bench.fold([both]).ties.map(\.standing) == [.holds])
        try bench.act(.unmerge(id(1), from: id(2), reason: "two sisters"))
        let again = try bench.fold([FoldBench.message("4", from: [Self.ani, Self.mail])])
        #expect(again.ties.isEmpty && again.contacts.isEmpty)
    }

    @Test("a lead that was assigned keeps its rep through a merge; the other rep has room again")
    func loads() throws {
        let bench = FoldBench(reps: [
            Rep(id: "ayu", name: "Ayu", team: nil, weight: 1, capacity: 1),
            Rep(id: "budi", name: "Budi", team: nil, weight: 1, capacity: 1),
        ])
        let other = Identifier(.phone, "+62812")
        try bench.fold([
            FoldBench.message("1", from: [Self.ani], text: "harga price", phone: "+6281234567890"),
            FoldBench.message("2", from: [Self.ani], text: "price", phone: "+6281234567890"),
            FoldBench.message("3", from: [other], text: "harga", phone: "+62812"),
            FoldBench.message("4", from: [other], text: "price", phone: "+62812"),
            FoldBench.message("5", from: [other], text: "price", phone: "+62812"),
        ])
        let before = try bench.state.snapshot().hash
        let merged = try bench.act(.merge(Merge(id(1), id(3))))
        #expect(merged.repStates.map(\.open).contains(0))
        try bench.act(.unmerge(id(1), from: id(3), reason: ""))
        #expect(try bench.state.snapshot().hash == before)
    }

    @Test(
        "a lead that is qualified together only is withdrawn from its rep when the person is parted, as if it had never been assigned"
    )
    func withdrawn() throws {
        let bench = FoldBench(reps: [Rep(id: "ayu", name: "Ayu", team: nil, weight: 1, capacity: 10)])
        try bench.fold([
            FoldBench.message("1", from: [Self.ani], text: "harga", phone: "+6281234567890"),
            FoldBench.message("2", from: [Self.mail], text: "harga"),
            FoldBench.message("3", from: [Self.mail], text: "price"),
        ])
        let before = try bench.state.snapshot().hash
        let merged = try bench.act(.merge(Merge(id(1), id(2))))
        #expect(merged.repStates == [RepState(rep: "ayu", open: 1)])
        #expect(merged.facts.contains { $0.kind == .assigned && !$0.isRetraction })
        let parted = try bench.act(.unmerge(id(1), from: id(2), reason: ""))
        #expect(parted.facts.contains { $0.kind == .assigned && $0.isRetraction && $0.rep == "ayu" })
        #expect(parted.outbox.map(\.topic) == ["lead.withdrawn"])
        #expect(try bench.state.snapshot().hash == before)
    }

    @Test("a rep who came with one of two inquiries goes with it again; that the lead was assigned is not taken back")
    func inheritedRep() throws {
        let bench = FoldBench(reps: [Rep(id: "ayu", name: "Ayu", team: nil, weight: 1, capacity: 10)])
        try bench.fold([
            FoldBench.message("1", from: [Self.mail], text: "halo"),
            FoldBench.message("2", from: [Self.ani], text: "harga", phone: "+6281234567890"),
            FoldBench.message("3", from: [Self.ani], text: "price", phone: "+6281234567890"),
        ])
        let before = try bench.state.snapshot().hash
        let merged = try bench.act(.merge(Merge(id(1), id(2))))
        #expect(merged.leads.first { $0.id == id(1) }?.owner == "ayu")
        let parted = try bench.act(.unmerge(id(1), from: id(2), reason: ""))
        #expect(!parted.facts.contains { $0.kind == .assigned } && parted.outbox.isEmpty)
        #expect(try bench.state.snapshot().hash == before)
    }

    @Test("a lead that comes back to a rep who has filled up goes to somebody else")
    func filledUp() throws {
        let bench = FoldBench(reps: [Rep(id: "ayu", name: "Ayu", team: nil, weight: 1, capacity: 2)])
        func qualified(_ number: Int, _ sender: Identifier) -> [Event] {
            ["harga", "price", "price"].enumerated().map { index, text in
                FoldBench.message("\(number).\(index)", from: [sender], text: text, phone: sender.value)
            }
        }
        let other = Identifier(.phone, "+62812")
        try bench.fold(qualified(1, Self.ani) + qualified(2, other))
        try bench.act(.merge(Merge(id(1), id(4))))
        try bench.fold(qualified(3, Identifier(.phone, "+62813")))
        let parted = try bench.act(.unmerge(id(1), from: id(4), reason: ""))
        #expect(parted.repStates.allSatisfy { $0.open <= 2 })
        #expect(parted.waiting.map(\.lead) == [id(4)])
    }

    @Test("a win on the counted lead stays with it when the person is parted")
    func wonTogether() throws {
        let bench = bench()
        try bench.fold([message(1, Self.ani), message(2, Self.mail)])
        try bench.act(.merge(Merge(id(1), id(2))))
        try bench.act(.lead(id(1), .won(Money(minorUnits: 500, currency: "IDR"), at: nil)))
        let later = try bench.fold([message(3, Self.mail)])
        #expect(later.leads.map(\.id).contains(id(5)), "the next statement opens a new inquiry")
        try bench.act(.unmerge(id(1), from: nil, reason: ""))
        var needs = Needs()
        needs.leads = [id(1), id(2)]
        let known = try bench.state.load(needs)
        #expect(known.leads[id(1)]?.stage == .won)
    }

    @Test("a pair that is qualified together stays so, with rep and acceptance, after a third one came and went")
    func thirdComesAndGoes() throws {
        let bench = FoldBench()
        let phones = (1...3).map { Identifier(.phone, "+628\($0)") }
        try bench.fold([
            FoldBench.message("1", from: [phones[0]], text: "harga", phone: phones[0].value),
            FoldBench.message("2", from: [phones[1]], text: "harga", phone: phones[1].value),
            FoldBench.message("3", from: [phones[2]], text: "halo"),
        ])
        try bench.act(.merge(Merge(id(1), id(2))))
        let accepted = try bench.act(.lead(id(1), .accept))
        #expect(accepted.actions.map(\.outcome) == [.applied], "\(accepted.actions)")
        let before = try bench.state.snapshot().hash
        try bench.act(.merge(Merge(id(1), id(3))))
        let parted = try bench.act(.unmerge(id(3), from: nil, reason: ""))
        #expect(try bench.state.snapshot().hash == before)
        #expect(parted.facts.map(\.lead) == [id(3)])
    }

    @Test("a pair that somebody has parted is not united by way of a third; somebody has to look")
    func deniedByWayOfOthers() throws {
        let bench = bench()
        let third = Identifier(.bsuid, "ID.1")
        try bench.fold([message(1, Self.ani), message(2, Self.mail), message(3, third)])
        try bench.act(.merge(Merge(id(1), id(2))))
        try bench.act(.unmerge(id(1), from: id(2), reason: "two sisters"))
        #expect(try bench.fold([FoldBench.message("6", from: [third, Self.ani])]).ties.map(\.standing) == [.holds])
        let second = try bench.fold([FoldBench.message("7", from: [third, Self.mail])])
        #expect(
            second.ties.map(\.standing) == [.conflicting]
                && second.contacts.allSatisfy { $0.id != id(2) || $0.person == nil })
        #expect(try bench.act(.merge(Merge(id(3), id(2)))).actions.map(\.outcome) == [.refused])
    }
}
