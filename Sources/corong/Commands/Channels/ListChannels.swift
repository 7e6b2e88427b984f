import ArgumentParser
import Channels
import JSON

extension ChannelsCommand {
    /// `corong channels list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the channels of the folder.")

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let channels = try options.catalog().values.sorted { $0.id < $1.id }
            output.show { json in
                json.beginObject()
                json.key("channels")
                json.beginArray()
                for channel in channels {
                    json.beginObject()
                    json.key("id")
                    json.string(channel.id)
                    json.key("name")
                    json.string(channel.name)
                    json.key("version")
                    json.int(Int64(channel.version))
                    json.key("verify")
                    json.string(channel.verifier.label)
                    json.endObject()
                }
                json.endArray()
                json.endObject()
            } table: {
                var table = Table([("CHANNEL", .left), ("NAME", .left), ("VERIFIED BY", .left), ("PATH", .left)])
                for channel in channels {
                    table.add([channel.id, channel.name, channel.verifier.label, "/in/\(channel.id)"])
                }
                return table.text(isTerminal: Terminal.isInteractive)
            }
        }
    }
}
