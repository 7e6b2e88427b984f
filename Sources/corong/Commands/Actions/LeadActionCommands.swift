public import ArgumentParser
import Dashboard
public import Domain
import Settings
import Storage
import StorageSQLite

/// What every action on a lead takes.
struct LeadActionOptions: ParsableArguments {
    @OptionGroup var action: ActionOptions
    @Argument(help: "The lead's id, for example L41.") var lead: String
    @Option(
        name: .customLong("if-version"),
        help: "The version of the lead that you saw: if it has changed since, nothing is done.")
    var version: Int64?

    /// Carries out an action that needs nothing of the workspace.
    func perform(_ deed: LeadAction) async throws {
        try await perform { _ in deed }
    }

    /// Carries out an action.
    func perform(_ deed: (Stores) throws -> LeadAction) async throws {
        let stores = try action.store.open(.folding)
        // What is written into the ledger stays there, so a mistyped id does not get that far.
        let id = try await stores.lead(lead).lead.id
        try await action.perform(.lead(id, try deed(stores)), in: stores, expecting: version)
    }
}

/// An amount and when it was paid.
struct AmountOptions: ParsableArguments {
    @Option(help: "The currency, a code like IDR (default: that of the workspace).") var currency: String?

    /// Reads an amount in whole units of the currency.
    func money(_ text: String, in stores: Stores) throws -> Money {
        let usual = try stores.workspaceCurrency()
        do throws(MoneyError) {
            return try Money.read(text, currency: currency?.uppercased(), otherwise: usual)
        } catch {
            let sentences = ActionText.sentences(error.description)
            throw CommandError(problem: "'\(text)': \(sentences.problem)", advice: sentences.advice)
        }
    }
}

/// `corong accept`.
struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes down that the owner has taken a lead on.")

    @OptionGroup var target: LeadActionOptions

    func run() async throws { try await target.perform(.accept) }
}

/// `corong reject`.
struct Reject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Gives a lead back; it goes to somebody else who has not given it back.")

    @OptionGroup var target: LeadActionOptions
    @Option(help: "Why.") var reason: String

    func run() async throws { try await target.perform(.reject(reason: reason)) }
}

/// `corong opportunity`.
struct Opportunity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes down that a lead is worth working on, and what it may bring.",
        discussion: "Amounts are in whole units: 1500000, 1.500.000 or Rp1.500.000,50 for rupiah.")

    @OptionGroup var target: LeadActionOptions
    @Argument(help: "What it may bring.") var amount: String?
    @OptionGroup var money: AmountOptions

    func run() async throws {
        try await target.perform { stores in .opportunity(try amount.map { try money.money($0, in: stores) }) }
    }
}

/// `corong won`.
struct Won: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes down that a lead was sold.",
        discussion: "Amounts are in whole units: 1500000, 1.500.000 or Rp1.500.000,50 for rupiah.")

    @OptionGroup var target: LeadActionOptions
    @Argument(help: "What the customer pays.") var amount: String
    @OptionGroup var money: AmountOptions
    @Option(help: "When, if not now: 2024-06-10T13:45:00+07:00.") var at: Timestamp?

    func run() async throws {
        try await target.perform { stores in .won(try money.money(amount, in: stores), at: at) }
    }
}

/// `corong lost`.
struct Lost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes down that a lead was not sold.")

    @OptionGroup var target: LeadActionOptions
    @Option(help: "Why.") var reason: String
    @Option(help: "When, if not now: 2024-06-10T13:45:00+07:00.") var at: Timestamp?

    func run() async throws { try await target.perform(.lost(reason: reason, at: at)) }
}

/// `corong disqualify`.
struct Disqualify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes down that a lead never was an inquiry that could be sold to.")

    @OptionGroup var target: LeadActionOptions
    @Option(help: "Why.") var reason: String

    func run() async throws { try await target.perform(.disqualify(reason: reason)) }
}

/// `corong reopen`.
struct Reopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Puts a closed lead back to where it was before.")

    @OptionGroup var target: LeadActionOptions
    @Option(help: "Why.") var reason = ""

    func run() async throws { try await target.perform(.reopen(reason: reason)) }
}

/// `corong note`.
struct Note: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Adds words to the history of a lead.")

    @OptionGroup var target: LeadActionOptions
    @Argument(help: "The words.") var text: String

    func validate() throws {
        guard !text.allSatisfy(\.isWhitespace), text.utf8.count <= Limits.noteBytesMax else {
            throw ValidationError("A note takes 1 to \(Limits.noteBytesMax) bytes.")
        }
    }

    func run() async throws { try await target.perform(.note(text)) }
}

extension Timestamp: ExpressibleByArgument {
    /// Reads RFC 3339 with an offset.
    public init?(argument: String) { self.init(rfc3339: argument) }
}

extension Stores {
    /// The currency of the configuration in force.
    func workspaceCurrency() throws -> String {
        guard let currency = try lastConfiguration()?.settings().value?.workspace.currency else {
            throw CommandError(
                problem: "The ledger holds no configuration, so no currency is known",
                advice: "Name one with --currency")
        }
        return currency
    }
}
