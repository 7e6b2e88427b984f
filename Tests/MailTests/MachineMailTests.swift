import Domain
import Mail
import Testing

@Suite("The kind of a mail")
struct MachineMailTests {
    @Test(
        "follows from its headers",
        arguments: [
            ("", EventKind.message), ("Auto-Submitted: no", .message),
            ("Auto-Submitted: auto-replied (cuti)", .autoReply),
            ("Auto-Submitted: Auto-Generated; x=y", .autoReply), ("X-Autoreply: yes", .autoReply),
            ("X-Autorespond: x", .autoReply), ("X-Apple-Action: VACATION", .autoReply),
            ("Precedence: auto_reply", .autoReply),
            ("Subject: Out of Office: Meja", .autoReply), ("Subject: Balasan Otomatis: Meja", .autoReply),
            ("Subject: Automatische Antwort: Meja", .autoReply), ("Subject: Re: Balasan otomatis toko", .message),
            ("Subject: Cuti bersama, mau pesan", .message),
            ("Subject: Cuti\nX-Auto-Response-Suppress: All", .autoReply),
            ("X-Auto-Response-Suppress: All", .message), ("List-Id: <a.b>", .bulk), ("List-Unsubscribe: <x:y>", .bulk),
            ("Precedence: bulk", .bulk), ("Precedence: list", .bulk), ("X-Failed-Recipients: a@b.example", .bounce),
            ("Return-Path: <>", .message), ("Return-Path: <>\nSubject: Undelivered Mail Returned to Sender", .bounce),
            ("Subject: Undeliverable goods", .message), ("X-Loop: cs@toko.example", .echo),
            ("X-Loop: a@b.example", .message),
            ("X-Failed-Recipients: a@b.example\nAuto-Submitted: auto-replied\nPrecedence: bulk", .bounce),
            ("List-Id: <a.b>\nX-Loop: CS@toko.example", .echo),
        ])
    func fromHeaders(_ headers: String, _ kind: EventKind) {
        let mail = "From: Ani <ani@pelanggan.example>\n" + (headers.isEmpty ? "" : headers + "\n") + "\nHalo\n"
        #expect(read(mail).kind == kind)
    }

    @Test(
        "follows from its sender",
        arguments: [
            ("From: cs@toko.example", EventKind.echo, "cs@toko.example"),
            ("From: CS@TOKO.example", .echo, "cs@toko.example"),
            ("From: sales@toko.example", .message, "sales@toko.example"),
            ("From: wordpress@toko.example\nReply-To: ani@pelanggan.example", .leadForm, "ani@pelanggan.example"),
            ("From: cs@toko.example\nReply-To: ani@pelanggan.example", .leadForm, "ani@pelanggan.example"),
            ("From: cs@toko.example\nReply-To: cs@toko.example", .echo, "cs@toko.example"),
            ("From: sales@toko.example\nReply-To: ani@pelanggan.example", .message, "sales@toko.example"),
            ("From: wordpress@toko.example\nReply-To: cs@toko.example", .message, "wordpress@toko.example"),
            ("From: no-reply@lain.example\nReply-To: ani@pelanggan.example", .message, "ani@pelanggan.example"),
            ("From: no-reply@lain.example\nReply-To: cs@mail.lain.example", .message, "no-reply@lain.example"),
            ("From: MAILER-DAEMON@mx.example\nReturn-Path: <>", .bounce, "mailer-daemon@mx.example"),
            (
                "From: postmaster@mx.example\nSubject: Delivery Status Notification (Failure)", .bounce,
                "postmaster@mx.example"
            ),
            ("From: postmaster@mx.example\nSubject: Meja", .message, "postmaster@mx.example"),
            ("Subject: x", .invalid, nil), ("From: Ani", .invalid, nil),
            ("From: Ani <ani@a.example> Budi <budi@b.example>", .message, "ani@a.example"),
        ] as [(String, EventKind, String?)])
    func fromSender(_ headers: String, _ kind: EventKind, _ sender: String?) {
        let message = read(headers + "\n\nHalo\n")
        #expect(message.kind == kind)
        #expect(message.sender?.address == sender)
    }

    @Test("keeps the text of a multipart that has no parts")
    func withoutBoundary() {
        let mail = "From: ani@pelanggan.example\nContent-Type: multipart/mixed\n\nMasih terbaca\n"
        #expect(read(mail).text == "Masih terbaca")
    }

    @Test("does not depend on an mbox line or empty lines in front")
    func leadingLines() {
        for front in ["From ani Mon Sep  1 10:05:00 2025\n", "\r\n\n", "\u{FEFF}", ">From x\n"] {
            #expect(read(front + "From: ani@pelanggan.example\n\nHalo").sender?.address == "ani@pelanggan.example")
        }
    }

    private func read(_ mail: String) -> MailMessage { MailFixture.reader.read(Array(mail.utf8)) }
}
