import Channels
import Domain
import Testing

@Suite("Channel files that extend another")
struct ExtendsTests {
    private static let base = DemoChannel.file(
        """
        decode: json
        identifiers: {email: email}
        map: {text: $.text, email: {email: $.mail}}
        cases: [{kind: message, key: [$.id]}]
        """, id: "base")

    private func events(_ catalog: ChannelCatalog, _ id: String) throws -> [String] {
        let channel = try #require(catalog[id], "\(catalog.findings)")
        let delivery = DeliveryInput(
            channel: id, headers: "", body: Array(#"{"id":1,"text":"a","mail":"s@x.example"}"#.utf8), receivedAt: .epoch
        )
        return try ChannelEngine().normalise(
            delivery, by: channel, context: NormaliseContext(region: "ID", ownAddresses: []), detail: .full
        ).events.map { EventJSON.text($0, identity: .shown) }
    }

    @Test("take every block from it that they do not have themselves")
    func merges() throws {
        let catalog = ChannelCatalog(texts: [
            "base": Self.base,
            "middle": "channel: middle\nextends: base\nname: Middle\n",
            "top": "channel: top\nextends: middle\nmap: {text: {upper: $.text}}\n",
        ])
        #expect(catalog.findings == [])
        #expect(catalog["top"]?.name == "Middle")
        #expect(
            try events(catalog, "top") == [
                #"{"kind":"message","text":"A","key":["top","","message","1"],"identifiers":[]}"#
            ])
        #expect(
            try events(catalog, "middle") == [
                #"{"kind":"message","email":"s@x.example","text":"a","key":["middle","","message","1"],"identifiers":[["email","s@x.example"]]}"#
            ])
    }

    @Test("mean the same when they are read again from what was recorded")
    func selfContained() throws {
        let text = "channel: top\nextends: base\nversion: 2\n"
        let complete = ChannelSource.complete(text) { $0 == "base" ? Self.base : nil }
        #expect(ChannelSource.complete(complete) { _ in nil } == complete)
        let channel = try #require(CompiledChannel.compile(text: complete, file: "x").value)
        #expect(channel.sourceText == complete && channel.version == 2 && channel.id == "top")
    }

    @Test("findings in what is inherited name the other file")
    func places() {
        let catalog = ChannelCatalog(texts: [
            "base": Self.base,
            "top":
                "channel: top\nextends: base\nitems: [{as: a, each: $.a, cases: [{kind: message, map: {text: {header: x-a}}}]}]\n",
            "other":
                "channel: other\nextends: base\nidentifiers: {mail: email}\nparse: [{path: $.b, as: json, into: b}]\n",
            "broken": "channel: broken\nextends: bad\n", "bad": Self.base.replacing("map: {text", with: "mpa: {text"),
        ])
        let lines = catalog.findings.map { "\($0.file):\($0.line):\($0.column)" }
        #expect(lines.contains("channels/bad/channel.yaml:8:1"), "\(catalog.findings)")
        #expect(!lines.contains { $0.contains("broken") }, "\(catalog.findings)")
        #expect(lines.contains { $0.hasPrefix("channels/other/channel.yaml:3:") }, "\(catalog.findings)")
        #expect(lines.contains { $0.hasPrefix("channels/top/channel.yaml:3:") }, "\(catalog.findings)")
        #expect(catalog["base"] != nil && catalog["other"] == nil && catalog["broken"] == nil)
    }

    static let chains: [(texts: [String: String], message: String)] = [
        (["top": "channel: top\nextends: bsae\n"], "2:10 there is no channel `bsae` to extend"),
        (["top": "channel: top\nextends: [a]\n"], "2:10 `extends`: expected the id of a channel"),
        (["top": "channel: top\nextends: a\n", "a": "channel: a\nextends: top\n"], "2:10 `extends: top` leads back"),
        (["top": "channel: top\nextends: top\n"], "2:10 `extends: top` leads back"),
        (
            [
                "top": "channel: top\nextends: a\n", "a": "channel: a\nextends: b\n", "b": "channel: b\nextends: c\n",
                "c": base,
            ], "2:10 more than 3 files in a chain"
        ),
        (["top": base + "\n---\nchannel: b\n"], "10:1 expected one document"),
    ]

    @Test("chains that lead nowhere, back or too far are findings", arguments: chains.indices)
    func reports(_ index: Int) {
        let example = Self.chains[index]
        let catalog = ChannelCatalog(texts: example.texts)
        #expect(catalog["top"] == nil)
        let lines = catalog.findings.map { "\($0.line):\($0.column) \($0.message)" }
        #expect(lines.contains { $0.hasPrefix(example.message) }, "\(lines)")
    }
}
