import Channels
import Deliver
import Domain
import Testing
import Transfer

@Suite("Replies on their way out")
struct CustomerReplyTests {
    static let now = Timestamp(microseconds: 1_751_328_000_000_000)

    static func reply(_ block: String) throws -> CompiledReply {
        let text = """
            channel: demo
            name: Demo
            version: 1
            receive: {}
            verify: {insecure: only for these tests}
            decode: json
            cases: [{kind: message, key: {digest: item}}]
            \(block)
            """
        let checked = CompiledChannel.compile(text: text, file: "demo")
        return try #require(checked.value?.reply, "\(checked.diagnostics)")
    }

    static let http = """
        reply:
          url: "https://api.example/{account}"
          token: {header: Authorization}
          headers: {X-Key: "{key}"}
          window: 24h
          json: {to: "{address}", text: "{text}"}
          answer: {id: $.id, accepted: $.ok == true, error: $.e, code: $.e, temporary: [busy]}
        """

    private func item(silence: Int64 = 60, topic: String = CustomerMessage.Topic.reply) -> OutboxItem {
        let event = EventID(position: 41, item: 2)
        let key = Conversation.Key(contact: event, channel: "demo")
        let conversation = Conversation(
            key: key, account: "100", address: "siti@pelanggan.example", messages: 1, first: event, last: event,
            lastAt: Self.now.adding(seconds: -silence))
        let message = CustomerMessage(to: conversation, text: "Halo", template: nil)
        return OutboxItem(
            id: OutboxID(event: event, number: 0), destination: message.destination, topic: topic, at: Self.now,
            payload: message.json)
    }

    private func replies(
        _ block: String = http, token: String? = "SECRET", address: String? = nil, present: Timestamp? = nil
    ) throws -> CustomerReply {
        let reply = try Self.reply(block)
        let server = SMTPServer(host: "mail.example")
        let from = try #require(MailAddress(written: "Toko <cs@toko.example>"))
        return CustomerReply(
            access: { $0 == "demo" ? .init(reply: reply, parameters: [:], token: token, address: address) : nil },
            mail: (server, from), origin: Origin(workspace: "main", identity: "x"),
            present: { key in
                present.map {
                    Conversation(
                        key: key, account: nil, address: nil, messages: 2, first: key.contact, last: key.contact,
                        lastAt: $0)
                }
            },
            answered: { _ in .init(subject: "Tanya meja", id: "a1@pelanggan.example", references: ["b0@toko.example"]) }
        )
    }

    private func refusal(of replies: CustomerReply, _ item: OutboxItem) async throws -> Undeliverable? {
        do throws(Undeliverable) {
            _ = try await replies.outgoing(for: item, at: Self.now)
            return nil
        } catch {
            return error
        }
    }

    @Test("call the provider with the row's key, to public addresses only, and read what it answers")
    func call() async throws {
        let outgoing = try await replies().outgoing(for: item(), at: Self.now)
        guard case .http(let request) = outgoing.carrier else { throw Undeliverable("no request") }
        #expect(request.url == "https://api.example/100" && request.addresses == .publicOnly)
        let key = Origin(workspace: "main", identity: "x").key(of: item().id)
        #expect(
            request.headers.contains(.init("X-Key", key)) && request.headers.contains(.init("Authorization", "SECRET")))
        func read(_ status: Int, _ body: String) -> Attempt? {
            outgoing.reading(TransferResponse(status: status, headers: [], body: Array(body.utf8)))
        }
        #expect(read(200, #"{"ok":true,"id":"m1"}"#) == .delivered(reference: "m1"))
        #expect(read(200, #"{"ok":false,"e":"busy"}"#) == .failed(problem: "200 busy", retryAfterSeconds: nil))
        #expect(read(403, #"{"e":"SECRET"}"#) == .refused(problem: "403 (token)"))
        #expect(read(429, "") == nil, "the header says how long to wait")
    }

    @Test("a window that has closed since is final, and one that the customer has opened again is not")
    func window() async throws {
        let late = item(silence: 86_400)
        let refusal = try await refusal(of: replies(), late)
        #expect(refusal?.isFinal == true && refusal?.problem.contains("24 hours") == true)
        _ = try await replies(present: Self.now.adding(seconds: -5)).outgoing(for: late, at: Self.now)
    }

    @Test("what a configuration lacks is tried again")
    func configuration() async throws {
        let refusal = try await refusal(of: replies(token: nil), item())
        #expect(refusal?.isFinal == false && refusal?.problem.contains("access_token") == true)
        let local = try await replies(address: "http://127.0.0.1:9").outgoing(for: item(), at: Self.now)
        guard case .http(let request) = local.carrier else { throw Undeliverable("no request") }
        #expect(request.url == "http://127.0.0.1:9/100" && request.addresses == .any)
    }

    @Test("mails answer the customer's last one, and only acknowledgements say that a machine wrote them")
    func mail() async throws {
        for topic in [CustomerMessage.Topic.reply, CustomerMessage.Topic.acknowledgement] {
            let outgoing = try await replies("reply: {mail: {}}", token: nil).outgoing(
                for: item(topic: topic), at: Self.now)
            guard case .mail(let mail, let id) = outgoing.carrier else { throw Undeliverable("no mail") }
            let text = String(decoding: mail.message, as: UTF8.self)
            #expect(mail.to == "siti@pelanggan.example" && id.hasSuffix("@toko.example>"))
            #expect(
                text.contains("Subject: Re: Tanya meja\r\n") && text.contains("In-Reply-To: <a1@pelanggan.example>"))
            #expect(text.contains("Auto-Submitted: auto-replied") == (topic == CustomerMessage.Topic.acknowledgement))
        }
    }
}
