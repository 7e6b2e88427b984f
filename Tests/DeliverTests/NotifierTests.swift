import Domain
import JSON
import Storage
import Testing
import Transfer

@testable import Deliver

@Suite("What reps are told")
struct NotifierTests {
    static func destinations(_ change: (inout Destinations) -> Void = { _ in }) throws -> Destinations {
        var access = NotifyAccess()
        access.telegram = NotifyAccess.API(token: "123:abc")
        access.slack = NotifyAccess.API(token: "xoxb-1")
        access.whatsapp = (
            NotifyAccess.API(token: "EAA"), NotifyAccess.Template(sender: "555", name: "lead_alert", language: "id")
        )
        access.mail = (
            SMTPServer(host: "mail.shop.example"), try #require(MailAddress("crm@shop.example", name: "Corong"))
        )
        var destinations = Destinations(
            webhooks: ["crm": try WebhookTests.webhook()],
            notifier: Notifier(access: access, origin: Sample.origin, languages: ["id"]),
            reps: [
                "ani": [
                    NotifyAddress(.telegram, "777"), NotifyAddress(.slack, "C1"),
                    NotifyAddress(.whatsapp, "+62 812-555"), NotifyAddress(.email, "ani@shop.example"),
                    NotifyAddress(.webhook, "crm"),
                ]
            ],
            customer: { _ in "Bu Sekar" },
            link: { rep, lead in "https://shop.example/r/\(rep)-\(lead.map(String.init(describing:)) ?? "")" })
        change(&destinations)
        return destinations
    }

    static func request(_ way: String, _ destinations: Destinations? = nil) async throws -> (TransferRequest, Outgoing)
    {
        let item = Sample.item(41, to: "rep/ani/\(way)")
        let outgoing = try await (try destinations ?? Self.destinations()).outgoing(for: item, at: Sample.start)
        guard case .http(let request) = outgoing.carrier else { throw Undeliverable("no request") }
        return (request, outgoing)
    }

    static let text = """
        Prospek baru L41
        Pelanggan: Bu Sekar \u{b7} Skor: 80 \u{b7} Sumber: whatsapp
        https://shop.example/r/ani-41
        """

    @Test("Telegram gets a message of the bot")
    func telegram() async throws {
        let (request, outgoing) = try await Self.request("telegram")
        #expect(request.url == "https://api.telegram.org/bot123:abc/sendMessage")
        try JSONDocument(parsing: request.body).withRoot { root in
            #expect(root["chat_id"]?.string == "777")
            #expect(root["text"]?.string == Self.text)
        }
        #expect(Self.attempt(200, #"{"ok":true,"result":{"message_id":9}}"#, outgoing) == .delivered(reference: "9"))
        guard case .failed(_, 17) = Self.attempt(429, #"{"ok":false,"parameters":{"retry_after":17}}"#, outgoing) else {
            Issue.record("the wait was not read")
            return
        }
        guard case .refused = Self.attempt(403, #"{"ok":false,"description":"bot was blocked"}"#, outgoing) else {
            Issue.record("not refused")
            return
        }
    }

    @Test("Slack gets a message in a channel, or at the address of a webhook; its answers say more than their status")
    func slack() async throws {
        let (request, outgoing) = try await Self.request("slack")
        #expect(request.url == "https://slack.com/api/chat.postMessage")
        #expect(request.headers.contains(TransferRequest.Header("Authorization", "Bearer xoxb-1")))
        #expect(Self.attempt(200, #"{"ok":true,"ts":"1.2"}"#, outgoing) == .delivered(reference: "1.2"))
        #expect(
            Self.attempt(200, #"{"ok":false,"error":"channel_not_found"}"#, outgoing)
                == .refused(problem: "Slack says: channel_not_found"))
        #expect(
            Self.attempt(200, #"{"ok":false,"error":"internal_error"}"#, outgoing)
                == .failed(problem: "Slack says: internal_error", retryAfterSeconds: nil))
        #expect(
            Self.attempt(503, "oops", outgoing) == .failed(problem: "Answered 503: oops", retryAfterSeconds: nil))
        let hook = try Self.destinations {
            $0.notifier.access.slack = nil
            $0.reps["ani"] = [NotifyAddress(.slack, "https://hooks.slack.com/services/T/B/x")]
            $0.customer = { _ in "<!channel> & co" }
        }
        let (other, plain) = try await Self.request("slack", hook)
        #expect(other.url == "https://hooks.slack.com/services/T/B/x")
        #expect(String(decoding: other.body, as: UTF8.self).contains("&lt;!channel&gt; &amp; co"))
        #expect(Self.attempt(200, "ok", plain) == .delivered(reference: nil))
    }

    @Test("WhatsApp gets a template with three variables, none empty or with line breaks")
    func whatsapp() async throws {
        let bare = try Self.destinations { $0.link = { _, _ in nil } }
        let (request, outgoing) = try await Self.request("whatsapp", bare)
        #expect(request.url == "https://graph.facebook.com/v21.0/555/messages")
        try JSONDocument(parsing: request.body).withRoot { root in
            #expect(root["to"]?.string == "62812555")
            #expect(root["template"]?["name"]?.string == "lead_alert")
            #expect(root["template"]?["language"]?["code"]?.string == "id")
            let variables = root["template"]?["components"]?[0]?["parameters"]
            #expect(variables?[0]?["text"]?.string == "Prospek baru L41")
            #expect(variables?[1]?["text"]?.string == "Pelanggan: Bu Sekar, Skor: 80, Sumber: whatsapp")
            #expect(variables?[2]?["text"]?.string == "-")
        }
        #expect(
            Self.attempt(200, #"{"messages":[{"id":"wamid.X"}]}"#, outgoing) == .delivered(reference: "wamid.X"))
        guard case .failed = Self.attempt(400, #"{"error":{"code":131056}}"#, outgoing),
            case .refused = Self.attempt(400, #"{"error":{"code":132001}}"#, outgoing)
        else {
            Issue.record("error codes were not read")
            return
        }
    }

    @Test("a mail goes to the rep's address, marked as a machine's")
    func mail() async throws {
        let item = Sample.item(41, to: "rep/ani/email")
        guard case .mail(let mail, let id) = try await Self.destinations().outgoing(for: item, at: Sample.start).carrier
        else { throw Undeliverable("no mail") }
        #expect(mail.to == "ani@shop.example" && mail.from == "crm@shop.example")
        #expect(id == "<\(Sample.origin.key(of: item.id))@shop.example>")
        let text = String(decoding: mail.message, as: UTF8.self)
        #expect(text.contains("Subject: Prospek baru L41\r\n") && text.contains("Auto-Submitted: auto-generated\r\n"))
    }

    @Test("a rep's webhook is the destination of that name")
    func webhook() async throws {
        let (request, _) = try await Self.request("webhook")
        #expect(request.url == "https://crm.example/hooks/corong")
    }

    @Test(
        "what cannot be sent says why, and waits for another configuration unless none could help",
        arguments: [
            ("webhook/gone", false), ("rep/budi/email", false), ("rep/ani/pigeon", true), ("nobody", true),
            ("customer/whatsapp", false), ("webhook/a/b", true),
        ])
    func undeliverable(_ destination: String, _ isFinal: Bool) async throws {
        let destinations = try Self.destinations()
        do throws(Undeliverable) {
            _ = try await destinations.outgoing(for: Sample.item(1, to: destination), at: Sample.start)
            Issue.record("it could be sent")
        } catch {
            #expect(error.isFinal == isFinal && !error.problem.isEmpty)
        }
    }

    @Test("there are words for every language asked for, and English for all others")
    func languages() {
        var notice = Notice(Sample.item(41, topic: "lead.escalated"))
        notice.reason = "nobody\naccepts"
        #expect(NoticeText(notice, languages: ["id"]).title == "Prospek perlu ditangani L41")
        #expect(
            NoticeText(notice, languages: ["fr", "en-GB"]).lines == """
                A lead needs you L41
                Score: 80 \u{b7} Source: whatsapp \u{b7} Reason: nobody accepts
                """)
        #expect(NoticeText(notice, languages: []).title == "A lead needs you L41")
        #expect(
            NoticeText(Notice(Sample.item(1, topic: "x.y", payload: "")), languages: ["en"]).lines
                == "News of a lead L41")
    }

    static func attempt(_ status: Int, _ body: String, _ outgoing: Outgoing) -> Attempt {
        HTTPVerdict.attempt(
            TransferResponse(status: status, headers: [], body: Array(body.utf8)), of: outgoing, at: Sample.start)
    }
}

@Suite("What an answer repeats")
struct HiddenSecretTests {
    @Test("is shown without the token, whole or cut off", arguments: [0, 240, 270, 285, 290, 296])
    func token(_ before: Int) {
        let token = "123456:ABCDEFghijkl"
        let outgoing = Outgoing(TransferRequest(.post, "https://example.org"), secrets: [token])
        let body = String(repeating: "x", count: before) + "/bot\(token)/sendMessage"
        let response = TransferResponse(status: 404, headers: [], body: Array(body.utf8))
        guard case .failed(let problem, _) = HTTPVerdict.attempt(response, of: outgoing, at: .epoch) else {
            Issue.record("not tried again")
            return
        }
        #expect(!problem.contains("123456"))
    }
}
