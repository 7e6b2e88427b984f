import Domain
import Testing

@testable import Mail

@Suite("A form that our own website mails")
struct MailFormTests {
    private static let site = "From: WordPress <wordpress@toko.example>\nTo: cs@toko.example\nSubject: Form\n"

    @Test("is the inquiry of who filled it in")
    func contactForm7() {
        let body = """
            From: Siti Rahma <siti@pelanggan.example>
            Subject: Tanya
            Kota: Bandung

            Message Body:
            Bisa COD?

            Nama: bukan jawaban lagi

            --\u{20}
            This e-mail was sent from a contact form on Toko
            """
        let message = read(Self.site + "Reply-To: siti@pelanggan.example\n", body)
        #expect(message.kind == .leadForm)
        #expect(message.sender == MailAddress(address: "siti@pelanggan.example", name: "Siti Rahma"))
        #expect(message.form?.message == "Bisa COD?\n\nNama: bukan jawaban lagi")
        #expect(message.form?.fields.map(\.label) == ["Subject", "Kota"])
    }

    @Test("needs no Reply-To when the answers name an address")
    func elementor() {
        let body = """
            Nama: Siti
            Email: Siti@Pelanggan.example
            No. WhatsApp: 0812-1111-2222
            Ukuran: 120 cm
            Pesan: Mau pesan
            yang besar

            ---
            Date: 9 Juni 2025
            Remote IP: 192.0.2.1
            Powered by: Elementor
            """
        let message = read(Self.site, body)
        #expect(message.kind == .leadForm)
        #expect(message.sender == MailAddress(address: "siti@pelanggan.example", name: "Siti"))
        #expect(message.form?.phone == "0812-1111-2222")
        #expect(message.form?.message == "Mau pesan\nyang besar")
        #expect(message.form?.fields == [MailForm.Field(label: "Ukuran", value: "120 cm")])
    }

    @Test("may have its answers below the questions")
    func tables() {
        let html =
            "<table><tr><td><b>Nama</b></td></tr><tr><td>Siti</td></tr><tr><td><b>Email</b></td></tr>"
            + "<tr><td>siti@pelanggan.example</td></tr><tr><td>Pesan</td></tr><tr><td>Mau<br>dua</td></tr></table>"
        let mail =
            "From: Toko <cs@toko.example>\nX-Mailer: PHPMailer 6.8\nSubject: New Entry\nContent-Type: text/html\n\n"
            + html
        let message = MailFixture.reader.read(Array(mail.utf8))
        #expect(message.kind == .leadForm)
        #expect(message.form?.name == "Siti")
        #expect(message.form?.message == "Mau\ndua")
    }

    @Test("is not what people write to each other")
    func people() {
        let answers = "Data kakak:\nNama: Siti\nEmail: siti@pelanggan.example\nbenar?"
        #expect(read("From: Toko <cs@toko.example>\nSubject: Re: x\n", answers).kind == .echo)
        let stranger = read("From: Andi <andi@pelanggan.example>\nSubject: x\n", answers)
        #expect(stranger.kind == .message)
        #expect(stranger.sender?.address == "andi@pelanggan.example")
        #expect(read(Self.site, "Pemberitahuan: stok habis\nTotal: 5").kind == .message)
        #expect(read(Self.site, "Nama: Toko\nEmail: cs@toko.example\nPesan: tes").kind == .message)
    }

    @Test(
        "does not take links and sentences for answers",
        arguments: [
            "https://toko.example\nhttps://lain.example", "Halo,\nsaya mau tanya: ada stok?", "", ":\n:\n",
            "Nama:\nEmail:",
        ])
    func noAnswers(_ text: String) {
        #expect(MailForm(text) == nil)
    }

    private func read(_ head: String, _ body: String) -> MailMessage {
        MailFixture.reader.read(Array((head + "Content-Type: text/plain; charset=utf-8\n\n" + body).utf8))
    }
}
