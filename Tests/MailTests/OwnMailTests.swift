import Domain
import Mail
import Testing

@Suite("A mail of our own")
struct OwnMailTests {
    @Test(
        "is known by the ids that this program writes, whoever it seems to come from",
        arguments: [
            ("Message-ID: <corong.a1b2@toko.example>", EventKind.echo),
            ("Message-ID: <corong.a1b2@mail.toko.example>", .echo),
            ("Message-ID: <corong.a1b2@lain.example>", .message),
            ("Message-ID: <a1b2@toko.example>", .message),
            ("X-Corong-Message: <a1b2@toko.example>\nMessage-ID: <x@relay.example>", .echo),
            ("X-Corong-Message: <a1b2@lain.example>", .message), ("X-Corong-Message: yes", .message),
        ])
    func ids(_ headers: String, _ kind: EventKind) {
        let mail = "From: Milis <milis@lain.example>\n\(headers)\nSubject: x\n\nHalo"
        #expect(MailFixture.reader.read(Array(mail.utf8)).kind == kind)
    }

    @Test("can be told by a whole domain")
    func domains() {
        for entry in ["toko.example", "@Toko.example"] {
            let reader = MailReader(ownAddresses: [entry])
            #expect(reader.read(Array("From: siapa@toko.example\n\nx".utf8)).kind == .echo)
            #expect(reader.read(Array("From: siapa@mail.toko.example\n\nx".utf8)).kind == .echo)
            #expect(reader.read(Array("From: siapa@bukantoko.example\n\nx".utf8)).kind == .message)
        }
    }
}
