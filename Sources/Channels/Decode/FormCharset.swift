/// In which charset the bytes of a form are.
enum FormCharset {
    case utf8
    case windows1252

    /// By what the field `_charset_` says; UTF-8 where it says nothing that is known.
    init(declared: [UInt8]?) {
        switch declared.map({ String(decoding: $0, as: UTF8.self).lowercased() }) {
        case "windows-1252", "iso-8859-1", "latin1", "us-ascii": self = .windows1252
        default: self = .utf8
        }
    }

    /// The text of bytes, with LF line ends. Bytes that are not UTF-8 are read as windows-1252, which is what old pages send without
    /// saying so.
    func text(_ bytes: [UInt8]) -> String {
        let bytes = Self.withLineFeeds(bytes)
        if self == .utf8, let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        text.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte & 0xE0 == 0x80 {
                text.unicodeScalars.append(Self.upperControls[Int(byte & 0x1F)])
            } else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return text
    }

    private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(13) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            if byte != 13 {
                result.append(byte)
            } else if index + 1 == bytes.count || bytes[index + 1] != 10 {
                result.append(10)
            }
        }
        return result
    }

    /// What windows-1252 has at 0x80...0x9F; U+FFFD where it has nothing.
    private static let upperControls: [Unicode.Scalar] = [
        "\u{20AC}", "\u{FFFD}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{FFFD}", "\u{017D}", "\u{FFFD}",
        "\u{FFFD}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{FFFD}", "\u{017E}", "\u{0178}",
    ]
}
