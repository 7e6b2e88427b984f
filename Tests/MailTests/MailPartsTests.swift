import Mail
import Testing

@Suite("The parts of a mail")
struct MailPartsTests {
    @Test("have the size they were sent with, without the line end of the boundary")
    func sizes() {
        let mail = """
            From: ani@pelanggan.example
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/csv; name=a.csv

            1;2

            --b
            Content-Type: application/octet-stream; name=b.bin
            Content-Transfer-Encoding: base64

            AAEC*A*wQ
            --b
            Content-Type: text/csv; name=c.csv
            Content-Transfer-Encoding: 7bit

            1;2

            --b--
            """
        for text in [mail, crlf(mail)] {
            let attachments = read(text).attachments
            #expect(attachments.map(\.filename) == ["a.csv", "b.bin", "c.csv"])
            #expect(attachments.map(\.size) == [text == mail ? 4 : 5, 5, text == mail ? 4 : 5])
        }
    }

    @Test("are those of the first Content-Type when there are two")
    func twoContentTypes() {
        let mail = """
            From: ani@pelanggan.example
            Content-Type: multipart/mixed;
             boundary=b
            content-type: text/plain;
             charset=utf-8
            Subject: Tetap ada

            --b

            Halo
            --b--
            """
        for text in [mail, crlf(mail)] {
            let message = read(text)
            #expect(message.text == "Halo")
            #expect(message.subject == "Tetap ada")
        }
    }

    @Test("of a report are no attachments")
    func reportsHaveNoAttachments() {
        let mail = """
            From: postmaster@mx.example
            X-Failed-Recipients: budi@pelanggan.example
            Content-Type: multipart/mixed; boundary=b

            --b

            Gagal, 5.7.1
            --b
            Content-Type: message/rfc822

            Message-ID: <promo-14@toko.example>

            Halo
            --b--
            """
        let message = read(mail)
        #expect(message.attachments.isEmpty)
        #expect(
            message.bounces == [
                bounce("budi@pelanggan.example", "failed", "5.7.1", "promo-14@toko.example")
            ])
    }

    @Test("of a delivery report may have folded fields, and recipients of several fates")
    func foldedFields() {
        let mail = """
            From: postmaster@mx.example
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            Laporan
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822;
              <Budi@Pelanggan.example>
            Action: Failed
            Status: 5.1.1 (tidak ada)

            Final-Recipient: rfc822;
            Action: failed

            Final-Recipient: rfc822; ani@pelanggan.example
            --b--
            """
        #expect(
            read(mail).bounces == [
                bounce("budi@pelanggan.example", "failed", "5.1.1", nil),
                bounce("ani@pelanggan.example", "failed", nil, nil),
            ])
    }

    private func bounce(_ recipient: String, _ action: String, _ status: String?, _ original: String?) -> MailBounce {
        MailBounce(recipient: recipient, action: action, status: status, originalMessageID: original)
    }

    private func crlf(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }

    private func read(_ mail: String) -> MailMessage { MailFixture.reader.read(Array(mail.utf8)) }
}
