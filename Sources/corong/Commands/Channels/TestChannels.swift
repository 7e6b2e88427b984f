import ArgumentParser
import Channels
import Foundation

extension ChannelsCommand {
    /// `corong channels test`.
    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs recorded requests through channels and compares the events with the expected ones.")

        @OptionGroup var options: ConfigurationOptions
        @Option(help: "Folder with one folder of cases for each channel.") var fixtures = "Fixtures/channels"
        @Flag(help: "Writes what there is now as what is expected; read the difference before you keep it.")
        var update = false
        @Argument(help: "Channels (default: all of the folder).") var ids: [String] = []

        func run() throws {
            let engine = ChannelEngine()
            var counts = Counts()
            for id in try ids.isEmpty ? options.channelIDs() : ids {
                let channel = try options.channel(id)
                let cases = try ChannelFixture.all(of: id, in: fixtures)
                if cases.isEmpty {
                    counts.failed += 1
                    Printing.line("\(id): has no cases in \(fixtures)/\(id)")
                }
                for fixture in cases {
                    try settle(
                        ChannelFixtures.run(fixture, channel: channel, engine: engine), "\(id)/\(fixture.name)", &counts
                    )
                }
                for fixture in try ReplyFixture.all(of: id, in: fixtures) { try settle(fixture, channel, &counts) }
            }
            let written = update ? ", \(counts.written) written" : ""
            Printing.line("\(counts.passed) passed, \(counts.failed) failed\(written)")
            if counts.failed > 0 { throw ExitCode.failure }
        }

        /// What became of all cases.
        private struct Counts {
            var passed = 0
            var failed = 0
            var written = 0
        }

        private func settle(_ outcome: ChannelFixtures.Outcome, _ name: String, _ counts: inout Counts) throws {
            switch outcome {
            case .passed: counts.passed += 1
            case .failed(let actual, let line) where update:
                try write(actual, name, &counts)
                Printing.line("\(name): changed from line \(line) on")
            case .new(let actual) where update:
                try write(actual, name, &counts)
                Printing.line("\(name): new")
            case .failed(let actual, let line):
                counts.failed += 1
                Printing.line("\(name): differs from expected.json in line \(line); now it is:\n\(actual)")
            case .new(let actual):
                counts.failed += 1
                Printing.line("\(name): has no expected.json; it becomes:\n\(actual)")
            case .unreadable:
                counts.failed += 1
                Printing.line("\(name): request.http is no request")
            }
        }

        private func settle(_ fixture: ReplyFixture, _ channel: CompiledChannel, _ counts: inout Counts) throws {
            let name = "\(channel.id)/replies/\(fixture.name)"
            guard let actual = ReplyFixtures.text(of: fixture, channel: channel) else {
                counts.failed += 1
                Printing.line("\(name): is no case, or the channel has no `reply`")
                return
            }
            if actual == fixture.text {
                counts.passed += 1
            } else if update {
                try Files.write(Array(actual.utf8), to: "\(fixtures)/\(name).json")
                counts.written += 1
                Printing.line("\(name): changed")
            } else {
                counts.failed += 1
                Printing.line("\(name): differs; now it is:\n\(actual)")
            }
        }

        private func write(_ text: String, _ name: String, _ counts: inout Counts) throws {
            try Files.write(Array(text.utf8), to: "\(fixtures)/\(name)/expected.json")
            counts.written += 1
        }

    }
}
