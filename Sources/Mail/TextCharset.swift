import CGMime

/// Charsets as mails declare them, and as they are really meant.
enum TextCharset {
    /// The charset to decode with; nil when the name says nothing (`x-unknown`, `us-ascii`, no name at all).
    static func canonical(_ declared: String?) -> String? {
        guard let declared else { return nil }
        var name = declared.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        while name.hasPrefix("charset=") { name.removeFirst("charset=".count) }
        let allowed = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (0x30...0x39).contains(byte)
                || [0x2D, 0x5F, 0x2E, 0x3A].contains(byte)
        }
        guard allowed, (1...40).contains(name.utf8.count) else { return nil }
        if unspecific.contains(name) { return nil }
        return aliases[name] ?? name
    }

    /// Decodes a body. Never fails: bytes that mean nothing become U+FFFD.
    ///
    /// - Parameters:
    ///   - declared: What the part says of itself. Believed unless the bytes are UTF-8, which no other text is by
    ///     chance.
    ///   - inner: What an HTML document says of itself; asked when the part is silent.
    static func decode(_ bytes: [UInt8], declared: String?, inner: String? = nil) -> String {
        let name = canonical(declared) ?? canonical(inner)
        guard let name else { return guess(bytes) }
        if name == "utf-8" || singleByteLatin.contains(name) {
            if bytes.allSatisfy({ $0 < 0x80 }) || isUTF8(bytes) { return withoutMark(bytes) }
            return name == "utf-8" ? repaired(bytes) : convert(bytes, from: name) ?? guess(bytes)
        }
        guard let text = convert(bytes, from: name) else { return guess(bytes) }
        // The characters that Windows added, such as circled numbers, are missing from the standard.
        if name == "iso-2022-jp", text.holds("\u{FFFD}") {
            return convert(JapaneseEscapes.windows(bytes), from: "euc-jp-ms") ?? text
        }
        return text
    }

    private static func guess(_ bytes: [UInt8]) -> String {
        if holdsJapaneseEscapes(bytes), let text = convert(bytes, from: "iso-2022-jp") { return text }
        return repaired(bytes)
    }

    /// UTF-8 if that is what it mostly is (a cut mail ends within a character), else windows-1252.
    private static func repaired(_ bytes: [UInt8]) -> String {
        if isUTF8(bytes) { return withoutMark(bytes) }
        let lossy = String(decoding: bytes, as: UTF8.self)
        var broken = 0
        var whole = 0
        for scalar in lossy.unicodeScalars where !scalar.isASCII {
            if scalar == "\u{FFFD}" { broken += 1 } else { whole += 1 }
        }
        return whole > 0 && whole >= broken ? lossy : convert(bytes, from: "windows-1252") ?? lossy
    }

    private static func convert(_ bytes: [UInt8], from charset: String) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        var length = 0
        let isKnown = bytes.withUnsafeBufferPointer {
            corong_mail_utf8(charset, $0.baseAddress, $0.count, &text, &length)
        }
        guard isKnown, let text else { return isKnown ? "" : nil }
        defer { corong_mail_release(text) }
        // Valid for `length` bytes, because the converter says so; copied before it is released.
        return text.withMemoryRebound(to: UInt8.self, capacity: length) {
            String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    private static func withoutMark(_ bytes: [UInt8]) -> String {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return withoutC1(String(decoding: body, as: UTF8.self))
    }

    /// The control characters U+0080...U+009F are windows-1252 bytes that somebody widened without converting them.
    private static func withoutC1(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { (0x80...0x9F).contains($0.value) }) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isC1 = (0x80...0x9F).contains(scalar.value)
            scalars.append(isC1 ? HTMLEntities.windows1252(scalar.value) : scalar)
        }
        return String(scalars)
    }

    private static func holdsJapaneseEscapes(_ bytes: [UInt8]) -> Bool {
        var previous: (UInt8, UInt8) = (0, 0)
        for byte in bytes {
            if previous == (0x1B, 0x24), byte == 0x42 || byte == 0x40 { return true }
            previous = (previous.1, byte)
        }
        return false
    }

    /// Names that promise nothing about the bytes.
    private static let unspecific: Set<String> = [
        "us-ascii", "ascii", "x-unknown", "unknown", "unknown-8bit", "x-user-defined", "none", "default", "binary",
        "8bit", "7bit", "ansi_x3.4-1968", "iso-8859", "_iso-2022-jp$esc", "auto",
    ]

    /// Charsets under which UTF-8 is often sent by mistake.
    private static let singleByteLatin: Set<String> = [
        "windows-1250", "windows-1252", "windows-1254", "iso-8859-2", "iso-8859-15",
    ]

    /// What mail programs mean by a name: mostly the larger set that Windows has under it.
    private static let aliases: [String: String] = [
        "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "iso-10646-1": "utf-8", "unicode-1-1-utf-7": "utf-7",
        "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252",
        "latin1": "windows-1252", "latin-1": "windows-1252", "l1": "windows-1252", "cp1252": "windows-1252",
        "ansi": "windows-1252", "x-ansi": "windows-1252", "iso-8859-1-windows-3.1-latin-1": "windows-1252",
        "iso-8859-9": "windows-1254", "latin5": "windows-1254", "iso-8859-8-i": "iso-8859-8",
        "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "euc-cn": "gb18030",
        "cp936": "gb18030", "windows-936": "gb18030", "hz-gb-2312": "hz",
        "ks_c_5601-1987": "cp949", "ks_c_5601-1989": "cp949", "ksc5601": "cp949", "ksc_5601": "cp949",
        "korean": "cp949", "euc-kr": "cp949", "windows-949": "cp949",
        "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
        "big5": "cp950", "x-big5": "cp950", "cn-big5": "cp950",
        "tis-620": "cp874", "iso-8859-11": "cp874", "windows-874": "cp874", "x-mac-roman": "macintosh",
        "x-macroman": "macintosh", "mac": "macintosh",
    ]
}
