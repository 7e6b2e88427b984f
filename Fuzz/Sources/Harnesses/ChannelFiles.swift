import Channels
import Foundation

/// The project's channel files, read from `channels` below the working directory.
enum ChannelFiles {
    static let catalog: ChannelCatalog = {
        var texts: [String: String] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "channels")) ?? [] {
            texts[name] = try? String(contentsOfFile: "channels/\(name)/channel.yaml", encoding: .utf8)
        }
        let catalog = ChannelCatalog(texts: texts)
        require(!catalog.channels.isEmpty && !catalog.hasErrors, "the project's channels are sound")
        return catalog
    }()

    /// All channels, by their ids.
    static let all = catalog.channels.values.sorted { $0.id < $1.id }

    /// The channel that a byte chooses.
    static func chosen(by byte: UInt8) -> CompiledChannel { all[Int(byte) % all.count] }

    static func named(_ id: String) -> CompiledChannel {
        guard let channel = catalog[id] else { fatalError("broken promise: the channel \(id) is there") }
        return channel
    }
}
