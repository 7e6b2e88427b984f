import ArgumentParser
import Channels
import Domain

extension ChannelsCommand {
    /// `corong channels lint`.
    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads channel files and reports every mistake with its place.",
            discussion: "Without names: all of the folder.")

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "Channels of the folder, or files.") var channels: [String] = []

        func run() throws {
            var findings: [Diagnostic] = []
            var count = channels.count
            if channels.isEmpty {
                let texts = try options.texts()
                findings = ChannelCatalog(texts: texts).findings
                count = texts.count
            }
            for channel in channels {
                // What is wrong with a file that others extend is said once.
                findings += try compiled(channel).diagnostics.filter { !findings.contains($0) }
            }
            Findings.show(findings)
            if findings.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
            Printing.line(count == 1 ? "1 channel file is good." : "\(count) channel files are good.")
        }

        private func compiled(_ channel: String) throws -> Checked<CompiledChannel> {
            if channel.contains("/") || channel.hasSuffix(".yaml") {
                let text = ChannelSource.complete(try Files.text(at: channel)) { id in
                    // because: the finding that there is no such channel says more than the system's error
                    try? Files.text(at: options.channelFile(id))
                }
                return CompiledChannel.compile(text: text, file: channel)
            }
            return CompiledChannel.compile(
                text: try options.channelText(ofExisting: channel), file: options.channelFile(channel))
        }
    }
}
