import Domain
import Storage
import TestSupport
import Testing

@testable import Stages

@Suite("The fold")
struct FoldTests {
    let siti = Identifier(.phone, "+6281200000001")
    let budi = Identifier(.phone, "+6281200000002")

    @Test("a first message makes a contact, a conversation and a lead")
    func firstMessage() throws {
        let changes = try FoldBench().fold([FoldBench.message("1", from: [siti])])
        #expect(
            changes.contacts.count == 1 && changes.leads.count == 1 && changes.conversations.count == 1)
        #expect(changes.facts.map(\.kind) == [.lead])
        #expect(changes.events.map(\.outcome) == [.counted])
    }

    @Test("the same event delivered again changes nothing but the record of the repetition")
    func duplicate() throws {
        let bench = FoldBench()
        try bench.fold([FoldBench.message("1", from: [siti], text: "harga")])
        let again = try bench.fold([FoldBench.message("1", from: [siti], text: "harga")])
        #expect(again.events.map(\.outcome) == [.duplicate])
        #expect(again.events.first?.reason == "repeats 1")
        #expect(
            again.leads.isEmpty && again.conversations.isEmpty && again.scoreRows.isEmpty
                && again.facts.isEmpty)
    }

    @Test("a repetition within one batch is found, too")
    func duplicateInBatch() throws {
        let changes = try FoldBench().fold([
            FoldBench.message("1", from: [siti]), FoldBench.message("1", from: [siti]),
        ])
        #expect(changes.events.map(\.outcome) == [.counted, .duplicate])
    }

    @Test(
        "without an id of its own the same event counts again after its window",
        arguments: [(0, 1), (598, 1), (599, 1), (600, 2)] as [(Int64, Int64)])
    func window(_ gap: Int64, _ expected: Int64) throws {
        let bench = FoldBench()
        let form = FoldBench.message("same", from: [siti], kind: .leadForm, window: 600)
        try bench.fold([form])
        let padding = (0..<gap).map { FoldBench.message("s\($0)", from: [], kind: .status) }
        let changes = try bench.fold(padding + [form])
        #expect(changes.events.last?.outcome == (expected == 2 ? .counted : .duplicate))
    }

    @Test(
        "what no customer said never opens a lead",
        arguments: EventKind.allCases.filter { !$0.isCustomerStatement })
    func notStatements(_ kind: EventKind) throws {
        let changes = try FoldBench().fold([
            FoldBench.message("1", from: [siti], text: "harga", kind: kind)
        ])
        #expect(
            changes.leads.isEmpty && changes.contacts.isEmpty && changes.scoreRows.isEmpty
                && changes.identifiers.isEmpty)
        #expect(changes.events.first?.outcome != .counted)
    }

    @Test("a status is linked to the contact that is known already")
    func linkedStatus() throws {
        let bench = FoldBench()
        try bench.fold([FoldBench.message("1", from: [siti])])
        let changes = try bench.fold([FoldBench.message("2", from: [siti], kind: .status)])
        #expect(changes.events.first?.contact == EventID(position: 1, item: 0))
        #expect(changes.events.first?.lead == EventID(position: 1, item: 0))
    }

    @Test("a second identifier joins the contact and finds it later on its own")
    func identifiersJoin() throws {
        let bench = FoldBench()
        let mail = Identifier(.email, "siti@example.com")
        try bench.fold([FoldBench.message("1", from: [siti, mail])])
        let changes = try bench.fold([FoldBench.message("2", from: [mail])])
        #expect(changes.contacts.isEmpty && changes.leads.isEmpty)
        #expect(changes.events.first?.reason == "known by email")
    }

    @Test(
        "two contacts whose identifiers a provider names in one event are tied; the stronger identifier decides whose the event is"
    )
    func conflict() throws {
        let bench = FoldBench()
        let mail = Identifier(.email, "budi@example.com")
        try bench.fold([FoldBench.message("1", from: [siti]), FoldBench.message("2", from: [mail])])
        let changes = try bench.fold([FoldBench.message("3", from: [siti, mail])])
        #expect(changes.identifiers.isEmpty)
        #expect(changes.events.first?.contact == EventID(position: 1, item: 0))
        #expect(changes.events.first?.reason == "known by phone; something in common with C2")
        #expect(changes.ties.map(\.standing) == [.holds])
    }

    @Test("a statement of nobody is held back and opens nothing")
    func anonymous() throws {
        let changes = try FoldBench().fold([FoldBench.message("1", from: [], text: "harga")])
        #expect(changes.contacts.isEmpty && changes.leads.isEmpty && changes.scoreRows.isEmpty)
        #expect(changes.events.map(\.outcome) == [.quarantined])
        #expect(changes.events.first?.reason == "no sender that could be answered")
    }

    @Test("points add up by rule, stop at the group's cap, and their sum is the score")
    func points() throws {
        let bench = FoldBench()
        for number in 1...4 {
            try bench.fold([
                FoldBench.message("\(number)", from: [siti], text: "Harga?", phone: siti.value)
            ])
        }
        var needs = Needs()
        needs.identifiers = [siti]
        let known = try bench.state.load(needs)
        let lead = try #require(known.leads.values.first)
        let rows = try #require(known.scoreRows[lead.id])
        #expect(rows.map(\.rule) == ["price", "phone", "price", "price"])
        #expect(rows.map(\.points) == [20, 10, 20, 5])
        #expect(rows.map(\.matched) == ["harga", "", "harga", "harga"])
        #expect(lead.score == rows.reduce(0) { $0 + $1.points })
    }

    @Test("stages only move forward, whatever the score does afterwards")
    func forwardOnly() throws {
        let bench = FoldBench()
        let first = try bench.fold([FoldBench.message("1", from: [siti], text: "harga")])
        #expect(first.leads.first?.stage == .marketingQualified)
        let second = try bench.fold([FoldBench.message("2", from: [siti], text: "lowongan")])
        // 20 for the word, 10 for the telephone, 30 less for the other word.
        #expect(second.leads.first?.score == 0)
        #expect(second.leads.first?.stage == .marketingQualified)
        let third = try bench.fold([FoldBench.message("3", from: [siti], text: "harga")])
        #expect(third.facts.isEmpty)
    }

    @Test("a message that makes a lead sales qualified at once implies the stage before it")
    func skippedStage() throws {
        let rep = Rep(id: "ayu", name: "Ayu", team: nil, weight: 1, capacity: 1)
        let bench = FoldBench(reps: [rep])
        try bench.fold([FoldBench.message("1", from: [siti], text: "lowongan")])
        let changes = try bench.fold([
            FoldBench.message("2", from: [budi], text: "harga", phone: budi.value),
            FoldBench.message("3", from: [budi], text: "price"),
        ])
        #expect(changes.facts.map(\.kind) == [.lead, .marketingQualified, .salesQualified, .assigned])
        #expect(changes.facts.map(\.isInferred) == [false, false, false, false])
        #expect(
            changes.outbox.map(\.topic) == [
                "lead.marketing_qualified", "lead.sales_qualified", "lead.assigned",
            ])
    }

    @Test(
        "a provider's time is believed unless it lies in the future or before the year 2000",
        arguments: [(-86_400, -86_400), (500, 500), (700, 0), (-1_000_000_000, 0)] as [(Int64, Int64)])
    func eventTime(_ offset: Int64, _ expected: Int64) throws {
        let received = FoldBench.start.adding(seconds: 1)
        let changes = try FoldBench().fold([
            FoldBench.message("1", from: [siti], at: received.adding(seconds: offset))
        ])
        #expect(changes.events.first?.at == received.adding(seconds: expected))
    }

    @Test("batches of any size lead to the same state", arguments: UInt64(1)...40)
    func batchSizes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let events = FoldTests.randomEvents(120, using: &random)
        let whole = FoldBench()
        try whole.fold(events)
        let parts = FoldBench()
        var rest = events[...]
        while !rest.isEmpty {
            let size = Int.random(in: 1...min(25, rest.count), using: &random)
            try parts.fold(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        #expect(try whole.state.stateHash() == parts.state.stateHash())
    }

    @Test("spellings of one name stay apart, in batches of any size", arguments: UInt64(1)...20)
    func spellings(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let names = ["jos\u{e9}", "jose\u{301}", "\u{212b}", "\u{c5}", "A\u{30a}"]
        let events = (0..<40).map { number in
            FoldBench.message(
                "\(number)", from: [Identifier(.chatUser, names.randomElement(using: &random) ?? "")])
        }
        let whole = FoldBench()
        #expect(try whole.fold(events).contacts.count == Set(events.map(\.sender.identifiers)).count)
        let single = FoldBench()
        for event in events { try single.fold([event]) }
        #expect(try whole.state.stateHash() == single.state.stateHash())
    }

    @Test("every item is accounted for", arguments: UInt64(1)...40)
    func conservation(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let bench = FoldBench()
        try bench.fold(FoldTests.randomEvents(150, using: &random))
        var totals: [Measure: Int64] = [:]
        let far = Timestamp(microseconds: .max)
        for total in try await bench.state.totals(from: Timestamp(microseconds: .min), to: far) {
            totals[total.measure, default: 0] += total.count
        }
        let accounted = [Measure.ignored, .counted, .duplicates, .noted, .quarantined, .unknown].reduce(
            0
        ) {
            $0 + (totals[$1] ?? 0)
        }
        #expect(totals[.items] == 150)
        #expect(accounted == 150)
    }

    static func randomEvents(_ count: Int, using random: inout SplitMix64) -> [Event] {
        let texts = ["harga", "halo", "lowongan", "price harga", "terima kasih"]
        let kinds: [EventKind] = [
            .message, .message, .message, .message, .status, .echo, .spam, .unknown, .leadForm,
        ]
        return (0..<count).map { _ in
            let person = Int.random(in: 0..<12, using: &random)
            var sender = [Identifier(.phone, "+62812\(person)")]
            if Int.random(in: 0..<3, using: &random) == 0 {
                sender.append(Identifier(.email, "p\(person % 7)@example.com"))
            }
            return FoldBench.message(
                "m\(Int.random(in: 0..<90, using: &random))", from: sender,
                text: texts.randomElement(using: &random) ?? "",
                kind: kinds.randomElement(using: &random) ?? .message,
                phone: Bool.random(using: &random) ? sender[0].value : nil,
                window: Int.random(in: 0..<4, using: &random) == 0 ? 30 : nil)
        }
    }
}
