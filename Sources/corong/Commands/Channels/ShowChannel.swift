import ArgumentParser
import Channels

extension ChannelsCommand {
    /// `corong channels show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints how a channel works, with all that it inherits.")

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Prints the file instead, with those that it extends behind it.") var source = false
        @Argument(help: "The channel.") var id: String

        func run() throws {
            let channel = try options.channel(id)
            Printing.line(source ? channel.sourceText : channel.description)
        }
    }
}
