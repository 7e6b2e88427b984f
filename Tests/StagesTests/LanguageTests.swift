import Domain
import Testing

@testable import Stages

@Suite("Which language was written")
struct LanguageTests {
    private static let words = WordMatcher(lists: [], lexicon: StatementBench.shipped)

    private func language(of text: String?) -> String? {
        TextReading(StatementBench.statement({ $0.text = text }).event, words: Self.words).language
    }

    @Test(
        "function words tell, and what they do not tell is in none",
        arguments: [
            ("Halo kak, harga kitchen set berapa?", "id"), ("brp kak", "id"),
            ("sy mw tnya ukuran yg 3 meter", "id"),
            ("Selamat pagi, apakah bisa survei ke Bekasi minggu depan?", "id"), ("mnta pnwrn dong", "id"),
            ("How much is a wardrobe, and do you deliver to Bekasi?", "en"),
            ("pls send me ur pricelist", "en"),
            ("I would like to place an order", "en"), ("Is this available?", "en"),
            ("Hoeveel kost deze kast met levering", "other"),
            ("Wieviel kostet dieser Schrank mit Lieferung", "other"),
            ("这个衣柜多少钱", "other"), ("Сколько стоит этот шкаф", "other"), ("この棚はいくらですか", "other"),
            ("ok", nil), ("", nil), ("12345", nil), ("😀", nil), ("kitchen set", nil),
            ("Rina Wulandari", nil),
        ] as [(String, String?)])
    func languages(_ text: String, _ expected: String?) { #expect(language(of: text) == expected) }

    @Test("as many words of one language as of the other tell nothing, and neither do no words")
    func tie() {
        #expect(language(of: "berapa price") == nil)
        #expect(language(of: nil) == nil)
    }

    @Test("one of several languages is enough; without lists none is told")
    func several() {
        let bench = StatementBench(lexicon: Lexicon(languages: ["id": ["berapa"], "en": ["price"]]))
        #expect(bench.matched(.language(["en", "id"]), in: "berapa kak") == [])
        #expect(bench.matched(.language(["en", "other"]), in: "berapa kak") == nil)
        #expect(bench.matched(.language(["en", "id", "other"]), StatementBench.statement()) == nil)
        #expect(StatementBench(lexicon: Lexicon()).matched(.language(["other"]), in: "a b c d e") == nil)
    }
}
