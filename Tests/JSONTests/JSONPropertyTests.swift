import JSON
import TestSupport
import Testing

@Suite("Whatever the document")
struct JSONPropertyTests {
    @Test("what is written reads back as the same tree", arguments: UInt64(1)...200)
    func roundTrips(seed: UInt64) throws {
        let document = RandomTree.document(seed: seed)
        let bytes = document.withRoot(written)
        let again = try JSONDocument(parsing: bytes)
        #expect(again.withRoot(written) == bytes)
        document.withRoot { left in again.withRoot { #expect(left.isEqual(to: $0) && $0.isEqual(to: left)) } }
        var script = JSONWriter(for: .htmlScript)
        document.withRoot { $0.append(to: &script) }
        #expect(!script.bytes.contains(UInt8(ascii: "<")))
        let fromScript = try JSONDocument(parsing: script.bytes)
        #expect(fromScript.withRoot(written) == bytes)
    }

    @Test("a truncated text gives an error or a value, never a trap", arguments: UInt64(1)...50)
    func survivesTruncation(seed: UInt64) {
        let bytes = RandomTree.document(seed: seed).withRoot(written)
        let parser = JSONParser()
        for count in 0..<bytes.count { exercise(Array(bytes.prefix(count)), parser) }
    }

    @Test("random bytes and flipped bytes give an error or a value, never a trap", arguments: UInt64(1)...100)
    func survivesNoise(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array(#"[]{}:,"\u0123dc8ef.-+tfn "#.utf8)
        let parser = JSONParser()
        for _ in 0..<50 {
            let count = Int.random(in: 0...80, using: &random)
            exercise((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, parser)
            exercise((0..<count).compactMap { _ in alphabet.randomElement(using: &random) }, parser)
        }
        var bytes = RandomTree.document(seed: seed).withRoot(written)
        for _ in 0..<20 {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            exercise(bytes, parser)
        }
    }

    @Test("a text of random pieces compiles or is refused, never a trap", arguments: UInt64(1)...200)
    func survivesPaths(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "$", "@", ".", "..", "[", "]", "*", "?", "(", ")", "'a'", "\"b\"", "a", "b", "0", "-1", ":", ",", "==", "<",
            "!",
            "&&", "||", "length(", "count(", "value(", "true", "null", "1.5", "e", " ", "\\", "'\\u", "d83d", "é", "\0",
            "99999999999999999999", "m",
        ]
        let document = RandomTree.document(seed: seed)
        var compiled = 0
        for _ in 0..<200 {
            let count = Int.random(in: 0...10, using: &random)
            let text = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined()
            // because: most texts are refused, and a refusal is as good as a query here
            if let path = try? JSONPath("$" + text, names: ["m"]) {
                compiled += 1
                document.withRoot { root in path.forEach(in: root) { _ in } }
            }
            if let filter = try? JSONFilter("@" + text, names: ["m"]) {
                compiled += 1
                _ = document.withRoot { filter.matches($0, root: $0) }
            }
        }
        #expect(compiled > 0)
    }

    @Test("the fast lane finds what the general way finds", arguments: UInt64(1)...100)
    func lanesAgree(seed: UInt64) throws {
        let document = RandomTree.document(seed: seed)
        for (fast, general) in [("$[0][1]", "$[0,0][1,1]"), ("$[-1]", "$[-1:]"), ("$[1][0][-1]", "$[1:2][0:1][-1:]")] {
            let fast = try JSONPath(fast)
            let general = try JSONPath(general)
            #expect(fast.isSingular && !general.isSingular)
            document.withRoot { root in
                let left = fast.first(from: root, root: root)
                let right = general.first(from: root, root: root)
                #expect(left.map(written) == right.map(written))
            }
        }
    }

    /// Reads everything that can be read.
    private func exercise(_ bytes: [UInt8], _ parser: JSONParser) {
        // because: an error is as good as a value here
        try? parser.withDocument(bytes) { root in
            _ = written(root)
            #expect(root.isEqual(to: root))
            _ = JSONDocument(copying: root)
        }
    }
}
