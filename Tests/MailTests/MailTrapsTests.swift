import Mail
import Testing

/// Mails that break a rule, as real ones do.
@Suite("A mail that breaks the rules is read as it was meant")
struct MailTrapsTests {
    @Test("whatever its transfer encoding, boundaries or types are", arguments: mails)
    func traps(_ rest: String, _ text: String, _ files: [String]) {
        let head = "From: Ani <ani@pelanggan.example>\r\nSubject: T\r\nMIME-Version: 1.0\r\n"
        for mail in [head + rest, (head + rest).replacing("\r\n", with: "\n")] {
            let bytes = Array(mail.utf8)
            let message = MailFixture.reader.read(bytes)
            #expect(message.text == text)
            #expect(message.attachments.map { "\($0.filename ?? "-") \($0.size)" } == files)
            for attachment in message.attachments {
                #expect(MailAttachments.bytes(of: attachment.part, in: bytes)?.count == attachment.size)
            }
        }
    }

    @Test("also when its lines end as on an old Macintosh")
    func carriageReturns() {
        let mail = "From: Ani <ani@pelanggan.example>\rSubject: T\r\rsatu\rdua\r"
        #expect(MailFixture.reader.read(Array(mail.utf8)).text == "satu\ndua")
    }

    private static let mails: [(String, String, [String])] = [
        (
            "Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit\r\n\r\n\u{1B}$B$9$_$^$;$s!#%F%9%H\u{1B}(B",
            "すみません。テスト", []
        ),
        (
            "Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit\r\n\r\n\u{1B}$B-!\u{1B}(B",
            "①", []
        ),
        (
            "Content-Type: text/plain; charset=utf-7\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHalo +AOk +IKw 1+-2",
            "Halo é € 1+2", []
        ),
        (
            "Content-Type: text/plain; charset=unicode-1-1-utf-7\r\nContent-Transfer-Encoding: 7bit\r\n\r\nH+AOk-",
            "Hé", []
        ),
        ("Content-Type: text/plain; charset=x-unknown\r\nContent-Transfer-Encoding: 8bit\r\n\r\né €", "é €", []),
        ("Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n∮ é", "∮ é", []),
        (
            "Content-Type: text/plain; charset=\"charset=utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n∮ é", "∮ é",
            []
        ),
        ("Content-Type: text/plain; charset='UTF-8'\r\nContent-Transfer-Encoding: 8bit\r\n\r\né", "é", []),
        ("Content-Type: text/plain; charset=\"utf-8;\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\né", "é", []),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: plain\r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bits\r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7-bit\r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: \r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8-bit\r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: utf-8\r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: none\r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit; x=y\r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: \"8bit\"\r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: UTF8\r\n\r\né = 5 =\r\nok",
            "é = 5 =\nok", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\na=C3=A9 b=\r\nc =20 =zz =\r\n",
            "aé bc   =zz", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable;\r\n\r\na=c3=a9=  \r\nb",
            "aéb", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: \"quoted-printable\"\r\n\r\na=C3=A9",
            "aé", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted_printable\r\n\r\na=C3=A9",
            "aé", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: BASE64 \r\n\r\nw6kgaGFsbyBkdW5pYQ==",
            "é halo dunia", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nw6kgaGFsbyBkdW5pY",
            "é halo duni", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n@@w6kgaGFs!\r\nbyBkdW5pYQ==",
            "é halo dunia", []
        ),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nSelamat pagi, saya mau tanya harga meja makan yang di etalase, terima kasih banyak.",
            "Selamat pagi, saya mau tanya harga meja makan yang di etalase, terima kasih banyak.", []
        ),
        (
            "\r\nIni berkasnya.\r\n\r\nbegin 644 daftar harga.txt\r\nM:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R\r\nM9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@\r\nM:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R\r\nM9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@:&%R9V$@\r\n`\r\nend\r\n\r\nTerima kasih\r\n",
            "Ini berkasnya.\n\n\nTerima kasih", ["daftar harga.txt 180"]
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhalo\r\n--b\r\nContent-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a.bin\r\nM  $\" P0%!@<(\"0H+# T.#Q 1$A,4%187&!D:&QP='A\\@(2(C)\"4F)R@I*BLL\r\nM+2XO,#$R,S0U-C<X.3H[/#T^/T!!0D-$149'2$E*2TQ-3D]045)35%565UA9\r\n*6EM<75Y?8&%B8P  \r\n`\r\nend\r\n--b--\r\n",
            "halo", ["a.bin 100"]
        ),
        (
            "\r\nKami begin 644 kali\r\nbegin 644 kali\r\nsaja\r\nend\r\n",
            "Kami begin 644 kali\nbegin 644 kali\nsaja\nend", []
        ),
        (
            "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhalo\r\n--b\r\nContent-Type: text/csv; name=a.csv\r\n\r\n1;2",
            "halo", ["a.csv 3"]
        ),
        ("Content-Type: multipart/mixed; boundary=b\r\n\r\nhanya ini\r\n", "hanya ini", []),
        (
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsatu\r\n--b\r\nContent-Type: text/plain\r\n\r\ndua\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>tiga</p>\r\n--b--\r\n",
            "satu\n\ndua\n\ntiga", []
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Mau pesan</p>\r\n--b\r\nContent-Type: text/plain\r\n\r\nScanned by X\r\n--b--\r\n",
            "Mau pesan\n\nScanned by X", []
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nMau pesan dua\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Mau <b>pesan</b> dua</p>\r\n--b--\r\n",
            "Mau pesan dua", []
        ),
        ("Content-Type: text/html; charset=utf-8\r\n\r\n<div>Halo<br>dua</div><style>x{}</style>", "Halo\ndua", []),
        (
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nUndangan\r\n--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n--b--\r\n",
            "Undangan", ["- 15"]
        ),
        (
            "Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nIni kalimat yang \r\npanjang sekali \r\ndan selesai.\r\n\r\n> kutip satu \r\n> dua\r\n>> dalam\r\n\r\n  indent\r\n-- \r\nAni\r\n",
            "Ini kalimat yang panjang sekali dan selesai.\n\n> kutip satu dua\n>> dalam\n\n indent\n-- \nAni", []
        ),
        ("Content-Type: text/plain; charset=utf-8; format=flowed; DelSp=yes\r\n\r\n価格は \r\nいくら\r\n", "価格はいくら", []),
        (
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=smime.p7m\r\n\r\nMIAGCSqGSIb3DQ==\r\n",
            "", ["smime.p7m 10"]
        ),
        (
            "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgEAAQeQBgAIAAAA5AQAAAAAAADoAAEMgAIAFwAAAElzaSBzdXJhdCBkYXJpIE91dGxvb2sA\nQQgCApAGAA4AAAAAAAAAAAAAAAAAAAAAAAAAAhCAAQANAAAAUEVOQVdBfjEuUERGAHMDAg+ABgAK\nAAAAJVBERi0xLjQgeFcCAgWQBgBUAAAAAwAAAAMABTcBAAAAHwAHNwEAAAAgAAAAcABlAG4AYQB3\nAGEAcgBhAG4AIADpAC4AcABkAGYAAAAeAA43AQAAABAAAABhcHBsaWNhdGlvbi9wZGYAYA0=\n",
            "Isi surat dari Outlook", ["penawaran é.pdf 10"]
        ),
        ("Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n<b>x</b>", "<b>x</b>", []),
        ("Content-Type: text\r\n\r\nhalo", "halo", []),
        ("Content-Type: text/plain charset=utf-8\r\n\r\nhé", "hé", []),
        ("Content-Type: ; charset=utf-8\r\n\r\nhalo", "halo", []),
        ("Content-Type: plain\r\n\r\nhalo", "halo", []),
        ("Content-Type: text/plain; charset=\r\n\r\nhalo", "halo", []),
        ("Content-Type: \"text/plain\"; charset=utf-8\r\n\r\nhalo", "halo", []),
        ("Content-Type: text/html;;; charset=utf-8;\r\n\r\n<p>halo", "halo", []),
    ]
}
