import Channels
import Domain
import Foundation

/// The channel files of the project and their fixtures.
enum ChannelFolder {
    /// The project's folder, three levels above this file.
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The text of every channel file by folder.
    static let texts: [String: String] = {
        var texts: [String: String] = [:]
        let folder = project.appendingPathComponent("channels")
        for name in names(in: folder) {
            texts[name] = text(of: folder.appendingPathComponent("\(name)/channel.yaml"))
        }
        return texts
    }()

    static let catalog = ChannelCatalog(texts: texts)

    /// Every recorded request: the channel and the fixture.
    static let fixtures: [RecordedRequest] = {
        let root = project.appendingPathComponent("Fixtures/channels")
        return names(in: root).flatMap { channel in
            names(in: root.appendingPathComponent(channel)).compactMap { name in
                RecordedRequest(channel: channel, folder: root.appendingPathComponent("\(channel)/\(name)"))
            }
        }
    }()

    static func text(of file: URL) -> String? { try? String(contentsOf: file, encoding: .utf8) }

    private static func names(in folder: URL) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { !$0.hasPrefix(".") }.sorted()
    }
}

/// A fixture in its folder.
struct RecordedRequest: Sendable, CustomStringConvertible {
    let channel: String
    let folder: URL
    let fixture: ChannelFixture

    init?(channel: String, folder: URL) {
        guard let request = try? Data(contentsOf: folder.appendingPathComponent("request.http")) else { return nil }
        self.channel = channel
        self.folder = folder
        fixture = ChannelFixture(
            name: folder.lastPathComponent, request: Array(request),
            expected: ChannelFolder.text(of: folder.appendingPathComponent("expected.json")))
    }

    var description: String { "\(channel)/\(fixture.name)" }

    func write(_ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent("expected.json"))
    }
}
