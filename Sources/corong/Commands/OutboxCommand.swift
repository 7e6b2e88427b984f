import ArgumentParser
import Dashboard
import Domain
import Storage
import StorageSQLite

/// `corong outbox`.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Lists what leaves the system and what became of it, and sends again what was given up.",
        discussion: """
            Everything for other systems, reps and customers waits here until it is delivered or given up. It is sent at least \
            once; every attempt bears the same idempotency key.
            """,
        subcommands: [List.self, Show.self, Resend.self], defaultSubcommand: List.self)

    /// A state as the command line takes it.
    enum State: String, ExpressibleByArgument, CaseIterable {
        case waiting, delivered, dead

        var state: OutboxState {
            switch self {
            case .waiting: .waiting
            case .delivered: .delivered
            case .dead: .dead
            }
        }
    }

    /// `corong outbox list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What waits in its order, or what was delivered or given up, newest first.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only what stands so: waiting, delivered or dead.") var state: State?
        @Option(help: "Only what is about this lead.") var lead: String?
        @Option(help: "Most rows.") var limit = 50
        @Option(help: "Only what comes after this one in the list, for the next page.") var beyond: String?

        func run() async throws {
            let stores = try store.open(.reading)
            let lead = try lead.map { text throws in
                guard let id = PublicID.readLead(text) else {
                    throw CommandError(problem: "'\(text)' is no lead's id", advice: "Ids look like L41 or L41.2")
                }
                return id
            }
            let limit = min(max(1, limit), Limits.pageRowsMax)
            let items = try await stores.views.outbox(
                OutboxQuery(
                    state: state?.state, lead: lead, beyond: try beyond.map(OutboxCommand.id), limit: limit))
            let now = SystemClock.now()
            output.show { json in
                APIDocument.outbox(items, limit: limit, now: now, to: &json)
            } table: {
                guard !items.isEmpty else { return "Nothing." }
                var table = Table([
                    ("ID", .right), ("AT", .left), ("DESTINATION", .left), ("TOPIC", .left), ("LEAD", .left),
                    ("STATE", .left), ("TRIES", .right), ("AGE", .right), ("PROBLEM", .left),
                ])
                for item in items {
                    table.add([
                        item.id.description, item.at.inSeconds, Terminal.printable(item.destination), item.topic,
                        item.lead.map { PublicID.lead($0) } ?? "", item.state.word, String(item.attempts),
                        item.state == .waiting ? OutboxCommand.age(item, now) : "",
                        Terminal.cut(Terminal.printable(item.problem), to: 60),
                    ])
                }
                return table.text(isTerminal: Terminal.isInteractive)
            }
        }
    }

    /// `corong outbox show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Everything about one item, with what is sent.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The item's id, for example 41/0.") var id: String

        func run() async throws {
            let stores = try store.open(.reading)
            let item = try await stores.outboxItem(id)
            let now = SystemClock.now()
            output.show { json in
                APIDocument.outboxItem(item, now: now, to: &json)
            } table: {
                let lines: [(String, String?)] = [
                    ("item", item.id.description), ("destination", item.destination), ("topic", item.topic),
                    ("lead", item.lead.map { PublicID.lead($0) }), ("at", item.at.inSeconds),
                    ("state", item.state.word),
                    ("age", item.state == .waiting ? OutboxCommand.age(item, now) : nil),
                    ("attempts", String(item.attempts)), ("problem", item.problem.isEmpty ? nil : item.problem),
                    ("reference", item.reference), ("settled by", item.settledBy.map { "entry \($0)" }),
                    ("payload", item.payload),
                ]
                return lines.compactMap { name, value in
                    value.map { name.padding(to: 13) + Terminal.printable($0) }
                }.joined(separator: "\n")
            }
        }
    }

    /// `corong outbox resend`.
    struct Resend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends again what was given up; the receivers see the same idempotency key as before.")

        @OptionGroup var action: ActionOptions
        @Argument(help: "Ids of items, for example 41/0 43/1.") var ids: [String] = []
        @Flag(help: "All that were given up.") var all = false

        /// Items of one entry of the ledger.
        private static let chunk = 500

        func validate() throws {
            guard ids.isEmpty == all else { throw ValidationError("Give ids, or --all.") }
        }

        func run() async throws {
            let stores = try action.store.open(.folding)
            var items: [OutboxID] = []
            for id in ids { items.append(try await stores.outboxItem(id).id) }
            var last: OutboxID?
            while all {
                let page = try await stores.views.outbox(
                    OutboxQuery(state: .dead, beyond: last, limit: Limits.pageRowsMax))
                items += page.map(\.id)
                last = page.last?.id
                if page.count < Limits.pageRowsMax { break }
            }
            guard !items.isEmpty else {
                Printing.line("Nothing was given up.")
                return
            }
            for start in stride(from: 0, to: items.count, by: Self.chunk) {
                try await action.perform(
                    .resend(Array(items[start..<min(start + Self.chunk, items.count)])), in: stores)
            }
        }
    }

    fileprivate static func id(_ text: String) throws -> OutboxID {
        guard let id = OutboxID(text) else {
            throw CommandError(
                problem: "'\(text)' is no outbox item's id", advice: "Ids look like 41/0; `corong outbox` lists them")
        }
        return id
    }

    /// How long an item has waited: `3 d`, `5 h`, `12 min`, `40 s`.
    private static func age(_ item: OutboxItem, _ now: Timestamp) -> String {
        let seconds = max(0, now.seconds - item.since.seconds)
        let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "min")]
        let unit = units.first { seconds >= 2 * $0.0 } ?? (1, "s")
        return "\(seconds / unit.0) \(unit.1)"
    }
}

extension Stores {
    /// The outbox item with an id as people write it.
    fileprivate func outboxItem(_ text: String) async throws -> OutboxItem {
        let id = try OutboxCommand.id(text)
        guard let item = try await views.outboxItem(id) else {
            throw CommandError(problem: "There is no outbox item \(id)", advice: "`corong outbox` lists them")
        }
        return item
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
