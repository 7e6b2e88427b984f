import Domain
import Storage
import StorageSQLite
import Testing

@Suite("Windows in every state store")
struct WindowTests {
    private let keys = (1...4).map { SipHash.Digest(low: UInt64($0), high: 7) }

    private func window(_ index: Int, until: Int64, count: Int64 = 1) -> SourceWindow {
        SourceWindow(digest: keys[index], until: Timestamp(microseconds: until), count: count)
    }

    @Test("are given as they stand, and taken out once they are over", arguments: Backend.allCases)
    func sweep(_ backend: Backend) async throws {
        try await backend.withState { state, _ async throws in
            var first = Changes(from: 0, through: 1)
            first.windows = [window(0, until: 10), window(1, until: 20), window(2, until: .max, count: -1)]
            try state.commit(first)
            var second = Changes(from: 1, through: 2)
            second.windows = [window(0, until: 30, count: 5), window(3, until: 20)]
            second.windowsOverBy = Timestamp(microseconds: 20)
            try state.commit(second)
            var needs = Needs()
            needs.windows = keys + keys
            let known = try state.load(needs).windows
            #expect(
                known == [
                    keys[0]: window(0, until: 30, count: 5), keys[2]: window(2, until: .max, count: -1),
                    keys[3]: window(3, until: 20),
                ], "what is new stays, whatever its time")
            #expect(known[keys[2]]?.isReleased == true)
        }
    }

    @Test("give the same hash in every store", arguments: [nil, Int64(15)])
    func hashes(_ overBy: Int64?) async throws {
        var hashes: Set<[UInt8]> = []
        for backend in Backend.allCases {
            try await backend.withState { state, _ async throws in
                var changes = Changes(from: 0, through: 1)
                changes.windows = [window(0, until: 10), window(1, until: 20)]
                changes.windowsOverBy = overBy.map(Timestamp.init(microseconds:))
                try state.commit(changes)
                hashes.insert(try state.stateHash())
            }
        }
        #expect(hashes.count == 1)
    }

    @Test("of held-back events, a page begins where the last one ended", arguments: Backend.allCases)
    func pages(_ backend: Backend) async throws {
        try await backend.withState { state, views async throws in
            var changes = Changes(from: 0, through: 9)
            changes.events = (1...9).map { number in
                EventRecord(
                    id: EventID(position: number, item: 0), kind: .leadForm, channel: "web-form",
                    outcome: number % 3 == 0 ? .counted : .quarantined, at: .epoch, contact: nil, lead: nil,
                    reason: "links")
            }
            try state.commit(changes)
            let first = try await views.quarantine(limit: 4)
            #expect(first.map(\.id.position) == [8, 7, 5, 4])
            #expect(try await views.quarantine(before: first.last?.id, limit: 4).map(\.id.position) == [2, 1])
            #expect(try await views.quarantine(before: EventID(position: 1, item: 0), limit: 4).isEmpty)
        }
    }
}
