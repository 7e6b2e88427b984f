import ArgumentParser
import Dashboard
import Domain
import JSON
import Storage
import StorageSQLite

/// `corong contacts`.
struct ContactsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contacts", abstract: "Shows who wrote, and why contacts are held for one person.",
        discussion: """
            A contact is somebody as the channels show them. Merging ties contacts to one person and rewrites nothing, so that \
            unmerging gives back what was before.
            """,
        subcommands: [
            List.self, Show.self, Why.self, Reviews.self, MergeContacts.self, UnmergeContacts.self, DismissReview.self,
        ])

    /// `corong contacts list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists persons, newest first.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: InstantOptions
        @Option(help: "Only who goes by this telephone, mail address or id, such as +6281234567890.")
        var identifier: String?
        @Option(help: "Most persons shown (1 to \(Limits.pageRowsMax)).") var limit = 50

        func validate() throws {
            guard (1...Limits.pageRowsMax).contains(limit) else {
                throw ValidationError("--limit takes 1 to \(Limits.pageRowsMax).")
            }
        }

        func run() async throws {
            let views = try store.open(at: moment).views
            let rows = try await views.contacts(ContactQuery(identifier: identifier, limit: limit))
            output.show { json in
                APIDocument.contacts(rows, limit: limit, to: &json)
            } table: {
                guard !rows.isEmpty else { return "No contacts." }
                var table = Table([
                    ("CONTACT", .left), ("NAME", .left), ("CHANNEL", .left), ("SINCE", .left), ("LAST", .left),
                    ("GOES BY", .left),
                ])
                for row in rows {
                    let others = row.members.filter { $0 != row.contact.id }.map(PublicID.contact)
                    let names = row.identifiers.map { $0.sentAs ?? $0.identifier.value }
                    table.add([
                        ([PublicID.contact(row.contact.id)] + others).joined(separator: " = "),
                        Terminal.cut(row.contact.name ?? "–", to: 24), row.contact.channel,
                        row.contact.since.inSeconds, row.lastAt?.inSeconds ?? "–",
                        Terminal.cut(names.joined(separator: ", "), to: 72),
                    ])
                }
                return table.text(isTerminal: Terminal.isInteractive)
            }
        }
    }

    /// `corong contacts show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a contact: all that the person goes by with its evidence, threads, leads, consents.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: InstantOptions
        @Argument(help: "The contact's id, for example C41.") var id: String

        func run() async throws {
            let detail = try await store.open(at: moment).contact(id)
            output.show { json in
                APIDocument.contact(detail, to: &json)
            } table: {
                ContactText.person(detail)
            }
        }
    }

    /// `corong contacts why`.
    struct Why: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows why contacts are one person, or why they are not.",
            discussion: "With one id, everything that ties it to others; with two, what holds between them.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: InstantOptions
        @Argument(help: "The contact's id, for example C41.") var id: String
        @Argument(help: "Another contact's id.") var other: String?

        func run() async throws {
            let stores = try store.open(at: moment)
            let detail = try await stores.contact(id)
            let other = try await other.asyncMap { try await stores.contact($0) }
            output.show { json in
                APIDocument.contact(detail, to: &json)
            } table: {
                ContactText.why(detail, other)
            }
        }
    }

    /// `corong contacts reviews`.
    struct Reviews: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists contacts that may be one person: somebody has to look.",
            discussion: "Settle one with `corong contacts merge` or `corong contacts dismiss`.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: InstantOptions
        @Option(help: "Most rows (1 to \(Limits.pageRowsMax)).") var limit = 50

        func run() async throws {
            let views = try store.open(at: moment).views
            let ties = try await views.reviews(limit: min(max(1, limit), Limits.pageRowsMax))
            output.show { json in
                APIDocument.reviews(ties, to: &json)
            } table: {
                ties.isEmpty ? "Nothing to look at." : ContactText.ties(ties)
            }
        }
    }
}

extension Optional where Wrapped: Sendable {
    /// The value that something asynchronous makes of it.
    fileprivate func asyncMap<Result>(_ body: (Wrapped) async throws -> Result) async rethrows -> Result? {
        if let self { return try await body(self) }
        return nil
    }
}

extension Stores {
    /// The contact with an id as people write it.
    func contact(_ text: String) async throws -> ContactDetail {
        guard let id = PublicID.readContact(text) else {
            throw CommandError(
                problem: "'\(text)' is no contact's id",
                advice: "Ids look like C41 or C41.2; `corong contacts list` lists them")
        }
        guard let detail = try await views.contact(id) else {
            throw CommandError(
                problem: "There is no contact \(PublicID.contact(id))", advice: "`corong contacts list` lists them")
        }
        return detail
    }
}
