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
