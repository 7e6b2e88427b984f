import Domain
import Testing

@testable import Mail

@Suite("A mail that is handed on")
struct ForwardTests {
    @Test("by one of us comes from the customer who wrote it", arguments: forms)
    func byColleague(_ subject: String, _ body: String) {
        for forwarder in ["dedi@toko.example", "cs@toko.example"] {
            let message = read(from: forwarder, subject, body)
            #expect(message.kind == .message)
            #expect(message.sender == MailAddress(address: "ratna@pelanggan.example", name: "Ratna Dewi"))
            #expect(message.forwarded?.by?.address == forwarder)
            #expect(message.from?.address == forwarder)
            #expect(message.newText == "Halo, berapa harga meja?")
            #expect(message.spans.contains { $0.kind == .forward })
        }
    }

    @Test("by a stranger comes from the stranger", arguments: forms)
    func byStranger(_ subject: String, _ body: String) {
        let message = read(from: "andi@lain.example", subject, body)
        #expect(message.kind == .message)
        #expect(message.sender?.address == "andi@lain.example")
        #expect(message.forwarded?.from?.address == "ratna@pelanggan.example")
        #expect(message.forwarded?.by == nil)
        #expect(message.newText.contains("Halo, berapa harga meja?"))
    }

    @Test("does not become a customer's when we wrote it ourselves, or nobody can be told")
    func withoutCustomer() {
        let ours = "---------- Forwarded message ---------\nFrom: Toko <cs@toko.example>\nSubject: y\n\nisi"
        #expect(read(from: "dedi@toko.example", "Fwd: y", ours).sender?.address == "dedi@toko.example")
        #expect(read(from: "cs@toko.example", "Fwd: y", ours).kind == .echo)
        let nameless = "---------- Forwarded message ---------\nFrom: Ratna\nSubject: y\n\nisi"
        #expect(read(from: "dedi@toko.example", "Fwd: y", nameless).sender?.address == "dedi@toko.example")
    }

    @Test("below a reply of ours is only what we answered")
    func belowReply() throws {
        let body = try #require(Self.forms.first).1
        #expect(read(from: "dedi@toko.example", "Re: Tanya meja", body).sender?.address == "dedi@toko.example")
        #expect(read(from: "cs@toko.example", "Re: Tanya meja", body).kind == .echo)
    }

    @Test("does not make colleagues of everybody at a public mail service")
    func publicDomain() {
        let reader = MailReader(ownAddresses: ["toko@gmail.com"])
        let mail = "From: x@gmail.com\nSubject: Fwd: Tanya\n\n" + (Self.forms.first?.1 ?? "")
        #expect(reader.read(Array(mail.utf8)).sender?.address == "x@gmail.com")
    }

    @Test("may be attached, and keeps its files")
    func attached() throws {
        let mail = attachedMail(from: "dedi@toko.example")
        let message = MailFixture.reader.read(Array(mail.utf8))
        #expect(message.kind == .message)
        #expect(message.sender?.address == "ratna@pelanggan.example")
        #expect(message.forwarded?.by?.address == "dedi@toko.example")
        #expect(message.forwarded?.subject == "Tanya meja")
        #expect(message.newText == "Halo, berapa?")
        #expect(message.attachments.map(\.part) == ["2", "2.2"])
        #expect(MailAttachments.bytes(of: "2.2", in: Array(mail.utf8)) == Array("pdf".utf8))
        let stranger = MailFixture.reader.read(Array(attachedMail(from: "andi@lain.example").utf8))
        #expect(stranger.sender?.address == "andi@lain.example")
        #expect(stranger.newText == "Tolong")
        let list = mail.replacing("Subject: Tanya meja\n", with: "Subject: Tanya meja\nList-Id: <a.b>\n")
        #expect(MailFixture.reader.read(Array(list.utf8)).kind == .bulk)
    }

    private func read(from: String, _ subject: String, _ body: String) -> MailMessage {
        let mail =
            "From: \(from)\nTo: cs@toko.example\nSubject: \(subject)\nContent-Type: text/plain; charset=utf-8\n\n\(body)"
        return MailFixture.reader.read(Array(mail.utf8))
    }

    private func attachedMail(from: String) -> String {
        """
        From: \(from)
        Subject: Fwd: Tanya
        Content-Type: multipart/mixed; boundary=b

        --b

        Tolong
        --b
        Content-Type: message/rfc822

        From: Ratna <ratna@pelanggan.example>
        Subject: Tanya meja
        Content-Type: multipart/mixed; boundary=c

        --c

        Halo, berapa?
        --c
        Content-Type: application/pdf; name=d.pdf

        pdf
        --c--

        --b--
        """
    }

    private static let forms: [(String, String)] = [
        (
            "Fwd: Tanya meja",
            "Tolong di-follow up.\n\n---------- Forwarded message ---------\nFrom: Ratna Dewi <ratna@pelanggan.example>\nDate: Mon, 9 Jun 2025 at 21:00\nSubject: Tanya meja\nTo: <dedi@toko.example>\n\n\nHalo, berapa harga meja?\n\n-- \nRatna\nHP 0812-1111-2222\n"
        ),
        (
            "Fwd: Tanya meja",
            "---------- Pesan terusan ---------\nDari: Ratna Dewi <ratna@pelanggan.example>\nDate: Sen, 9 Jun 2025 pukul 21.00\nSubject: Tanya meja\nTo: Dedi <dedi@toko.example>\n\nHalo, berapa harga meja?\n"
        ),
        (
            "Fwd: Tanya meja",
            "FYI\n\nBegin forwarded message:\n\n> From: Ratna Dewi <ratna@pelanggan.example>\n> Subject: Tanya meja\n> Date: 9 June 2025 at 21.00.00 WIB\n> To: dedi@toko.example\n> \n> Halo, berapa harga meja?\n> \n> Sent from my iPhone\n"
        ),
        (
            "Fwd: Tanya meja",
            "Begin forwarded message:\n\nFrom: Ratna Dewi <ratna@pelanggan.example>\nSubject: Tanya meja\nDate: 9 June 2025 at 21.00.00 WIB\nTo: dedi@toko.example\n\nHalo, berapa harga meja?\n"
        ),
        (
            "Fwd: Tanya meja",
            "Anfang der weitergeleiteten Nachricht:\n\n> Von: Ratna Dewi <ratna@pelanggan.example>\n> Betreff: Tanya meja\n> Datum: 9. Juni 2025 um 21:00\n> An: dedi@toko.example\n>\n> Halo, berapa harga meja?\n"
        ),
        (
            "FW: Tanya meja",
            "Tolong.\n\nFrom: Ratna Dewi <ratna@pelanggan.example>\nSent: Monday, June 9, 2025 9:00 PM\nTo: Dedi <dedi@toko.example>\nSubject: Tanya meja\n\nHalo, berapa harga meja?\n"
        ),
        (
            "FW: Tanya meja",
            "________________________________\nDari: Ratna Dewi <ratna@pelanggan.example>\nDikirim: Senin, 9 Juni 2025 21.00\nKepada: Dedi <dedi@toko.example>\nPerihal: Tanya meja\n\nHalo, berapa harga meja?\n"
        ),
        (
            "FW: Tanya meja",
            "-----Original Message-----\nFrom: Ratna Dewi [mailto:ratna@pelanggan.example]\nSent: Monday, June 9, 2025 9:00 PM\nTo: Dedi\nSubject: Tanya meja\n\nHalo, berapa harga meja?\n"
        ),
        (
            "FW: Tanya meja",
            "-----Pesan Asli-----\nDari: Ratna Dewi <ratna@pelanggan.example>\nDikirim: 9 Juni 2025\nKepada: Dedi\nSubjek: Tanya meja\n\nHalo, berapa harga meja?\n"
        ),
        (
            "Fwd: Tanya meja",
            "\n\n-------- Forwarded Message --------\nSubject: \tTanya meja\nDate: \tMon, 9 Jun 2025 21:00:00 +0700\nFrom: \tRatna Dewi <ratna@pelanggan.example>\nTo: \tdedi@toko.example\n\n\n\nHalo, berapa harga meja?\n"
        ),
        (
            "Fwd: Tanya meja",
            "-------- Pesan Diteruskan --------\nPerihal: \tTanya meja\nTanggal: \tMon, 9 Jun 2025 21:00:00 +0700\nDari: \tRatna Dewi <ratna@pelanggan.example>\nKepada: \tdedi@toko.example\n\nHalo, berapa harga meja?\n"
        ),
        (
            "TR: Tanya meja",
            "De : Ratna Dewi <ratna@pelanggan.example>\nEnvoyé : lundi 9 juin 2025 21:00\nÀ : Dedi <dedi@toko.example>\nObjet : Tanya meja\n\nHalo, berapa harga meja?\n"
        ),
    ]
}
