import Channels
import Domain
import Settings
import Storage
import Testing

@testable import Stages

/// A shop that can answer on two channels: one with a window of a day, one that cannot do without an account.
struct ReplyBench {
    static let siti = Identifier(.phone, "+6281234567890")

    static func channel(_ id: String, _ reply: String) throws -> CompiledChannel {
        let text = """
            channel: \(id)
            name: Demo
            version: 1
            receive: {}
            verify: {insecure: only for these tests}
            decode: json
            cases: [{kind: message, key: {digest: item}}]
            \(reply)
            """
        let checked = CompiledChannel.compile(text: text, file: id)
        return try #require(checked.value, "\(checked.diagnostics)")
    }

    static let whatsapp = """
        reply:
          url: "https://api.example/{account}"
          token: {header: Authorization}
          text: {limit: 40}
          window: 24h
          json: {to: "{address}", text: "{text}"}
          template: {language: id, json: {to: "{address}", template: "{template}"}}
          answer: {id: $.id}
        """

    static func bench(
        _ reply: String = whatsapp, hasToken: Bool = true, adjust: (inout WorkspaceSettings) -> Void = { _ in }
    ) throws -> FoldBench {
        let channel = try channel("whatsapp", reply)
        return FoldBench(channels: ["whatsapp": channel]) { settings in
            var setting = ChannelSetting(
                id: "whatsapp", secrets: [], verifyToken: nil, origins: [], insecure: true, place: .start)
            if hasToken { setting.accessToken = .environment("TOKEN") }
            settings.channels = [setting]
            adjust(&settings)
        }
    }

    /// A message of hers. The entry's time follows from its position, `at` from the provider.
    static func message(_ id: String, text: String = "Halo", at: Timestamp? = nil) -> Event {
        var event = FoldBench.message(id, from: [siti], text: text, at: at)
        event.account = "100"
        event.sender.id = "6281234567890"
        return event
    }

    static func conversation(_ bench: FoldBench) throws -> Conversation {
        var needs = Needs()
        needs.identifiers = [siti]
        return try #require(try bench.state.load(needs).conversations.values.first)
    }
}

@Suite("Replies of reps")
struct ReplyTests {
    private let lead = LeadID(position: 1, item: 0)

    private func reply(
        _ bench: FoldBench, _ text: String = "Masih ada", via: String? = nil, template: String? = nil
    ) throws -> Changes {
        try bench.act(.lead(lead, .reply(Reply(text: text, channel: via, template: template))))
    }

    private func outcome(
        _ bench: FoldBench, _ item: OutboxItem, _ result: OutboxOutcome.Result, reference: String? = nil,
        problem: String = ""
    ) throws -> Changes {
        try bench.act(
            .outcome(OutboxOutcome(item: item.id, result: result, attempts: 1, reference: reference, problem: problem)))
    }

    private func customerItems(_ changes: Changes) -> [OutboxItem] {
        changes.outbox.filter { $0.destination.hasPrefix("customer/") }
    }

    @Test("go into the outbox with all that sending needs, a long text as several messages in their order")
    func sends() throws {
        let bench = try ReplyBench.bench()
        try bench.fold([ReplyBench.message("1")])
        let changes = try reply(bench, "Masih ada kak, silakan datang.\n\nKami buka sampai jam lima sore.")
        let items = customerItems(changes)
        #expect(items.map(\.destination) == ["customer/whatsapp", "customer/whatsapp"])
        #expect(items.map(\.topic) == ["customer.reply", "customer.reply"] && items.allSatisfy { $0.lead == lead })
        let messages = try items.map { try #require(CustomerMessage(json: $0.payload)) }
        #expect(messages.map(\.text) == ["Masih ada kak, silakan datang.", "Kami buka sampai jam lima sore."])
        #expect(messages[0].address == "6281234567890" && messages[0].account == "100" && messages[0].answers == lead)
        #expect(changes.actions.first?.outcome == .applied)
    }

    static let refusals: [(name: String, reply: Reply, reason: String)] = [
        ("another channel", Reply(text: "x", channel: "telegram"), "The customer has never written on telegram."),
        ("nothing to say", Reply(text: " "), "There is nothing to send."),
        ("no name of a template", Reply(text: "", template: "a b"), "A template is `name`"),
        ("more than ten messages", Reply(text: String(repeating: "a", count: 500)), "The text is longer than"),
    ]

    @Test("are refused with the reason, and leave nothing behind", arguments: refusals.indices)
    func refuses(_ index: Int) throws {
        let item = Self.refusals[index]
        let bench = try ReplyBench.bench()
        try bench.fold([ReplyBench.message("1")])
        let changes = try bench.act(.lead(lead, .reply(item.reply)))
        #expect(changes.actions.first?.outcome == .refused && changes.outbox.isEmpty, "\(item.name)")
        #expect(changes.actions.first?.detail.hasPrefix(item.reason) == true, "\(changes.actions)")
    }

    @Test("need a channel with a `reply` block and an access token")
    func needsConfiguration() throws {
        let silent = try ReplyBench.bench("")
        try silent.fold([ReplyBench.message("1")])
        #expect(try reply(silent).actions.first?.detail == "Channel whatsapp cannot answer: its file has no `reply`.")
        let bare = try ReplyBench.bench(hasToken: false)
        try bare.fold([ReplyBench.message("1")])
        #expect(
            try reply(bare).actions.first?.detail == "The configuration has no `access_token` for channel whatsapp.")
    }

    @Test("are free until the window closes, and only a template leaves after it")
    func window() throws {
        let late = FoldBench.start.adding(seconds: 2 - 86_400)
        let bench = try ReplyBench.bench()
        try bench.fold([ReplyBench.message("1", at: late)])
        // The action is entry 2, exactly a day later.
        let refused = try reply(bench)
        #expect(refused.actions.first?.detail.contains("more than 24 hours ago") == true && refused.outbox.isEmpty)
        let template = try reply(bench, "", template: "sapa/id")
        let item = try #require(customerItems(template).first)
        #expect(CustomerMessage(json: item.payload)?.template == "sapa/id")
        let open = try ReplyBench.bench()
        try open.fold([ReplyBench.message("1", at: late.adding(seconds: 1))])
        #expect(customerItems(try reply(open)).count == 1)
    }

    @Test(
        "once delivered are messages of ours that earlier and later statuses join, and the conversation knows that we spoke"
    )
    func delivered() throws {
        let bench = try ReplyBench.bench()
        try bench.fold([ReplyBench.message("1")])
        let item = try #require(customerItems(try reply(bench)).first)
        var status = FoldBench.message("s1", from: [], kind: .status)
        (status.messageID, status.status) = ("wamid.1", "read")
        try bench.fold([status])
        let changes = try outcome(bench, item, .delivered, reference: "wamid.1")
        let record = try #require(changes.messages.first)
        #expect(record.origin == .ours && record.contact == lead && record.status == .read)
        #expect(changes.cells.first { $0.key.measure == .gapsClosed }?.count == 1)
        #expect(try ReplyBench.conversation(bench).lastOursAt == FoldBench.start.adding(seconds: 4))
        var failed = FoldBench.message("s2", from: [], kind: .status)
        (failed.messageID, failed.status) = ("wamid.1", "failed")
        #expect(try bench.fold([failed]).messages.first?.status == .read)
        #expect(changes.actions.first?.lead == lead)
    }

    @Test("that cannot be delivered are told at their lead, and are no word of ours")
    func dead() throws {
        let bench = try ReplyBench.bench()
        try bench.fold([ReplyBench.message("1")])
        let item = try #require(customerItems(try reply(bench)).first)
        let changes = try outcome(bench, item, .dead, problem: "400 131026 not on WhatsApp")
        #expect(changes.actions.first?.lead == lead && changes.actions.first?.detail.contains("131026") == true)
        #expect(changes.settledOutbox.first?.state == .dead && changes.messages.isEmpty)
        #expect(try ReplyBench.conversation(bench).lastOursAt == nil)
    }

    @Test("written on the phone count: an echo finds its customer by the recipient")
    func echo() throws {
        let bench = try ReplyBench.bench()
        try bench.fold([ReplyBench.message("1")])
        var echo = FoldBench.message("e1", from: [], kind: .echo)
        (echo.messageID, echo.recipients) = ("wamid.e", [ReplyBench.siti])
        let changes = try bench.fold([echo])
        #expect(changes.messages.first?.contact == lead && changes.events.first?.contact == lead)
        #expect(try ReplyBench.conversation(bench).lastOursAt == FoldBench.start.adding(seconds: 2))
        var stranger = FoldBench.message("e2", from: [], kind: .echo)
        (stranger.messageID, stranger.recipients) = ("wamid.f", [Identifier(.phone, "+62811")])
        let other = try bench.fold([stranger])
        #expect(other.contacts.isEmpty && other.leads.isEmpty && other.messages.first?.contact == nil)
    }
}
