extension StringProtocol {
    /// Whether the bytes of `text` occur in this text. Unlike `contains` it knows no equal spellings, and is ten times
    /// faster for it.
    func holds(_ text: String) -> Bool { place(of: text) != nil }

    /// Where the bytes of `text` begin, the first time.
    func place(of text: String) -> String.Index? {
        let needle = Array(text.utf8)
        guard let first = needle.first else { return startIndex }
        var index = utf8.startIndex
        while let start = utf8[index...].firstIndex(of: first) {
            if utf8[start...].starts(with: needle) { return start }
            index = utf8.index(after: start)
        }
        return nil
    }

    /// Where the bytes of `text` end, the first time.
    func place(after text: String) -> String.Index? {
        place(of: text).map { utf8.index($0, offsetBy: text.utf8.count) }
    }

    /// Without white space in front.
    var trimmedAtStart: String {
        if let byte = utf8.first, byte > 0x20, byte < 0x80 { return String(self) }
        return String(drop { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{200B}" })
    }

    /// Without white space behind.
    var trimmedAtEnd: String {
        if let last, !last.isWhitespace { return String(self) }
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last])
    }

    /// The text before a final colon; nil when there is none.
    var withoutColon: String? {
        let trimmed = trimmedAtEnd
        guard trimmed.hasSuffix(":") || trimmed.hasSuffix("\u{FF1A}") else { return nil }
        return trimmed.dropLast().trimmedAtEnd
    }
}
