import ArgumentParser
import Channels
import Domain
import Foundation

extension ChannelsCommand {
    /// `corong channels new`.
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drafts a channel file from one captured delivery.",
            discussion: """
                The capture is the body (JSON or a form) or a whole request: request line, headers, an empty line, the body. Writes \
                channel.yaml and README.md, and the capture as the channel's first case. Nothing that exists is overwritten.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The channel's id: lower-case letters, digits and hyphens.") var id: String
        @Option(help: "File with the capture.") var from: String
        @Option(help: "Media type of a body that was captured without its headers.") var contentType: String?
        @Option(help: "The provider's secret: tried on every signature and token of the capture, written nowhere.")
        var secret: String?
        @Option(help: "Name of the channel for people (default: the id).") var name: String?
        @Option(help: "Folder of channels to write to (default: that of --channels).") var into: String?
        @Option(help: "Folder with one folder of cases for each channel.") var fixtures = "Fixtures/channels"

        func run() throws {
            let draft = try ChannelDraft(
                id: id, name: name, capture: try CapturedRequest(try Files.bytes(at: from), contentType: contentType),
                secret: secret)
            let folder = "\(into ?? options.channels)/\(id)"
            let files: [(path: String, bytes: [UInt8])] = [
                ("\(folder)/channel.yaml", Array(draft.yaml.utf8)), ("\(folder)/README.md", Array(draft.readme.utf8)),
                ("\(fixtures)/\(id)/first/request.http", draft.request),
                ("\(fixtures)/\(id)/first/expected.json", Array(draft.expected.utf8)),
            ]
            for file in files where FileManager.default.fileExists(atPath: file.path) {
                throw CommandError(
                    problem: "\(file.path) is there already", advice: "Choose another name, or move it away first")
            }
            for file in files {
                try Files.writeNew(file.bytes, to: file.path)
                Printing.line("wrote     \(file.path)")
            }
            Printing.line("verified  \(draft.isVerified ? "with the secret: " : "not yet: ")\(draft.verification)")
            if !draft.proposals.isEmpty { Printing.line("unsure    \(draft.proposals.joined(separator: ", "))") }
            // It ends with a line feed of its own.
            Printing.line("\n" + draft.expected)
            Printing.line("Correct \(folder)/channel.yaml, then: corong channels test \(id) --update")
        }
    }
}
