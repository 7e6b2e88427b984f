import ArgumentParser
import Channels
import Domain
import Foundation

extension ConfigurationOptions {
    /// One channel of the folder, compiled; its mistakes are printed.
    func channel(_ id: String) throws -> CompiledChannel {
        let checked = CompiledChannel.compile(text: try channelText(ofExisting: id), file: channelFile(id))
        guard let channel = checked.value else { throw Findings.report(checked.diagnostics) }
        return channel
    }

    /// The text of a channel's file with those that it extends; an error with the nearest name where there is none.
    func channelText(ofExisting id: String) throws -> String {
        guard FileManager.default.fileExists(atPath: channelFile(id)) else {
            let hint = nearest(to: id, among: try channelIDs()).map { "; did you mean \($0)?" } ?? ""
            throw CommandError(problem: "There is no channel \(id)\(hint)", advice: "`corong channels list` lists them")
        }
        return try channelText(id)
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

extension ChannelFixture {
    /// The recorded cases of a channel, in order.
    static func all(of id: String, in fixtures: String) throws -> [ChannelFixture] {
        let folder = "\(fixtures)/\(id)"
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

extension ReplyFixture {
    /// The recorded replies of a channel, in order.
    static func all(of id: String, in fixtures: String) throws -> [ReplyFixture] {
        let folder = "\(fixtures)/\(id)/replies"
        // because: most channels have none
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            ReplyFixture(name: String(name.dropLast(5)), text: try Files.text(at: "\(folder)/\(name)"))
        }
    }
}
