import Domain
import Foundation
import Settings
import TestSupport
import Testing

@Suite("The sample configuration")
struct SampleTests {
    static func text() throws -> String {
        try String(
            contentsOf: ShippedLists.root.appending(path: "deploy/sample/corong.yaml"), encoding: .utf8)
    }

    @Test("reads without findings")
    func reads() throws {
        let checked = WorkspaceSettings.parse(
            text: try Self.text(), file: "corong.yaml", lists: try ShippedLists.texts())
        #expect(lines(checked.diagnostics) == [])
        let settings = try #require(checked.value)
        #expect(settings.channels.map(\.id) == ["whatsapp", "chat", "telegram", "web-form", "email"])
        #expect(settings.channels.allSatisfy { $0.insecure == $0.secrets.isEmpty })
        #expect(settings.routing.reps.count == 5)
        #expect(Set(settings.routing.reps.map(\.team)) == ["retail", "project"])
    }

    @Test("reads as well with the routing that it shows in comments")
    func routing() throws {
        let text = try Self.text().replacing("#| ", with: "")
        let checked = WorkspaceSettings.parse(text: text, file: "corong.yaml", lists: try ShippedLists.texts())
        #expect(lines(checked.diagnostics) == [])
        let routing = try #require(checked.value?.routing)
        #expect(routing.pools.map(\.id) == ["projects", "everybody"])
        #expect(routing.pools.first?.members == ["dewi", "eko"])
        #expect(routing.signals.map(\.value) == ["projects", "kitchen", "en", "5"])
        #expect(routing.reps.allSatisfy { $0.calendar?.closed.isEmpty == false })
        #expect(routing.stickySeconds == 7_776_000)
    }

    @Test("has thresholds that mean what its comments promise")
    func thresholds() throws {
        let scoring = try #require(
            WorkspaceSettings.parse(
                text: try Self.text(), file: "corong.yaml", lists: try ShippedLists.texts()
            ).value
        ).scoring
        func sum(_ ids: String...) throws -> Int64 {
            let rules = scoring.rules.filter { ids.contains($0.id) }
            try #require(rules.count == ids.count)
            return rules.reduce(0) { $0 + $1.points }
        }
        let marketing = scoring.marketingQualified.points...(scoring.salesQualified.points - 1)
        #expect(marketing.contains(try sum("phone-known", "name-known", "asks-price", "names-project")))
        #expect(marketing.contains(try sum("wants-to-buy")))
        #expect(try sum("phone-known", "asks-price", "urgent") >= scoring.salesQualified.points)
        #expect(try sum("form-filled", "form-with-budget") >= scoring.salesQualified.points)
        #expect(try sum("phone-known", "name-known") < scoring.marketingQualified.points)
        #expect(try sum("phone-known", "name-known", "asks-price", "job-seeker") < 0)
    }

    @Test("uses the lists that come with the program")
    func lists() throws {
        let settings = try #require(
            WorkspaceSettings.parse(
                text: try Self.text(), file: "corong.yaml", lists: try ShippedLists.texts()
            ).value)
        #expect(
            settings.lists.keys.sorted() == [
                "buying", "chat-spelling", "disposable-mail", "free-mail", "job-seeker", "leave-me", "price", "urgency",
                "vendor-pitch", "visit",
            ])
        #expect(settings.scoring.grid?.fit == ["fit"])
        #expect(settings.scoring.salesQualified.requirement != nil)
        #expect(settings.scoring.rules.contains { $0.decay != .none })
    }

    @Test("cut off anywhere it gives findings or settings, never a crash", arguments: UInt64(1)...80)
    func truncated(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let text = try Self.text()
        let cut = String(
            decoding: text.utf8.prefix(Int.random(in: 0...text.utf8.count, using: &random)), as: UTF8.self
        )
        expectUsable(
            WorkspaceSettings.parse(
                text: cut, file: "corong.yaml", zones: Self.jakarta, lists: Self.lists), in: cut)
    }

    @Test(
        "with random pieces changed it gives findings or settings, never a crash",
        arguments: UInt64(1)...150)
    func changed(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = Array(try Self.text().utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let start = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, start + Int.random(in: 0...12, using: &random))
            bytes.replaceSubrange(
                start..<end, with: Self.pieces.randomElement(using: &random).map { Array($0.utf8) } ?? [])
        }
        let text = String(decoding: bytes, as: UTF8.self)
        expectUsable(
            WorkspaceSettings.parse(
                text: text, file: "corong.yaml", zones: Self.jakarta, lists: Self.lists), in: text)
    }

    @Test(
        "made of random pieces it gives findings or nodes, never a crash", arguments: UInt64(1)...250)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var text = ""
        for _ in 0..<Int.random(in: 0...120, using: &random) {
            if Bool.random(using: &random) {
                text += Self.pieces.randomElement(using: &random) ?? ""
            } else {
                text.unicodeScalars.append(Unicode.Scalar(UInt8.random(in: 0...255, using: &random)))
            }
        }
        expectUsable(
            WorkspaceSettings.parse(
                text: text, file: "corong.yaml", zones: Self.jakarta, lists: Self.lists), in: text)
    }

    private static let jakarta = ZoneSource.recorded([Zone(name: "Asia/Jakarta", spans: [])])

    private static let lists = ["price": "harga", "free-mail": "gmail.com"]

    private static let pieces = [
        "\n", "\n  ", "\n    - ", ": ", "- ", "[", "]", "{", "}", ", ", "\"", "'", "|\n  x\n", ">-\n",
        "&a ", "*a",
        "? ", "<<: *a", "!t ",
        "!!int 5", "%YAML 1.1\n---\n", "---\n", "...\n", "#", "~", "null", "workspace", "channels",
        "scoring", "when",
        "any", "not",
        "words", "points: ", "-9223372036854775808", "99999999999999999999", "\t", "\r\n", "\u{feff}",
        "\u{1F600}",
        "\\x41", "\\uD800",
    ]

    private func expectUsable(_ checked: Checked<WorkspaceSettings>, in text: String) {
        if checked.value == nil { #expect(checked.diagnostics.contains { $0.severity == .error }) }
        let last =
            text.unicodeScalars.count {
                $0 == "\n" || $0 == "\r" || $0 == "\u{85}" || $0 == "\u{2028}" || $0 == "\u{2029}"
            } + 1
        #expect(
            checked.diagnostics.allSatisfy {
                (1...last + 1).contains($0.line) && $0.column >= 1 && !$0.message.isEmpty
            }
        )
    }
}
