import ArgumentParser
import Dashboard
import Domain
import JSON
import NIOPosix
import Settings
import Storage

/// `corong reps`.
struct RepsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reps", abstract: "Lists reps, and makes and withdraws the links to their page.",
        subcommands: [List.self, Link.self, Revoke.self, RenewKey.self], defaultSubcommand: List.self)

    /// `corong reps list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists reps with their open leads.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var configurationOptions: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let reps = try configurationOptions.load().settings.routing.reps
            let loads = try await store.open(.reading).views.repStates()
            let open = Dictionary(loads.map { ($0.rep, $0.open) }) { $0 + $1 }
            output.show { json in
                json.beginObject()
                json.key("reps")
                json.beginArray()
                for rep in reps {
                    json.beginObject()
                    json.key("id")
                    json.string(rep.id)
                    json.key("name")
                    json.string(rep.name)
                    json.key("open")
                    json.int(open[rep.id] ?? 0)
                    json.key("capacity")
                    json.int(rep.capacity)
                    json.endObject()
                }
                json.endArray()
                json.endObject()
            } table: {
                guard !reps.isEmpty else { return "No reps. Name them in the configuration under routing." }
                var table = Table([("REP", .left), ("NAME", .left), ("OPEN", .right), ("CAPACITY", .right)])
                for rep in reps { table.add([rep.id, rep.name, "\(open[rep.id] ?? 0)", "\(rep.capacity)"]) }
                return table.text(isTerminal: Terminal.isInteractive)
            }
        }
    }

    /// `corong reps link`.
    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a link that opens a rep's page on a phone.",
            discussion: "The link can be opened again until it runs out, or until `corong reps revoke`.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var configurationOptions: ConfigurationOptions
        @Argument(help: "The rep's id.") var id: String
        @Option(help: "The lead that the page opens with, for example L41.") var lead: String?
        @Option(help: "For how many days the link can be opened.") var days: Int64 = RepLinks.linkDays
        @Option(help: "Where the pages are, when the configuration has no page_address: HOST:PORT.")
        var web = Endpoint(host: "127.0.0.1", port: 8081)

        func validate() throws {
            guard (1...366).contains(days) else { throw ValidationError("--days is a number from 1 to 366.") }
            if let lead, PublicID.readLead(lead) == nil {
                throw ValidationError("--lead is the id of a lead, such as L41 or L41.2.")
            }
        }

        func run() async throws {
            let settings = try configurationOptions.load().settings
            try RepsCommand.requireRep(id, among: settings.routing.reps)
            try store.makeFolder()
            let links = RepLinks(
                file: LinkKeyFile(path: store.linkKeyPath), threads: .singleton, now: SystemClock.now)
            let path = try links.path(to: id, lead: lead.flatMap { PublicID.readLead($0) }, days: days)
            Printing.line((settings.workspace.pageAddress ?? "http://\(web)") + path)
        }
    }

    /// `corong reps revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends all links and sessions that a rep has had so far.",
            discussion: "A running server refuses them within about a second. New links work.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "The rep's id, also of one who is no longer configured.") var id: String?
        @Flag(help: "Everybody's instead.") var all = false

        func validate() throws {
            guard (id == nil) == all else { throw ValidationError("Name a rep, or say --all.") }
        }

        func run() async throws {
            try store.makeFolder()
            try LinkKeyFile(path: store.linkKeyPath).revoke(id, at: SystemClock.now())
            Printing.line("revoked all links and sessions of \(id ?? "everybody")")
        }
    }

    /// `corong reps renew-key`.
    struct RenewKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Signs new links with a new key.",
            discussion: "Links that the key before has signed are taken until the next renewal.")

        @OptionGroup var store: StoreOptions

        func run() async throws {
            try store.makeFolder()
            try LinkKeyFile(path: store.linkKeyPath).renew()
            Printing.line("new links are signed with a new key")
        }
    }

    fileprivate static func requireRep(_ id: String, among reps: [Rep]) throws {
        guard reps.contains(where: { $0.id == id }) else {
            throw CommandError(
                problem: "There is no rep `\(id)`",
                advice: reps.isEmpty
                    ? "Name reps in the configuration" : "Use one of: \(reps.map(\.id).joined(separator: ", "))"
            )
        }
    }
}
