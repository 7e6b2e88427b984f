import Domain
import Testing

@testable import Stages

@Suite("Which language was written")
struct LanguageTests {
    private static let bench = StatementBench(lexicon: StatementBench.shipped)

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
    func languages(_ text: String, _ expected: String?) {
        for code in ["id", "en", "other"] {
            #expect(
                (Self.bench.matched(.language([code]), in: text) != nil) == (code == expected),
                "\(code): \(text)")
        }
    }

    @Test("as many words of one language as of the other tell nothing")
    func tie() {
        #expect(Self.bench.matched(.language(["id", "en", "other"]), in: "berapa price") == nil)
    }

    @Test("one of several languages is enough, and no words at all are none")
    func several() {
        #expect(Self.bench.matched(.language(["en", "id"]), in: "berapa kak") != nil)
        #expect(
            Self.bench.matched(.language(["en", "id", "other"]), StatementBench.statement()) == nil)
    }
}
