import Domain
import Storage
import StorageSQLite
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the conformance suites run on.
enum Backend: String, CaseIterable, CustomTestStringConvertible {
    case memory, sqlite

    var testDescription: String { rawValue }

    func withLedger<Result>(_ body: (any Ledger) async throws -> Result) async throws -> Result {
        switch self {
        case .memory: try await body(MemoryLedger())
        case .sqlite: try await withFolder { try await body(SQLiteLedger(path: $0 + "/ledger.sqlite", creating: true)) }
        }
    }

    func withState<Result>(_ body: (any StateStore, any Views) async throws -> Result) async throws -> Result {
        switch self {
        case .memory:
            let state = MemoryStateStore()
            return try await body(state, state)
        case .sqlite:
            return try await withFolder { folder async throws in
                let state = try SQLiteStateStore(path: folder + "/state.sqlite", opening: .maintaining)
                return try await body(state, SQLiteViews(path: folder + "/state.sqlite"))
            }
        }
    }
}

/// A file name that means something else in a URI.
let oddName = "a b?mode=ro#c%41.sqlite"

/// A folder of its own for a test, removed afterwards.
func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array((parent + "/corong-storage-XXXXXX").utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer {
        for name in ["ledger.sqlite", "state.sqlite", "other.sqlite", oddName] {
            for end in ["", "-wal", "-shm"] { unlink(folder + "/" + name + end) }
        }
        rmdir(folder)
    }
    return try await body(folder)
}
