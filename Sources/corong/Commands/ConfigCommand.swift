import ArgumentParser
import Domain
import Settings

/// `corong config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Checks the configuration, puts it into force, and shows earlier ones.",
        subcommands: [Check.self, Apply.self, History.self, Show.self])

    /// `corong config check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads the configuration and its channels and reports every mistake at once.")

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The file, instead of --config.") var file: String?

        func run() throws {
            var options = options
            if let file { options.config = file }
            let loaded = try options.load()
            let settings = loaded.settings
            Printing.line(
                "\(options.config) is good: workspace \(settings.workspace.name), \(settings.channels.count) channels, "
                    + "\(settings.scoring.rules.count) scoring rules, \(settings.routing.reps.count) reps.")
            do throws(MissingSecrets) {
                _ = try SecretResolver.system.secrets(of: settings.channels)
            } catch {
                Printing.error("Not yet ready to serve: \(error.problem).")
            }
        }
    }
}
