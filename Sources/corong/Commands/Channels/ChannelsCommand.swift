import ArgumentParser

/// `corong channels`.
struct ChannelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channels", abstract: "Drafts, lists, checks, tests and tries channel files.",
        subcommands: [List.self, New.self, Lint.self, Show.self, Test.self, Try.self])
}
