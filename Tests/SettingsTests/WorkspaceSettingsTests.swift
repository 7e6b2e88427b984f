import Domain
import Settings
import Testing

@Suite("A configuration is checked as a whole")
struct WorkspaceSettingsTests {
    /// A small configuration without findings; the cases change one piece of it.
    static let base = """
        workspace: {name: main, time_zone: Asia/Jakarta, currency: IDR, languages: [id, en], region: ID}
        channels:
          whatsapp: {secrets: [{env: NEW}, {file: old.txt}], verify_token: {env: TOKEN}}
          form: {origins: "https://Shop.example"}
        words:
          price: [harga, price]
        scoring:
          thresholds: {marketing_qualified: 30, sales_qualified: 60}
          groups: {fit: {cap: 40}, engagement: {}}
          rules:
            - {id: has-phone, group: fit, points: 40, when: {known: phone}}
            - {id: asks-price, group: engagement, points: 30, times: 2, when: {words: price}}
        routing:
          reps:
            - {id: ani, name: Ani, team: retail, weight: 3, capacity: 40}
            - {id: budi, name: Budi, capacity: 10}

        """

    static func findings(replacing old: String, with new: String) throws -> [String] {
        let range = try #require(base.firstRange(of: old), "the case does not fit the base")
        return lines(
            WorkspaceSettings.parse(
                text: base.replacingCharacters(range, with: new), file: "corong.yaml",
                lists: ["price": "biaya\ntarif"]
            ).diagnostics)
    }

    @Test("a whole configuration reads into its values")
    func values() throws {
        let checked = WorkspaceSettings.parse(text: Self.base, file: "corong.yaml")
        #expect(checked.diagnostics == [])
        let settings = try #require(checked.value)
        #expect(settings.workspace.zone.name == "Asia/Jakarta")
        #expect(settings.workspace.zone.spans.map(\.offsetSeconds) == [25_200])
        #expect(settings.workspace.languages == ["id", "en"])
        #expect(settings.channels.map(\.id) == ["whatsapp", "form"])
        #expect(settings.channels[0].secrets == [.environment("NEW"), .file("old.txt")])
        #expect(settings.channels[0].verifyToken == .environment("TOKEN"))
        #expect(settings.channels[0].place == .init(line: 3, column: 3))
        #expect(settings.channels[1].origins == ["https://shop.example"])
        #expect(settings.scoring.marketingQualified.points == 30)
        #expect(settings.scoring.salesQualified.points == 60)
        #expect(settings.scoring.caps == ["fit": 40])
        #expect(
            settings.scoring.rules == [
                ScoringRule(
                    id: "has-phone", group: "fit", points: 40, timesMax: 1, condition: .known(.phone)),
                ScoringRule(
                    id: "asks-price", group: "engagement", points: 30, timesMax: 2,
                    condition: .words(["harga", "price"])),
            ])
        #expect(
            settings.routing.reps == [
                Rep(id: "ani", name: "Ani", team: "retail", weight: 3, capacity: 40),
                Rep(id: "budi", name: "Budi", team: nil, weight: 1, capacity: 10),
            ])
    }

    @Test(
        "what is wrong with the workspace is said",
        arguments: [
            (
                "name: main", "name: Main Shop",
                "1:19: error: the workspace's name: expected at most 64 lower-case letters, digits and hyphens, beginning "
                    + "with a letter or digit, got \"Main Shop\"; rename it, for example `main-shop`"
            ),
            (
                "Asia/Jakarta", "Asia/Jakrata",
                "1:36: error: `time_zone`: expected a name of the tz database like Asia/Jakarta, got \"Asia/Jakrata\"."
                    + " Did you mean `Asia/Jakarta`?"
            ),
            (
                "Asia/Jakarta", "WIB",
                "1:36: error: `time_zone`: expected a name of the tz database like Asia/Jakarta, got \"WIB\"."
                    + " Did you mean `Asia/Jakarta`?"
            ),
            (
                "Asia/Jakarta", "GMT+7",
                "1:36: error: `time_zone`: expected a name of the tz database like Asia/Jakarta, got \"GMT+7\"."
            ),
            (
                "IDR", "idr",
                "1:60: error: `currency`: expected an ISO 4217 code like IDR, got \"idr\"; write IDR"
            ),
            ("IDR", "Rp", "1:60: error: `currency`: expected an ISO 4217 code like IDR, got \"Rp\""),
            (
                "region: ID", "region: XX",
                "1:94: error: `region`: no country has the code XX; it decides how phone numbers without a country code are read"
            ),
            (
                "[id, en]", "[id, English]",
                "1:81: error: `languages`: expected ISO 639 codes like id or en, got \"English\"; the first is that of the pages"
            ),
            (
                "region: ID", "region: ID, own_addresses: [a@b.example, nobody]",
                "1:127: error: `own_addresses`: expected mail addresses like sales@example.com, got \"nobody\""
            ),
            (
                "currency: IDR, ", "",
                "1:12: error: the workspace needs the field `currency`; add `currency: ...`"
            ),
            (
                "currency: IDR", "curency: IDR",
                "1:12: error: the workspace needs the field `currency`; add `currency: ...`"
            ),
        ])
    func workspace(_ old: String, _ new: String, _ expected: String) throws {
        let found = try Self.findings(replacing: old, with: new)
        #expect(found.first == expected)
    }

    @Test(
        "what is wrong with a channel is said, without showing what may be a secret",
        arguments: [
            (
                "{env: TOKEN}", "hunter2",
                "3:68: error: `verify_token`: secrets do not stand in this file; write `{env: NAME}` or `{file: path}`"
            ),
            (
                "{env: NEW}", "{env: hunter-2}",
                "3:30: error: `env`: expected the name of a variable (letters, digits, underscores); the secret itself belongs into the variable"
            ),
            (
                "{env: NEW}", "{env: A, file: hunter2}",
                "3:24: error: `secrets`: expected either `env` or `file`; write `{env: NAME}` or `{file: path}`"
            ),
            (
                "{env: NEW}", "{env: A}, {env: B}, {env: C}, {env: D}",
                "3:23: error: at most four secrets can be live, got 5; remove the old ones"
            ),
            ("{file: old.txt}", "{env: NEW}", "3:23: error: the same secret stands here twice; keep one"),
            ("{env: TOKEN}", "[{env: A}, {env: B}]", "3:68: error: expected one verify token, got 2"),
            (
                "verify_token: {env: TOKEN}", "insecure: true",
                "3:64: error: the channel has secrets and wants to do without; remove `insecure` or `secrets`"
            ),
            (
                "{origins: \"https://Shop.example\"}", "hunter2",
                "4:9: error: expected the fields of channel form: secrets, verify_token, origins, insecure, access_token, api_address, reply"
            ),
            (
                "https://Shop.example", "https://shop.example/contact",
                "4:19: error: `origins`: expected scheme and host like https://example.com without a path, got \"https://shop.example/contact\""
            ),
            (
                "https://Shop.example", "http://shop.example",
                "4:19: warning: `origins`: http://shop.example is not encrypted; forms there can be read on the way"
            ),
            (
                "verify_token", "verify-token",
                "3:54: error: `verify-token` is not a field of channel whatsapp; known fields: secrets, verify_token, access_token, origins, api_address, reply, insecure."
                    + " Did you mean `verify_token`?"
            ),
        ])
    func channels(_ old: String, _ new: String, _ expected: String) throws {
        let findings = try Self.findings(replacing: old, with: new)
        #expect(findings.first == expected)
        #expect(!findings.joined().contains("hunter"))
    }

    @Test(
        "what is wrong with the scoring is said",
        arguments: [
            (
                "sales_qualified: 60", "sales_qualified: 20",
                "8:58: error: `sales_qualified`: expected at least 30, the points of `marketing_qualified`, got 20"
            ),
            (
                "sales_qualified: 60", "sales_qualified: 101",
                "8:58: warning: `sales_qualified`: no lead can reach 101 points, all rules and caps together give at most 100"
            ),
            (
                "group: fit", "group: fitt",
                "11:30: error: `group`: there is no group `fitt`; the groups are fit, engagement. Did you mean `fit`?"
            ),
            (
                "points: 40", "points: 0",
                "11:43: error: `points`: 0 changes nothing; give it points or remove the rule"
            ),
            (
                "id: asks-price", "id: has-phone",
                "12:12: error: rule `has-phone` stands here again, first in line 11; rename one of them"
            ),
            (
                "words: price}", "words: prise}",
                "12:79: error: `words`: there is no word list `prise`; define it under `words` at the top, or write a list: [prise]."
                    + " Did you mean `price`?"
            ),
            (
                "times: 2", "times: 0",
                "12:62: error: `times`: expected a whole number from 1 to 1000, got 0"
            ),
            (
                "{cap: 40}", "{cap: 0}",
                "9:23: error: `cap`: expected a whole number from 1 to 100000, got 0"
            ),
            (
                "engagement: {}}", "engagement: {}, x: {}}",
                "9:44: warning: no rule is in the group `x`; remove it or add a rule"
            ),
            (
                "[harga, price]", "{extends: prise}",
                "6:20: error: `extends`: there is no list `prise` in the folder of lists. Did you mean `price`?"
            ),
            (
                "[harga, price]", "{extends: price, remove: [biayaa]}",
                "6:35: warning: `remove`: \"biayaa\" does not stand in the extended list. Did you mean `biaya`?"
            ),
            (
                "[harga, price]", "{extends: price, add: [Biaya]}",
                "6:32: warning: `add`: \"Biaya\" stands in the extended list already"
            ),
            (
                "[harga, price]", "{extends: price, add: harga}",
                "6:32: error: `add`: expected a list of words and phrases, got harga"
            ),
            (
                "[harga, price]", "{add: [harga]}",
                "6:10: error: word list `price` needs the field `extends`; add `extends: ...`"
            ),
            ("[harga, price]", "[]", "6:10: error: word list `price` is empty; add words or remove it"),
            (
                "[harga, price]", "harga",
                "6:10: error: word list `price`: expected a list of words and phrases, got harga"
            ),
            (
                "[harga, price]", "[harga, Harga, x]",
                "6:18: warning: word list `price`: \"Harga\" stands there already, in line 6"
            ),
            (
                "[harga, price]", "[harga, \"...\"]",
                "6:18: error: word list `price`: expected a word or a phrase, got \"...\""
            ),
        ])
    func scoring(_ old: String, _ new: String, _ expected: String) throws {
        let found = try Self.findings(replacing: old, with: new)
        #expect(found.first == expected)
    }

    @Test(
        "what is wrong with the routing is said",
        arguments: [
            (
                "id: budi", "id: ani",
                "16:12: error: rep `ani` stands here again, first in line 15; rename one of them"
            ),
            (
                "weight: 3", "weight: -1",
                "15:50: error: `weight`: expected a whole number from 0 to 1000, got -1"
            ),
            (
                "capacity: 10", "capacity: -1",
                "16:40: error: `capacity`: expected a whole number from 0 to 100000, got -1"
            ),
            (
                "capacity: 10", "capcity: 10",
                "16:7: error: a rep needs the field `capacity`; add `capacity: ...`"
            ),
            ("name: Budi", "name: \" \"", "16:24: error: `name`: expected a name of at most 200 bytes"),
        ])
    func routing(_ old: String, _ new: String, _ expected: String) throws {
        let found = try Self.findings(replacing: old, with: new)
        #expect(found.first == expected)
    }

    @Test("nobody who can get a lead is a warning")
    func nobody() throws {
        let text = Self.base.split(separator: "\n").dropLast(2).joined(separator: "\n") + "\n    []\n"
        let checked = WorkspaceSettings.parse(text: text, file: "corong.yaml")
        #expect(
            lines(checked.diagnostics) == [
                "15:5: warning: no rep can get a lead; qualified leads will wait until one has weight and capacity"
            ])
        #expect(checked.value != nil)
    }

    @Test("an empty file says everything that is missing at once")
    func empty() {
        #expect(
            lines(WorkspaceSettings.parse(text: "", file: "corong.yaml").diagnostics) == [
                "1:1: error: the configuration needs the field `workspace`; add `workspace: ...`",
                "1:1: error: the configuration needs the field `channels`; add `channels: ...`",
                "1:1: error: the configuration needs the field `scoring`; add `scoring: ...`",
                "1:1: error: the configuration needs the field `routing`; add `routing: ...`",
            ])
    }

    @Test("a part that does not exist is a finding")
    func unknownPart() throws {
        let found = try Self.findings(replacing: "words:\n", with: "retention: 30d\nwords:\n")
        #expect(found.count == 1)
        let start =
            "5:1: error: `retention` is not a field of the configuration; known fields: workspace, channels, mailboxes,"
        #expect(found.first?.hasPrefix(start) == true, "\(found)")
    }
}

extension String {
    /// The text with one stretch exchanged.
    fileprivate func replacingCharacters(_ range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
