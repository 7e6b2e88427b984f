import Channels
import Domain
import TestSupport
import Testing

@Suite("The lint of channel files")
struct LintTests {
    /// A file that compiles, with one line replaced.
    private static func file(_ old: String = "", _ new: String = "") -> String {
        let text = """
            channel: demo
            name: Demo
            version: 1
            receive: {content_types: [application/json], keep_headers: [x-page]}
            verify:
              token: {header: X-Token}
            decode: json
            identifiers: {phone: phone_e164}
            items:
              - as: item
                each: $.items[*]
                with: {person: {find: "$.people[*]", where: "@.id == item.person"}}
                key: [item.id]
                map: {sender_name: person.name, timestamp: {epoch: item.at, unit: s}}
                cases:
                  - when: item.type == 'text'
                    kind: message
                    map: {text: item.text, referral.gclid: item.gclid}
                  - {when: item.type == 'noise', ignore: nothing to say}
                  - kind: system
            """
        return old.isEmpty ? text : text.replacing(old, with: new)
    }

    @Test("accepts a file without mistakes")
    func accepts() {
        #expect(CompiledChannel.compile(text: Self.file(), file: "demo").diagnostics == [])
    }

    static let mistakes: [(old: String, new: String, place: String, message: String)] = [
        ("channel: demo", "channel: De mo", "1:10", "lower-case letters"),
        ("version: 1", "versoin: 1", "3:1", "Did you mean `version`"),
        ("token: {header: X-Token}", "token: {header: X-Token}\n  basic: {}", "6:3", "exactly one"),
        ("token: {header: X-Token}", "insecure: because", "6:13", "a reason that a person can check"),
        ("token: {header: X-Token}", "hmac: {algorithm: md5, header: X}", "6:21", "sha1, sha256, sha512"),
        (
            "token: {header: X-Token}", "hmac: {algorithm: sha1, header: X, signed: '{timestamp}{body}'}", "6:9",
            "needs `timestamp_header`"
        ),
        ("decode: json", "decode: jsn", "7:9", "Did you mean `json`"),
        ("each: $.items[*]", "each: $.items[", "11:19", "expected"),
        ("map: {text: item.text,", "map: {txet: item.text,", "18:15", "Did you mean `text`"),
        ("map: {text: item.text,", "map: {text: itme.text,", "18:21", "Did you mean `item`"),
        ("referral.gclid:", "referral.glcid:", "18:32", "Did you mean `referral.gclid`"),
        ("kind: message", "kind: mesage", "17:15", "Did you mean `message`"),
        ("    key: [item.id]\n", "", "15:9", "has no `key`"),
        ("{when: item.type == 'noise', ignore: nothing to say}", "{ignore: all}", "20:9", "no item gets here"),
        ("when: item.type == 'text'", "when: item.type = 'text'", "16:25", "expected"),
        ("timestamp: {epoch: item.at, unit: s}", "timestamp: item.at", "14:48", "a time such as {epoch: ...}"),
        ("unit: s}", "unit: h}", "14:71", "s, ms, auto"),
        ("text: item.text,", "text: {frist: [item.text]},", "18:22", "Did you mean `first`"),
        ("text: item.text,", "text: {header: x-pgae},", "18:30", "is not kept"),
        ("with: {person:", "with: {item:", "12:12", "is taken"),
        ("with: {person:", "with: {9x:", "12:12", "letters, digits and `_`"),
        ("ignore: nothing to say}", "ignore: nothing to say, kind: message}", "19:68", "has no `kind`"),
        ("phone: phone_e164", "phone: phone", "8:22", "expected one of account_id"),
        ("decode: json", "decode: json\nform_groups: [a]", "8:14", "`decode: form` only"),
        ("key: [item.id]", "key: {digest: itme}", "13:19", "`item`, `event` or a list"),
    ]

    @Test("names place, mistake and remedy", arguments: mistakes.indices)
    func reports(_ index: Int) throws {
        let mistake = Self.mistakes[index]
        let found = CompiledChannel.compile(text: Self.file(mistake.old, mistake.new), file: "demo").diagnostics
        let lines = found.map { "\($0.line):\($0.column) \($0.message)" }
        let fits = found.contains {
            "\($0.line):\($0.column)" == mistake.place && $0.message.contains(mistake.message)
        }
        #expect(fits, "expected \(mistake.place) \(mistake.message), got \(lines)")
    }

    @Test("reports all mistakes at once, in the order of the file")
    func reportsAll() {
        let text = Self.file("name: Demo", "nmae: Demo").replacing("kind: message", with: "kind: mesage")
        let lines = CompiledChannel.compile(text: text, file: "demo").diagnostics.map(\.line)
        #expect(lines == lines.sorted())
        #expect(Set(lines).isSuperset(of: [1, 2, 17]))
    }

    @Test("never traps on files with random damage", arguments: UInt64(1)...60)
    func survives(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let texts = ChannelFolder.texts.sorted { $0.key < $1.key }.map(\.value)
        var bytes = Array(texts[Int(seed) % texts.count].utf8)
        for _ in 0..<(1 + Int.random(in: 0..<8, using: &random)) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.remove(at: place)
            case 1: bytes[place] = UInt8.random(in: 32..<127, using: &random)
            default: bytes.insert(contentsOf: Array("{[$@.".utf8), at: place)
            }
        }
        _ = CompiledChannel.compile(text: String(decoding: bytes, as: UTF8.self), file: "damaged")
    }

    @Test("keeps a folder and its channel under one name")
    func foldersAgree() {
        let catalog = ChannelCatalog(texts: ["other": Self.file()])
        #expect(catalog["demo"] == nil && catalog.hasErrors)
    }
}
