import Domain
import Testing

@testable import Settings

@Suite("The quarantine in a configuration")
struct QuarantineReaderTests {
    private static let rest = """
        workspace: {name: main, time_zone: UTC, currency: IDR, languages: [id], region: ID}
        channels: {}
        scoring:
          thresholds: {marketing_qualified: 10, sales_qualified: 30}
          groups: {fit: {}}
          rules: [{id: a, group: fit, points: 30, when: {known: name}}]
        routing:
          reps: [{id: ani, name: Ani, capacity: 10}]

        """

    private func parse(_ section: String, lists: [String: String] = [:]) -> Checked<WorkspaceSettings> {
        WorkspaceSettings.parse(text: Self.rest + section, file: "corong.yaml", lists: lists)
    }

    @Test("may be left out: the limits of the program hold, with the list of throw-away domains")
    func absent() throws {
        let settings = try #require(parse("", lists: ["disposable-mail": "# names\nmailinator.com\n"]).value)
        var expected = QuarantineRules()
        expected.disposableDomains = ["mailinator.com"]
        #expect(settings.quarantine == expected)
        #expect(settings.lists.keys.contains("disposable-mail"), "it becomes part of the configuration in the ledger")
        #expect(parse("quarantine: {}").value?.quarantine == QuarantineRules())
    }

    @Test("sets each limit and reach, and leaves the others as they are")
    func everything() throws {
        let section = """
            quarantine:
              sender_rate: {most: 7}
              form_rate: {most: 50, within: 1h, busy: 5}
              link_only: everybody
              known_links: [Katalog.example]
              disposable_mail: false
              disposable_domains: [x.example]
              allowed_mail_domains: [mailinator.com]
              repeated_text: {from: 'off', characters: 60, plain: off, with_link: {most: 2, within: 7d}}
            """
        let rules = try #require(parse(section).value).quarantine
        #expect(rules.senderRate == .init(most: 7, withinSeconds: 600))
        #expect(rules.formRate == .init(most: 50, withinSeconds: 3600) && rules.busyForm == 5)
        #expect(rules.linkOnly == .everybody && !rules.disposableMail)
        #expect(rules.knownLinks == QuarantineRules.shops + ["katalog.example"])
        #expect(rules.disposableDomains == ["x.example"] && rules.allowedMailDomains == ["mailinator.com"])
        #expect(rules.repeatedText == .off && rules.repeatedBytesMin == 60)
        #expect(rules.repeatedPlain == nil && rules.repeatedWithLink == .init(most: 2, withinSeconds: 604_800))
    }

    @Test("switches a rate off by a word")
    func off() throws {
        let rules = try #require(parse("quarantine: {sender_rate: off, form_rate: off}").value).quarantine
        #expect(rules.senderRate == nil && rules.formRate == nil)
    }

    @Test(
        "says what is wrong, and what would be right",
        arguments: [
            ("quarantine: {sender_rte: off}", "Did you mean `sender_rate`?"),
            ("quarantine: {link_only: all}", "expected one of off, stated, everybody"),
            ("quarantine: {known_links: ['https://x.example/']}", "expected a domain like example.com"),
            ("quarantine: {sender_rate: {most: 0}}", "expected a whole number from 1 to 1000000"),
            ("quarantine: {form_rate: {within: 90d}}", "expected 1s to 30d"),
            ("quarantine: {repeated_text: {characters: 3}}", "expected a whole number from 10 to 10000"),
            ("quarantine: 7", "expected the fields of the quarantine"),
        ])
    func findings(_ section: String, _ message: String) {
        let checked = parse(section)
        #expect(checked.value == nil)
        #expect(checked.diagnostics.contains { $0.description.contains(message) }, "\(checked.diagnostics)")
    }

    @Test("warns where throw-away mail is asked for and no domain is known")
    func noList() {
        let checked = parse("quarantine: {disposable_mail: true}")
        #expect(checked.value != nil)
        #expect(checked.diagnostics.contains { $0.description.contains("there is no list `disposable-mail`") })
    }
}
