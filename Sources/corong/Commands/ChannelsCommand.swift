import ArgumentParser
import Channels
import Domain
import Foundation
import JSON

/// `corong channels`.
struct ChannelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channels", abstract: "Lists, checks, tests and tries channel files.",
        subcommands: [List.self, Lint.self, Show.self, Test.self, Try.self])

    /// `corong channels list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the channels of the folder.")

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let channels = try options.catalog().values.sorted { $0.id < $1.id }
            output.show { json in
                json.beginObject()
                json.key("channels")
                json.beginArray()
                for channel in channels {
                    json.beginObject()
                    json.key("id")
                    json.string(channel.id)
                    json.key("name")
                    json.string(channel.name)
                    json.key("version")
                    json.int(Int64(channel.version))
                    json.key("verify")
                    json.string(channel.verifier.label)
                    json.endObject()
                }
                json.endArray()
                json.endObject()
            } table: {
                var table = Table([("CHANNEL", .left), ("NAME", .left), ("VERIFIED BY", .left), ("PATH", .left)])
                for channel in channels {
                    table.add([channel.id, channel.name, channel.verifier.label, "/in/\(channel.id)"])
                }
                return table.text(isTerminal: Terminal.isInteractive)
            }
        }
    }

    /// `corong channels lint`.
    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads channel files and reports every mistake with its place.",
            discussion: "Without files: all of the folder.")

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "Channel files.") var files: [String] = []

        func run() throws {
            let files = try files.isEmpty ? options.channelIDs().map(options.channelFile) : files
            var findings: [Diagnostic] = []
            for file in files {
                let text = ChannelSource.complete(try Files.text(at: file)) { id in
                    // because: the finding that there is no such channel says more than the system's error
                    try? Files.text(at: options.channelFile(id))
                }
                findings += CompiledChannel.compile(text: text, file: file).diagnostics
            }
            Findings.show(findings)
            if findings.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
            Printing.line("\(files.count) channel files are good.")
        }
    }

    /// `corong channels show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints how a channel works, with all that it inherits.")

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The channel.") var id: String

        func run() throws {
            Printing.line(try options.channel(id).description)
        }
    }

    /// `corong channels test`.
    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs recorded requests through channels and compares the events with the expected ones.")

        @OptionGroup var options: ConfigurationOptions
        @Option(help: "Folder with one folder of cases for each channel.") var fixtures = "Fixtures/channels"
        @Argument(help: "Channels (default: all of the folder).") var ids: [String] = []

        func run() throws {
            let engine = ChannelEngine()
            var passed = 0
            var failed = 0
            for id in try ids.isEmpty ? options.channelIDs() : ids {
                let channel = try options.channel(id)
                let cases = try Test.cases(in: "\(fixtures)/\(id)")
                if cases.isEmpty {
                    failed += 1
                    Printing.line("\(id): has no cases in \(fixtures)/\(id)")
                }
                for fixture in cases {
                    if let failure = Test.failure(of: fixture, channel, engine) {
                        failed += 1
                        Printing.line("\(id)/\(fixture.name): \(failure)")
                    } else {
                        passed += 1
                    }
                }
            }
            Printing.line("\(passed) passed, \(failed) failed")
            if failed > 0 { throw ExitCode.failure }
        }

        private static func failure(of fixture: ChannelFixture, _ channel: CompiledChannel, _ engine: ChannelEngine)
            -> String?
        {
            switch ChannelFixtures.run(fixture, channel: channel, engine: engine) {
            case .passed: nil
            case .failed(let actual, let line): "differs from expected.json in line \(line); now it is:\n\(actual)"
            case .new(let actual): "has no expected.json; it becomes:\n\(actual)"
            case .unreadable: "request.http is no request"
            }
        }

        private static func cases(in folder: String) throws -> [ChannelFixture] {
            // because: a channel without cases is reported as such
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return try names.sorted().filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/request.http") }
                .map { name in
                    ChannelFixture(
                        name: name, request: try Files.bytes(at: "\(folder)/\(name)/request.http"),
                        // because: without it the case is new, which is reported
                        expected: try? Files.text(at: "\(folder)/\(name)/expected.json"))
                }
        }
    }

    /// `corong channels try`.
    struct Try: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs requests through verification and mapping without storing anything.",
            discussion: """
                Reads one JSON object a line from standard input and answers each with one line: \
                {"id", "channel", "method", "url", "headers", "body" (base64), "secret", "verify_token", "public_key", "now"} \
                becomes {"id", "status", "response", "events"}; an unknown channel becomes {"id", "error"}.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Reads requests from standard input (the only way there is).") var stdin = false
        @Option(help: "Region of phone numbers without a country code.") var region = "ID"
        @Option(help: "Mail addresses that are our own.") var own: [String] = ["cs@toko.example"]

        func run() throws {
            let catalog = ChannelCatalog(texts: try options.texts())
            let engine = ChannelEngine()
            let context = NormaliseContext(region: region, ownAddresses: own)
            while let line = readLine(strippingNewline: true) {
                if !line.isEmpty {
                    Printing.line(ChannelTry.answer(line: line, catalog: catalog, context: context, engine: engine))
                }
            }
        }
    }
}

extension ConfigurationOptions {
    /// One channel of the folder, compiled; its mistakes are printed.
    func channel(_ id: String) throws -> CompiledChannel {
        let file = channelFile(id)
        guard FileManager.default.fileExists(atPath: file) else {
            let hint = nearest(to: id, among: try channelIDs()).map { "; did you mean \($0)?" } ?? ""
            throw CommandError(problem: "There is no channel \(id)\(hint)", advice: "`corong channels list` lists them")
        }
        let checked = CompiledChannel.compile(text: try channelText(id), file: file)
        guard let channel = checked.value else { throw Findings.report(checked.diagnostics) }
        return channel
    }

    /// The files of all channels of the folder, by id.
    func texts() throws -> [String: String] {
        var texts: [String: String] = [:]
        for id in try channelIDs() { texts[id] = try Files.text(at: channelFile(id)) }
        return texts
    }

    /// All channels of the folder, compiled.
    func catalog() throws -> [String: CompiledChannel] {
        var channels: [String: CompiledChannel] = [:]
        for id in try channelIDs() { channels[id] = try channel(id) }
        return channels
    }
}
