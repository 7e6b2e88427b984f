import Domain
import Testing

@Suite("SipHash")
struct SipHashTests {
    private func reference(_ length: Int) -> SipHash.Digest {
        var hash = SipHash(key: SipHash.Key(low: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908))
        (0..<length).map { UInt8($0) }.withUnsafeBytes { hash.combine(bytes: $0) }
        return hash.digest()
    }

    @Test("gives the 128-bit vectors of the reference implementation")
    func vectors() {
        #expect(reference(0) == SipHash.Digest(low: 0xe6a8_25ba_047f_81a3, high: 0x9302_55c7_1472_f66d))
        #expect(reference(1) == SipHash.Digest(low: 0x44af_996b_d8c1_87da, high: 0x45fc_229b_1159_7634))
    }

    @Test("tells apart parts that join to the same text")
    func separation() {
        var left = SipHash(key: SipHash.Key(low: 1, high: 2))
        left.combine("ab")
        left.combine("c")
        var right = SipHash(key: SipHash.Key(low: 1, high: 2))
        right.combine("a")
        right.combine("bc")
        #expect(left.digest() != right.digest())
    }
}

@Suite("Words of the domain")
struct WordTests {
    @Test("event ids read what they write", arguments: [(1, 0), (41, 2), (1 << 40, 4095)] as [(Position, Int)])
    func eventIDs(_ position: Position, _ item: Int) {
        let id = EventID(position: position, item: item)
        #expect(EventID(id.description) == id)
        #expect(EventID("L\(id)") == id)
        #expect(id.position == position && id.item == item)
    }

    @Test(
        "texts that are no event id are refused",
        arguments: ["", "L", "0", "-1", "1.", "1.4096", "1.2.3", "99999999999999999999", "1.x"])
    func noEventIDs(_ text: String) {
        #expect(EventID(text) == nil)
    }

    @Test("every code leads back to its word")
    func codes() {
        for stage in Stage.allCases { #expect(Stage(code: stage.code) == stage) }
        for kind in EntryKind.allCases { #expect(EntryKind(code: kind.code) == kind) }
        for outcome in Outcome.allCases { #expect(Outcome(code: outcome.code) == outcome) }
        for measure in Measure.allCases { #expect(Measure(code: measure.code) == measure) }
        #expect(Stage(code: 99) == nil)
    }

    @Test(
        "a mistyped word finds its nearest",
        arguments: [("chanels", "channels"), ("whatsap", "whatsapp"), ("wieght", "weight")])
    func nearestWord(_ typed: String, _ meant: String) {
        #expect(nearest(to: typed, among: ["channels", "whatsapp", "weight", "zone"]) == meant)
    }

    @Test("a strange word has no nearest")
    func noNearest() { #expect(nearest(to: "banana", among: ["channels", "zone"]) == nil) }

    @Test("headers keep one line each whatever their values hold")
    func headers() {
        var text = ""
        HeaderText.append("content-type", "text/plain", to: &text)
        HeaderText.append("origin", "a\r\nx-evil: 1", to: &text)
        #expect(HeaderText.value(of: "content-type", in: text) == "text/plain")
        #expect(HeaderText.value(of: "x-evil", in: text) == nil)
        #expect(HeaderText.value(of: "content", in: text) == nil)
        #expect(HeaderText.value(of: ":target", in: "a: 1\n:target: /in/chat?a=b:c\n") == "/in/chat?a=b:c")
        var names: [String] = []
        HeaderText.forEach(in: ":target: /in/chat?a=b:c\nhost: a:1\n") { name, value in names.append("\(name)|\(value)")
        }
        #expect(names == [":target|/in/chat?a=b:c", "host|a:1"])
        #expect(HeaderText.value(of: "origin", in: text)?.hasPrefix("a ") == true)
    }

    @Test("two spellings of one letter are two identifiers, as in every store")
    func identifierBytes() {
        let composed = Identifier(.chatUser, "jos\u{e9}")
        let decomposed = Identifier(.chatUser, "jose\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, composed]).count == 2)
    }

    @Test(
        "a text is cut after a whole scalar",
        arguments: [("abc", 3, "abc"), ("abc", 2, "ab"), ("aé", 2, "a"), ("😀", 3, ""), ("", 0, "")])
    func cut(_ text: String, _ bytes: Int, _ expected: String) {
        #expect(text.cut(toBytes: bytes) == expected)
    }

    @Test("values of a touch are bounded")
    func touchBounds() {
        let touch = Touch([(.utmSource, String(repeating: "x", count: 5000)), (.gclid, "")])
        #expect(touch[.utmSource]?.utf8.count == Limits.touchValueBytesMax)
        #expect(touch[.gclid] == nil)
    }

    @Test("identifiers do not show personal data in logs")
    func redaction() {
        #expect("\(Identifier(.phone, "+6281234567890"))" == "phone(…90)")
    }
}
