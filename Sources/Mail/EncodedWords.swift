/// Encoded words (RFC 2047) brought into a form that the library decodes as their writers meant them.
enum EncodedWords {
    /// One `=?charset?B?text?=`.
    private struct Word {
        let charset: String
        let bytes: [UInt8]
        let end: Int
    }

    /// Puts the charset that is really meant into each word, and makes one word of neighbours of one charset, since
    /// many programs cut the text in the middle of a character. Everything else stays as it is.
    static func corrected(_ raw: [UInt8]) -> [UInt8] {
        guard areIn(raw) else { return raw }
        var result: [UInt8] = []
        result.reserveCapacity(raw.count + 16)
        var index = 0
        while index < raw.count {
            guard raw[index] == UInt8(ascii: "="), let first = word(raw, at: index) else {
                result.append(raw[index])
                index += 1
                continue
            }
            var bytes = first.bytes
            var end = first.end
            while let next = neighbour(raw, after: end), next.charset == first.charset {
                bytes += next.bytes
                end = next.end
            }
            result += Array("=?\(first.charset)?B?".utf8) + base64(bytes) + Array("?=".utf8)
            index = end
        }
        return result
    }

    /// Whether there may be any.
    static func areIn(_ raw: [UInt8]) -> Bool {
        guard raw.count > 1 else { return false }
        for index in 1..<raw.count where raw[index] == UInt8(ascii: "?") && raw[index - 1] == UInt8(ascii: "=") {
            return true
        }
        return false
    }

    /// The word that follows after nothing but white space.
    private static func neighbour(_ raw: [UInt8], after end: Int) -> Word? {
        guard let start = raw[end...].firstIndex(where: { $0 > 0x20 }) else { return nil }
        return word(raw, at: start)
    }

    private static func word(_ raw: [UInt8], at start: Int) -> Word? {
        let mark = UInt8(ascii: "?")
        guard raw[start...].starts(with: "=?".utf8),
            let name = raw[(start + 2)...].prefix(64).firstIndex(of: mark), name > start + 2,
            name + 2 < raw.count, raw[name + 2] == mark,
            let close = closing(raw, from: name + 3)
        else { return nil }
        let charset = String(decoding: raw[(start + 2)..<name], as: UTF8.self).prefix { $0 != "*" }
        let text = raw[(name + 3)..<close]
        let bytes: [UInt8]
        switch raw[name + 1] {
        case UInt8(ascii: "B"), UInt8(ascii: "b"): bytes = decodedBase64(text)
        case UInt8(ascii: "Q"), UInt8(ascii: "q"): bytes = decodedQuoted(text)
        default: return nil
        }
        return Word(charset: TextCharset.canonical(String(charset)) ?? "utf-8", bytes: bytes, end: close + 2)
    }

    /// The standard allows 75; programs that do not care write whole subjects.
    private static let wordBytesMax = 4096

    /// The position of the `?=` that ends a word, which has no line end and no other question mark inside.
    private static func closing(_ raw: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < raw.count, index < start + wordBytesMax {
            if raw[index] == 0x0A { return nil }
            if raw[index] == UInt8(ascii: "?") {
                return raw[index + 1] == UInt8(ascii: "=") ? index : nil
            }
            index += 1
        }
        return nil
    }

    private static func decodedQuoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte == UInt8(ascii: "="), index + 2 < text.endIndex, let high = digit(text[index + 1]),
                let low = digit(text[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
                continue
            }
            bytes.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
            index += 1
        }
        return bytes
    }

    private static func decodedBase64(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in text {
            guard let value = alphabet.firstIndex(of: byte) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
        return bytes
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0..<4 {
                let isPadding = place > group.count
                text.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)])
            }
        }
        return text
    }

    /// The value of a hexadecimal digit.
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
