import Domain
import Settings
import Testing

@Suite("The condition language reads into the closed set of conditions")
struct ConditionTests {
    private static func reading(_ condition: String) -> Checked<WorkspaceSettings> {
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

                """, file: "corong.yaml")
    }

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
            ("price", "11:13: error: expected a condition like `words: price` or `known: phone`, got price"),
            ("{}", "11:13: error: expected a condition like `words: price` or `known: phone`, got a mapping"),
            (
                "[{known: phone}]",
                "11:13: error: expected a condition like `words: price` or `known: phone`, got a list; put the list under `all:` or `any:`"
            ),
            (
                "{word: price}",
                "11:14: error: `word` is not a condition; there are all, any, not, words, channel, kind, known, touch, "
                    + "email_domain, answer, statements. Did you mean `words`?"
            ),
            ("{words: }", "11:14: error: `words` of a condition is empty; give it a value"),
            ("{words: {a: b}}", "11:21: error: `words`: expected the name of a word list or a list, got a mapping"),
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
            ("{statements: 0}", "11:26: error: `statements`: expected a whole number from 1 to 1000000, got 0"),
            ("{all: []}", "11:19: error: `all`: expected a list of conditions (`- words: ...`), got a list"),
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
            "{channel: []}", "{email_domain: []}", "{kind: []}", "{known: []}", "{touch: []}", "{touch: {}}",
            "{touch: {gclid: []}}",
            "{touch: {gclid: }}", "{answer: []}", "{answer: {}}", "{answer: {budget: []}}", "{answer: {budget: }}",
            "{not: {}}", "{not: []}",
            "{any: [{}]}", "{all: [~]}", "{channel: ~}", "{words: [~]}",
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
}
