import ArgumentParser
import Channels

extension ChannelsCommand {
    /// `corong channels try`.
    struct Try: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs requests through verification and mapping without storing anything.",
            discussion: """
                With a channel and a file: one recorded request (request line, headers, an empty line, the body). Its signature is checked \
                where --secret is given; the time that it was signed at counts as the present.

                With --stdin: reads one JSON object a line and answers each with one line: \
                {"id", "channel", "method", "url", "headers", "body" (base64), "secret", "verify_token", "public_key", "now"} \
                becomes {"id", "status", "response", "events"}; an unknown channel becomes {"id", "error"}.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Reads requests from standard input.") var stdin = false
        @Option(help: "The secret of a recorded request.") var secret: String?
        @Option(help: "Region of phone numbers without a country code.") var region = "ID"
        @Option(help: "Mail addresses that are our own.") var own: [String] = ["cs@toko.example"]
        @Argument(help: "The channel of a recorded request.") var channel: String?
        @Argument(help: "The recorded request.") var request: String?

        func validate() throws {
            if stdin == (channel != nil) || channel != nil && request == nil {
                throw ValidationError("Give a channel and a file with a recorded request, or --stdin.")
            }
        }

        func run() throws {
            let context = NormaliseContext(region: region, ownAddresses: own)
            if let channel, let request {
                let compiled = try options.channel(channel)
                let recorded = try CapturedRequest(try Files.bytes(at: request))
                if secret?.isEmpty == true {
                    throw CommandError(
                        problem: "The secret is empty",
                        advice: "Name it with --secret, or leave --secret away to check no signature")
                }
                let answer = ChannelTry.answer(to: recorded, by: compiled, secret: secret, context: context)
                Printing.line(answer.text)
                if !answer.isAccepted { throw ExitCode.failure }
                return
            }
            let catalog = ChannelCatalog(texts: try options.texts())
            let engine = ChannelEngine()
            while let line = readLine(strippingNewline: true) {
                if !line.isEmpty {
                    Printing.line(ChannelTry.answer(line: line, catalog: catalog, context: context, engine: engine))
                }
            }
        }
    }
}
