import Domain
import Storage
import Testing

@Suite("Actions in every kind of state")
struct ActionViewsTests {
    private func id(_ position: Position) -> EventID { EventID(position: position, item: 0) }

    private func record(_ position: Position, lead: LeadID?, contact: ContactID? = nil) -> ActionRecord {
        ActionRecord(
            position: position, name: lead == nil ? "merge" : "won", lead: lead, contact: contact, actor: "ani\t",
            at: Timestamp(microseconds: position), outcome: ActionOutcome.allCases[Int(position % 5)],
            detail: "why\n\\", stage: lead == nil ? nil : .won, version: lead == nil ? nil : position)
    }

    @Test("are found by lead and by entry", arguments: Backend.allCases)
    func found(backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            var changes = Changes(from: 0, through: 600)
            changes.actions = (1...600).map { record($0, lead: $0 % 100 == 0 ? nil : id($0 % 2 + 1), contact: id(9)) }
            try state.commit(changes)
            let ofLead = try await views.actions(of: id(2))
            #expect(ofLead == changes.actions.filter { $0.lead == id(2) })
            #expect(try await views.actions(of: id(3)).isEmpty)
            #expect(try await views.action(at: 100) == changes.actions[99])
            #expect(try await views.action(at: 601) == nil)
            #expect(try await views.action(at: -1) == nil)
            var more = Changes(from: 600, through: 2000)
            more.actions = (601...2000).map { record($0, lead: id(2)) }
            try state.commit(more)
            #expect(try await views.actions(of: id(2)) == Array(more.actions.suffix(Limits.pageRowsMax)))
        }
    }

    @Test("who gave a lead back is known for leads that may be routed anew", arguments: Backend.allCases)
    func declined(backend: Backend) async throws {
        try await backend.withState { state, _ async throws in
            var changes = Changes(from: 0, through: 10)
            changes.contacts = [Contact(id: id(1), name: nil, channel: "chat", since: .epoch)]
            var lead = Lead(id: id(1), contact: id(1), cycle: 1, channel: "chat", openedAt: .epoch)
            lead.standing.stage = .salesQualified
            lead.standing.owner = "citra"
            changes.leads = [lead]
            func fact(_ number: Int64, _ kind: FactKind, _ rep: RepID, isRetraction: Bool = false) -> Fact {
                Fact(
                    event: id(number), number: 0, kind: kind, lead: lead.id, channel: "chat", rep: rep, at: .epoch,
                    recordedAt: .epoch, configuration: 1, isInferred: false, isRetraction: isRetraction)
            }
            changes.facts = [fact(5, .rejected, "budi"), fact(4, .rejected, "ani"), fact(6, .assigned, "citra")]
            try state.commit(changes)
            var needs = Needs()
            needs.leads = [lead.id]
            #expect(try state.load(needs).declined == [lead.id: ["ani", "budi"]])
            needs = Needs()
            needs.contacts = [id(1)]
            #expect(try state.load(needs).declined.isEmpty)
            var waits = Changes(from: 10, through: 11)
            lead.standing.owner = nil
            waits.leads = [lead]
            waits.waiting = [WaitingLead(lead: lead.id, since: id(11))]
            try state.commit(waits)
            #expect(try state.load(needs).declined == [lead.id: ["ani", "budi"]])
            needs = Needs()
            needs.waiting = 1
            #expect(try state.load(needs).declined == [lead.id: ["ani", "budi"]])
        }
    }

    @Test("a batch sees as much of the queue as it can give away", arguments: Backend.allCases)
    func queue(backend: Backend) async throws {
        try await backend.withState { state, _ async throws in
            var changes = Changes(from: 0, through: 20)
            for position in Int64(1)...10 {
                var lead = Lead(
                    id: id(position), contact: id(position), cycle: 1, channel: "chat", openedAt: .epoch)
                lead.standing.stage = .salesQualified
                changes.leads.append(lead)
                changes.contacts.append(Contact(id: id(position), name: nil, channel: "chat", since: .epoch))
                changes.waiting.append(
                    WaitingLead(
                        lead: lead.id, since: id(position), priority: position == 9 ? 1 : 0,
                        profile: position % 2 == 0 ? "even" : "odd"))
            }
            changes.facts = [
                Fact(
                    event: id(12), number: 0, kind: .rejected, lead: id(2), channel: "chat", rep: "ani", at: .epoch,
                    recordedAt: .epoch, configuration: 1, isInferred: false)
            ]
            try state.commit(changes)
            var needs = Needs()
            needs.waiting = 2
            // Two of each profile, in the order of the queue.
            #expect(try state.load(needs).waiting.map(\.lead) == [9, 1, 2, 4].map(id))
            // One that the batch touches may leave by itself.
            needs.contacts = [id(1)]
            #expect(try state.load(needs).waiting.map(\.lead) == [9, 1, 2, 3, 4, 5].map(id))
            needs.waiting = .max
            #expect(try state.load(needs).waiting.count == 10)
        }
    }
}
