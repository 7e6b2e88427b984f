import ArgumentParser
import Dashboard
import Domain
import JSON
import Pipeline
import Storage
import StorageSQLite

/// `corong ingest`.
struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts mails or other deliveries from files into the ledger and says what became of them.",
        discussion:
            "Signatures are not asked for: who may write the data folder may write the ledger. Works while a server runs."
    )

    @OptionGroup var store: StoreOptions
    @OptionGroup var configuration: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "The channel that the files belong to.") var channel = "email"
    @Option(help: "Content type of the files (default: message/rfc822 for .eml, application/json for .json).")
    var contentType: String?
    @Argument(help: "One delivery a file.") var files: [String]

    func run() async throws {
        let loaded = try configuration.load()
        guard loaded.channels[channel] != nil else {
            let hint = nearest(to: channel, among: loaded.channels.keys).map { "; did you mean \($0)?" } ?? ""
            throw CommandError(
                problem: "The configuration has no channel \(channel)\(hint)",
                advice: "Switch it on there, or choose another with --channel")
        }
        let stores = try store.open(.folding)
        if try stores.lastConfiguration() == nil { try loaded.apply(to: stores, at: SystemClock.now()) }
        var results: [Result] = []
        for file in files {
            var headers = ""
            HeaderText.append("content-type", contentType ?? Ingest.contentType(of: file), to: &headers)
            let draft = EntryDraft(
                kind: .delivery, receivedAt: SystemClock.now(), channel: channel, headers: headers,
                body: try Files.bytes(at: file))
            results.append(Result(file: file, position: try stores.ledger.append([draft])))
        }
        try FoldLoop(ledger: stores.ledger, state: stores.state).runToEnd()
        for index in results.indices {
            results[index].events = try await stores.views.events(at: results[index].position)
            results[index].deadLetter = try await stores.views.deadLetter(at: results[index].position)
        }
        let done = results
        output.show(json: { Ingest.write(done, to: &$0) }, table: { Ingest.text(done) })
    }

    private struct Result {
        let file: String
        let position: Position
        var events: [EventRecord] = []
        var deadLetter: DeadLetter?
    }

    private static func contentType(of file: String) -> String {
        file.hasSuffix(".json")
            ? "application/json" : file.hasSuffix(".form") ? "application/x-www-form-urlencoded" : "message/rfc822"
    }

    private static func write(_ results: [Result], to json: inout JSONWriter) {
        json.beginObject()
        json.key("deliveries")
        json.beginArray()
        for result in results {
            json.beginObject()
            json.key("file")
            json.string(result.file)
            json.key("position")
            json.int(result.position)
            json.key("events")
            json.beginArray()
            for event in result.events { APIDocument.event(event, to: &json) }
            json.endArray()
            if let letter = result.deadLetter {
                json.key("dead_letter")
                APIDocument.deadLetter(letter, to: &json)
            }
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private static func text(_ results: [Result]) -> String {
        var table = Table([
            ("FILE", .left), ("POSITION", .right), ("KIND", .left), ("OUTCOME", .left), ("CONTACT", .left),
            ("LEAD", .left),
            ("WHY", .left),
        ])
        for result in results {
            if let letter = result.deadLetter {
                table.add([result.file, String(result.position), "–", "dead letter", "–", "–", letter.problem])
            } else if result.events.isEmpty {
                table.add([result.file, String(result.position), "–", "ignored", "–", "–", "the channel leaves it out"])
            }
            for event in result.events {
                table.add([
                    result.file, String(result.position), event.kind.rawValue, event.outcome.rawValue,
                    event.contact.map(PublicID.contact) ?? "–", event.lead.map(PublicID.lead) ?? "–", event.reason,
                ])
            }
        }
        return table.text(isTerminal: Terminal.isInteractive)
    }
}
