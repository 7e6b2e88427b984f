import Channels
import Domain
import Foundation
import Testing

@Suite("Channel files of the project")
struct FixtureTests {
    @Test("compile without any finding, each in the folder of its name")
    func compiles() {
        #expect(ChannelFolder.catalog.findings.map(\.description) == [])
        #expect(ChannelFolder.catalog.channels.count == ChannelFolder.texts.count)
        #expect(ChannelFolder.texts.count >= 5)
    }

    @Test("have fixtures and a README", arguments: ChannelFolder.texts.keys.sorted())
    func hasFixtures(_ channel: String) {
        #expect(ChannelFolder.fixtures.contains { $0.channel == channel })
        let readme = ChannelFolder.project.appendingPathComponent("channels/\(channel)/README.md")
        #expect(ChannelFolder.text(of: readme) != nil)
    }

    /// `SNAPSHOT_UPDATE=1` writes what there is now into `expected.json`.
    @Test("make of each recorded request exactly the recorded events", arguments: ChannelFolder.fixtures)
    func normalises(_ recorded: RecordedRequest) throws {
        let channel = try #require(ChannelFolder.catalog[recorded.channel])
        switch ChannelFixtures.run(recorded.fixture, channel: channel, engine: ChannelEngine()) {
        case .passed: break
        case .unreadable: Issue.record("\(recorded) is no request")
        case .new(let actual), .failed(let actual, _):
            if ProcessInfo.processInfo.environment["SNAPSHOT_UPDATE"] == "1" {
                try recorded.write(actual)
            } else {
                Issue.record("\(recorded) differs; it is now:\n\(actual)")
            }
        }
    }

    @Test("give the fold the same events without their details", arguments: ChannelFolder.fixtures)
    func foldsTheSame(_ recorded: RecordedRequest) throws {
        let channel = try #require(ChannelFolder.catalog[recorded.channel])
        let delivery = try #require(ChannelFixtures.delivery(of: recorded.fixture.request, channel: channel))
        let engine = ChannelEngine()
        let full = try? engine.normalise(delivery, by: channel, context: ChannelFixtures.context, detail: .full)
        let fold = try? engine.normalise(delivery, by: channel, context: ChannelFixtures.context, detail: .fold)
        let stripped = full?.events.map { event in
            var event = event
            event.details = []
            return event
        }
        #expect(fold?.events == stripped)
        #expect(fold?.ignored == full?.ignored)
    }
}
