/// Finds what could be telephone numbers inside of a longer text.
enum PhoneCandidates {
    /// Spellings looked at in one text: each costs a reading.
    static let countMax = 20
    /// Bytes of a text that are searched.
    static let textBytesMax = 64 << 10

    /// Runs of digits and separators with 8 to 15 digits that no letter or digit touches, in order.
    static func spellings(in text: String) -> [String] {
        var found: [String] = []
        var run: [UInt8] = []
        var digits = 0
        var isClean = true
        var previous: UInt8 = 0x20
        func finish(_ next: UInt8) {
            while let last = run.last, last &- 48 >= 10 { run.removeLast() }
            if isClean, !isWord(next), (8...15).contains(digits) { found.append(String(decoding: run, as: UTF8.self)) }
            run = []
            digits = 0
        }
        for byte in text.utf8.prefix(textBytesMax) {
            guard found.count < countMax else { return found }
            let isDigit = byte &- 48 < 10
            let isPlus = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "(")
            if run.isEmpty {
                if isDigit || isPlus {
                    isClean = !isWord(previous)
                    run = [byte]
                    digits = isDigit ? 1 : 0
                }
            } else if isDigit || byte == 0x20 || byte == 0x2D || byte == 0x2E || byte == 0x28 || byte == 0x29 {
                run.append(byte)
                digits += isDigit ? 1 : 0
                if run.count > 40 { finish(UInt8(ascii: "x")) }
            } else {
                finish(byte)
                if isPlus {
                    isClean = true
                    run = [byte]
                }
            }
            previous = byte
        }
        finish(0x20)
        return found
    }

    /// Letters, digits, and what joins them to numbers that are none: times, dates, ids.
    private static func isWord(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte &- 48 < 10 || byte == 0x3A || byte == 0x2F || byte == 0x5F
            || byte == 0x40 || byte == 0x3D
    }
}
