import Channels
import Domain
import Testing

@Suite("`channels try`")
struct ChannelTryTests {
    private func answer(_ line: String) -> String {
        ChannelTry.answer(line: line, catalog: ChannelFolder.catalog, context: ChannelFixtures.context)
    }

    @Test("says what is wrong with a line")
    func reportsLines() {
        #expect(answer("{").contains(#""error":"The JSON document is malformed"#))
        #expect(answer(#"{"id":"1","channel":"fax"}"#) == #"{"id":"1","error":"There is no channel fax"}"#)
        #expect(answer(#"{"id":"1","channel":"chat","body":"*"}"#) == #"{"id":"1","error":"The body is not base64"}"#)
    }

    @Test("answers a handshake, and refuses one with another token")
    func handshakes() {
        func line(_ token: String) -> String {
            #"{"id":"1","channel":"whatsapp","method":"GET","url":"https://a.example/in/whatsapp?hub.mode=subscribe&hub.verify_token=\#(token)&hub.challenge=77","verify_token":"abc","headers":{},"body":""}"#
        }
        #expect(answer(line("abc")) == #"{"id":"1","status":200,"response":"77","events":[]}"#)
        #expect(answer(line("abd")) == #"{"id":"1","status":403,"response":"wrong_verify_token","events":[]}"#)
    }

    @Test("verifies with the secret of the line")
    func verifies() {
        func line(_ token: String) -> String {
            #"{"id":"1","channel":"telegram","secret":"s3","headers":{"X-Telegram-Bot-Api-Secret-Token":"\#(token)","Content-Type":"application/json"},"body":"e30="}"#
        }
        #expect(answer(line("s3")).contains(#""events":[{"kind":"unknown"}]"#))
        #expect(answer(line("s4")).contains(#""status":401"#))
    }

    @Test(
        "follows a form's redirect to its own site only",
        arguments: [
            ("https://toko.example/ok", true), ("/ok", true), ("https://evil.example/", false),
            ("//evil.example/", false),
            ("https://toko.example@evil.example/", false), ("javascript:alert(1)", false), ("", false),
        ])
    func redirects(_ address: String, _ isAllowed: Bool) throws {
        let delivery = DeliveryInput(
            channel: "web-form",
            headers: "content-type: application/x-www-form-urlencoded\norigin: https://toko.example\n",
            body: Array("nama=A&_next=\(address)".utf8), receivedAt: .epoch)
        let location = FormRedirect.location(for: delivery, field: "_next", origins: [])
        #expect((location != nil) == isAllowed)
        if let location { #expect(location == "https://toko.example/ok") }
    }
}
