import ArgumentParser
import Channels
import Dashboard
import Domain
import JSON
import Pipeline
import Storage
import StorageSQLite

/// `corong quarantine`.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Lists what was held back as spam, and counts it after all.",
        discussion: """
            Nothing that is held back makes a contact, a lead, points or a number. What is released counts at the time when it \
            was written; the facts say when that became known.
            """,
        subcommands: [List.self, Show.self, Release.self], defaultSubcommand: List.self)

    /// `corong quarantine list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What is held back, newest first, and why.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Most rows.") var limit = 50
        @Option(help: "Only what came before this event, for the next page.") var before: String?

        func run() async throws {
            let stores = try store.open(.reading)
            let end = try before.map(QuarantineCommand.event)
            let limit = min(max(1, limit), Limits.pageRowsMax)
            let records = try await stores.views.quarantine(before: end, limit: limit)
            let contents = try await stores.contents(of: records)
            output.show { json in
                APIDocument.quarantine(
                    records, contents: contents, limit: limit, writeEvent: { EventJSON.write($0, to: &$1) }, to: &json)
            } table: {
                guard !records.isEmpty else { return "Nothing is held back." }
                var table = Table([
                    ("EVENT", .right), ("AT", .left), ("CHANNEL", .left), ("FROM", .left), ("REASON, TEXT", .left),
                ])
                var texts: [String] = []
                for record in records {
                    let event = contents[record.id]
                    table.add([
                        record.id.description, record.at.inSeconds, record.channel,
                        Terminal.cut(Terminal.printable(event.map(QuarantineCommand.who) ?? ""), to: 32), record.reason,
                    ])
                    texts.append(Terminal.cut(Terminal.printable(event.map(LeadText.said) ?? ""), to: 90))
                }
                // What somebody wrote stands below the reason: side by side both are wider than a terminal.
                let lines = zip(table.rowLines, texts).flatMap { $1.isEmpty ? [$0] : [$0, "       \($1)"] }
                return ([table.headingLine(isTerminal: Terminal.isInteractive)] + lines).joined(separator: "\n")
            }
        }
    }

    /// `corong quarantine show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Everything about one event that is held back.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The event's id, for example 41 or 41.2.") var id: String

        func run() async throws {
            let stores = try store.open(.reading)
            let record = try await stores.record(QuarantineCommand.event(id))
            let contents = try await stores.contents(of: [record])
            output.show { json in
                APIDocument.quarantine(
                    [record], contents: contents, limit: 2, writeEvent: { EventJSON.write($0, to: &$1) }, to: &json)
            } table: {
                var lines = [
                    "\(record.id)  \(record.outcome.rawValue)  \(record.kind.rawValue)  \(record.channel)  "
                        + record.at.inSeconds, "reason  \(Terminal.printable(record.reason))",
                ]
                if let event = contents[record.id] {
                    lines.append("from    \(Terminal.printable(QuarantineCommand.who(event)))")
                    for identifier in event.sender.identifiers {
                        lines.append("        \(identifier.kind.rawValue)  \(Terminal.printable(identifier.value))")
                    }
                    lines.append("text    \(Terminal.printable(LeadText.said(event)))")
                }
                if let contact = record.contact { lines.append("known   \(PublicID.contact(contact))") }
                return lines.joined(separator: "\n")
            }
        }
    }

    /// `corong quarantine release`.
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Counts events that were held back, each at its own time, and shows what became of them.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The events' ids, for example 41 41.2.") var ids: [String] = []
        @Option(help: "Everything that is held back from the sender of this event, too.") var sourceOf: String?
        @Option(help: "Who releases it.") var actor = ""

        /// Deliveries that one entry of the ledger reads again: they are in memory together.
        private static let chunk = 20

        func run() async throws {
            let stores = try store.open(.folding)
            var wanted = try ids.map(QuarantineCommand.event)
            if let sourceOf { wanted += try await stores.heldBack(fromSenderOf: QuarantineCommand.event(sourceOf)) }
            guard !wanted.isEmpty else {
                throw CommandError(
                    problem: "No event was named", advice: "`corong quarantine list` shows what is held back")
            }
            let events = Set(wanted).sorted()
            for id in events {
                // What is written into the ledger stays there, so that a mistake is found before.
                let record = try await stores.record(id)
                guard record.outcome == .quarantined else {
                    throw CommandError(
                        problem: "Event \(id) is \(record.outcome.rawValue), not held back",
                        advice: "`corong quarantine list` shows what is; nothing was released")
                }
            }
            for start in stride(from: 0, to: events.count, by: Self.chunk) {
                let chunk = Array(events[start..<min(start + Self.chunk, events.count)])
                _ = try stores.ledger.append([Action(.release(chunk), actor: actor).draft(at: SystemClock.now())])
            }
            try FoldLoop(ledger: stores.ledger, state: stores.state).runToEnd()
            var records: [EventRecord] = []
            for id in events { records.append(try await stores.record(id)) }
            show(records)
        }

        private func show(_ records: [EventRecord]) {
            output.show { json in
                json.beginObject()
                json.key("events")
                json.beginArray()
                for record in records { APIDocument.event(record, to: &json) }
                json.endArray()
                json.endObject()
            } table: {
                var table = Table([
                    ("EVENT", .right), ("AT", .left), ("OUTCOME", .left), ("CONTACT", .left), ("LEAD", .left),
                    ("REASON", .left),
                ])
                for record in records {
                    table.add([
                        record.id.description, record.at.inSeconds, record.outcome.rawValue,
                        record.contact.map(PublicID.contact) ?? "", record.lead.map(PublicID.lead) ?? "",
                        record.reason,
                    ])
                }
                return table.text(isTerminal: Terminal.isInteractive)
            }
        }
    }

    /// The event with an id as people write it.
    static func event(_ text: String) throws -> EventID {
        guard text.first?.isNumber == true, let id = EventID(text) else {
            throw CommandError(
                problem: "'\(text)' is no event's id",
                advice: "Ids look like 41 or 41.2; `corong quarantine list` shows them")
        }
        return id
    }

    /// The sender's name and the strongest of the identifiers.
    static func who(_ event: Event) -> String {
        [event.sender.name, event.sender.identifiers.first?.value].compactMap { $0 }.joined(separator: ", ")
    }
}

extension Stores {
    /// What became of an event.
    fileprivate func record(_ id: EventID) async throws -> EventRecord {
        guard let record = try await views.events(at: id.position).first(where: { $0.id == id }) else {
            throw CommandError(
                problem: "There is no event \(id)", advice: "`corong quarantine list` shows what is held back")
        }
        return record
    }

    /// What events say.
    fileprivate func contents(of records: [EventRecord]) async throws -> [EventID: Event] {
        try await LedgerHistory(ledger: ledger, state: state).events(records.map(\.id))
    }

    /// Everything that is held back from whoever goes by one of the names of an event's sender.
    fileprivate func heldBack(fromSenderOf id: EventID) async throws -> [EventID] {
        let record = try await record(id)
        let names = Set(try await contents(of: [record])[id]?.sender.identifiers ?? [])
        guard !names.isEmpty else {
            throw CommandError(problem: "Event \(id) names no sender", advice: "Release it by its id alone")
        }
        var found: [EventID] = []
        var before: EventID?
        while true {
            let page = try await views.quarantine(before: before, limit: Limits.pageRowsMax)
            guard let last = page.last else { return found }
            let contents = try await contents(of: page)
            found += page.map(\.id).filter { id in
                contents[id]?.sender.identifiers.contains(where: names.contains) == true
            }
            before = last.id
        }
    }
}
