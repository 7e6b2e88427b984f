import Domain
import Storage
import TestSupport
import Testing

/// `é` as one scalar and as two: equal to Swift, but other bytes, and another name to whoever sent it.
@Suite("Two spellings of a letter")
struct TextConformanceTests {
    private static let spellings = ["jos\u{e9}", "jose\u{301}"]

    @Test("are two identifiers, channels, reps and cells in every store", arguments: Backend.allCases)
    func apart(_ backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            try state.commit(Self.changes)
            let totals = try await views.totals(from: .epoch, to: Timestamp(microseconds: .max))
            #expect(totals.map { bytes($0.channel) } == Self.spellings.map(bytes).sorted(by: precedes))
            #expect(totals.map(\.count).sorted() == [1, 2])
            let cells = try await views.cells(of: [.leads], from: .epoch, to: Timestamp(microseconds: .max))
            #expect(cells.map { bytes($0.key.channel) } == Self.spellings.map(bytes).sorted(by: precedes))
            #expect(try await views.repStates().map { bytes($0.rep) } == Self.spellings.map(bytes).sorted(by: precedes))
            for (number, spelling) in Self.spellings.enumerated() {
                let id = EventID(code: Int64(number + 1))
                var needs = Needs()
                needs.identifiers = [Identifier(.chatUser, spelling)]
                let known = try state.load(needs)
                #expect(known.identifiers.values.map { $0.map(\.contact) } == [[id]])
                #expect(known.contacts.keys.map(\.code) == [id.code])
                for query in [
                    LeadQuery(owner: spelling), LeadQuery(channel: spelling), LeadQuery(stage: .new, owner: spelling),
                ] {
                    #expect(try await views.leads(query).map(\.lead.id) == [id])
                }
                let detail = try #require(try await views.lead(id))
                #expect(detail.identifiers.map { bytes($0.identifier.value) } == [bytes(spelling)])
                #expect(detail.conversations.count == 2)
            }
        }
    }

    @Test("give the same state everywhere")
    func sameHash() async throws {
        var hashes: Set<[UInt8]> = []
        var known: [Known] = []
        var needs = Needs()
        needs.identifiers = Self.spellings.map { Identifier(.chatUser, $0) }
        for backend in Backend.allCases {
            try await backend.withState { state, _ async throws in
                try state.commit(Self.changes)
                hashes.insert(try state.stateHash())
                known.append(try state.load(needs))
            }
        }
        #expect(hashes.count == 1)
        #expect(known.count == 2 && known[0] == known[1])
    }

    /// One contact for each spelling, with a thread on a channel of either.
    private static var changes: Changes {
        var changes = Changes(from: 0, through: 1)
        for (number, spelling) in spellings.enumerated() {
            let id = EventID(code: Int64(number + 1))
            changes.contacts.append(Contact(id: id, name: spelling, channel: spelling, since: .epoch))
            changes.identifiers.append(
                IdentifierLink(identifier: Identifier(.chatUser, spelling), contact: id, evidence: id, since: .epoch))
            for channel in spellings {
                changes.conversations.append(
                    Conversation(
                        key: Conversation.Key(contact: id, channel: channel), account: nil, address: nil, messages: 1,
                        first: id, last: id, lastAt: .epoch))
            }
            var lead = Lead(id: id, contact: id, cycle: 1, channel: spelling, openedAt: .epoch)
            lead.standing.owner = spelling
            changes.leads.append(lead)
            changes.repStates.append(RepState(rep: spelling, open: 1))
            changes.cells.append(
                Cell(key: Cell.Key(measure: .leads, channel: spelling, bucket: 4), count: Int64(number + 1)))
        }
        return changes
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }
}
