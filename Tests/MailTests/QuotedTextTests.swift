import Testing

@testable import Mail

@Suite("The new text of a reply")
struct QuotedTextTests {
    @Test(
        "ends where the quote of any mail program begins",
        arguments: [
            "Pada tanggal Sen, 1 Sep 2025 pukul 10.05 Toko <t@toko.example> menulis:\n\n> Halo",
            "Pada tanggal Sen, 1 Sep 2025 pukul 10.05 Toko Serba Ada dan Murah\n<t@toko.example> menulis:\n> Halo",
            "Pada Senin, 1 September 2025 10.05.33 WIB, Toko <t@toko.example> menulis:\n\n Halo tanpa tanda",
            "Dari: Toko <t@toko.example>\nDikirim: 1 September 2025 10:05\nKepada: Ani\nPerihal: Meja\n\nHalo",
            "________________________________\n\nFrom: Toko <t@toko.example>\nSent: Monday\nTo: Ani\nSubject: Meja\n\nHalo",
            "*From:* Toko <t@toko.example>\n*Date:* Monday\n*To:* Ani\n*Subject:* Meja\n\nHalo",
            "-----Pesan Asli-----\nDari: Toko\n\nHalo", "---------- Original Message ----------\nHalo",
            "On Mon, Sep 1, 2025 at 10:05 AM Toko <t@toko.example> wrote:\n> Halo",
            "On 01/09/2025 10:05, Toko wrote:\n> Halo", "Am 01.09.2025 um 10:05 schrieb Toko:\n> Hallo",
            "Le lun. 1 sept. 2025 à 10:05, Toko <t@toko.example> a écrit :\n\n> Salut",
            "El lun, 1 sept 2025 a las 10:05, Toko (<t@toko.example>) escribió:\n\n> Hola",
            "Op ma 1 sep. 2025 om 10:05 schreef Toko <t@toko.example>:\n\n> Hoi",
            "2025年9月1日(月) 10:05 Toko <t@toko.example>:\n\n> はい",
            "Toko <t@toko.example> 于2025年9月1日周一 10:05写道：\n\n> 好",
            "пн, 1 сент. 2025 г. в 10:05, Toko <t@toko.example>:\n\nПривет",
            "> On 1 Sep 2025, at 10.05, Toko <t@toko.example> wrote:\n> \n> Halo", "> Halo\n> Halo lagi",
        ])
    func cuts(_ quote: String) {
        let split = QuotedText("Baik kak, saya ambil dua.\nMakasih.\n\n" + quote, isForward: false)
        #expect(split.newText == "Baik kak, saya ambil dua.\nMakasih.")
        #expect(split.isQuoted)
        #expect(split.signature == nil)
    }

    @Test(
        "is the whole text when nothing is quoted",
        arguments: [
            "Pada tanggal 5 Juni saya sudah menulis: barang rusak.\nPada dasarnya saya minta ganti.",
            "From: saya sendiri\nbukan kutipan", "Nama: Ani\nDari: Bandung\nPesan: Ada stok?",
            "On the other hand: no.\n\nOn time:", "Harga a -> b, stok > 5", "Jam 10:05 saya datang:\nboleh?",
            "---\nBatas biasa\n---", "Hubungi ani@contoh.example:\ntelepon saja", "",
        ])
    func keeps(_ text: String) {
        let split = QuotedText(text, isForward: false)
        #expect(split.newText == text)
        #expect(!split.isQuoted)
    }

    @Test("stands below or between the quoted lines, too")
    func interleaved() {
        let split = QuotedText("On 1/9/2025 10:05, Toko wrote:\n> Warna?\nBiru.\n\n> Jumlah?\nTiga.", isForward: false)
        #expect(split.newText == "Biru.\n\nTiga.")
        #expect(split.isQuoted)
    }

    @Test(
        "does not contain the signature",
        arguments: [
            ("Siap.\n\n-- \nAni\nPT Contoh", "Siap.", "Ani\nPT Contoh"),
            ("Siap.\n\nTerkirim dari iPhone saya", "Siap.", "Terkirim dari iPhone saya"),
            ("Siap.\n\nSent from my Galaxy\n\n> lama", "Siap.", "Sent from my Galaxy"),
            ("Siap.\n\nDikirim dari Yahoo Mail di Android", "Siap.", "Dikirim dari Yahoo Mail di Android"),
        ])
    func signatures(_ text: String, _ newText: String, _ signature: String) {
        let split = QuotedText(text, isForward: false)
        #expect(split.newText == newText)
        #expect(split.signature == signature)
    }

    @Test("keeps a long text below two dashes, which is no signature")
    func longSignature() {
        let text = "Satu\n--\n" + (1...20).map { "Baris \($0)" }.joined(separator: "\n")
        #expect(QuotedText(text, isForward: false).newText == text)
    }

    @Test("of a forward is all of it")
    func forwards() {
        let gmail =
            "Tolong dibantu.\n\n---------- Forwarded message ---------\nFrom: A <a@b.example>\nSubject: X\n\nHalo"
        #expect(QuotedText(gmail, isForward: false).newText == gmail)
        let outlook = "Tolong.\n\nFrom: A <a@b.example>\nSent: Monday\nTo: B\nSubject: X\n\nHalo"
        #expect(QuotedText(outlook, isForward: true).newText == outlook)
        #expect(QuotedText(outlook, isForward: false).newText == "Tolong.")
        let original = QuotedText(outlook, isForward: true).forward
        #expect(original?.from == MailAddress(address: "a@b.example", name: "A"))
        #expect(original?.subject == "X")
        #expect(original?.text == "Halo")
        #expect(QuotedText(outlook, isForward: false).forward == nil)
    }
}
