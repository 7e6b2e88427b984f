import Domain
import TestSupport
import Testing

@testable import Dashboard

@Suite("Markup")
struct HTMLTests {
    @Test("text cannot become markup, in elements or in attributes")
    func escapes() {
        let name = "<script>alert('1')</script> & \"co\""
        let html: HTML = "<td title=\"\(name)\">\(name)</td>"
        let safe = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;co&quot;"
        #expect(html.source == "<td title=\"\(safe)\">\(safe)</td>")
    }

    @Test("markup goes in as it is, alone, in lists, and numbers as digits")
    func nests() {
        let cells: [HTML] = ["<i>1</i>", "<i>2</i>"]
        let html: HTML = "<p>\(cells)\(cells[0])\(-7)</p>"
        #expect(html.source == "<p><i>1</i><i>2</i><i>1</i>-7</p>")
    }

    @Test("control characters do not reach the page, and other scripts do")
    func controls() {
        let html: HTML = "\("a\u{0}\u{1B}\n\u{7F}b \u{645}\u{62D}\u{1F600}")"
        #expect(html.source == "a\u{FFFD}\u{FFFD}\n\u{FFFD}b \u{645}\u{62D}\u{1F600}")
    }

    @Test("whatever the text, none of the five characters is left", arguments: UInt64(1)...50)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("<>&\"'/=a\u{0}\u{301}\u{1F600} ")
        let text = String((0..<40).map { _ in alphabet.randomElement(using: &random) ?? "a" })
        let html: HTML = "\(text)"
        // By bytes, because a combining accent makes one character of itself and the sign before it.
        let bytes = Array(html.source.utf8)
        let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]
        #expect(!bytes.contains { "<>\"'".utf8.contains($0) })
        for index in bytes.indices where bytes[index] == UInt8(ascii: "&") {
            #expect(entities.contains { bytes[index...].starts(with: $0.utf8) })
        }
    }

    @Test(
        "the reader's language is the address's, else the browser's, else the workspace's",
        arguments: [
            ("id", "en", ["en"], "id"), ("en", "id", ["id"], "en"), ("fr", "id-ID,en;q=0.8", ["en"], "id"),
            (nil, "de, en;q=0.5, id;q=0.7", ["en"], "id"), (nil, "id;q=0, en;q=0.1", ["id"], "en"),
            (nil, "in", [], "id"),
            (nil, "de", ["id-ID"], "id"), (nil, "*", [], "en"), (nil, ",;q=,;;", ["xx"], "en"), (nil, nil, [], "en"),
            (nil, "en;q=nan, id;q=0.2", [], "id"),
        ] as [(String?, String?, [String], String)])
    func language(asked: String?, accepted: String?, workspace: [String], chosen: String) {
        #expect(Language.choose(asked: asked, accepted: accepted, workspace: workspace).rawValue == chosen)
    }

    @Test("numbers, rates and days are written as each language does")
    func figures() throws {
        #expect(
            [0, 7, 999, 1000, 1_234_567, -1000].map { Words.english.number($0) } == [
                "0", "7", "999", "1,000", "1,234,567", "\u{2212}1,000",
            ])
        #expect(Words.indonesian.number(1_234_567) == "1.234.567")
        #expect(Words.indonesian.percent(Rate(1, of: 3)) == "33,3%")
        #expect(Words.english.percent(Rate(1, of: 0)) == "\u{2013}")
        #expect(Words.english.percent(nil) == "\u{2013}")
        #expect(Words.english.days(PeriodRange(last: 1, until: Samples.now, zone: Samples.jakarta)) == "10 Jun 2024")
        #expect(
            Words.english.days(PeriodRange(last: 7, until: Samples.now, zone: Samples.jakarta))
                == "4 Jun \u{2013} 10 Jun 2024")
        let newYear = PeriodRange(last: 2, until: Samples.time("2024-01-01T00:00:00Z"), zone: .utc)
        #expect(Words.indonesian.days(newYear) == "31 Des 2023 \u{2013} 1 Jan 2024")
        #expect(Words.indonesian.moment(Samples.time("2024-05-31T17:04:59Z"), in: Samples.jakarta) == "1 Jun 00:04")
        #expect(Words.indonesian.moment(Samples.time("1969-12-31T23:59:00Z"), in: .utc) == "31 Des 23:59")
    }

    @Test("both languages name every step, reason and stage")
    func complete() {
        for words in Language.allCases.map({ Words.of($0) }) {
            #expect(FunnelReport.stepMeasures.allSatisfy { words.steps[$0] != nil })
            #expect(FunnelReport.uncountedMeasures.allSatisfy { words.reasons[$0] != nil })
            #expect(Stage.allCases.allSatisfy { words.stages[$0] != nil })
            #expect(words.months.count == 12)
        }
    }
}
