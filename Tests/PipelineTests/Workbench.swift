import Channels
import Domain
import Foundation
import Pipeline
import Settings
import Storage
import TestSupport

/// A workspace in memory with the shipped channels and the sample configuration.
struct Workbench {
    var ledger = MemoryLedger()
    static let start = Timestamp(microseconds: 1_750_000_000_000_000)
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The lists that come with the program; all of them, because it does not matter which are used.
    static func lists() throws -> [String: String] {
        var texts: [String: String] = [:]
        let names = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("lists").path)
        for name in names where name.hasSuffix(".txt") { texts[String(name.dropLast(4))] = try text("lists/\(name)") }
        return texts
    }

    /// A ledger whose first entry is the configuration.
    init(channels: [String] = ["whatsapp", "telegram", "chat", "web-form", "email"]) throws {
        try configure(channels: channels)
    }

    /// Appends a configuration: the sample's settings with some of the shipped channels.
    func configure(channels: [String], changing change: (String) -> String = { $0 }) throws {
        var texts: [String: String] = [:]
        for id in channels { texts[id] = change(try Workbench.text("channels/\(id)/channel.yaml")) }
        let bundle = ConfigurationBundle(
            settingsText: try Workbench.text("deploy/sample/corong.yaml"), channelTexts: texts,
            listTexts: try Workbench.lists(),
            zone: Zone(name: "Asia/Jakarta", spans: [Zone.Span(start: .epoch, offsetSeconds: 25_200)]),
            seed: SipHash.Key(low: 5, high: 6))
        try append(.config, "", bundle.encode())
    }

    /// The sample's settings, changed.
    static func settings(changing change: (String) -> String = { $0 }) throws -> WorkspaceSettings {
        let text = try Workbench.text("deploy/sample/corong.yaml")
        let changed = change(text)
        guard
            let settings = WorkspaceSettings.parse(text: changed, file: "corong.yaml", lists: try Workbench.lists())
                .value
        else {
            throw WorkbenchError(changed)
        }
        return settings
    }

    /// The same ledger, had all its configurations been written otherwise.
    func edited(changing change: (String) -> String) throws -> Workbench {
        var other = self
        other.ledger = MemoryLedger()
        for entry in try ledger.read(after: 0, limit: .max, bytesMax: .max) {
            var draft = entry.draft
            if draft.kind == .config {
                var bundle = try ConfigurationBundle(decoding: draft.body)
                bundle.settingsText = change(bundle.settingsText)
                draft.body = bundle.encode()
            }
            _ = try other.ledger.append([draft])
        }
        return other
    }

    @discardableResult
    func append(_ kind: EntryKind, _ channel: String, _ body: [UInt8], headers: String = "") throws -> Position {
        let end = try ledger.tail().position
        return try ledger.append([
            EntryDraft(
                kind: kind, receivedAt: Workbench.start.adding(seconds: end * 20), channel: channel, headers: headers,
                body: body)
        ])
    }

    /// Appends what somebody does.
    @discardableResult
    func act(_ deed: Deed, version: Int64? = nil) throws -> Position {
        let end = try ledger.tail().position
        let action = Action(deed, expectedVersion: version)
        return try ledger.append([action.draft(at: Workbench.start.adding(seconds: end * 20))])
    }

    @discardableResult
    func whatsApp(_ id: String, from sender: String, _ text: String, named name: String? = nil) throws -> Position {
        let body = """
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":\
            "whatsapp","metadata":{"display_phone_number":"622150000000","phone_number_id":"77"},"contacts":[{"profile":{"name":\
            "\(name ?? "N\(sender.suffix(3))")"},"wa_id":"\(sender)"}],"messages":[{"from":"\(sender)","id":"\(id)","timestamp":"1750000000",\
            "type":"text","text":{"body":"\(text)"}}]}}]}]}
            """
        return try append(.delivery, "whatsapp", Array(body.utf8), headers: "content-type: application/json\n")
    }

    /// Deliveries of all kinds: people who write again, repetitions, broken bodies, forms, chat.
    func fill(_ count: Int, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let texts = [
            "halo", "berapa harga meja?", "mau survey minggu ini, harga kitchen set?", "lowongan kerja", "terima kasih",
        ]
        for _ in 0..<count {
            let number = Int.random(in: 0..<40, using: &random)
            let person = "62812000\(1000 + number)"
            let text = texts.randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                try append(
                    .delivery, "whatsapp", Array("{\"object\":".utf8), headers: "content-type: application/json\n")
            case 1:
                try append(
                    .delivery, "web-form",
                    Array(
                        "nama=Orang\(number)&telepon=0812000\(1000 + number)&pesan=\(text.split(separator: " ").joined(separator: "+"))"
                            .utf8),
                    headers: "content-type: application/x-www-form-urlencoded\n")
            case 2:
                try append(
                    .delivery, "chat",
                    Array(
                        #"{"id":"c\#(Int.random(in: 0..<60, using: &random))","from":{"id":"u\#(number)","phone":"+\#(person)"},"text":"\#(text)"}"#
                            .utf8),
                    headers: "content-type: application/json\n")
            default: try whatsApp("wamid.\(Int.random(in: 0..<count, using: &random))", from: person, text)
            }
        }
    }

    /// Folds everything into a fresh state in memory.
    func folded(batch: Int = 1000) throws -> MemoryStateStore {
        let state = MemoryStateStore()
        try FoldLoop(ledger: ledger, state: state, batchEntriesMax: batch).runToEnd()
        return state
    }
}

/// Settings that a test made unreadable.
struct WorkbenchError: Error {
    let text: String

    init(_ text: String) { self.text = text }
}
