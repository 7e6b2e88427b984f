import TestSupport
import Testing

@testable import Mail

@Suite("Quotes of many mail programs")
struct QuoteLanguagesTests {
    @Test("are found by the line that introduces them, with and without marks", arguments: attributions)
    func introduced(_ line: String) {
        for quote in ["> lama\n> lagi", "lama\nlagi"] {
            let split = QuotedText("Siap kak.\n\n\(line)\n\n\(quote)\n", isForward: false)
            #expect(split.newText == "Siap kak.")
            #expect(split.isQuoted)
            #expect(split.spans.map(\.kind) == [.new, .attribution, .quote])
        }
    }

    @Test("are found by the headers above them", arguments: blocks)
    func headed(_ block: String) {
        let split = QuotedText("Siap kak.\n\n\(block)\n\nlama", isForward: false)
        #expect(split.newText == "Siap kak.")
        #expect(split.spans.map(\.kind) == [.new, .attribution, .quote])
    }

    @Test("may follow what a telephone adds", arguments: appLines)
    func apps(_ line: String) {
        let split = QuotedText("Siap kak.\n\n\(line)\n\n> lama", isForward: false)
        #expect(split.newText == "Siap kak.")
        #expect(split.signature == line)
        #expect(split.spans.map(\.kind) == [.new, .signature, .quote])
    }

    @Test("are not what a customer writes", arguments: customers)
    func customerText(_ text: String) {
        let split = QuotedText(text, isForward: false)
        #expect(split.newText == text)
        #expect(!split.isQuoted)
        #expect(split.signature == nil)
        #expect(split.spans == [MailTextSpan(start: 0, length: text.utf8.count, kind: .new)])
    }

    @Test("leave the answer below, between and above them")
    func answers() {
        let below = "Pada 9 Jun 2025 09.12, Toko <cs@toko.example> menulis:\n\n> Berapa?\n\nDua ya kak"
        #expect(QuotedText(below, isForward: false).newText == "Dua ya kak")
        let between = "On 9 Jun 2025 09:12, Toko wrote:\n> Berapa?\nDua\n> Warna?\nMerah\n-- \nAni"
        let split = QuotedText(between, isForward: false)
        #expect(split.newText == "Dua\nMerah")
        #expect(split.signature == "Ani")
        #expect(split.spans.map(\.kind) == [.attribution, .quote, .new, .quote, .new, .signature])
        let around = "Baik\n\n-- \nAni\n\nPada 9 Jun 2025 09.12, Toko <t@toko.example> menulis:\n> Warna?\n\nMerah"
        #expect(QuotedText(around, isForward: false).newText == "Baik\n\nMerah")
    }

    @Test("and all the rest of a text are spans without gaps", arguments: UInt64(1)...300)
    func spans(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces =
            Self.attributions + Self.blocks + Self.appLines + Self.customers + [
                "", "> a", ">> b", "-- ", "--", "----", " ",
            ]
            + [
                "---------- Forwarded message ---------", "-----Original Message-----", "\u{2003}",
                "Baik kak \u{1F600}",
            ]
        let text = (0..<Int.random(in: 0...12, using: &random))
            .map { _ in pieces.randomElement(using: &random) ?? "" }.joined(separator: "\n")
        for isForward in [true, false] {
            let split = QuotedText(text, isForward: isForward)
            var end = 0
            for span in split.spans {
                #expect(span.start == end)
                #expect(span.length > 0)
                end += span.length
            }
            #expect(end == text.utf8.count)
            #expect(zip(split.spans, split.spans.dropFirst()).allSatisfy { $0.kind != $1.kind })
            #expect(split.newText.utf8.count <= text.utf8.count)
        }
    }

    private static let attributions = [
        "\u{202B}בתאריך יום ג׳, 11 ביוני 2024 ב-9:12 מאת \u{202A}Shop\u{202C}\u{200F} <\u{202A}cs@shop.example\u{202C}\u{200F}>:\u{202C}",
        "في الثلاثاء، 11 يونيو 2024 في 9:12 ص تمت كتابة ما يلي بواسطة Shop <cs@shop.example>:",
        "Shop <cs@shop.example>, 11 Haz 2024 Sal, 09:12 tarihinde şunu yazdı:",
        "út 11. 6. 2024 v 9:12 odesílatel Shop <cs@shop.example> napsal:",
        "Shop <cs@shop.example> ezt írta (időpont: 2024. jún. 11., K, 9:12):",
        "mar., 11 iun. 2024 la 09:12, Shop <cs@shop.example> a scris:",
        "Στις Τρί 11 Ιουν 2024 στις 9:12 π.μ., ο χρήστης Shop <cs@shop.example> έγραψε:",
        "вт, 11 черв. 2024 р. о 09:12 Shop <cs@shop.example> пише:",
        "Den tis 11 juni 2024 kl 09:12 skrev Shop <cs@shop.example>:",
        "Den tir. 11. jun. 2024 kl. 09.12 skrev Shop <cs@shop.example>:",
        "Op 11-06-2024 om 09:12 schreef Shop:",
        "wt., 11 cze 2024 o 09:12 Shop <cs@shop.example> napisał(a):",
        "Em ter., 11 de jun. de 2024 às 09:12, Shop <cs@shop.example> escreveu:",
        "Il giorno mar 11 giu 2024 alle ore 09:12 Shop <cs@shop.example> ha scritto:",
        "El 11 jun 2024, a las 9:12, Shop <cs@shop.example> escribió:",
        "Shop <cs@shop.example> 於 2024年6月11日 週二 上午9:12寫道：",
        "On 11 Jun 2024, at 09:12, Shop <cs@shop.example> wrote:",
        "Pada 11 Jun 2024, pukul 09.12, Shop <cs@shop.example> menulis:",
        "On 6/11/24, 9:12 AM, \"Shop\" <cs@shop.example> wrote:",
        "ut 11. 6. 2024 o 9:12 Shop <cs@shop.example> napísal(a):",
        "2024. 6. 11. 오전 9:12에 Shop <cs@shop.example>님이 작성:",
    ]

    private static let blocks = [
        "Von: Shop <cs@shop.example>\nGesendet: Dienstag, 11. Juni 2024 09:12\nAn: Budi\nBetreff: Meja",
        "De: Shop <cs@shop.example>\nEnviado el: martes, 11 de junio de 2024 9:12\nPara: Budi\nAsunto: Meja",
        "发件人: Shop <cs@shop.example>\n发送时间: 2024年6月11日 9:12\n收件人: Budi\n主题: Meja",
        "差出人: Shop <cs@shop.example>\n送信日時: 2024年6月11日 9:12\n宛先: Budi\n件名: Meja",
        "От: Shop <cs@shop.example>\nОтправлено: 11 июня 2024 г. 9:12\nКому: Budi\nТема: Meja",
        "Kimden: Shop <cs@shop.example>\nGönderildi: 11 Haziran 2024 Salı 09:12\nKime: Budi\nKonu: Meja",
        "Dari: Shop <cs@shop.example>\nDikirim: 11 Juni 2024 09:12\nKepada: Budi",
    ]

    private static let appLines = [
        "Terkirim dari iPhone saya",
        "Dikirim dari Yahoo Mail di Android",
        "Dapatkan Outlook untuk Android",
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
        "Sent from my Galaxy",
        "Von meinem iPhone gesendet",
        "Gesendet mit der GMX Mail App",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Inviato da iPhone",
        "Enviado do meu iPhone",
        "Skickat från min iPhone",
        "Sendt fra min iPhone",
        "Sendt fra min iPhone",
        "Lähetetty iPhonesta",
        "Wysłane z iPhone'a",
        "Odesláno z iPhonu",
        "Отправлено с iPhone",
        "Отправлено из мобильной Почты Mail.ru",
        "iPhoneから送信",
        "나의 iPhone에서 보냄",
        "发自我的iPhone",
        "從我的 iPhone 傳送",
        "iPhone'umdan gönderildi",
        "أُرسلت من الـ iPhone",
        "נשלח מה-iPhone שלי",
        "Đã gửi từ iPhone của tôi",
        "ส่งจาก iPhone ของฉัน",
        "iPhone-omról küldve",
        "Dihantar dari iPhone saya",
    ]

    private static let customers = [
        "Mau kirim barang:\n\nDari: Jakarta\nKe: Surabaya\nTanggal: 5 Juni 2025\nBerapa ongkirnya?",
        "Kepada: Yth. Toko\nDari: Andi\nPerihal: Penawaran\nTanggal: 5 Juni 2025\n\nDengan hormat",
        "Halo\n\nPada 5 Juni 2025 jam 10.05 saya email ke cs@toko.example dan tanya:\n\nBisa tukar?",
        "Halo\n\nPada 5 Juni 2025 saya sudah menulis:\n\nBisa tukar?",
        "Halo kak\n\nDikirim dari Bandung ya",
        "Bisa?\nSent from Jakarta today",
    ]
}
