import Channels
import Domain
import TestSupport
import Testing

@testable import Stages
@testable import Storage

@Suite("The queue")
struct QueueTests {
    private let phones = (1...6).map { Identifier(.phone, "+6281\($0)") }

    private func reps(_ ids: [String]) -> [Rep] {
        ids.map { Rep(id: $0, name: $0, team: nil, weight: 1, capacity: 1) }
    }

    /// As many statements as qualify somebody.
    private func qualifying(_ number: Int) -> [Event] {
        (0..<3).map { FoldBench.message("\(number)-\($0)", from: [phones[number]], text: "harga price") }
    }

    private func owners(_ bench: FoldBench) -> [LeadID: RepID] {
        bench.state.read { state in
            Dictionary(
                uniqueKeysWithValues: state.leads.sorted.filter { $0.isCounted }.compactMap { lead in
                    lead.owner.map { (lead.id, $0) }
                })
        }
    }

    private func id(_ position: Position) -> EventID { EventID(position: position, item: 0) }

    private func fold(_ events: [Event], batch: Int, reps: [Rep]) throws -> FoldBench {
        let bench = FoldBench(reps: reps)
        var rest = events[...]
        while !rest.isEmpty {
            try bench.fold(Array(rest.prefix(batch)))
            rest = rest.dropFirst(batch)
        }
        return bench
    }

    @Test("is served when a statement makes one person of two, before anybody younger", arguments: [1, 3, 1000])
    func union(batch: Int) throws {
        // 1 and 4 have the reps, 7 and 10 wait; 13 tells that 1 and 4 are one person; 14 is younger.
        let events =
            (0..<4).flatMap(qualifying) + [FoldBench.message("tie", from: [phones[0], phones[1]])] + qualifying(4)
        let bench = try fold(events, batch: batch, reps: reps(["ayu", "budi"]))
        let owners = owners(bench)
        #expect(Set(owners.keys) == [id(1), id(7)])
        #expect(Set(owners.values) == ["ayu", "budi"])
        #expect(bench.state.read { $0.waiting.sorted.map(\.lead) } == [id(10), id(14)])
        #expect(
            bench.state.read { $0.assignments.sorted.filter { $0.lead == self.id(7) }.map(\.cause) }
                == [id(8), id(13)])
    }

    @Test("gives a person to nobody who gave back one of the inquiries that count together")
    func givenBackBefore() throws {
        let bench = FoldBench(reps: reps(["ayu", "budi"]))
        try bench.fold([FoldBench.message("halo", from: [phones[0]])] + qualifying(1))
        try bench.act(.lead(id(2), .reject(reason: "not mine")))
        try bench.act(.merge(Merge(id(1), id(2))))
        #expect(owners(bench).keys.map { $0 } == [id(1)])
        try bench.act(.lead(id(1), .reject(reason: "nor mine")))
        #expect(owners(bench).isEmpty)
        #expect(bench.state.read { $0.waiting.sorted.map(\.lead) } == [id(1)])
    }

    @Test("is the same in batches of any size", arguments: UInt64(1)...20)
    func batches(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let accounts = (0..<3).map { Identifier(.bsuid, "ID.\($0)") }
        let mails = (0..<3).map { Identifier(.email, "m\($0)@mail.example") }
        let names = ["Ani", "Budi", nil]
        let events = (0..<120).map { number in
            var sender: [Identifier] = []
            if Int.random(in: 0..<4, using: &random) == 0 { sender += accounts.shuffled(using: &random).prefix(1) }
            if Int.random(in: 0..<3, using: &random) > 0 { sender += phones.shuffled(using: &random).prefix(1) }
            if sender.isEmpty || Int.random(in: 0..<4, using: &random) == 0 {
                sender += mails.shuffled(using: &random).prefix(1)
            }
            let kind: EventKind = Int.random(in: 0..<5, using: &random) == 0 ? .leadForm : .message
            var event = FoldBench.message(
                "\(number)", from: sender.sorted { $0.kind < $1.kind }, text: "harga price", kind: kind)
            event.sender.name = names.randomElement(using: &random) ?? nil
            return event
        }
        let hashes = try [1, 7, 1000].map { size in
            try fold(events, batch: size, reps: reps(["ayu", "budi", "citra"])).state.snapshot().historyHash
        }
        #expect(Set(hashes).count == 1)
    }

    @Test("is asked for only by statements that can make one person of two")
    func needs() {
        let (account, phone) = (Identifier(.bsuid, "ID.1"), phones[0])
        var known = Known()
        #expect(QueueNeeds.leads(for: [[account, phone], [account, phone], [phones[1]]], known) == 0)
        #expect(QueueNeeds.leads(for: [[phone], [phone]], known) == 4, "two people may type the same")
        #expect(QueueNeeds.leads(for: [[account, phone], [phone, phones[1]], [phones[2]]], known) == 4)
        known.identifiers[phone] = [link(phone, id(1))]
        #expect(QueueNeeds.leads(for: [[account, phone], [account, phone]], known) == 4, "the account is new")
        known.identifiers[account] = [link(account, id(1))]
        #expect(QueueNeeds.leads(for: [[account, phone]], known) == 0)
        known.identifiers[account] = [link(account, id(2))]
        #expect(QueueNeeds.leads(for: [[account, phone]], known) == 2)
    }

    private func link(_ identifier: Identifier, _ contact: ContactID) -> IdentifierLink {
        IdentifierLink(
            identifier: identifier, contact: contact, evidence: contact, since: FoldBench.start, strength: .provider,
            sentAs: nil)
    }
}
