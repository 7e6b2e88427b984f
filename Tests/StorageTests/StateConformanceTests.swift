import Domain
import Storage
import StorageSQLite
import TestSupport
import Testing

@Suite("Every state store")
struct StateConformanceTests {
    @Test("starts at position 0 and knows nothing", arguments: Backend.allCases)
    func empty(_ backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            var needs = Needs()
            needs.digests = [SipHash.Digest(low: 1, high: 2)]
            needs.identifiers = [Identifier(.phone, "+62811")]
            needs.deadLetters = [1]
            needs.waiting = .max
            #expect(try state.position() == 0)
            #expect(try state.load(needs) == Known())
            #expect(try state.configurations().isEmpty)
            #expect(try await views.position() == 0)
        }
    }

    @Test("writes nothing when another worker was faster", arguments: Backend.allCases)
    func positionGuard(_ backend: Backend) async throws {
        try await backend.withState { state, _ async throws in
            try state.commit(Changes(from: 0, through: 4))
            let before = try state.stateHash()
            for from in [Position(0), 3, 5] {
                var changes = Changes(from: from, through: 9)
                changes.contacts = [Contact(id: EventID(code: 1), name: nil, channel: "web", since: .epoch)]
                #expect(throws: StorageError.positionMoved(expected: from, found: 4)) { try state.commit(changes) }
            }
            #expect(try state.position() == 4)
            #expect(try state.stateHash() == before)
        }
    }

    @Test("writes nothing when a new row has the key of another, and works on afterwards", arguments: Backend.allCases)
    func newRows(_ backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            var random = SplitMix64(seed: 1)
            var first = Changes(from: 0, through: 1)
            first.facts = [random.fact()]
            try state.commit(first)
            let before = try state.stateHash()
            var second = Changes(from: 1, through: 2)
            second.leads = [random.lead()]
            second.facts = first.facts
            #expect(throws: StorageError.self) { try state.commit(second) }
            #expect(try state.position() == 1)
            #expect(try state.stateHash() == before)
            second.facts = []
            try state.commit(second)
            #expect(try await views.leads(LeadQuery()).map(\.lead) == second.leads)
        }
    }

    @Test("keeps the sum of what is added to a cell, and nothing where it is 0", arguments: Backend.allCases)
    func cells(_ backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            let key = Cell.Key(measure: .leads, channel: "web", bucket: 3)
            func add(_ counts: [Int64]) async throws -> [Int64] {
                var changes = Changes(from: try state.position(), through: try state.position() + 1)
                changes.cells = counts.map { Cell(key: key, count: $0) }
                try state.commit(changes)
                return try await views.cells(of: [.leads], from: .epoch, to: Timestamp(microseconds: .max)).map(\.count)
            }
            let empty = try state.stateHash()
            #expect(try await add([0]) == [])
            #expect(try await add([2, 3]) == [5])
            #expect(try await add([-7]) == [-2])
            #expect(try await add([2]) == [])
            #expect(try state.stateHash() == empty)
        }
    }

    @Test("loads what hangs on an identifier: contact, threads, latest lead, its rows", arguments: Backend.allCases)
    func load(_ backend: Backend) async throws {
        try await backend.withState { state, _ async throws in
            let (contact, first, latest) = (EventID(code: 10), EventID(code: 10), EventID(code: 30))
            var random = SplitMix64(seed: 7)
            var changes = Changes(from: 0, through: 1)
            changes.contacts = [Contact(id: contact, name: "Siti", channel: "web", since: .epoch)]
            let wanted = Identifier(.phone, "+62811")
            changes.identifiers = [
                IdentifierLink(identifier: wanted, contact: contact, evidence: first, since: .epoch),
                IdentifierLink(
                    identifier: Identifier(.waID, "+62811"), contact: latest, evidence: first, since: .epoch),
            ]
            changes.leads = [
                Samples.lead(first, contact: contact, stage: .won), Samples.lead(latest, contact: contact),
            ]
            changes.conversations = [random.conversation(), random.conversation()]
            changes.conversations[0].key = Conversation.Key(contact: contact, channel: "web")
            changes.conversations[1].key = Conversation.Key(contact: contact, channel: "email")
            changes.scoreRows = [random.scoreRow(), random.scoreRow(), random.scoreRow()]
            (changes.scoreRows[0].lead, changes.scoreRows[0].number) = (latest, 2)
            (changes.scoreRows[1].lead, changes.scoreRows[1].number) = (latest, 1)
            (changes.scoreRows[2].lead, changes.scoreRows[2].number) = (first, 1)
            changes.assignments = [random.assignment()]
            changes.assignments[0].lead = latest
            changes.repStates = [RepState(rep: "ani", open: 3)]
            try state.commit(changes)

            var needs = Needs()
            needs.identifiers = [wanted, Identifier(.phone, "+62812"), wanted]
            var known = Known()
            known.identifiers = [wanted: [changes.identifiers[0]]]
            known.contacts = [contact: changes.contacts[0]]
            known.conversations = Dictionary(uniqueKeysWithValues: changes.conversations.map { ($0.key, $0) })
            known.leads = [latest: changes.leads[1]]
            known.latestLead = [contact: latest]
            known.scoreRows = [latest: [changes.scoreRows[1], changes.scoreRows[0]]]
            known.assignmentCounts = [latest: 1]
            known.repStates = ["ani": changes.repStates[0]]
            #expect(try state.load(needs) == known)
        }
    }

    @Test("keeps the queue in order of waiting", arguments: Backend.allCases)
    func queue(_ backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            let leads = (1...4).map { Samples.lead(EventID(code: $0), contact: EventID(code: 1)) }
            var changes = Changes(from: 0, through: 1)
            changes.leads = leads
            changes.waiting = zip(leads, [9, 5, 9, 7]).map { WaitingLead(lead: $0.id, since: EventID(code: $1)) }
            changes.noLongerWaiting = [leads[3].id]
            try state.commit(changes)
            var needs = Needs()
            needs.waiting = .max
            let known = try state.load(needs)
            #expect(known.waiting.map(\.lead.code) == [2, 1, 3])
            #expect(Set(known.leads.keys.map(\.code)) == [1, 2, 3])
            #expect(known.scoreRows[leads[0].id] == [] && known.assignmentCounts[leads[0].id] == 0)
            #expect(try await views.waitingCount() == 3)
        }
    }

    @Test("is in the same state as every other, whatever the batches", arguments: UInt64(1)...16)
    func sameStateEverywhere(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        var taken = SplitMix64.Taken()
        var batches: [Changes] = []
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            batches.append(random.changes(from: batches.last?.through ?? 0, taken: &taken))
        }
        let together = batches.dropFirst().reduce(batches[0]) { $0.joined(with: $1) }
        var needs = Needs()
        needs.digests = batches.flatMap { $0.seen.map(\.digest) }
        needs.identifiers = IdentifierKind.allCases.flatMap { kind in
            ["+62811", "siti@example.com", "\u{e9}", "x"].map { Identifier(kind, $0) }
        }
        needs.deadLetters = Array(0...10)
        needs.waiting = .max

        var results: [[UInt8]: [Known]] = [:]
        for backend in Backend.allCases {
            for commits in [batches, [together]] {
                try await backend.withState { state, _ async throws in
                    for changes in commits { try state.commit(changes) }
                    results[try state.snapshot().historyHash, default: []].append(try state.load(needs))
                    #expect(try state.configurations() == batches.flatMap(\.configurations))
                }
            }
        }
        #expect(results.count == 1, "states differ")
        let known = results.values.joined()
        #expect(known.allSatisfy { $0 == known.first }, "what is known differs")
    }

    @Test("has a hash that every row and every value of it changes", arguments: UInt64(1)...10)
    func hashCoversEverything(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        var taken = SplitMix64.Taken()
        let all = random.changes(from: 0, taken: &taken)
        var variants = [all]
        func vary(_ change: (inout Changes) -> Bool) {
            var varied = all
            if change(&varied) { variants.append(varied) }
        }
        vary { changes in
            changes.contacts.last.map { changes.contacts[changes.contacts.count - 1].channel = $0.channel + "x" } != nil
        }
        vary { changes in
            changes.facts.last.map { changes.facts[changes.facts.count - 1].isInferred = !$0.isInferred } != nil
        }
        vary { changes in changes.facts.popLast() != nil }
        vary { changes in changes.events.popLast() != nil }
        vary { changes in
            changes.outbox.last.map { changes.outbox[changes.outbox.count - 1].payload = $0.payload + " " } != nil
        }
        var hashes: Set<[UInt8]> = []
        for changes in variants {
            let state = MemoryStateStore()
            try state.commit(changes)
            hashes.insert(try state.snapshot().historyHash)
        }
        #expect(hashes.count == variants.count)
    }
}
