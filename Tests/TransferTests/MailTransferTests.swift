import Synchronization
import Testing
import Transfer

@Suite("Mails handed in", .timeLimit(.minutes(1)))
struct MailTransferTests {
    static let message = Array("Subject: Halo\r\n\r\n.a dot\r\n..two dots\r\n\r\nend\r\n".utf8)

    static func mail(_ sink: SMTPSink, _ change: (inout SMTPMail) -> Void = { _ in }) -> SMTPMail {
        let server = SMTPServer(host: "127.0.0.1", port: sink.server.port, encryption: .none, addresses: .any)
        var mail = SMTPMail(server, from: "crm@shop.example", to: "ani@shop.example", message: message)
        change(&mail)
        return mail
    }

    static func send(_ mail: SMTPMail) async -> Result<SMTPReply, TransferError> {
        let transfer = MailTransfer()
        let result: Result<SMTPReply, TransferError>
        do throws(TransferError) {
            result = .success(try await transfer.send(mail))
        } catch {
            result = .failure(error)
        }
        await transfer.stop()
        return result
    }

    static func reason(_ result: Result<SMTPReply, TransferError>) -> TransferError.Reason? {
        if case .failure(let error) = result { error.reason } else { nil }
    }

    @Test("a mail goes out as it is, with its envelope, and the server's last word comes back")
    func accepted() async throws {
        let sink = try SMTPSink()
        let reply = try await Self.send(Self.mail(sink)).get()
        #expect(reply == SMTPReply(code: 250, text: "2.0.0 Ok: queued as 4F2A"))
        #expect(reply.isAccepted && !reply.isPermanent)
        let session = try #require(sink.sessions.first)
        #expect(
            session.commands.prefix(4) == [
                "EHLO shop.example", "MAIL FROM:<crm@shop.example>", "RCPT TO:<ani@shop.example>", "DATA",
            ])
        // A dot at the beginning of a line is doubled on the way (RFC 5321 4.5.2).
        #expect(session.mail == ["Subject: Halo", "", "..a dot", "...two dots", "", "end"])
    }

    @Test("what must not bounce has an empty sender")
    func emptySender() async throws {
        let sink = try SMTPSink()
        _ = try await Self.send(Self.mail(sink) { $0.from = "" }).get()
        #expect(sink.sessions.first?.commands.contains("MAIL FROM:<>") == true)
    }

    @Test(
        "a refusal is an answer with its code, at whatever step it comes",
        arguments: [
            ("GREETING", "554 no service\r\n", 554), ("GREETING", "421 later\r\n", 421),
            ("MAIL", "452 4.3.1 no room\r\n", 452), ("MAIL", "550 5.7.1 not you\r\n", 550),
            ("RCPT", "550 5.1.1 no such user\r\n", 550), ("RCPT", "451 4.7.1 greylisted\r\n", 451),
            ("DATA", "554 no\r\n", 554), (".", "552 too large\r\n", 552), (".", "451 4.3.0 try later\r\n", 451),
        ])
    func refusals(_ step: String, _ answer: String, _ code: Int) async throws {
        let sink = try SMTPSink([step: answer])
        let reply = try await Self.send(Self.mail(sink)).get()
        #expect(reply.code == code && !reply.isAccepted)
        #expect(reply.isPermanent == (code >= 500))
        #expect(answer == "\(code) \(reply.text)\r\n")
    }

    @Test("a server that breaks off has said nothing", arguments: ["EHLO", "MAIL", "RCPT", "DATA"])
    func broken(_ step: String) async throws {
        let sink = try SMTPSink([step: "", "HELO": ""])
        let reason = Self.reason(await Self.send(Self.mail(sink)))
        #expect(sink.server.connections == 1)
        guard case .interrupted = reason else {
            Issue.record("\(step): \(String(describing: reason))")
            return
        }
    }

    @Test("a refused login is no word about the mail")
    func denied() async throws {
        let sink = try SMTPSink(["AUTH": "535 5.7.8 wrong\r\n"])
        let result = await Self.send(Self.mail(sink) { ($0.server.user, $0.server.password) = ("crm", "secret") })
        guard case .denied(let why) = Self.reason(result) else {
            Issue.record("\(result)")
            return
        }
        #expect(!why.contains("secret"))
        #expect(sink.sessions.first?.mail == nil)
    }

    @Test("a server that stalls costs its time and no more, and another lane goes on", arguments: ["RCPT", "."])
    func stall(_ step: String) async throws {
        let slow = try SMTPSink([step: "stall"])
        let quick = try SMTPSink()
        let transfer = MailTransfer(lanes: 2)
        async let stalled = Self.reason(of: Self.mail(slow) { $0.limits.totalMilliseconds = 900 }, by: transfer)
        for _ in 0..<3 { #expect(try await transfer.send(Self.mail(quick)).isAccepted) }
        #expect(await stalled == .timeout(milliseconds: 900))
        await transfer.stop()
    }

    @Test("a server that takes the mail and never says goodbye has taken it")
    func noFarewell() async throws {
        let sink = try SMTPSink(["QUIT": "stall"])
        let clock = ContinuousClock()
        let begun = clock.now
        #expect(try await Self.send(Self.mail(sink)).get().isAccepted)
        #expect(clock.now - begun < .seconds(10))
    }

    @Test("cancelling and stopping end a mail whose server stalls at the end")
    func cancelling() async throws {
        let slow = try SMTPSink([".": "stall"])
        let transfer = MailTransfer(lanes: 2)
        let mail = Self.mail(slow)
        let first = Task { await Self.reason(of: mail, by: transfer) }
        let second = Task { await Self.reason(of: mail, by: transfer) }
        while slow.server.connections < 2 { await Task.yield() }
        first.cancel()
        #expect(await first.value == .cancelled)
        await transfer.stop()
        #expect(await second.value == .stopping)
        #expect(await Self.reason(of: mail, by: transfer) == .stopping)
    }

    static func reason(of mail: SMTPMail, by transfer: MailTransfer) async -> TransferError.Reason? {
        do throws(TransferError) {
            _ = try await transfer.send(mail)
            return nil
        } catch { return error.reason }
    }

    @Test(
        "what could end a command or show a password is not sent",
        arguments: [
            { $0.to = "a@b>\r\nRCPT TO:<c@d" }, { $0.to = "a b@c" }, { $0.to = "" }, { $0.to = "nobody" },
            { $0.from = "a@b\r\nDATA" }, { $0.to = "b\u{fc}cher@shop.example" }, { $0.server.host = "a b" },
            { $0.server.host = "shop.example/x" }, { $0.server.host = "" },
            { ($0.server.host, $0.server.user) = ("mail.shop.example", "crm") },
        ] as [@Sendable (inout SMTPMail) -> Void])
    func invalid(_ change: @Sendable (inout SMTPMail) -> Void) async throws {
        let sink = try SMTPSink()
        guard case .invalidRequest = Self.reason(await Self.send(Self.mail(sink, change))) else {
            Issue.record("it was sent")
            return
        }
        #expect(sink.server.connections == 0)
    }

    @Test("an address that the policy refuses is not connected to")
    func policy() async throws {
        let sink = try SMTPSink()
        let refused = await Self.send(Self.mail(sink) { $0.server.addresses = .publicOnly })
        #expect(Self.reason(refused) == .refusedAddress(.four(0x7f00_0001)))
        #expect(sink.server.connections == 0)
        let named = await Self.send(Self.mail(sink) { $0.server.addresses = .publicOr(hosts: ["127.0.0.1"]) })
        #expect(try named.get().isAccepted)
    }

    @Test("a server that never ends its lines is left")
    func endless() async throws {
        let endless = try LoopbackServer { connection in
            while connection.send("220-" + String(repeating: "x", count: 900) + "\r\n") {}
        }
        let server = SMTPServer(host: "127.0.0.1", port: endless.port, encryption: .none, addresses: .any)
        let mail = SMTPMail(server, from: "", to: "a@b.example", message: Self.message)
        #expect(Self.reason(await Self.send(mail)) == .tooLarge(bytesMax: 64 << 10))
    }

    @Test("nothing but the wish to encrypt goes out before encryption", arguments: [false, true])
    func encrypted(_ isImmediate: Bool) async throws {
        let sink = try EncryptedSMTPSink(isImmediate: isImmediate)
        let server = SMTPServer(
            host: "localhost", port: sink.port, encryption: isImmediate ? .immediate : .upgraded,
            trust: .file(sink.certificate), user: "crm", password: "s3cret", addresses: .any)
        let mail = SMTPMail(server, from: "crm@shop.example", to: "ani@shop.example", message: Self.message)
        #expect(try await Self.send(mail).get() == SMTPReply(code: 250, text: "queued as 7"))
        let notes = sink.notes()
        let plain = notes.filter { $0.hasPrefix("plain") }
        #expect(plain == (isImmediate ? [] : ["plain EHLO shop.example", "plain STARTTLS"]))
        #expect(notes.contains { $0.hasPrefix("secure AUTH PLAIN") })
        #expect(notes.contains("mail end"))
    }

    @Test("a server whose certificate is not believed gets nothing", arguments: [false, true])
    func untrusted(_ isImmediate: Bool) async throws {
        let sink = try EncryptedSMTPSink(isImmediate: isImmediate)
        let server = SMTPServer(
            host: "localhost", port: sink.port, encryption: isImmediate ? .immediate : .upgraded, user: "crm",
            password: "s3cret", addresses: .any)
        let mail = SMTPMail(server, from: "crm@shop.example", to: "ani@shop.example", message: Self.message)
        let reason = Self.reason(await Self.send(mail))
        guard case .tls = reason else {
            Issue.record("\(String(describing: reason))")
            return
        }
        #expect(!sink.notes().contains { $0.contains("AUTH") || $0.contains("MAIL") })
    }

    @Test("a server that does not offer encryption, perhaps because somebody in between cut it out, gets nothing")
    func stripped() async throws {
        let sink = try EncryptedSMTPSink(isImmediate: false, offersEncryption: false)
        let server = SMTPServer(
            host: "localhost", port: sink.port, trust: .file(sink.certificate), user: "crm", password: "s3cret",
            addresses: .any)
        let mail = SMTPMail(server, from: "crm@shop.example", to: "ani@shop.example", message: Self.message)
        let reason = Self.reason(await Self.send(mail))
        guard case .tls = reason else {
            Issue.record("\(String(describing: reason))")
            return
        }
        #expect(!sink.notes().contains { $0.contains("AUTH") || $0.contains("MAIL") })
    }
}
