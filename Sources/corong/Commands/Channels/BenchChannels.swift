import ArgumentParser
import Channels
import Foundation
import JSON

extension ChannelsCommand {
    /// `corong channels bench`.
    struct Bench: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measures what normalising the recorded requests of a channel costs.",
            discussion: """
                CPU time of this process for one delivery, from its bytes to the events that the fold gets; the median of nine rounds. \
                Signatures are not part of it.
                """)

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Folder with one folder of cases for each channel.") var fixtures = "Fixtures/channels"
        @Option(help: "Milliseconds of CPU for each round of each case.") var milliseconds = 20.0
        @Argument(help: "Channels (default: all of the folder).") var ids: [String] = []

        private struct Row {
            let channel: String
            let name: String
            let bytes: Int
            let events: Int
            let microseconds: Double
        }

        func run() throws {
            let engine = ChannelEngine()
            var rows: [Row] = []
            for id in try ids.isEmpty ? options.channelIDs() : ids {
                let channel = try options.channel(id)
                for fixture in try ChannelFixture.all(of: id, in: fixtures) {
                    if let row = row(of: fixture, channel, engine) { rows.append(row) }
                }
            }
            output.show { json in
                json.beginObject()
                json.key("cases")
                json.beginArray()
                for row in rows {
                    json.beginObject()
                    json.key("channel")
                    json.string(row.channel)
                    json.key("case")
                    json.string(row.name)
                    json.key("bytes")
                    json.int(Int64(row.bytes))
                    json.key("events")
                    json.int(Int64(row.events))
                    json.key("nanoseconds")
                    json.int(Int64(row.microseconds * 1000))
                    json.endObject()
                }
                json.endArray()
                json.endObject()
            } table: {
                var table = Table([
                    ("CHANNEL", .left), ("CASE", .left), ("BYTES", .right), ("EVENTS", .right), ("CPU µs", .right),
                ])
                for row in rows {
                    table.add([
                        row.channel, row.name, String(row.bytes), String(row.events),
                        String(format: "%.1f", row.microseconds),
                    ])
                }
                return table.text(isTerminal: Terminal.isInteractive)
            }
        }

        /// nil for a case that is no request or a dead letter: what fails early would look fast.
        private func row(of fixture: ChannelFixture, _ channel: CompiledChannel, _ engine: ChannelEngine) -> Row? {
            guard let delivery = ChannelFixtures.delivery(of: fixture.request, channel: channel) else { return nil }
            func once() -> Int? {
                // because: a dead letter is left out, whatever it says
                try? engine.normalise(delivery, by: channel, context: ChannelFixtures.context, detail: .fold).events
                    .count
            }
            guard let events = once() else { return nil }
            var times = 1
            var rounds: [Double] = []
            while rounds.count < 9 {
                let start = clock()
                for _ in 0..<times { _ = once() }
                let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
                if seconds * 1000 < milliseconds / 2, times < 1 << 24 {
                    times *= 2
                    rounds = []
                } else {
                    rounds.append(seconds * 1e6 / Double(times))
                }
            }
            return Row(
                channel: channel.id, name: fixture.name, bytes: delivery.body.count, events: events,
                microseconds: rounds.sorted()[4])
        }
    }
}
