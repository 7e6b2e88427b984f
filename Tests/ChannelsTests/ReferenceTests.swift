import Domain
import Foundation
import Testing

@testable import Channels

@Suite("The reference of channel files")
struct ReferenceTests {
    @Test("is what the tables of the program say")
    func isCurrent() throws {
        let file = ChannelFolder.project.appendingPathComponent("docs/reference/channels.md")
        let text = ChannelReference.markdown()
        if ProcessInfo.processInfo.environment["SNAPSHOT_UPDATE"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        #expect(ChannelFolder.text(of: file) == text, "run the tests with SNAPSHOT_UPDATE=1 and read the difference")
    }

    private static let operations: [(field: String, operation: FieldTable.Operation)] =
        FieldTable.texts.map { ("text", $0) } + FieldTable.times.map { ("timestamp", $0) }
        + FieldTable.values.map { ("value", $0) } + FieldTable.answers.map { ("fields", $0) }

    @Test("has examples that give what stands beside them", arguments: operations.indices)
    func examples(_ index: Int) throws {
        let (field, operation) = Self.operations[index]
        #expect(operation.example.hasPrefix("{\(operation.name): "), "\(operation.example)")
        let demo = try DemoChannel(
            """
            decode: json
            parse: [{path: $.fields, as: json, into: fields}]
            cases: [{kind: message, key: {digest: item}, map: {\(field): \(operation.example)}}]
            """)
        let event = try #require(
            try demo.normalise(operation.input, headers: "referer: https://toko.example/\n").events.first)
        let expected = operation.result.map { ",\"\(field)\":\($0)" } ?? ""
        #expect(EventJSON.text(event) == "{\"kind\":\"message\"\(expected)}")
    }

    /// A file with a field in it that nobody knows, by block.
    static let blocks: [(path: String, text: String)] = [
        ("parse", "decode: json\nparse: [{path: $.a, as: json, into: b, zzz: 1}]"),
        ("parse (mime)", "decode: json\nparse: [{path: $.a, as: mime, into: b, zzz: 1}]"),
        ("parse (mail_headers)", "decode: json\nparse: [{path: $.a, as: mail_headers, into: b, zzz: 1}]"),
        ("parse (pairs)", "decode: json\nparse: [{path: $.a, as: pairs, into: b, zzz: 1}]"),
        ("fetches", "decode: json\nfetches: {a: {zzz: 1}}"),
        ("items", "decode: json\nitems: [{as: a, each: $.a, zzz: 1}]"),
        ("cases", "decode: json\ncases: [{kind: message, zzz: 1}]"),
        ("key", "decode: json\nkey: {digest: item, zzz: 1}"),
        ("reply", "decode: json\nreply: {zzz: 1, url: \"https://a.example/\"}"),
        ("reply.token", "decode: json\nreply: {url: \"https://a.example/\", token: {zzz: 1}}"),
        ("reply.text", "decode: json\nreply: {url: \"https://a.example/\", text: {zzz: 1}}"),
        ("reply.template", "decode: json\nreply: {url: \"https://a.example/\", template: {zzz: 1}}"),
        ("reply.answer", "decode: json\nreply: {url: \"https://a.example/\", answer: {zzz: 1}}"),
        ("", "decode: json\nzzz: 1"),
    ]

    @Test("lists for each block exactly the fields that its reader knows", arguments: blocks.indices)
    func fields(_ index: Int) throws {
        let (path, text) = Self.blocks[index]
        let known = try known(DemoChannel.findings(text))
        var listed = try #require(FieldTable.block(path)).fields.map(\.name)
        if path.hasPrefix("parse (") { listed += FieldTable.block("parse")?.fields.map(\.name) ?? [] }
        #expect(Set(listed).subtracting(["extends"]) == known.subtracting(["extends"]))
    }

    /// The same, of what stands before `decode`.
    static let gates: [(path: String, text: String)] = [
        ("receive", "receive: {zzz: 1}\nverify: {basic: {}}"),
        ("receive.answer", "receive: {answer: {zzz: 1}}\nverify: {basic: {}}"),
        ("receive.answers", "receive: {answers: [{zzz: 1}]}\nverify: {basic: {}}"),
        ("receive.handshake", "receive: {handshake: {zzz: 1}}\nverify: {basic: {}}"),
        ("verify", "receive: {}\nverify: {zzz: 1}"),
        ("verify.hmac", "receive: {}\nverify: {hmac: {zzz: 1}}"),
        ("verify.standard_webhooks", "receive: {}\nverify: {standard_webhooks: {zzz: 1}}"),
        ("verify.token", "receive: {}\nverify: {token: {zzz: 1}}"),
        ("verify.ed25519", "receive: {}\nverify: {ed25519: {zzz: 1}}"),
        ("verify.ecdsa", "receive: {}\nverify: {ecdsa: {zzz: 1}}"),
        ("verify.rsa", "receive: {}\nverify: {rsa: {zzz: 1}}"),
        ("verify.jwt", "receive: {}\nverify: {jwt: {zzz: 1}}"),
    ]

    @Test("lists the fields of receiving and verifying as well", arguments: gates.indices)
    func gateFields(_ index: Int) throws {
        let (path, text) = Self.gates[index]
        let file = "channel: demo\nname: Demo\nversion: 1\n\(text)\ndecode: json\ncases: [{kind: message}]"
        let known = try known(CompiledChannel.compile(text: file, file: "demo").diagnostics.map(\.message))
        let listed = try #require(FieldTable.block(path)).fields.map(\.name)
        #expect(Set(listed) == known)
    }

    /// The fields that a reader names when it is given one that it does not know.
    private func known(_ findings: [String]) throws -> Set<String> {
        let found = findings.first { $0.contains("`zzz` is not a field") }
        let list = try #require(found?.split(separator: "known fields: ").last, "\(findings)")
        return Set(list.prefix { $0 != "." }.split(separator: ", ").map(String.init))
    }

    @Test("has each word once, and no further field that is a text of its own")
    func words() {
        let details = FieldTable.details.map(\.name)
        #expect(Set(details).count == details.count && details == details.sorted())
        #expect(Set(details).isDisjoint(with: TextField.allCases.map(\.rawValue)))
        #expect(Set(EventVocabulary.all).count == EventVocabulary.all.count)
        for operations in [FieldTable.texts, FieldTable.times, FieldTable.values, FieldTable.answers] {
            #expect(Set(operations.map(\.name)).count == operations.count)
        }
    }

    @Test("names every field that the recorded events have")
    func recorded() throws {
        let known = Set(EventVocabulary.all).union(["kind", "key", "window_seconds", "identifiers", "referral"])
        for recorded in ChannelFolder.fixtures {
            guard let channel = ChannelFolder.catalog[recorded.channel],
                let delivery = ChannelFixtures.delivery(of: recorded.fixture.request, channel: channel),
                let result = try? ChannelEngine().normalise(
                    delivery, by: channel, context: ChannelFixtures.context, detail: .full)
            else { continue }
            for event in result.events { #expect(known.isSuperset(of: event.details.map(\.name))) }
        }
    }
}
