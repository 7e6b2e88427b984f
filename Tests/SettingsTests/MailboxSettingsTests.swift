import Domain
import Settings
import Testing

@Suite("Mailboxes in the configuration")
struct MailboxSettingsTests {
    static func text(_ mailboxes: String) -> String {
        """
        workspace: {name: main, time_zone: Asia/Jakarta, currency: IDR, region: ID}
        channels: {email: {secrets: {env: S}}, support: {secrets: {env: S2}}}
        \(mailboxes)
        scoring:
          thresholds: {marketing_qualified: 30, sales_qualified: 60}
          groups: {fit: {cap: 60}}
          rules: [{id: has-phone, group: fit, points: 60, when: {known: phone}}]
        routing:
          reps: [{id: ani, name: Ani, capacity: 40}]

        """
    }

    static func findings(_ fields: String) -> [String] {
        let text = text("mailboxes: [{name: a, host: h, user: u, password: {env: P}, \(fields)}]")
        return lines(WorkspaceSettings.parse(text: text, file: "corong.yaml").diagnostics)
    }

    @Test("a mailbox needs a name, a server, a user and a password; the rest has defaults")
    func defaults() throws {
        let text = Self.text(
            """
            mailboxes:
              - {name: sales, host: IMAP.Example.com, user: sales@example.com, password: {env: SALES_PASSWORD}}
              - {name: old, host: "[::1]", port: 1143, tls: off, user: u, password: {file: pw}, folder: Neue Anfragen, channel: support,
                 poll: 5m, idle: false, since: 2026-01-31, body_limit: 4 MiB, ca_file: ca.pem}
              - {name: third, host: 10.0.0.7, tls: starttls, user: u, password: {env: P}, since: start}
            """)
        let checked = WorkspaceSettings.parse(text: text, file: "corong.yaml")
        #expect(lines(checked.diagnostics) == [])
        let mailboxes = try #require(checked.value?.mailboxes)
        #expect(
            mailboxes == [
                MailboxSetting(
                    name: "sales", host: "imap.example.com", port: 993, encryption: .required,
                    authorities: nil,
                    user: "sales@example.com", password: .environment("SALES_PASSWORD"), folder: "INBOX",
                    channel: "email", since: .start, pollSeconds: 60, idle: true, bodyBytesMax: 32 << 20,
                    place: .init(line: 4, column: 5)),
                MailboxSetting(
                    name: "old", host: "::1", port: 1143, encryption: .off, authorities: "ca.pem", user: "u",
                    password: .file("pw"), folder: "Neue Anfragen", channel: "support",
                    // Midnight in Jakarta.
                    since: .day(1_769_792_400), pollSeconds: 300, idle: false, bodyBytesMax: 4 << 20,
                    place: .init(line: 5, column: 5)),
                MailboxSetting(
                    name: "third", host: "10.0.0.7", port: 143, encryption: .starttls, authorities: nil,
                    user: "u",
                    password: .environment("P"), folder: "INBOX", channel: "email", since: .start,
                    pollSeconds: 60,
                    idle: true, bodyBytesMax: 32 << 20, place: .init(line: 7, column: 5)),
            ])
    }

    @Test("a configuration without mailboxes has none")
    func none() {
        #expect(
            WorkspaceSettings.parse(text: Self.text(""), file: "corong.yaml").value?.mailboxes == [])
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            (
                "tls: off",
                "`tls`: without encryption anybody on the way can read the password; `off` is only for a server on this machine. "
                    + "Use `required`, or `starttls` on port 143"
            ),
            ("tls: ssl", "`tls`: expected one of required, starttls, off, got ssl."),
            ("port: 0", "`port`: expected a whole number from 1, got 0"),
            ("poll: 60", "`poll`: expected a duration like 90s, 5m, 24h or 7d, got 60"),
            ("poll: 1h", "`poll`: expected 5s to 15m, got 1h"),
            (
                "since: 2026-02-30", "`since`: expected start or a day like 2026-01-31, got \"2026-02-30\"."
            ),
            (
                "since: strat",
                "`since`: expected start or a day like 2026-01-31, got \"strat\". Did you mean `start`?"
            ),
            ("body_limit: 64 MiB", "`body_limit`: expected 64 KiB to 32 MiB, got 64 MiB"),
            (
                "channel: emial",
                "`channel`: no channel `emial` is switched on, where this mailbox's mails would come in; add it to `channels`. "
                    + "Did you mean `email`?"
            ),
            (
                "folder: \"a\\nb\"",
                "`folder`: expected a folder like INBOX, at most 255 bytes and without line breaks, got \"a...\""
            ),
            (
                "fodler: x",
                "`fodler` is not a field of a mailbox; known fields: name, host, tls, port, ca_file, user, password, folder, channel, since, poll, idle, body_limit. Did you mean `folder`?"
            ),
            (
                "name2: x",
                "`name2` is not a field of a mailbox; known fields: name, host, tls, port, ca_file, user, password, folder, channel, since, poll, idle, body_limit."
            ),
        ])
    func mistakes(_ fields: String, _ message: String) {
        let found = Self.findings(fields)
        #expect(found.count == 1)
        #expect(found.first?.split(separator: ": ", maxSplits: 2).last.map(String.init) == message)
    }

    @Test(
        "hosts are names or addresses",
        arguments: [
            ("imap.example.com", true), ("\"2001:db8::1\"", true), ("\"[2001:db8::1]\"", true),
            ("192.0.2.1", true),
            ("\"imap.example.com:993\"", false), ("imaps://imap.example.com", false), ("a b", false),
            ("a/b", false),
            ("a@b", false), ("\"\"", false), ("\"h\\r\\n\"", false),
        ])
    func hosts(_ host: String, _ isGood: Bool) {
        let text = Self.text("mailboxes: [{name: a, host: \(host), user: u, password: {env: P}}]")
        #expect(WorkspaceSettings.parse(text: text, file: "corong.yaml").diagnostics.isEmpty == isGood)
    }

    @Test("a password in the file is refused and not shown, two mailboxes of one name too")
    func passwords() {
        let text = Self.text(
            """
            mailboxes:
              - {name: a, host: h, user: u, password: hunter2}
              - {name: a, host: h, user: u, password: [{env: A}, {env: B}]}
            """)
        let found = lines(WorkspaceSettings.parse(text: text, file: "corong.yaml").diagnostics)
        #expect(
            found == [
                "4:43: error: `password`: secrets do not stand in this file; write `{env: NAME}` or `{file: path}`",
                "5:12: error: two mailboxes are called a; the ledger could not tell their mails apart",
                "5:43: error: `password`: expected one password, got a list of 2",
            ])
    }

    @Test("every missing password is named with its mailbox")
    func missing() throws {
        let text = Self.text(
            """
            mailboxes:
              - {name: a, host: h, user: u, password: {env: A}}
              - {name: b, host: h, user: u, password: {file: none}}
              - {name: c, host: h, user: u, password: {env: C}}
            """)
        let mailboxes = try #require(
            WorkspaceSettings.parse(text: text, file: "corong.yaml").value?.mailboxes)
        let resolver = SecretResolver(environment: ["C": "pass word"], readFile: { _ in nil })
        let error = #expect(throws: MissingSecrets.self) { try resolver.passwords(of: mailboxes) }
        #expect(
            error?.errors.map(\.problem) == [
                "mailbox a: the variable A with its password is not set",
                "mailbox b: the file none with its password cannot be read",
            ])
        #expect(
            error?.errors.first?.advice == "Start with `export A=...`, the one that its user logs in with"
        )
        #expect(try resolver.passwords(of: [mailboxes[2]])["c"]?.bytes == Array("pass word".utf8))
    }
}
