import Domain
import Foundation
import TestSupport
import Testing

@testable import Deliver

@Suite("Mails of ours")
struct ComposedMailTests {
    static func mail(
        subject: String = "Prospek baru L41", text: String = "Halo", name: String = "Toko Rumah",
        purpose: ComposedMail.Purpose = .notification, key: String = "msg_1", references: [String] = []
    ) throws -> ComposedMail {
        ComposedMail(
            from: try #require(MailAddress("halo@shop.example", name: name)),
            to: try #require(MailAddress("ani@shop.example")), subject: subject, text: text, purpose: purpose,
            key: key, at: Sample.start, references: references)
    }

    /// What Python's email package makes of a mail: a second opinion by another hand.
    static func read(_ mail: ComposedMail) throws -> [String: Any] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import email, email.policy, json, sys
            mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            print(json.dumps({"headers": [[name, str(value)] for name, value in mail.items()], "text": mail.get_content(),
                "defects": [str(d) for d in mail.defects] + [str(d) for v in mail.values() for d in v.defects],
                "date": mail["date"].datetime.isoformat(), "from": [mail["from"].addresses[0].display_name,
                mail["from"].addresses[0].addr_spec]}))
            """,
        ]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data(mail.bytes))
        try input.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    static func headers(_ read: [String: Any]) throws -> [(String, String)] {
        try #require(read["headers"] as? [[String]]).map { ($0[0], $0[1]) }
    }

    static func value(_ name: String, _ read: [String: Any]) throws -> String? {
        try headers(read).first { $0.0 == name }?.1
    }

    @Test("another reader finds every part of it, and no defect")
    func wellFormed() throws {
        let text = "Baris satu\nbaris dua \u{1f600}\r\n.\nFrom here"
        let read = try Self.read(
            try Self.mail(
                subject: "Penawaran \u{201c}dapur\u{201d} untuk Bu S\u{e9}kar \u{1f3e0} dan keluarga besar di Bandung",
                text: text, name: "Toko \u{201c}Rumah\u{201d}", purpose: .reply, key: "msg_9",
                references: ["<a@x.example>", "<b@y.example>"]))
        #expect((read["defects"] as? [String]) == [])
        #expect(
            try Self.value("Subject", read)
                == "Penawaran \u{201c}dapur\u{201d} untuk Bu S\u{e9}kar \u{1f3e0} dan keluarga besar di Bandung")
        #expect((read["from"] as? [String]) == ["Toko \u{201c}Rumah\u{201d}", "halo@shop.example"])
        #expect((read["text"] as? String) == "Baris satu\r\nbaris dua \u{1f600}\r\n.\r\nFrom here\r\n")
        #expect((read["date"] as? String) == "2026-05-28T20:26:40+00:00")
        #expect(try Self.value("Message-ID", read) == "<msg_9@shop.example>")
        #expect(try Self.value("In-Reply-To", read) == "<b@y.example>")
        #expect(try Self.value("References", read) == "<a@x.example> <b@y.example>")
        #expect(try Self.value("X-Corong-Id", read) == "msg_9")
        #expect(try Self.value("Auto-Submitted", read) == nil)
        #expect(try Self.value("Precedence", read) == nil)
    }

    @Test(
        "what is sent by itself says so, so that machines do not answer it",
        arguments: [
            (ComposedMail.Purpose.notification, "auto-generated"), (.acknowledgement, "auto-replied"),
        ])
    func automatic(_ purpose: ComposedMail.Purpose, _ word: String) throws {
        let read = try Self.read(try Self.mail(purpose: purpose))
        #expect(try Self.value("Auto-Submitted", read) == word)
        #expect(try Self.value("X-Auto-Response-Suppress", read) == "All")
    }

    @Test("nothing that people write gets out of its header", arguments: 0..<60 as Range<UInt64>)
    func injection(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "\r\nBcc: x@y.example", "\n\n<html>", "\r", "\0", "=?UTF-8?B?SGk=?=", "\"", "\\", "<a@b>", "\u{85}",
            "\u{2028}",
            "Halo", " ", "\u{1f600}", "\u{301}", ",", "\t", String(repeating: "w", count: 300), "\u{7f}",
        ]
        func text() -> String { (0..<6).map { _ in pieces.randomElement(using: &random) ?? "" }.joined() }
        let mail = try Self.mail(
            subject: text(), text: text(), name: text(), purpose: .reply, key: text(),
            references: [text(), "<a@b>", text()])
        let bytes = mail.bytes
        let end = try #require(
            String(decoding: bytes, as: UTF8.self).unicodeScalars.split(
                separator: "\r\n\r\n".unicodeScalars, maxSplits: 1
            ).first)
        let lines = String(String.UnicodeScalarView(end)).unicodeScalars.split(separator: "\r\n".unicodeScalars).map {
            String(String.UnicodeScalarView($0))
        }
        let names = lines.filter { !$0.hasPrefix(" ") }.compactMap { $0.split(separator: ":").first.map(String.init) }
        let known = [
            "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "X-Corong-Id", "MIME-Version",
            "Content-Type", "Content-Transfer-Encoding",
        ]
        #expect(names.allSatisfy(known.contains) && Set(names).count == names.count, "\(names)")
        #expect(lines.allSatisfy { $0.utf8.count <= 998 && $0.utf8.allSatisfy { (32...126).contains($0) } })
        #expect(bytes.allSatisfy { $0 < 128 })
    }

    @Test("lines stay short where words allow it")
    func folding() throws {
        let mail = try Self.mail(subject: (1...60).map { "kata\($0)" }.joined(separator: " "))
        let lines = String(decoding: mail.bytes, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
        #expect(try Self.value("Subject", Self.read(mail)) == mail.subject)
    }

    @Test("of a long conversation the first and the last ids are repeated")
    func longConversation() throws {
        let ids = (0..<50).map { "<m\($0)@x.example>" }
        let read = try Self.read(try Self.mail(references: ids))
        let shown = try #require(try Self.value("References", read)).split(separator: " ").map(String.init)
        #expect(shown == [ids[0]] + ids.suffix(20))
    }

    @Test(
        "an address is one, or it is refused",
        arguments: [
            ("a@b.example", "a@b.example", ""), ("Toko <a@b.example>", "a@b.example", "Toko"),
            ("\"Toko, Rumah\" <a@b.example>", "a@b.example", "Toko, Rumah"), ("<a@b.example>", "a@b.example", ""),
            ("a@b@c", nil, ""), ("a b@c", nil, ""), ("a@", nil, ""), ("@b", nil, ""), ("", nil, ""),
            ("a@b\r\nBcc: c@d", nil, ""), ("a@b, c@d", nil, ""), ("X <a@b", nil, ""),
            ("b\u{fc}cher@b.example", nil, ""),
        ] as [(String, String?, String)])
    func addresses(_ text: String, _ address: String?, _ name: String) {
        let read = MailAddress(written: text)
        #expect(read?.address == address)
        #expect(read == nil || read?.name == name)
    }
}
