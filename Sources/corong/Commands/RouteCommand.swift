import ArgumentParser
import Dashboard
import Domain
import JSON
import Storage
import StorageSQLite

/// `corong route`.
struct RouteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Says who gets leads and why, and who waits for a rep.",
        subcommands: [Explain.self, Queue.self])

    /// `corong route explain`.
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows every decision about who gets a lead: who was looked at, and why each got it or did not.",
            discussion: "The latest decision comes first, after what the lead asks for and what it waits for.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var moment: InstantOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The lead's id, for example L41.") var id: String
        @Option(help: "Only the decision with this number, from 1.") var number: Int64?

        func validate() throws {
            if let number, number < 1 { throw ValidationError("--number takes 1 or more.") }
        }

        func run() async throws {
            let stores = try store.open(at: moment)
            let lead = try await stores.lead(id).lead
            guard let sheet = try await RoutingSheet(of: lead.id, in: stores.views) else {
                throw CommandError(
                    problem: "There is no lead \(PublicID.lead(lead.id))", advice: "`corong leads` lists them")
            }
            let now = stores.time ?? SystemClock.now()
            output.show { json in
                APIDocument.assignments(sheet, number: number, now: now, to: &json)
            } table: {
                RouteText.sheet(sheet, number: number, now: now)
            }
        }
    }

    /// `corong route queue`.
    struct Queue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists who waits for a rep, the next one first: since when, how urgent, and for whom.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var moment: InstantOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Most leads shown (1 to \(Limits.pageRowsMax)).") var limit = 50

        func validate() throws {
            guard (1...Limits.pageRowsMax).contains(limit) else {
                throw ValidationError("--limit takes 1 to \(Limits.pageRowsMax).")
            }
        }

        func run() async throws {
            let stores = try store.open(at: moment)
            let lines = try await QueueLine.first(limit, in: stores.views)
            let count = try await stores.views.waitingCount()
            let now = stores.time ?? SystemClock.now()
            output.show { json in
                APIDocument.queue(lines, of: count, now: now, to: &json)
            } table: {
                RouteText.queue(lines, of: count, now: now)
            }
        }
    }
}
