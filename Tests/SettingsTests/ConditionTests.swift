import Domain
import Settings
import Testing

@Suite("The condition language reads into the closed set of conditions")
struct ConditionTests {
    private static func reading(_ condition: String, lists: [String: String] = Self.lists) -> Checked<
        WorkspaceSettings
    > {
        WorkspaceSettings.parse(
            text: """
                workspace: {name: main, time_zone: UTC, currency: IDR, region: ID}
                channels: {whatsapp: {}, chat: {}}
                words: {price: [harga], buying: [beli]}
                scoring:
                  thresholds: {marketing_qualified: 1, sales_qualified: 1}
                  groups: {fit: {}}
                  rules:
                    - id: rule
                      group: fit
                      points: 1
                      when: \(condition)
                routing:
                  reps: [{id: ani, name: Ani, capacity: 1}]

                """, file: "corong.yaml", lists: lists)
    }

    private static let lists = [
        "price": "biaya", "visit": "# when\nsurvei  # to measure\n\n ke   showroom\n",
        "nothing": "# nothing yet",
        "language-id": "yang\nberapa", "language-en": "the\nhow", "chat-spelling": "brp berapa",
        "free-mail": "gmail.com",
    ]

    private static let office = Hours(from: 480, to: 1020, days: [.mon, .tue, .wed, .thu, .fri])

    @Test(
        "each word has its meaning",
        arguments: [
            ("{words: price}", .words(["harga"])),
            ("{words: [harga, kitchen  set]}", .words(["harga", "kitchen set"])),
            ("{channel: chat}", .channel(["chat"])),
            ("{channel: [chat, whatsapp]}", .channel(["chat", "whatsapp"])),
            ("{kind: lead_form}", .kind([.leadForm])),
            ("{kind: [message, comment]}", .kind([.message, .comment])),
            ("{known: phone}", .known(.phone)),
            ("{known: [name, email]}", .all([.known(.name), .known(.email)])),
            ("{touch: gclid}", .touch(.gclid, [])),
            ("{touch: [gclid, ad_id]}", .any([.touch(.gclid, []), .touch(.adID, [])])),
            ("{touch: {utm_medium: [cpc, paid]}}", .touch(.utmMedium, ["cpc", "paid"])),
            (
                "{touch: {utm_source: meta, utm_medium: cpc}}",
                .all([.touch(.utmSource, ["meta"]), .touch(.utmMedium, ["cpc"])])
            ),
            ("{email_domain: [Gmail.com, yahoo.com]}", .emailDomain(["gmail.com", "yahoo.com"])),
            ("{answer: budget}", .answer("budget", [])),
            ("{answer: [budget, anggaran]}", .any([.answer("budget", []), .answer("anggaran", [])])),
            ("{answer: {produk: [sofa, kursi]}}", .answer("produk", ["sofa", "kursi"])),
            ("{statements: 3}", .statements(atLeast: 3)),
            ("{words: visit}", .words(["survei", "ke showroom"])),
            ("{language: id}", .language(["id"])),
            ("{language: [en, other]}", .language(["en", "other"])),
            ("{account: [\"17\", page]}", .account(["17", "page"])),
            ("{form: contact}", .form(["contact"])),
            ("{company_mail: true}", .companyMail(true)),
            ("{company_mail: false}", .companyMail(false)),
            ("{hours: {from: \"08:00\", to: 17:00, days: [mon-fri]}}", .hours(office)),
            ("{hours: {from: 8:00, to: 17:00, days: [mon, tue, wed-fri]}}", .hours(office)),
            (
                "{hours: {from: 22:00, to: 06:00, days: sat-mon}}",
                .hours(Hours(from: 1320, to: 360, days: [.sat, .sun, .mon]))
            ),
            (
                "{hours: {from: 00:00, to: 24:00}}",
                .hours(Hours(from: 0, to: 1440, days: Set(Weekday.allCases)))
            ),
            ("{after_silence: 7d}", .afterSilence(seconds: 604_800)),
            ("{after_silence: 2w}", .afterSilence(seconds: 1_209_600)),
            ("{cycle: 3}", .cycle(atLeast: 3)),
            ("{returning: true}", .cycle(atLeast: 2)),
            ("{returning: false}", .not(.cycle(atLeast: 2))),
            ("{past: won}", .past([.won])),
            ("{past: [lost, disqualified]}", .past([.lost, .disqualified])),
            ("{days_since_first: 30}", .daysSinceFirst(atLeast: 30)),
            ("{not: {known: phone}}", .not(.known(.phone))),
            ("{words: price, known: phone}", .all([.words(["harga"]), .known(.phone)])),
            ("{any: [{words: price}, {words: buying}]}", .any([.words(["harga"]), .words(["beli"])])),
            ("{all: [{not: {kind: comment}}]}", .all([.not(.kind([.comment]))])),
        ] as [(String, Condition)])
    func meaning(_ text: String, _ condition: Condition) throws {
        let checked = Self.reading(text)
        #expect(lines(checked.diagnostics) == [])
        #expect(checked.value?.scoring.rules.map(\.condition) == [condition])
    }

    @Test(
        "what is no condition is said",
        arguments: [
            (
                "price",
                "11:13: error: expected a condition like `words: price` or `known: phone`, got price"
            ),
            (
                "{}",
                "11:13: error: expected a condition like `words: price` or `known: phone`, got a mapping"
            ),
            (
                "[{known: phone}]",
                "11:13: error: expected a condition like `words: price` or `known: phone`, got a list; put the list under `all:` or `any:`"
            ),
            (
                "{word: price}",
                "11:14: error: `word` is not a condition; there are all, any, not, words, language, channel, account, kind, "
                    + "form, known, phone_prefix, touch, email_domain, company_mail, answer, hours, statements, after_silence, cycle, "
                    + "returning, past, days_since_first. Did you mean `words`?"
            ),
            ("{words: }", "11:14: error: `words` of a condition is empty; give it a value"),
            (
                "{words: {a: b}}",
                "11:21: error: `words`: expected the name of a word list or a list, got a mapping"
            ),
            ("{words: []}", "11:21: error: `words` is empty; add words or remove it"),
            (
                "{channel: whatsap}",
                "11:23: warning: `channel`: whatsap is not switched on, so the condition never holds for it. Did you mean `whatsapp`?"
            ),
            (
                "{known: phon}",
                "11:21: error: `known`: expected one of name, phone, email, got phon. Did you mean `phone`?"
            ),
            (
                "{email_domain: \"@gmail.com\"}",
                "11:28: error: `email_domain`: expected a domain like example.com, got \"@gmail.com\"; write gmail.com"
            ),
            (
                "{statements: 0}",
                "11:26: error: `statements`: expected a whole number from 1 to 1000000, got 0"
            ),
            (
                "{words: visitt}",
                "11:21: error: `words`: there is no word list `visitt`; define it under `words` at the top, or write a list: [visitt]."
                    + " Did you mean `visit`?"
            ),
            (
                "{words: nothing}",
                "11:21: warning: `words`: the list `nothing` is empty, so nothing matches"
            ),
            (
                "{language: ms}",
                "11:24: error: `language`: ms cannot be told; there are en, id, other. A language is told by a list "
                    + "`language-ms` in the folder of lists."
            ),
            (
                "{company_mail: yes}", "11:28: error: `company_mail`: expected one of true, false, got yes."
            ),
            (
                "{hours: {from: 8, to: 17:00}}",
                "11:28: error: `from`: expected a time of day from 00:00 to 24:00 like \"08:30\", got 8"
            ),
            (
                "{hours: {from: 08:00, to: 24:01}}",
                "11:39: error: `to`: expected a time of day from 00:00 to 24:00 like \"08:30\", got 24:01"
            ),
            (
                "{hours: {from: 08:00, to: 08:00}}",
                "11:21: error: `hours`: `from` and `to` are the same; write from 00:00 to 24:00 for whole days"
            ),
            (
                "{hours: {from: 08:00, to: 09:00, days: [mo]}}",
                "11:53: error: `days`: expected days like mon or mon-fri, got mo. Did you mean `mon`?"
            ),
            (
                "{hours: {from: 08:00}}",
                "11:21: error: the hours needs the field `to`; add `to: ...`"
            ),
            (
                "{after_silence: 7}",
                "11:29: error: `after_silence`: expected a duration like 90s, 5m, 24h or 7d, got 7"
            ),
            (
                "{past: opportunity}",
                "11:20: error: `past`: expected one of won, lost, disqualified, got opportunity."
            ),
            ("{cycle: 0}", "11:21: error: `cycle`: expected a whole number from 1 to 1000000, got 0"),
            (
                "{all: []}",
                "11:19: error: `all`: expected a list of conditions (`- words: ...`), got a list"
            ),
            (
                "{any: {known: phone}}",
                "11:19: error: `any`: expected a list of conditions (`- words: ...`), got a mapping"
            ),
        ])
    func findings(_ text: String, _ expected: String) {
        #expect(lines(Self.reading(text).diagnostics) == [expected])
    }

    @Test(
        "an empty condition is a finding, so that no rule vanishes silently",
        arguments: [
            "{channel: []}", "{email_domain: []}", "{kind: []}", "{known: []}", "{touch: []}",
            "{touch: {}}",
            "{touch: {gclid: []}}",
            "{touch: {gclid: }}", "{answer: []}", "{answer: {}}", "{answer: {budget: []}}",
            "{answer: {budget: }}",
            "{not: {}}", "{not: []}",
            "{any: [{}]}", "{all: [~]}", "{language: []}", "{account: []}", "{form: []}", "{past: []}",
            "{hours: ~}",
            "{company_mail: ~}", "{channel: ~}", "{words: [~]}",
        ])
    func empty(_ text: String) {
        let checked = Self.reading(text)
        #expect(checked.diagnostics.count == 1)
        #expect(checked.value == nil)
    }

    @Test("a misspelled kind or touch field is met with the closest one")
    func closest() {
        let kind = lines(Self.reading("{kind: lead_from}").diagnostics)
        #expect(kind.count == 1 && kind[0].hasSuffix("got lead_from. Did you mean `lead_form`?"))
        for text in ["{touch: glcid}", "{touch: {glcid: x}}"] {
            let touch = lines(Self.reading(text).diagnostics)
            #expect(touch.count == 1 && touch[0].hasSuffix("got glcid. Did you mean `gclid`?"))
        }
    }

    @Test(
        "a condition that needs a list names it where there is none",
        arguments: [
            (
                "{company_mail: true}",
                "`company_mail`: there is no list `free-mail` in the folder of lists; "
            ),
            ("{language: id}", "`language`: id cannot be told; there are none. "),
            ("{language: other}", "`language`: other cannot be told; there are none. "),
        ])
    func missingList(_ text: String, _ expected: String) {
        let checked = Self.reading(text, lists: [:])
        #expect(checked.value == nil)
        #expect(checked.diagnostics.count == 1 && checked.diagnostics[0].message.hasPrefix(expected))
    }

    @Test(
        "the lists that are used are kept, and no others",
        arguments: [
            ("{known: phone}", []),
            ("{words: price}", ["chat-spelling"]),
            ("{words: visit}", ["chat-spelling", "visit"]),
            ("{words: [harga]}", ["chat-spelling"]),
            ("{company_mail: true}", ["free-mail"]),
            ("{language: id}", ["chat-spelling", "language-en", "language-id"]),
        ] as [(String, [String])])
    func usedLists(_ text: String, _ names: [String]) throws {
        let settings = try #require(Self.reading(text).value)
        #expect(settings.lists.keys.sorted() == names)
        #expect(names.allSatisfy { settings.lists[$0] == Self.lists[$0] })
        #expect(
            settings.scoring.lexicon.spelling
                == (names.contains("chat-spelling") ? ["brp": "berapa"] : [:]))
        #expect(settings.scoring.lexicon.freeMail == (names.contains("free-mail") ? ["gmail.com"] : []))
        #expect(settings.scoring.lexicon.languages.count == (names.contains("language-id") ? 2 : 0))
    }
}
