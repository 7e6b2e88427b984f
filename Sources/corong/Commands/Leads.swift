import ArgumentParser
import Dashboard
import Domain
import JSON
import Storage
import StorageSQLite

/// `corong leads`.
struct Leads: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists leads, newest first.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var moment: InstantOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "Only leads in this stage: \(Stage.allCases.map(\.word).joined(separator: ", ")).")
    var stage: String?
    @Option(help: "Only leads of this rep.") var owner: String?
    @Option(help: "Only leads that came in on this channel.") var channel: String?
    @Option(help: "Most leads shown (1 to \(Limits.pageRowsMax)).") var limit = 50

    func validate() throws {
        if let stage, Leads.stage(stage) == nil {
            let words = Stage.allCases.map(\.word)
            let hint = nearest(to: stage, among: words).map { " Did you mean \($0)?" } ?? ""
            throw ValidationError("'\(stage)' is no stage; use one of \(words.joined(separator: ", ")).\(hint)")
        }
        guard (1...Limits.pageRowsMax).contains(limit) else {
            throw ValidationError("--limit takes 1 to \(Limits.pageRowsMax).")
        }
    }

    /// The stage of a word, also by the short names that people and tables use.
    private static func stage(_ word: String) -> Stage? {
        switch word.lowercased() {
        case "mql": .marketingQualified
        case "sql": .salesQualified
        default: Stage(word: word)
        }
    }

    func run() async throws {
        let query = LeadQuery(stage: stage.flatMap(Leads.stage), owner: owner, channel: channel, limit: limit)
        let leads = try await store.open(at: moment).views.leads(query)
        output.show { json in
            APIDocument.leads(leads, limit: limit, to: &json)
        } table: {
            guard !leads.isEmpty else { return "No leads." }
            var table = Table([
                ("LEAD", .left), ("NAME", .left), ("CHANNEL", .left), ("STAGE", .left), ("SCORE", .right),
                ("OWNER", .left),
                ("OPENED", .left),
            ])
            for row in leads {
                table.add([
                    PublicID.lead(row.lead.id), Terminal.cut(row.name ?? "–", to: 28), row.lead.channel,
                    row.lead.stage.word,
                    String(row.lead.score), row.lead.owner ?? "–", row.lead.openedAt.inSeconds,
                ])
            }
            return table.text(isTerminal: Terminal.isInteractive)
        }
    }
}
