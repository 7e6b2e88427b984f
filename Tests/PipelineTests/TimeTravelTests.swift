import Domain
import Foundation
import Pipeline
import Storage
import StorageSQLite
import TestSupport
import Testing

@Suite("States of the past")
struct TimeTravelTests {
    /// An archive in a folder of its own, beside a live state in a file.
    private struct Place {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("corong-past-\(UUID().uuidString)")
        var live: String { folder.path + "/state.sqlite" }
        var kept: String { folder.path + "/snapshots" }

        init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

        func past(_ bench: Workbench, bytesMax: Int64? = nil) -> PastStates {
            PastStates(
                ledger: bench.ledger, archive: SQLiteArchive(folder: kept, live: live, bytesMax: bytesMax))
        }

        func files() throws -> [String] {
            guard FileManager.default.fileExists(atPath: kept) else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: kept).sorted()
        }

        func remove() throws { try FileManager.default.removeItem(at: folder) }
    }

    private func folded(_ bench: Workbench, through position: Position) throws -> StateSnapshot {
        let state = MemoryStateStore()
        try FoldLoop(ledger: bench.ledger, state: state, end: position).runToEnd()
        return try state.snapshot()
    }

    @Test(
        "are what folding the ledger up to there gives, in whatever order they are asked for", arguments: UInt64(1)...4)
    func prefixes(seed: UInt64) throws {
        let bench = try Workbench()
        try bench.fill(60, seed: seed)
        try bench.configure(channels: ["whatsapp", "chat"])
        try bench.fill(30, seed: seed + 50)
        let place = try Place()
        defer { try? place.remove() }
        var random = SplitMix64(seed: seed)
        let past = place.past(bench)
        var live: SQLiteStateStore?
        for _ in 0..<25 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let state = try live ?? SQLiteStateStore(path: place.live, opening: .maintaining)
                let end = Position.random(in: 0...92, using: &random)
                try FoldLoop(ledger: bench.ledger, state: state, end: end).runToEnd()
                live = state
            case 1: try past.keepLive()
            default:
                let position = Position.random(in: 0...95, using: &random)
                let opened = try past.open(at: position)
                let expected = try folded(bench, through: min(position, 92))
                #expect(opened.position == min(position, 92))
                #expect(try opened.state.snapshot() == expected)
            }
        }
        #expect(try place.files().count <= Thinning.statesMax)
        #expect(try place.files().allSatisfy { $0.hasSuffix(".sqlite") && !$0.hasPrefix("draft-") })
    }

    @Test("are read on after they were thinned out")
    func removed() async throws {
        let bench = try Workbench()
        try bench.fill(40, seed: 1)
        let place = try Place()
        defer { try? place.remove() }
        let past = place.past(bench)
        let early = try past.open(at: 20)
        let before = try await early.views.leads(LeadQuery())
        for name in try place.files() { try FileManager.default.removeItem(atPath: place.kept + "/" + name) }
        #expect(!before.isEmpty)
        #expect(try await early.views.leads(LeadQuery()) == before)
    }

    @Test("are not taken from another ledger, from another version or from what is no state")
    func foreign() throws {
        let bench = try Workbench()
        try bench.fill(40, seed: 1)
        let place = try Place()
        defer { try? place.remove() }
        _ = try place.past(bench).open(at: 30)
        let other = try Workbench()
        try other.fill(40, seed: 2)
        #expect(try place.past(other).open(at: 30).state.snapshot() == folded(other, through: 30))
        let name = try #require(try place.files().first)
        // Half a file, as a full disk leaves it.
        let path = place.kept + "/" + name
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.prefix(bytes.count / 2 + 77).write(to: URL(fileURLWithPath: path))
        #expect(try place.past(other).open(at: 31).state.snapshot() == folded(other, through: 31))
        #expect(try place.past(other).open(at: 30).state.snapshot() == folded(other, through: 30))
    }

    @Test("are found by time: all entries before the first that was received later")
    func times() throws {
        let bench = try Workbench()
        let start = Workbench.start
        for seconds in [Int64(10), 20, 15, 40, 35, 50] {
            _ = try bench.ledger.append([
                EntryDraft(
                    kind: .delivery, receivedAt: start.adding(seconds: seconds), channel: "chat", headers: "", body: [])
            ])
        }
        let place = try Place()
        defer { try? place.remove() }
        let past = place.past(bench)
        for (seconds, position) in [(-1, 0), (0, 1), (9, 1), (10, 2), (19, 2), (20, 4), (39, 4), (40, 6), (60, 7)]
            as [(Int64, Position)]
        {
            #expect(try past.position(at: .time(start.adding(seconds: seconds))) == position, "\(seconds)")
        }
        #expect(try past.position(at: .position(3)) == 3)
        #expect(try past.position(at: .position(99)) == 7)
        #expect(try past.time(of: .position(3)) == start.adding(seconds: 20))
    }

    @Test("can be made by several at once")
    func together() async throws {
        let bench = try Workbench()
        try bench.fill(60, seed: 3)
        let place = try Place()
        defer { try? place.remove() }
        let expected = try folded(bench, through: 50)
        try await withThrowingTaskGroup(of: StateSnapshot.self) { group in
            for _ in 0..<6 {
                group.addTask { try place.past(bench).open(at: 50).state.snapshot() }
            }
            for try await snapshot in group { #expect(snapshot == expected) }
        }
        #expect(try place.files().count == 1)
    }

    @Test("take no more room than they may; the latest stays")
    func room() throws {
        let bench = try Workbench()
        try bench.fill(40, seed: 3)
        let place = try Place()
        defer { try? place.remove() }
        let past = place.past(bench, bytesMax: 1)
        for position in [Position(10), 20, 30] { _ = try past.open(at: position) }
        #expect(try place.files().map { $0.hasPrefix("30-") } == [true])
    }
}

@Suite("Thinning out kept states")
struct ThinningTests {
    @Test("keeps the longest way to any position short, whatever comes", arguments: UInt64(1)...20)
    func evenly(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var kept: [Position] = []
        for number in 1...400 {
            kept.append(Position(number) * 1000 + Position.random(in: 0..<900, using: &random))
            let states = kept.map { (position: $0, bytes: Int64(10)) }
            for index in Thinning.surplus(of: states, bytesMax: .max).reversed() { kept.remove(at: index) }
            #expect(kept.count <= Thinning.statesMax)
        }
        let steps = zip([0] + kept, kept).map { $1 - $0 }
        #expect((steps.max() ?? 0) <= 400_000 / 16 * 3)
        #expect(kept.last.map { $0 >= 400_000 } == true)
    }

    @Test("counts bytes, and always leaves one")
    func bytes() {
        let states = (1...5).map { (position: Position($0 * 10), bytes: Int64($0)) }
        #expect(Thinning.surplus(of: states, bytesMax: 15) == [])
        #expect(Thinning.surplus(of: states, bytesMax: 14).count == 1)
        #expect(Thinning.surplus(of: states, bytesMax: 0) == [0, 1, 2, 3])
        #expect(Thinning.surplus(of: [], bytesMax: 0) == [])
    }
}
