import Channels
import Foundation

/// The project's channel files.
enum ChannelFiles {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("channels")

    static let catalog: ChannelCatalog = {
        var texts: [String: String] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            let file = folder.appendingPathComponent(name).appendingPathComponent("channel.yaml")
            texts[name] = try? String(contentsOf: file, encoding: .utf8)
        }
        let catalog = ChannelCatalog(texts: texts)
        require(!catalog.channels.isEmpty && !catalog.hasErrors, "the project's channels are sound")
        return catalog
    }()

    /// All channels, by their ids.
    static let all = catalog.channels.values.sorted { $0.id < $1.id }

    /// The channel of that name, and some channel for what is no name.
    static func chosen(by name: some Collection<UInt8>) -> CompiledChannel {
        catalog[String(decoding: name, as: UTF8.self)] ?? all[name.reduce(0) { $0 &+ Int($1) } % all.count]
    }

    static func named(_ id: String) -> CompiledChannel {
        guard let channel = catalog[id] else { fatalError("broken promise: the channel \(id) is there") }
        return channel
    }
}
