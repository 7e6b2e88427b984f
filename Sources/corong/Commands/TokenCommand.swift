import ArgumentParser
import Dashboard
import Domain
import JSON

/// `corong token`.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Makes, lists and revokes tokens for the API.",
        subcommands: [Create.self, List.self, Revoke.self])

    /// `corong token create`.
    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a token and prints it, once.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "What the token is for; unique.") var name: String

        func run() throws {
            try store.makeFolder()
            var random = SystemRandomNumberGenerator()
            let file = TokenFile(path: store.tokensPath)
            Printing.line(try file.create(name: name, now: SystemClock.now(), using: &random))
        }
    }

    /// `corong token list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists tokens by name; the tokens themselves are not kept.")

        @OptionGroup var store: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let tokens = try TokenFile(path: store.tokensPath).list()
            output.show { json in
                json.beginObject()
                json.key("tokens")
                json.beginArray()
                for token in tokens {
                    json.beginObject()
                    json.key("name")
                    json.string(token.name)
                    json.key("created")
                    json.string(token.created.inSeconds)
                    json.endObject()
                }
                json.endArray()
                json.endObject()
            } table: {
                guard !tokens.isEmpty else { return "No tokens. Make one with: corong token create NAME" }
                var table = Table([("NAME", .left), ("CREATED", .left)])
                for token in tokens { table.add([token.name, token.created.inSeconds]) }
                return table.text(isTerminal: Terminal.isInteractive)
            }
        }
    }

    /// `corong token revoke`.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a token useless at once.")

        @OptionGroup var store: StoreOptions
        @Argument(help: "The token's name.") var name: String

        func run() throws {
            try TokenFile(path: store.tokensPath).revoke(name: name)
            Printing.line("revoked \(name)")
        }
    }
}
