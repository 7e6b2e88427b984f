import JSON
import Testing

@Suite("A JSON parser")
struct JSONParserTests {
    @Test(
        "refuses what is not a document, by kind",
        arguments: [
            ("", JSONError.empty), (" \n\t", .empty), ("\u{FEFF}", .empty),
            ("18446744073709551616", .badNumber), ("-9223372036854775809", .badNumber), ("1e400", .badNumber),
            ("01", .badNumber),
        ])
    func refuses(_ text: String, _ error: JSONError) {
        #expect(throws: error) { try JSONDocument(parsing: Array(text.utf8)) }
    }

    @Test(
        "refuses malformed text with words of the parser",
        arguments: [
            "{", "[", "[1,", "{\"a\"", "{\"a\":", "{\"a\":1,}", "[1,]", "\"a", "nul", "tru", "'a'", "[1]x", "{} {}",
            "\u{0}",
            "\"\\x\"", "\"\\u12\"", "\"\n\"", "{a:1}", "]", "NaN", "[1 2]", "// a\n1", "\"\\ud83d",
        ])
    func refusesMalformed(_ text: String) throws {
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(text.utf8)) }
        #expect(error?.description.hasSuffix(".") == true && error?.description.contains("..") == false)
        #expect(error != .outOfMemory)
    }

    @Test(
        "refuses bytes that are not UTF-8",
        arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x80]] as [[UInt8]])
    func refusesOtherEncodings(_ bytes: [UInt8]) {
        #expect(throws: JSONError.badUTF8) { try JSONDocument(parsing: bytes) }
    }

    @Test("takes 256 levels and no more")
    func limitsDepth() throws {
        let deepest = String(repeating: "[", count: 255) + "1" + String(repeating: "]", count: 255)
        #expect(try JSONDocument(parsing: Array(deepest.utf8)).description == deepest)
        #expect(throws: JSONError.tooDeep) { try JSONDocument(parsing: Array("[\(deepest)]".utf8)) }
        let bomb = String(repeating: "[", count: 1_000_000)
        #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(bomb.utf8)) }
        let closed = bomb + String(repeating: "]", count: 1_000_000)
        #expect(throws: JSONError.tooDeep) { try JSONDocument(parsing: Array(closed.utf8)) }
    }

    @Test("takes as many bytes as it was made for")
    func limitsBytes() throws {
        let parser = JSONParser(bytesMax: 4)
        #expect(try parser.withDocument(Array("1234".utf8)) { $0.int64 } == 1234)
        #expect(throws: JSONError.tooLarge(bytes: 5, bytesMax: 4)) {
            try parser.withDocument(Array("12345".utf8)) { _ in }
        }
    }

    @Test(
        "reads half surrogate pairs as U+FFFD and keeps whole ones",
        arguments: [
            ("\"\\ud83d\"", "\u{FFFD}"), ("\"a\\udc00b\"", "a\u{FFFD}b"), ("\"\\ud83d\\ude00\"", "\u{1F600}"),
            ("\"\\ud83d\\ud83d\\ude00\"", "\u{FFFD}\u{1F600}"), ("\"\\ud83dx\\ude00\"", "\u{FFFD}x\u{FFFD}"),
            ("\"\\\\ud83d\\ud83d\"", "\\ud83d\u{FFFD}"), ("\"\\uD83D\\u0041\"", "\u{FFFD}A"),
        ])
    func repairsSurrogates(_ text: String, _ expected: String) throws {
        #expect(try JSONParser().withDocument(Array(text.utf8)) { $0.string } == expected)
    }

    @Test("skips a byte order mark")
    func skipsMark() throws {
        #expect(try JSONDocument(parsing: Array("\u{FEFF}[1]".utf8)).description == "[1]")
    }

    @Test("uses its memory for one document after the other, also after large and malformed ones")
    func isReused() throws {
        let parser = JSONParser()
        for size in [1, 5000, 300_000, 3, 70_000] {
            let text = "[\"" + String(repeating: "x", count: size) + "\"]"
            #expect(try parser.withDocument(Array(text.utf8)) { $0[0]?.utf8Count } == size)
            #expect(throws: JSONError.self) { try parser.withDocument(Array("[\(size)".utf8)) { _ in } }
        }
    }

    @Test("gives errors of the body on, and lifts its own")
    func liftsErrors() {
        enum Refusal: Error, Equatable { case byBody, byParser(JSONError) }
        let parser = JSONParser()
        let good = Array("1".utf8)
        #expect(throws: Refusal.byBody) {
            try parser.withDocument(good, lifting: Refusal.byParser) { _ throws(Refusal) in throw .byBody }
        }
        #expect(throws: Refusal.byParser(.empty)) {
            try parser.withDocument([], lifting: Refusal.byParser) { _ throws(Refusal) in throw .byBody }
        }
        #expect(throws: JSONError.tooDeep) {
            try good.withUnsafeBytes { try parser.withDocument($0) { _ throws(JSONError) in throw .tooDeep } }
        }
    }

    @Test("gives documents that outlive it")
    func copies() throws {
        var parser: JSONParser? = JSONParser()
        let document = try parser?.document(Array(#"{"a":["text",-1,1.5,true,null,{}]}"#.utf8))
        _ = try parser?.document(Array(#"["overwrites the memory of the parser"]"#.utf8))
        parser = nil
        #expect(document?.description == #"{"a":["text",-1,1.5,true,null,{}]}"#)
    }
}
