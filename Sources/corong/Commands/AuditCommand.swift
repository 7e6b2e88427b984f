import ArgumentParser
import Domain
import Foundation
import JSON
import Pipeline
import Storage
import StorageSQLite

/// `corong audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Verifies the ledger's hash chain and recounts every number from it.",
        discussion: "Ends with 1 when anything differs. Needs room for a second state in the temporary folder.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let stores = try store.open(.reading)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("corong-audit-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // because: what is left over lies in the temporary folder
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/state.sqlite"
        let audit = Audit(
            ledger: stores.ledger, state: stores.state, views: stores.views,
            scratch: try SQLiteStateStore(path: path, opening: .maintaining),
            scratchViews: try SQLiteViews(path: path))
        let report = try await audit.run()
        output.show(json: { write(report, to: &$0) }, table: { text(report) })
        if !report.isClean { throw ExitCode.failure }
    }

    private func write(_ report: AuditReport, to json: inout JSONWriter) {
        json.beginObject()
        json.key("clean")
        json.bool(report.isClean)
        json.key("ledger_position")
        json.int(report.ledgerPosition)
        json.key("state_position")
        json.int(report.statePosition)
        json.key("state_hash")
        json.string(Hexadecimal.text(report.liveHash))
        json.key("recounted_hash")
        json.string(Hexadecimal.text(report.recountedHash))
        json.key("totals")
        json.beginObject()
        for measure in Measure.allCases {
            json.key(measure.rawValue)
            json.int(report.totals[measure] ?? 0)
        }
        json.endObject()
        json.key("findings")
        json.beginArray()
        for finding in report.findings { json.string(finding) }
        json.endArray()
        json.endObject()
    }

    private func text(_ report: AuditReport) -> String {
        var lines = [
            "hash chain   \(report.ledgerPosition > 0 || report.isClean ? "intact up to entry \(report.ledgerPosition)" : "broken")",
            "live state   position \(report.statePosition), \(Hexadecimal.text(report.liveHash))",
        ]
        if !report.recountedHash.isEmpty { lines.append("recounted    \(Hexadecimal.text(report.recountedHash))") }
        let sums = Measure.allCases.map { "\(report.totals[$0] ?? 0) \($0.rawValue)" }
        lines.append("totals       \(sums.joined(separator: ", "))")
        lines += report.findings.map { "! \($0)." }
        lines.append(report.isClean ? "Everything agrees." : "Something differs.")
        return lines.joined(separator: "\n")
    }
}
