import ArgumentParser
import Domain
import Foundation
import JournalMaker
import StorageSQLite

/// `corong-journal`: writes a ledger that is made up, for measurements and for trying things out on much data.
@main
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corong-journal",
        abstract:
            "Writes a made-up ledger of a shop into an empty folder: deliveries of all shipped channels, and what reps did.",
        discussion:
            "The same options give the same ledger, byte for byte. Fold it with `corong replay --data DIR --into OTHER`."
    )

    @Option(help: "The recipe of all that is left to chance.") var seed: UInt64 = 1
    @Option(help: "How many deliveries; configurations and actions come besides.") var deliveries = 1_000_000
    @Option(help: "How many people (default: a sixth of the deliveries).") var persons: Int?
    @Option(help: "Over how many weeks (default: one for each 7000 deliveries).") var weeks: Int?
    @Option(help: "How many times the configuration changes.") var configurations = 3
    @Option(help: "Folder with one folder for each channel.") var channels = "channels"
    @Option(help: "Folder for the ledger; must not hold one yet.") var data: String

    func validate() throws {
        guard deliveries > 0, (persons ?? 1) > 0, (weeks ?? 1) > 0, configurations >= 0 else {
            throw ValidationError("--deliveries, --persons and --weeks take numbers from 1.")
        }
    }

    func run() throws {
        let path = data + "/ledger.sqlite"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw ValidationError("\(path) exists already; choose an empty folder.")
        }
        var texts: [String: String] = [:]
        for id in JournalPlan.channels {
            texts[id] = try String(contentsOfFile: "\(channels)/\(id)/channel.yaml", encoding: .utf8)
        }
        var plan = JournalPlan(seed: seed, deliveries: deliveries, channelTexts: texts)
        if let persons { plan.persons = persons }
        if let weeks { plan.weeks = weeks }
        plan.rates.configurations = configurations
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        var maker = JournalMaker(plan)
        try write(&maker, to: try SQLiteLedger(path: path, creating: true))
        for line in ["entries: \(maker.position)"] + maker.tally.lines { print(line) }
    }

    /// Appends in batches as large as the ledger takes.
    private func write(_ maker: inout JournalMaker, to ledger: SQLiteLedger) throws {
        var drafts: [EntryDraft] = []
        var bytes = 0
        while let draft = maker.next() {
            drafts.append(draft)
            bytes += draft.body.count
            guard drafts.count == Limits.appendEntriesMax || bytes >= Limits.appendBytesMax / 2 else { continue }
            _ = try ledger.append(drafts)
            drafts.removeAll(keepingCapacity: true)
            bytes = 0
        }
        if !drafts.isEmpty { _ = try ledger.append(drafts) }
    }
}
