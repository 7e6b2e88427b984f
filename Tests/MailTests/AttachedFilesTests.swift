import TestSupport
import Testing

@testable import Mail

@Suite("Files inside of other parts")
struct AttachedFilesTests {
    @Test("of winmail.dat have their long names, types and bytes")
    func winmail() throws {
        let file = try #require(WinmailFile(Self.winmail))
        #expect(file.text == "Isi surat")
        #expect(file.files.map(\.filename) == ["penawaran \u{E9}.pdf", "B.TXT"])
        #expect(file.files.map(\.mime) == ["application/pdf", nil])
        #expect(file.files.map(\.bytes) == [Array("%PDF-1.4".utf8), Array("dua".utf8)])
        #expect(WinmailFile(Array("tidak ada".utf8)) == nil)
        #expect(WinmailFile([]) == nil)
    }

    @Test("of winmail.dat never lead outside of it", arguments: UInt64(1)...200)
    func damagedWinmail(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes = Self.winmail
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            bytes[Int.random(in: 6..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        bytes.removeLast(Int.random(in: 0..<(bytes.count / 2), using: &random))
        let file = WinmailFile(bytes)
        #expect((file?.files ?? []).allSatisfy { $0.bytes.count <= bytes.count })
    }

    @Test("can stand in the text")
    func uuencoded() {
        let text = "Berkas:\r\nbegin 644 daftar harga.txt\r\n#86)C\r\n`\r\nend\r\nSelesai\r\n"
        let files = UuencodedFile.all(in: Array(text.utf8))
        #expect(files.map(\.name) == ["daftar harga.txt"])
        #expect(files.map(\.bytes) == [Array("abc".utf8)])
    }

    @Test(
        "are not sentences",
        arguments: [
            "begin 644 kali\nsaja\nend\n", "begin 644 x\n", "begin 999 x\n#86)C\nend\n", "begin 644\n#86)C\nend\n",
            "end", "",
            " begin 644 x\n#86)C\nend\n",
        ])
    func sentences(_ text: String) {
        #expect(UuencodedFile.all(in: Array(text.utf8)).isEmpty)
    }

    @Test("are found again in the raw mail, and so are parts", arguments: MailFixture.all)
    func foundAgain(_ fixture: MailFixture) throws {
        let bytes = try fixture.bytes()
        for attachment in MailFixture.reader.read(bytes).attachments {
            let found = try #require(MailAttachments.bytes(of: attachment.part, in: bytes))
            #expect(found.count == attachment.size)
            #expect(Checksum.sha256(found) == attachment.sha256)
            let place = try #require(attachment.place)
            #expect(place.upperBound <= bytes.count)
            #expect(place.count >= attachment.size)
        }
        for path in ["", "0", "9", "1.9", "1.1.1.1.1", "x", ".", "-1"] {
            #expect((MailAttachments.bytes(of: path, in: bytes)?.count ?? 0) <= bytes.count)
        }
    }

    @Test("stand where they are said to, whatever was left out before them")
    func places() throws {
        let surplus = "Content-Type: text/html\r\nContent-Type: text/html\r\n"
        let mail =
            "\r\nFrom: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n" + surplus
            + "\r\n--b\r\n\r\nhalo\r\n--b\r\nContent-Type: text/csv; name=a.csv\r\n\r\n1;2;3\r\n--b--\r\n"
        let attachment = try #require(MailFixture.reader.read(Array(mail.utf8)).attachments.first)
        let place = try #require(attachment.place)
        #expect(String(decoding: Array(mail.utf8)[place], as: UTF8.self).hasPrefix("1;2;3"))
    }

    @Test(
        "and paragraphs are whole again in flowed text",
        arguments: [
            ("satu \ndua\n\ntiga", false, "satu dua\n\ntiga"), ("satu \ndua", true, "satudua"),
            ("> a \n> b\n>> c \nd", false, "> a b\n>> c \nd"), ("a\n-- \nb", false, "a\n-- \nb"),
            (" >bukan kutipan", false, ">bukan kutipan"), ("  masuk", false, " masuk"), ("", false, ""),
            ("\n\na", false, "\n\na"), ("a \n", false, "a "), ("a \n-- \nb", false, "a \n-- \nb"),
        ])
    func flowed(_ text: String, _ deletesSpaces: Bool, _ expected: String) {
        #expect(FlowedText.unwrapped(text, deletesSpaces: deletesSpaces) == expected)
    }

    /// Two files and a text, as Outlook packs them.
    private static let winmail: [UInt8] = {
        let name = Array("penawaran \u{E9}.pdf\0".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let properties =
            number(3, 4) + number(3, 2) + number(0x3705, 2) + number(1, 4) + property(0x1F, 0x3707, name)
            + property(0x1E, 0x370E, Array("application/pdf\0".utf8))
        return number(0x223E_9F78, 4) + number(1, 2)
            + attribute(1, 0x0006_9007, number(1252, 4) + number(0, 4))
            + attribute(1, 0x0002_800C, Array("Isi surat\0".utf8))
            + attribute(2, 0x0006_9002, number(0, 14)) + attribute(2, 0x0001_8010, Array("PENAWA~1.PDF\0".utf8))
            + attribute(2, 0x0006_800F, Array("%PDF-1.4".utf8)) + attribute(2, 0x0006_9005, properties)
            + attribute(2, 0x0006_9002, number(0, 14)) + attribute(2, 0x0001_8010, Array("B.TXT\0".utf8))
            + attribute(2, 0x0006_800F, Array("dua".utf8))
    }()

    private static func number(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }

    private static func attribute(_ level: UInt8, _ id: Int, _ data: [UInt8]) -> [UInt8] {
        [level] + number(id, 4) + number(data.count, 4) + data + number(data.reduce(0) { $0 + Int($1) } & 0xFFFF, 2)
    }

    private static func property(_ type: Int, _ id: Int, _ value: [UInt8]) -> [UInt8] {
        number(type, 2) + number(id, 2) + number(1, 4) + number(value.count, 4) + value + number(0, -value.count & 3)
    }
}
