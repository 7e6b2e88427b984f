import Channels
import Domain
import Foundation
import Pipeline
import Settings

@testable import Storage

/// A workspace in memory with every channel and list of the project.
struct SpamBench {
    let ledger = MemoryLedger()

    /// The text of every channel file, with what it extends.
    static let channels: [String: String] = {
        var texts: [String: String] = [:]
        for name in names(in: "channels") { texts[name] = try? Workbench.text("channels/\(name)/channel.yaml") }
        return texts.mapValues { text in ChannelSource.complete(text) { texts[$0] ?? "" } }
    }()

    static let lists: [String: String] = {
        var texts: [String: String] = [:]
        for name in names(in: "lists") where name.hasSuffix(".txt") {
            texts[String(name.dropLast(4))] = try? Workbench.text("lists/\(name)")
        }
        return texts
    }()

    static func names(in folder: String) -> [String] {
        let path = Workbench.root.appendingPathComponent(folder).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }
            .sorted()
    }

    /// A ledger whose first entry is the configuration.
    init() throws {
        let bundle = ConfigurationBundle(
            settingsText: try Workbench.text("deploy/sample/corong.yaml"), channelTexts: Self.channels,
            listTexts: Self.lists,
            zone: Zone(name: "Asia/Jakarta", spans: [Zone.Span(start: .epoch, offsetSeconds: 25_200)]),
            seed: SipHash.Key(low: 5, high: 6))
        _ = try ledger.append([
            EntryDraft(kind: .config, receivedAt: Workbench.start, channel: "", headers: "", body: bundle.encode())
        ])
    }

    @discardableResult
    func append(_ delivery: DeliveryInput, at: Timestamp) throws -> Position {
        var headers = delivery.target.contains("?") ? ":target: \(delivery.target)\n" : ""
        headers += delivery.headers
        return try ledger.append([
            EntryDraft(
                kind: .delivery, receivedAt: at, channel: delivery.channel, headers: headers, body: delivery.body)
        ])
    }

    /// A form as a browser posts it.
    @discardableResult
    func form(_ fields: [(String, String)], at: Timestamp) throws -> Position {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._")
        let body = fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
        }
        return try append(
            DeliveryInput(
                channel: "web-form",
                headers: "content-type: application/x-www-form-urlencoded\norigin: https://toko.example\n",
                body: Array(body.joined(separator: "&").utf8), receivedAt: at), at: at)
    }

    /// Everything folded, and what became of each event.
    func folded() throws -> (state: MemoryStateStore, records: [EventRecord]) {
        let state = MemoryStateStore()
        try FoldLoop(ledger: ledger, state: state).runToEnd()
        return (state, state.read { $0.events.sorted })
    }
}
