import Domain
import Settings
import TestSupport
import Testing

@Suite("A configuration is one entry of the ledger, byte for byte")
struct ConfigurationBundleTests {
    static let zone = Zone(
        name: "Asia/Jakarta",
        spans: [
            .init(start: .epoch, offsetSeconds: 25_200),
            .init(start: .init(microseconds: 5), offsetSeconds: -3600),
        ])
    static let bundle = ConfigurationBundle(
        settingsText: "a: 1\nend 0\n\nname: Café\n",
        channelTexts: ["whatsapp": "x: 1\r\n", "chat": ""], zone: zone,
        seed: .init(low: 0x0123_4567_89ab_cdef, high: 1))

    @Test("the form is the documented one")
    func form() {
        let expected = """
            corong-configuration 1
            seed 32
            0123456789abcdef0000000000000001
            zone 12
            Asia/Jakarta
            spans 16
            0 25200
            5 -3600

            settings 24
            a: 1
            end 0

            name: Café

            channel 4
            chat
            text 0

            channel 8
            whatsapp
            text 6
            x: 1\r

            end 0


            """
        #expect(String(decoding: Self.bundle.encode(), as: UTF8.self) == expected)
    }

    @Test("lists stand behind the channels, in the second form")
    func lists() throws {
        var bundle = Self.bundle
        bundle.listTexts = ["visit": "survei\n", "price": "harga\nbiaya\n"]
        let text = String(decoding: bundle.encode(), as: UTF8.self)
        #expect(text.hasPrefix("corong-configuration 2\nseed 32\n"))
        #expect(
            text.hasSuffix(
                "x: 1\r\n\nlist 5\nprice\ntext 12\nharga\nbiaya\n\nlist 5\nvisit\ntext 7\nsurvei\n\nend 0\n\n"
            ))
        let decoded = try ConfigurationBundle(decoding: bundle.encode())
        #expect(decoded == bundle)
        #expect(decoded.listTexts == bundle.listTexts)
        let old = Array(text.replacing("corong-configuration 2", with: "corong-configuration 1").utf8)
        #expect(throws: ConfigurationBundleError.self) { try ConfigurationBundle(decoding: old) }
    }

    @Test("further zones stand behind the workspace's, in the third form, with lists or without")
    func zones() throws {
        var bundle = Self.bundle
        bundle.otherZones = [
            Zone(name: "Asia/Makassar", spans: [.init(start: .epoch, offsetSeconds: 28_800)]),
            Zone(name: "Asia/Jayapura", spans: [.init(start: .epoch, offsetSeconds: 32_400)]),
        ]
        let text = String(decoding: bundle.encode(), as: UTF8.self)
        #expect(text.hasPrefix("corong-configuration 3\nseed 32\n"))
        #expect(
            text.contains(
                "5 -3600\n\nzone 13\nAsia/Jayapura\nspans 8\n0 32400\n\nzone 13\nAsia/Makassar\nspans 8\n0 28800\n\nsettings 24\n"
            ))
        let decoded = try ConfigurationBundle(decoding: bundle.encode())
        #expect(decoded == bundle)
        #expect(decoded.otherZones.map(\.name) == ["Asia/Jayapura", "Asia/Makassar"])
        bundle.listTexts = ["visit": "survei\n"]
        #expect(try ConfigurationBundle(decoding: bundle.encode()).listTexts == bundle.listTexts)
        let places = [
            (text.replacing("corong-configuration 3", with: "corong-configuration 2"), "`settings `"),
            (text.replacing("Asia/Jayapura", with: "Asia/Zayapura"), "further zones in ascending order"),
            (text.replacing("Asia/Makassar", with: "Asia/Jayapura"), "further zones in ascending order"),
            (
                text.replacing("zone 13\nAsia/Makassar", with: "zone 12\nAsia/Jakarta"),
                "further zones in ascending order"
            ),
        ]
        for (text, expected) in places {
            let error = #expect(throws: ConfigurationBundleError.self) {
                try ConfigurationBundle(decoding: Array(text.utf8))
            }
            #expect(error?.expected == expected)
        }
    }

    @Test("a replayed configuration has every zone that was recorded, not the machine's")
    func recordedZones() throws {
        let text = WorkspaceSettingsTests.base + "calendars: {east: {time_zone: Asia/Makassar}}\n"
        let known = try #require(WorkspaceSettings.parse(text: text, file: "corong.yaml").value)
        #expect(known.otherZones.map(\.name) == ["Asia/Makassar"])
        let strange = Zone(name: "Asia/Makassar", spans: [.init(start: .epoch, offsetSeconds: 60)])
        let bundle = ConfigurationBundle(
            settingsText: text, channelTexts: [:], zone: known.workspace.zone, otherZones: [strange],
            seed: .init(low: 1, high: 2))
        let settings = try #require(try ConfigurationBundle(decoding: bundle.encode()).settings().value)
        #expect(settings.calendars["east"]?.zone == strange)
        #expect(settings.otherZones == [strange])
    }

    @Test(
        "an edit of a list that is used makes another configuration, and the lists of the entry are those that count"
    )
    func listsCount() throws {
        let text = WorkspaceSettingsTests.base.replacing(
            "when: {words: price}", with: "when: {words: visit}")
        func bundle(_ list: String) -> ConfigurationBundle {
            ConfigurationBundle(
                settingsText: text, channelTexts: [:], listTexts: ["visit": list], zone: Self.zone,
                seed: .init(low: 1, high: 2))
        }
        #expect(bundle("survei") != bundle("survei\nukur"))
        let rules = try #require(
            try ConfigurationBundle(decoding: bundle("ukur").encode()).settings().value
        ).scoring
        #expect(rules.rules.last?.condition == .words(["ukur"]))
    }

    @Test("what was encoded decodes to the same", arguments: UInt64(1)...50)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func text() -> String {
            let alphabet = ["a", "\n", "\r\n", "é", "e\u{301}", "0", " ", "\0", "channel 1", "end 0\n\n"]
            let count = Int.random(in: 0...20, using: &random)
            return (0..<count).compactMap { _ in alphabet.randomElement(using: &random) }.joined()
        }
        var channels: [String: String] = [:]
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            channels["c\(Int.random(in: 0...99, using: &random))"] = text()
        }
        var lists: [String: String] = [:]
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            lists["l\(Int.random(in: 0...99, using: &random))"] = text()
        }
        let spans = (0..<Int.random(in: 0...3, using: &random)).map {
            Zone.Span(
                start: .init(microseconds: Int64($0) - 1),
                offsetSeconds: .random(in: -86_400...86_400, using: &random))
        }
        let others = Set((0..<Int.random(in: 0...3, using: &random)).map { _ in Int.random(in: 0...9, using: &random) })
        let bundle = ConfigurationBundle(
            settingsText: text(), channelTexts: channels, listTexts: lists,
            zone: Zone(name: text(), spans: spans), otherZones: others.map { Zone(name: "Zone/\($0)", spans: spans) },
            seed: .init(low: random.next(), high: random.next()))
        let decoded = try ConfigurationBundle(decoding: bundle.encode())
        #expect(decoded == bundle)
        #expect(decoded.encode() == bundle.encode())
    }

    @Test("texts that only look the same are different configurations")
    func canonicalEquivalence() {
        var other = Self.bundle
        other.settingsText = "a: 1\nend 0\n\nname: Cafe\u{301}\n"
        #expect(other.settingsText == Self.bundle.settingsText)
        #expect(other != Self.bundle)
    }

    @Test("an entry that ends early is refused, wherever it ends")
    func truncated() {
        let bytes = Self.bundle.encode()
        for count in 0..<bytes.count {
            #expect(throws: ConfigurationBundleError.self) {
                try ConfigurationBundle(decoding: Array(bytes.prefix(count)))
            }
        }
    }

    @Test("an entry that goes on after its end is refused")
    func trailing() throws {
        let error = try #require(throws: ConfigurationBundleError.self) {
            try ConfigurationBundle(decoding: Self.bundle.encode() + [10])
        }
        #expect(error.expected == "the end")
    }

    @Test(
        "a changed byte is refused or changes the configuration, and never crashes",
        arguments: UInt64(1)...200)
    func damaged(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes = Self.bundle.encode()
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] ^= UInt8.random(in: 1...255, using: &random)
        if let decoded = try? ConfigurationBundle(decoding: bytes) {
            #expect(decoded.encode() == bytes)
            #expect(decoded != Self.bundle)
        }
    }

    @Test(
        "what is damaged is said with its place",
        arguments: [
            ("corong-configuration 1", "corong-configuration 4", 21, "format version 1 to 3"),
            ("corong-configuration 1", "corong-configuration 3", 111, "`zone `"),
            ("corong-configuration 1", "corong-configuration 2", 204, "a list"),
            ("seed 32", "seed 032", 28, "a count of at most 32 bytes"),
            ("0123456789abcdef", "0123456789abcdeF", 23, "a seed of 32 hexadecimal digits"),
            ("5 -3600", "0 -3600", 85, "spans in ascending order"),
            ("5 -3600", "5 -0360", 85, "spans in ascending order"),
            ("channel 4\nchat", "channel 4\nzhat", 171, "channel ids in ascending order"),
            ("channel 4\nchat", "channel 4\nch/t", 148, "channel ids in ascending order"),
            ("settings 24", "settings 99999999", 120, "a count of at most 1048576 bytes"),
            ("settings 24", "settings 99999", 126, "99999 bytes of `settings`"),
        ])
    func places(_ old: String, _ new: String, _ offset: Int, _ expected: String) throws {
        let text = String(decoding: Self.bundle.encode(), as: UTF8.self)
        let range = try #require(text.firstRange(of: old))
        let damaged = text[..<range.lowerBound] + new + text[range.upperBound...]
        let error = try #require(throws: ConfigurationBundleError.self) {
            try ConfigurationBundle(decoding: Array(damaged.utf8))
        }
        #expect(error.offset == offset)
        #expect(error.expected == expected)
        #expect(error.verdict == .stop)
    }

    @Test("a replayed configuration has the zone that was recorded, not the machine's")
    func recordedZone() throws {
        let text = WorkspaceSettingsTests.base
        let zone = Zone(name: "Asia/Jakarta", spans: [.init(start: .epoch, offsetSeconds: 28_800)])
        let bundle = ConfigurationBundle(
            settingsText: text, channelTexts: [:], zone: zone, seed: .init(low: 1, high: 2))
        let settings = try #require(try ConfigurationBundle(decoding: bundle.encode()).settings().value)
        #expect(settings.workspace.zone == zone)
    }
}
