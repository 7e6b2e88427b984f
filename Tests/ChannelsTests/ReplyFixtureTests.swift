import Channels
import Foundation
import Testing

@Suite("Replies of the project's channels")
struct ReplyFixtureTests {
    /// A recorded reply in its folder.
    struct Recorded: Sendable, CustomStringConvertible {
        let channel: String
        let file: URL
        let fixture: ReplyFixture

        var description: String { "\(channel)/replies/\(fixture.name)" }
    }

    static let all: [Recorded] = ChannelFolder.texts.keys.sorted().flatMap { channel -> [Recorded] in
        let folder = ChannelFolder.project.appendingPathComponent("Fixtures/channels/\(channel)/replies")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
            let file = folder.appendingPathComponent(name)
            return ChannelFolder.text(of: file).map {
                Recorded(channel: channel, file: file, fixture: ReplyFixture(name: String(name.dropLast(5)), text: $0))
            }
        }
    }

    @Test("make exactly the recorded requests, and read the recorded answers as recorded", arguments: all)
    func runs(_ recorded: Recorded) throws {
        let channel = try #require(ChannelFolder.catalog[recorded.channel])
        let actual = try #require(ReplyFixtures.text(of: recorded.fixture, channel: channel), "\(recorded) is no case")
        if ProcessInfo.processInfo.environment["SNAPSHOT_UPDATE"] == "1", actual != recorded.fixture.text {
            try Data(actual.utf8).write(to: recorded.file)
        } else {
            #expect(actual == recorded.fixture.text, "\(recorded) differs; it is now:\n\(actual)")
        }
    }

    @Test("have cases for every channel that can answer, and for no other")
    func hasCases() {
        let answering = ChannelFolder.catalog.channels.values.filter { $0.reply != nil }.map(\.id)
        #expect(Set(answering) == Set(Self.all.map(\.channel)))
        #expect(answering.count >= 12)
    }

    @Test("say in the README how the token is got, or that the mail server is used")
    func readmes() throws {
        for channel in ChannelFolder.catalog.channels.values where channel.reply != nil {
            let file = ChannelFolder.project.appendingPathComponent("channels/\(channel.id)/README.md")
            #expect(ChannelFolder.text(of: file)?.contains("## Answering") == true, "\(channel.id)")
        }
    }
}
