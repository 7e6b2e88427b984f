/// How the text of a string is written between its quotes.
enum JSONEscapes {
    /// Appends text with the escapes that its place needs. Runs without any are copied whole.
    static func append(_ text: UnsafeBufferPointer<UInt8>, for place: JSONWriter.Place, to bytes: inout [UInt8]) {
        var start = 0
        var index = 0
        while true {
            index = plainEnd(text, from: index, for: place)
            guard index < text.count else { break }
            let taken = escapedCount(text, at: index)
            guard taken > 0 else {
                index &+= 1
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            appendEscape(text, at: index, to: &bytes)
            index &+= taken
            start = index
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    /// The first index from `start` on whose byte may need an escape, or the end.
    private static func plainEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int, for place: JSONWriter.Place)
        -> Int
    {
        var index = start
        let inScript = place == .htmlScript
        // Eight bytes at once: a byte stands out where it is below 0x20, a quote, a backslash, or in scripts `<` or the
        // first byte of U+2028. False alarms only cost the slow loop below.
        while let base = text.baseAddress, index &+ 8 <= text.count {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
            var alarm = hasByteBelow20(word) | hasByte(0x22, word) | hasByte(0x5C, word)
            if inScript { alarm |= hasByte(0x3C, word) | hasByte(0xE2, word) }
            if alarm != 0 { break }
            index &+= 8
        }
        while index < text.count {
            let byte = text[index]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return index }
            if inScript && (byte == 0x3C || byte == 0xE2) { return index }
            index &+= 1
        }
        return index
    }

    private static func hasByteBelow20(_ word: UInt64) -> UInt64 {
        (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
    }

    private static func hasByte(_ byte: UInt64, _ word: UInt64) -> UInt64 {
        let zeros = word ^ (byte &* 0x0101_0101_0101_0101)
        return (zeros &- 0x0101_0101_0101_0101) & ~zeros & 0x8080_8080_8080_8080
    }

    /// How many bytes the escape at `index` stands for; 0 where 0xE2 begins some other character.
    private static func escapedCount(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard text[index] == 0xE2 else { return 1 }
        guard index &+ 2 < text.count, text[index &+ 1] == 0x80 else { return 0 }
        return text[index &+ 2] == 0xA8 || text[index &+ 2] == 0xA9 ? 3 : 0
    }

    private static func appendEscape(_ text: UnsafeBufferPointer<UInt8>, at index: Int, to bytes: inout [UInt8]) {
        switch text[index] {
        case 0x22: bytes.append(contentsOf: "\\\"".utf8)
        case 0x5C: bytes.append(contentsOf: "\\\\".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0x08: bytes.append(contentsOf: "\\b".utf8)
        case 0x0C: bytes.append(contentsOf: "\\f".utf8)
        case 0xE2: bytes.append(contentsOf: (text[index &+ 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8)
        case let byte:
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(hexDigit(byte &>> 4))
            bytes.append(hexDigit(byte & 15))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &- 10 &+ value
    }
}
