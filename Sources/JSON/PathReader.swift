/// Reads the text of a query or filter, one byte at a time, by the grammar of RFC 9535. Rare work: clarity over speed.
struct PathReader {
    /// Longer texts and deeper nestings are refused, because evaluation recurses over both.
    static let bytesMax = 4096
    static let depthMax = 32
    /// Integers of the grammar must be exact in binary64.
    static let integerMax = 9_007_199_254_740_991

    let bytes: [UInt8]
    let names: [String]
    var place = 0
    var depth = 0
    /// Patterns that stand in the text and will never fit.
    var patternsRefused: [JSONPathError] = []

    init(_ text: String, names: [String]) throws(JSONPathError) {
        bytes = Array(text.utf8)
        self.names = names
        guard bytes.count <= Self.bytesMax else {
            throw JSONPathError(offset: Self.bytesMax, "expected at most \(Self.bytesMax) bytes, found \(bytes.count)")
        }
        guard names.count <= JSONBindings.namesMax else {
            throw JSONPathError(
                offset: 0, "expected at most \(JSONBindings.namesMax) names to start with, found \(names.count)")
        }
        for name in names where !Self.canStart(name) {
            throw JSONPathError(
                offset: 0, "expected names to start with of letters, digits and `_`, found `\(name)`")
        }
    }

    private static func canStart(_ name: String) -> Bool {
        guard let first = name.utf8.first, isNameFirst(first) else { return false }
        return name.utf8.allSatisfy { isNameFirst($0) || isDigit($0) } && !["true", "false", "null"].contains(name)
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// First byte of a shorthand name; every byte above ASCII is part of a letter there.
    static func isNameFirst(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte >= 0x80
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    func sees(_ text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

    /// Steps over the text if it stands here.
    mutating func take(_ text: String) -> Bool {
        guard sees(text) else { return false }
        place += text.utf8.count
        return true
    }

    mutating func expect(_ text: String, _ meaning: String) throws(JSONPathError) {
        guard take(text) else { throw unexpected("`\(text)` \(meaning)") }
    }

    mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { place += 1 }
    }

    /// The error that something else stands here.
    func unexpected(_ expected: String) -> JSONPathError {
        JSONPathError(offset: place, "expected \(expected), found \(found)")
    }

    private var found: String {
        guard let byte = next else { return "the end" }
        if byte < 0x20 || byte == 0x7F { return "the control character \(byte)" }
        return "`\(String(decoding: bytes[place...].prefix(4), as: UTF8.self).prefix(1))`"
    }

    /// Runs `body` one level deeper.
    mutating func nested<R>(
        _ body: (inout PathReader) throws(JSONPathError) -> R
    ) throws(JSONPathError) -> R {
        guard depth < Self.depthMax else {
            throw JSONPathError(offset: place, "expected at most \(Self.depthMax) levels of nesting, found one more")
        }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    /// A name as it stands after a dot, or nil where none begins.
    mutating func shorthandName() -> [UInt8]? {
        guard let byte = next, Self.isNameFirst(byte) else { return nil }
        let start = place
        while let byte = next, Self.isNameFirst(byte) || Self.isDigit(byte) { place += 1 }
        return Array(bytes[start..<place])
    }

    /// An integer of the grammar: no leading zeros, no `-0`, exact in binary64.
    mutating func integer() throws(JSONPathError) -> Int {
        let start = place
        let isNegative = take("-")
        guard let first = next, Self.isDigit(first) else { throw unexpected("a digit") }
        var magnitude = 0
        while let byte = next, Self.isDigit(byte) {
            magnitude = magnitude * 10 + Int(byte - UInt8(ascii: "0"))
            guard magnitude <= Self.integerMax else {
                throw JSONPathError(offset: start, "expected an integer of at most 53 bits, found a larger one")
            }
            place += 1
        }
        let digits = place - start - (isNegative ? 1 : 0)
        guard first != UInt8(ascii: "0") || (digits == 1 && !isNegative) else {
            throw JSONPathError(offset: start, "expected an integer without leading zeros and other than -0")
        }
        return isNegative ? -magnitude : magnitude
    }
}
