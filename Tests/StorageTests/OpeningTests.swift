import Domain
import Storage
import TestSupport
import Testing

@testable import StorageSQLite

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Opening a file")
struct OpeningTests {
    @Test("to read it creates nothing")
    func missing() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/other.sqlite"
            #expect(throws: StorageError.missing(path: path)) { try SQLiteLedger(path: path) }
            #expect(throws: StorageError.missing(path: path)) { try SQLiteStateStore(path: path) }
            #expect(access(path, F_OK) != 0)
            // What is left of a program that was ended before it had written anything.
            try FilePlace(path: path).createIfAbsent()
            #expect(throws: StorageError.missing(path: path)) { try SQLiteLedger(path: path) }
            #expect(throws: StorageError.missing(path: path)) { try SQLiteStateStore(path: path) }
            #expect(try SQLiteStateStore(path: path, opening: .maintaining).opening == .created)
        }
    }

    @Test(
        "of a state of another schema to read it leaves it as it is",
        arguments: [
            ("PRAGMA user_version = 0", Int64(0)), ("UPDATE state SET fingerprint = 1", 4),
            ("PRAGMA user_version = -3; DROP TABLE state; CREATE TABLE state (other TEXT)", -3),
        ])
    func otherSchema(_ change: String, _ found: Int64) async throws {
        try await withFolder { folder async throws in
            let path = folder + "/state.sqlite"
            var random = SplitMix64(seed: 4)
            var taken = SplitMix64.Taken()
            let changes = random.changes(from: 0, taken: &taken)
            try SQLiteStateStore(path: path, opening: .maintaining).commit(changes)
            let connection = try SQLiteConnection.open(path: path)
            try connection.run(change)
            let rows = try connection.integer("SELECT count(*) FROM configurations")
            #expect(rows == 1)
            let expected = StorageError.otherSchema(found: found, supported: 4)
            #expect(throws: expected) { try SQLiteStateStore(path: path) }
            #expect(expected.advice.contains("corong serve") && expected.verdict == .stop)
            #expect(try connection.integer("SELECT count(*) FROM configurations") == rows)
            #expect(try SQLiteStateStore(path: path, opening: .maintaining).opening == .emptied)
            #expect(try SQLiteStateStore(path: path).position() == 0)
        }
    }

    @Test("waits for no writer, unless there is something to write")
    func beside() async throws {
        try await withFolder { folder async throws in
            let (ledger, state) = (folder + "/ledger.sqlite", folder + "/state.sqlite")
            _ = try SQLiteLedger(path: ledger, creating: true).append([Samples.draft(1)])
            try SQLiteStateStore(path: state, opening: .maintaining).commit(Changes(from: 0, through: 7))
            let ledgerWriter = try SQLiteConnection.open(path: ledger)
            let stateWriter = try SQLiteConnection.open(path: state)
            try ledgerWriter.run("BEGIN IMMEDIATE")
            try stateWriter.run("BEGIN IMMEDIATE")
            for creating in [false, true] {
                #expect(try SQLiteLedger(path: ledger, creating: creating).tail().position == 1)
            }
            for mode in [StateFileMode.keeping, .maintaining] {
                #expect(try SQLiteStateStore(path: state, opening: mode).position() == 7)
            }
            #expect(try SQLiteStateStore(path: state).snapshot().position == 7)
            #expect(ledgerWriter.rollBack() && stateWriter.rollBack())
        }
    }

    @Test("gives it to its owner alone, with the files beside it")
    func modes() async throws {
        try await withFolder { folder async throws in
            let paths = [folder + "/ledger.sqlite", folder + "/state.sqlite"]
            let ledger = try SQLiteLedger(path: paths[0], creating: true)
            let state = try SQLiteStateStore(path: paths[1], opening: .maintaining)
            _ = try ledger.append([Samples.draft(1)])
            try state.commit(Changes(from: 0, through: 1))
            for path in paths.flatMap({ [$0, $0 + "-wal", $0 + "-shm"] }) {
                var status = stat()
                #expect(stat(path, &status) == 0)
                #expect(status.st_mode & 0o777 == 0o600, "\(path.suffix(20))")
            }
        }
    }

    @Test("takes any name, and on a disk that nobody writes to adds no files")
    func names() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/" + oddName
            _ = try SQLiteLedger(path: path, creating: true).append([Samples.draft(1), Samples.draft(2)])
            #expect(access(path, F_OK) == 0 && access(path + "-shm", F_OK) != 0)
            let connection = try SQLiteConnection.open(path: path, isImmutable: true)
            #expect(try connection.integer("SELECT count(*) FROM entries") == 2)
            #expect(access(path + "-shm", F_OK) != 0)
            #expect(try SQLiteLedger(path: "/" + path).tail().position == 2)
        }
    }

    @Test(
        "and using it fails with what the caller can do something about",
        arguments: [
            (5, "busy"), (6, "busy"), (15, "busy"), (17, "busy"), (9, "busy"), (4, "busy"), (7, "busy"), (261, "busy"),
            (517, "busy"), (10 | 15 << 8, "busy"), (10 | 20 << 8, "busy"), (10 | 12 << 8, "busy"),
            (11, "corrupt"), (26, "corrupt"), (19, "corrupt"), (19 | 8 << 8, "corrupt"), (20, "corrupt"),
            (11 | 3 << 8, "corrupt"),
            (13, "cannotWrite"), (10, "cannotWrite"), (10 | 3 << 8, "cannotWrite"), (10 | 4 << 8, "cannotWrite"),
            (8, "cannotWrite"), (22, "cannotWrite"),
            (3, "cannotOpen"), (14, "cannotOpen"), (14 | 2 << 8, "cannotOpen"), (23, "cannotOpen"),
            (8 | 5 << 8, "cannotOpen"), (8 | 4 << 8, "cannotOpen"), (1, "cannotOpen"), (21, "cannotOpen"),
        ] as [(Int32, String)])
    func errors(_ code: Int32, _ expected: String) {
        let word =
            switch StorageError.sqlite(code, message: "m") {
            case .busy: "busy"
            case .corrupt: "corrupt"
            case .cannotWrite: "cannotWrite"
            case .cannotOpen: "cannotOpen"
            default: "another"
            }
        #expect(word == expected)
    }
}
