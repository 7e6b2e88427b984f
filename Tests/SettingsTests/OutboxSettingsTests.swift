import Domain
import Settings
import Testing

@Suite("What leaves the system, in the configuration")
struct OutboxSettingsTests {
    static func text(_ parts: String, notify: String = "{}") -> String {
        """
        workspace: {name: main, time_zone: Asia/Jakarta, currency: IDR, region: ID}
        channels: {email: {secrets: {env: S}}}
        \(parts)
        scoring:
          thresholds: {marketing_qualified: 30, sales_qualified: 60}
          groups: {fit: {cap: 60}}
          rules: [{id: has-phone, group: fit, points: 60, when: {known: phone}}]
        routing:
          reps: [{id: ani, name: Ani, capacity: 40, notify: \(notify)}]

        """
    }

    static func read(_ parts: String, notify: String = "{}") -> Checked<WorkspaceSettings> {
        WorkspaceSettings.parse(text: text(parts, notify: notify), file: "corong.yaml")
    }

    /// The first finding without its place.
    static func finding(_ parts: String, notify: String = "{}") -> String? {
        let found = lines(read(parts, notify: notify).diagnostics)
        #expect(found.count <= 1, "\(found)")
        return found.first?.split(separator: ": ", maxSplits: 2).last.map(String.init)
    }

    @Test("a destination has an address and secrets; the rest has defaults")
    func destinations() throws {
        let settings = Self.read(
            """
            destinations:
              crm: {url: "https://crm.example.com/hooks?x=1", secrets: {env: CRM}}
              erp: {url: "http://ERP.internal:8080/in", secrets: [{env: NEW}, {file: old}], topics: [lead.*], allow_http: true,
                    allow_hosts: [ERP.internal], timeout: 5s, concurrency: 1, give_up_after: 12h}
            """)
        #expect(lines(settings.diagnostics) == [])
        let destinations = try #require(settings.value?.destinations)
        #expect(
            destinations.first
                == DestinationSetting(
                    name: "crm", url: "https://crm.example.com/hooks?x=1", secrets: [.environment("CRM")], topics: [],
                    place: .init(line: 4, column: 3)))
        #expect(
            destinations.last
                == DestinationSetting(
                    name: "erp", url: "http://ERP.internal:8080/in", secrets: [.environment("NEW"), .file("old")],
                    topics: ["lead.*"], allowedHosts: ["erp.internal"], allowsUnencrypted: true, timeoutSeconds: 5,
                    concurrency: 1, giveUpSeconds: 43_200, place: .init(line: 5, column: 3)))
    }

    @Test(
        "what is wrong with a destination is said",
        arguments: [
            ("url: https://c.example/", "needs the field `secrets`"),
            ("url: https://c.example/, secrets: whsec_abc", "secrets do not stand in this file"),
            ("url: https://c.example/, secrets: []", "nothing is sent without a signature"),
            ("url: https://c.example/, secrets: [{env: A}, {env: B}, {env: C}]", "at most two can be live, got 3"),
            ("url: https://c.example/, secrets: [{env: A}, {env: A}]", "the same secret stands here twice"),
            ("url: http://c.example/, secrets: {env: A}", "use https://, or write `allow_http: true`"),
            ("url: c.example, secrets: {env: A}", "expected an address like https://crm.example.com/hooks"),
            ("url: \"https://c.example/a b\", secrets: {env: A}", "expected an address like"),
            ("url: \"https://u:p@c.example/\", secrets: {env: A}", "user and password do not stand in addresses"),
            ("url: https://localhost/, secrets: {env: A}", "is this machine, where nothing is sent unless"),
            ("url: https://c.example/, secrets: {env: A}, topics: [Lead]", "expected topics like lead.assigned"),
            ("url: https://c.example/, secrets: {env: A}, topics: [lead.asigned]", "Did you mean `lead.assigned`?"),
            ("url: https://c.example/, secrets: {env: A}, allow_hosts: [\"https://x\"]", "expected hosts like"),
            ("url: https://c.example/, secrets: {env: A}, timeout: 5m", "expected 1s to 2m"),
            ("url: https://c.example/, secrets: {env: A}, topic: x", "Did you mean `topics`?"),
        ])
    func mistakes(_ fields: String, _ words: String) throws {
        let found = try #require(Self.finding("destinations: {crm: {\(fields)}}"))
        #expect(found.contains(words), "\(found)")
    }

    @Test("mail has a server and a sender; encryption is usual and decides the port")
    func mail() throws {
        let first = Self.read(
            "mail: {host: SMTP.example.com, from: Toko <crm@shop.example>, user: u, password: {env: P}}")
        #expect(lines(first.diagnostics) == [])
        #expect(
            first.value?.mail
                == MailSetting(
                    host: "smtp.example.com", port: 587, security: .starttls, authorities: nil, user: "u",
                    password: .environment("P"), from: "Toko <crm@shop.example>", allowsPrivate: false,
                    place: .init(line: 3, column: 7)))
        let second = Self.read(
            "mail: {host: 10.0.0.7, security: none, from: crm@shop.example, allow_private: true, ca_file: ca.pem}")
        #expect(lines(second.diagnostics) == [])
        #expect(second.value?.mail?.port == 25 && second.value?.mail?.allowsPrivate == true)
        #expect(Self.read("mail: {host: h.example, security: tls, from: a@b.example}").value?.mail?.port == 465)
        #expect(Self.read("").value?.mail == nil)
    }

    @Test(
        "what is wrong with mail is said",
        arguments: [
            ("host: h.example, from: nobody", "expected an address like sales@example.com"),
            ("host: \"h.example:25\", from: a@b.example", "the port stands in `port`"),
            ("host: h.example, from: a@b.example, user: u", "`user` and `password` stand together"),
            (
                "host: h.example, from: a@b.example, security: none, user: u, password: {env: P}",
                "anybody on the way can read the password"
            ),
            ("host: localhost, from: a@b.example", "no mail is handed in without `allow_private: true`"),
            ("host: h.example, from: a@b.example, security: ssl", "expected one of starttls, tls, none"),
            ("host: h.example, from: a@b.example, user: u, password: secret", "secrets do not stand in this file"),
        ])
    func mailMistakes(_ fields: String, _ words: String) throws {
        let found = try #require(Self.finding("mail: {\(fields)}"))
        #expect(found.contains(words), "\(found)")
    }

    @Test("who wants to hear of what follows from destinations and reps")
    func subscriptions() throws {
        let settings = Self.read(
            """
            destinations: {crm: {url: "https://c.example/", secrets: {env: A}, topics: [lead.won]}, idle: {url: "https://d.example/", secrets: {env: A}}}
            notify: {topics: [lead.assigned, lead.escalated], telegram: {token: {env: T}}}
            """, notify: "{telegram: \"123\", webhook: idle}")
        #expect(lines(settings.diagnostics) == [])
        #expect(
            settings.value?.subscriptions == [
                Subscription(destination: "webhook/crm", topics: ["lead.won"]),
                Subscription(
                    destination: "rep/ani/telegram", topics: ["lead.assigned", "lead.escalated"], rep: "ani"),
                Subscription(destination: "rep/ani/webhook", topics: ["lead.assigned", "lead.escalated"], rep: "ani"),
            ])
        #expect(settings.value?.routing.reps.first?.notify.map(\.way) == [.telegram, .webhook])
    }

    @Test(
        "what a rep should be told by has to be an address, and set up",
        arguments: [
            ("{telegram: \"1\"}", "", "rep `ani` is to be told by telegram, which needs `notify.telegram`"),
            ("{email: ani@shop.example}", "", "is to be told by email, which needs `mail`"),
            ("{whatsapp: \"+62 812 3456\"}", "", "is to be told by whatsapp"),
            ("{slack: C01}", "", "is to be told in a Slack channel"),
            ("{slack: \"https://hooks.slack.com/services/x\"}", "", nil),
            ("{webhook: crm}", "", "no destination is called `crm`"),
            ("{pigeon: x}", "", "expected one of whatsapp, telegram, slack, email, webhook"),
            (
                "{whatsapp: \"0812\"}", "notify: {whatsapp: {token: {env: T}, sender: \"1\", template: t}}",
                "expected a phone number"
            ),
            ("{email: nobody}", "mail: {host: h.example, from: a@b.example}", "expected a mail address"),
            ("{telegram: \"1\"}", "notify: {telegram: {token: abc}}", "secrets do not stand in this file"),
        ] as [(String, String, String?)])
    func ways(_ notify: String, _ parts: String, _ words: String?) throws {
        let found = lines(Self.read(parts, notify: notify).diagnostics)
        guard let words else {
            #expect(found == [])
            return
        }
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    @Test("every secret that is missing is named at once, and none is shown")
    func secrets() throws {
        let settings = try #require(
            Self.read(
                """
                destinations: {crm: {url: "https://c.example/", secrets: [{env: NEW}, {env: OLD}]}}
                mail: {host: h.example, from: a@b.example, user: u, password: {env: MAIL}}
                notify: {telegram: {token: {env: BOT}}}
                """
            ).value)
        let some = SecretResolver(environment: ["NEW": "whsec_x", "MAIL": "m"]) { _ in nil }
        do throws(MissingSecrets) {
            _ = try some.outboxSecrets(of: settings)
            Issue.record("nothing was missing")
        } catch {
            #expect(error.errors.map(\.source) == [.environment("OLD"), .environment("BOT")])
            #expect(error.problem.contains("destination crm: the variable OLD with its secret is not set"))
        }
        let all = SecretResolver(environment: ["NEW": "a", "OLD": "b", "MAIL": "c", "BOT": "d"]) { _ in nil }
        let found = try all.outboxSecrets(of: settings)
        #expect(found.destinations["crm"]?.map(\.bytes) == [Array("a".utf8), Array("b".utf8)])
        #expect(found.mail?.bytes == Array("c".utf8) && found.telegram?.bytes == Array("d".utf8) && found.slack == nil)
    }
}
