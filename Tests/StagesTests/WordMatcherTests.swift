import TestSupport
import Testing

@testable import Stages

@Suite("Matching words")
struct WordMatcherTests {
    private func folded(_ text: String) -> String {
        var folding = TextFolding()
        folding.append(text, bytesMax: 1 << 16)
        return String(decoding: folding.bytes, as: UTF8.self)
    }

    private func matches(_ phrases: [String], in text: String) -> Set<String> {
        let matcher = WordMatcher(lists: [phrases])
        var folding = TextFolding()
        folding.append(text, bytesMax: 1 << 16, reading: matcher.vocabulary)
        var found: Set<String> = []
        matcher.forEachMatch(in: folding) { found.insert($0.phrase) }
        return found
    }

    @Test(
        "text is compared in lower case, without accents, word by word",
        arguments: [
            ("Halo,  BERAPA harganya?!", " halo berapa harganya "), ("Café Zoé", " cafe zoe "),
            ("Cafe\u{301}", " cafe "),
            ("Straße", " strasse "), ("", " "), ("…!?", " "), ("ЦЕНА 100", " цена 100 "), ("价格？", " 价格 "),
            ("a\u{1F600}b", " a b "), ("Rp2.000.000", " rp2 000 000 "),
        ])
    func folds(_ text: String, _ expected: String) { #expect(folded(text) == expected) }

    @Test("whole words match, parts of words do not")
    func wholeWords() {
        #expect(matches(["harga"], in: "Berapa HARGA meja?") == ["harga"])
        #expect(matches(["harga"], in: "penghargaan").isEmpty)
        #expect(matches(["harga"], in: "harga") == ["harga"])
    }

    @Test("phrases match across any spacing and signs between their words")
    func phrases() {
        #expect(matches(["minta penawaran"], in: "Minta -- penawaran dong") == ["minta penawaran"])
        #expect(matches(["minta penawaran"], in: "minta surat penawaran").isEmpty)
    }

    @Test("words inside other words' patterns and overlapping phrases are all found")
    func overlaps() {
        #expect(matches(["a b", "b c", "b"], in: "a b c") == ["a b", "b c", "b"])
    }

    @Test("it finds what looking word by word finds", arguments: UInt64(1)...100)
    func agreesWithNaiveSearch(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let words = ["a", "b", "ab", "ba", "aa", "é", "c"]
        let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in
            words.randomElement(using: &random) ?? "a"
        }
        .joined(separator: " ")
        let phrases = Set(
            (0..<8).map { _ in
                (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    words.randomElement(using: &random) ?? "a"
                }
                .joined(separator: " ")
            })
        let expected = phrases.filter { folded(text).contains(folded($0)) }
        #expect(matches(Array(phrases), in: text) == expected)
    }

    @Test("any bytes are folded without harm", arguments: UInt64(1)...100)
    func anyBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let text = String(
            decoding: (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }, as: UTF8.self)
        let result = folded(text)
        #expect(result.hasPrefix(" ") && result.hasSuffix(" "))
        #expect(!result.contains("  "))
    }
}
