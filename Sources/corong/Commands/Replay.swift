import ArgumentParser
import Domain
import Foundation
import JSON
import Pipeline
import Storage
import StorageSQLite

/// `corong replay`.
struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Folds the whole ledger into a fresh state, or prints the hash of the live one.",
        discussion: "Equal hashes mean equal states. The live state is never touched.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "Folder for the fresh state; must not hold one yet.") var into: String?
    @Option(help: "Entries in one commit (1 to \(Limits.batchEntriesMax)); the result does not depend on it.")
    var batch = Limits.batchEntriesMax
    @Flag(help: "Prints position and hash of the live state instead.") var hash = false

    func validate() throws {
        guard hash != (into != nil) else { throw ValidationError("Give either --into DIR or --hash.") }
        guard (1...Limits.batchEntriesMax).contains(batch) else {
            throw ValidationError("--batch takes 1 to \(Limits.batchEntriesMax).")
        }
    }

    func run() async throws {
        guard let into else {
            let snapshot = try store.open(.reading).state.snapshot()
            show(position: snapshot.position, hash: snapshot.hash, folded: nil)
            return
        }
        let path = into + "/state.sqlite"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw CommandError(problem: "\(path) exists already", advice: "Choose an empty folder, or remove that file")
        }
        try FileManager.default.createDirectory(atPath: into, withIntermediateDirectories: true)
        let state = try SQLiteStateStore(path: path, opening: .maintaining)
        let ledger = try store.openLedger()
        let end = try ledger.tail().position
        let isShown = Terminal.isInteractive && !output.json
        let before = ProcessClock.cpuSeconds
        let position = try FoldLoop(ledger: ledger, state: state, batchEntriesMax: batch).runToEnd { step in
            if isShown { print("\u{1B}[2K\rfolded \(step.through) of \(end)", terminator: "") }
        }
        if isShown { print("\u{1B}[2K\r", terminator: "") }
        let folded = (entries: position, cpuSeconds: ProcessClock.cpuSeconds - before)
        show(position: position, hash: try state.stateHash(), folded: folded)
    }

    private func show(position: Position, hash: [UInt8], folded: (entries: Position, cpuSeconds: Double)?) {
        let text = Hexadecimal.text(hash)
        output.show { json in
            json.beginObject()
            json.key("position")
            json.int(position)
            json.key("state_hash")
            json.string(text)
            if let folded {
                json.key("cpu_seconds")
                json.double(folded.cpuSeconds)
            }
            json.endObject()
        } table: {
            var lines = ["position    \(position)", "state hash  \(text)"]
            if let folded, folded.cpuSeconds > 0 {
                lines.append("folded      \(Int(Double(folded.entries) / folded.cpuSeconds)) entries per second of CPU")
            }
            return lines.joined(separator: "\n")
        }
    }
}

/// CPU time that the process has used, user and system.
enum ProcessClock {
    static var cpuSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Bytes as people compare them.
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
