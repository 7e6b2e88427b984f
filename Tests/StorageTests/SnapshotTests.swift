import Domain
import Storage
import TestSupport
import Testing

@testable import StorageSQLite

@Suite("A snapshot of a state")
struct SnapshotTests {
    @Test("is of one and the same state, however fast others fold", arguments: Backend.allCases)
    func consistent(_ backend: Backend) async throws {
        var random = SplitMix64(seed: 11)
        var taken = SplitMix64.Taken()
        var batches: [Changes] = []
        let memory = MemoryStateStore()
        var expected = [Position(0): try memory.snapshot()]
        for _ in 0..<12 {
            batches.append(random.changes(from: batches.last?.through ?? 0, taken: &taken))
            try memory.commit(batches[batches.count - 1])
            expected[try memory.position()] = try memory.snapshot()
        }
        try await backend.withState { [batches, expected] state, _ async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for changes in batches { try state.commit(changes) } }
                for _ in 0..<8 {
                    let snapshot = try state.snapshot()
                    #expect(snapshot == expected[snapshot.position])
                }
                try await group.waitForAll()
            }
            #expect(try state.snapshot() == expected[batches.last?.through ?? 0])
            #expect(try state.stateHash() == state.snapshot().hash)
        }
    }

    @Test("waits for no commit, and holds none up")
    func beside() async throws {
        try await withFolder { folder async throws in
            let state = try SQLiteStateStore(path: folder + "/state.sqlite", opening: .maintaining)
            try state.commit(Changes(from: 0, through: 5))
            let inside = try state.whileFolding { () throws(StorageError) in try state.snapshot() }
            #expect(try inside == state.snapshot() && inside.position == 5)
        }
    }

    @Test("is not taken of a state of another schema")
    func otherSchema() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/state.sqlite"
            let state = try SQLiteStateStore(path: path, opening: .maintaining)
            try SQLiteConnection.open(path: path).run("UPDATE state SET fingerprint = 1")
            #expect(throws: StorageError.otherSchema(found: 4, supported: 4)) { try state.snapshot() }
        }
    }
}
