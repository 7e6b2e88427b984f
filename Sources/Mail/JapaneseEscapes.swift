/// ISO-2022-JP, in which escapes switch between sets of characters.
enum JapaneseEscapes {
    /// The same text in EUC, which has one set of eight bits for all of them; bytes that mean nothing stay.
    static func windows(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 2)
        var mode = Mode.ascii
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x1B, let (next, length) = escape(bytes, at: index) {
                mode = next
                index += length
                continue
            }
            let byte = bytes[index]
            let isPlain = byte <= 0x20 || byte >= 0x7F
            // A line begins in ASCII.
            if byte == 0x0A { mode = .ascii }
            switch mode {
            case _ where isPlain: result.append(byte)
            case .ascii: result.append(byte)
            case .katakana: result += [0x8E, byte | 0x80]
            case .kanji: result.append(byte | 0x80)
            case .supplement:
                result += [0x8F, byte | 0x80]
                if index + 1 < bytes.count, bytes[index + 1] > 0x20 {
                    index += 1
                    result.append(bytes[index] | 0x80)
                }
            }
            index += 1
        }
        return result
    }

    private enum Mode { case ascii, katakana, kanji, supplement }

    private static func escape(_ bytes: [UInt8], at index: Int) -> (Mode, Int)? {
        let rest = bytes[(index + 1)...].prefix(3)
        for (code, mode) in modes where rest.starts(with: code.utf8) { return (mode, code.utf8.count + 1) }
        return nil
    }

    private static let modes: [(String, Mode)] = [
        ("(B", .ascii), ("(J", .ascii), ("(I", .katakana), ("$(D", .supplement), ("$@", .kanji), ("$B", .kanji),
    ]
}
