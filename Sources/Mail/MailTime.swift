/// Times inside of sentences.
enum MailTime {
    /// Whether the text holds a time of day such as `9:12`, `09.12` or `16:32:35`.
    static func isIn(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 4 else { return false }
        for index in 1..<(bytes.count - 2) where bytes[index] == 0x3A || bytes[index] == 0x2E {
            guard isDigit(bytes[index - 1]), isDigit(bytes[index + 1]), isDigit(bytes[index + 2]) else { continue }
            if index + 3 < bytes.count, isDigit(bytes[index + 3]) { continue }
            return true
        }
        return false
    }

    /// Whether the text holds four digits that are a year of ours.
    static func yearIsIn(_ bytes: [UInt8]) -> Bool {
        var run = 0
        var value = 0
        for byte in bytes {
            if isDigit(byte) {
                run += 1
                value = run <= 4 ? value * 10 + Int(byte - 0x30) : 0
            } else {
                if run == 4, (1900...2099).contains(value) { return true }
                run = 0
                value = 0
            }
        }
        return run == 4 && (1900...2099).contains(value)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
