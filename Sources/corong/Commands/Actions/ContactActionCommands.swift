import ArgumentParser
import Dashboard
import Domain
import Storage
import StorageSQLite

/// `corong consent`.
struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent", abstract: "Takes down what a contact agreed to, or no longer agrees to.")

    @OptionGroup var action: ActionOptions
    @Argument(help: "The contact's id, for example C41.") var contact: String
    @Argument(help: "To what, for example marketing.") var purpose: String
    @Flag(help: "It is withdrawn.") var withdrawn = false
    @Option(help: "The words that the contact agreed to.") var wording = ""

    func validate() throws {
        guard !purpose.allSatisfy(\.isWhitespace), purpose.utf8.count <= Limits.nameBytesMax else {
            throw ValidationError("A purpose takes 1 to \(Limits.nameBytesMax) bytes.")
        }
    }

    func run() async throws {
        let stores = try action.store.open(.folding)
        let id = try await stores.contact(contact).contact.id
        try await action.perform(
            .consent(Consent(contact: id, purpose: purpose, isGiven: !withdrawn, wording: wording)), in: stores)
    }
}

extension ContactsCommand {
    /// `corong contacts merge`.
    struct MergeContacts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "merge", abstract: "Says that two contacts are one person.")

        @OptionGroup var action: ActionOptions
        @Argument(help: "A contact's id, for example C41.") var contact: String
        @Argument(help: "The other contact's id.") var other: String
        @Flag(help: "Also where an account of each says that they are two.") var overrideConflict = false
        @Option(help: "Why.") var reason = ""

        func run() async throws {
            let stores = try action.store.open(.folding)
            let merge = Merge(
                try await stores.contact(contact).contact.id, try await stores.contact(other).contact.id,
                overridesConflict: overrideConflict, reason: reason)
            try await action.perform(.merge(merge), in: stores)
        }
    }

    /// `corong contacts unmerge`.
    struct UnmergeContacts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unmerge", abstract: "Says that contacts are not one person; nothing ties them again.")

        @OptionGroup var action: ActionOptions
        @Argument(help: "The contact's id, for example C41.") var contact: String
        @Argument(help: "From whom; from everybody unless told.") var other: String?
        @Option(help: "Why.") var reason = ""

        func run() async throws {
            let stores = try action.store.open(.folding)
            let id = try await stores.contact(contact).contact.id
            var partner: ContactID?
            if let other { partner = try await stores.contact(other).contact.id }
            try await action.perform(.unmerge(id, from: partner, reason: reason), in: stores)
        }
    }

    /// `corong contacts dismiss`.
    struct DismissReview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dismiss", abstract: "Settles a review item: the two contacts are two people.")

        @OptionGroup var action: ActionOptions
        @Argument(help: "A contact's id, for example C41.") var contact: String
        @Argument(help: "The other contact's id.") var other: String
        @Option(help: "Why.") var reason = ""

        func run() async throws {
            let stores = try action.store.open(.folding)
            let pair = ContactTie.Pair(
                try await stores.contact(contact).contact.id, try await stores.contact(other).contact.id)
            try await action.perform(.dismiss(pair, reason: reason), in: stores)
        }
    }
}
