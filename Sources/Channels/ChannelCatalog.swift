public import Domain

/// The channels that a folder of channel files describes.
public struct ChannelCatalog: Sendable {
    /// The usable ones, by id.
    public let channels: [String: CompiledChannel]
    /// What is wrong with the files, in the order of their names.
    public let findings: [Diagnostic]

    /// Compiles channel files.
    ///
    /// - Parameter texts: The text of `channel.yaml` by the name of its folder, which has to be the channel's id.
    public init(texts: [String: String]) {
        var channels: [String: CompiledChannel] = [:]
        var findings: [Diagnostic] = []
        for (folder, text) in texts.sorted(by: { $0.key < $1.key }) {
            let file = "channels/\(folder)/channel.yaml"
            let complete = ChannelSource.complete(text) { texts[$0] }
            let checked = CompiledChannel.compile(text: complete, file: file)
            // What is wrong with a file that others extend is said once.
            for finding in checked.diagnostics where !findings.contains(finding) { findings.append(finding) }
            guard let channel = checked.value else { continue }
            if channel.id == folder {
                channels[folder] = channel
            } else {
                findings.append(
                    Diagnostic(
                        file: file, line: 1, column: 1,
                        message: "the channel is called `\(channel.id)` and its folder `\(folder)`; give both one name")
                )
            }
        }
        self.channels = channels
        self.findings = findings
    }

    /// Whether a file cannot be used.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }

    /// The channel of that id.
    public subscript(id: String) -> CompiledChannel? { channels[id] }
}
