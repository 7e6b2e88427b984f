/// A body cut into lines, all of them ranges of one buffer: most lines of most mails are looked at once and never become
/// strings of their own.
struct BodyLines {
    /// UTF-8 with LF line ends.
    let bytes: [UInt8]
    private(set) var lines: [Line] = []

    struct Line {
        /// The whole line in ``BodyLines/bytes``, its line end included.
        let start: Int
        let end: Int
        /// The same without white space and invisible marks at both ends.
        let from: Int
        let to: Int
        fileprivate let marks: Marks

        var isEmpty: Bool { from == to }
        /// Carries the mark of a quote.
        var isQuoted: Bool { marks.contains(.quoted) }
        var hasColon: Bool { marks.contains(.colon) }
        var hasAt: Bool { marks.contains(.at) }
        var hasDigit: Bool { marks.contains(.digit) }
        var endsInColon: Bool { marks.contains(.finalColon) }
        /// Two or more hyphens in front.
        var hasDashes: Bool { marks.contains(.dashes) }
    }

    fileprivate struct Marks: OptionSet {
        let rawValue: UInt8
        static let quoted = Marks(rawValue: 1)
        static let colon = Marks(rawValue: 2)
        static let at = Marks(rawValue: 4)
        static let digit = Marks(rawValue: 8)
        static let finalColon = Marks(rawValue: 16)
        static let dashes = Marks(rawValue: 32)
    }

    /// - Parameter linesMax: What follows belongs to the last line.
    /// - Complexity: one pass.
    init(_ text: String, linesMax: Int = MailLimits.quoteLinesMax) {
        bytes = Array(text.utf8)
        lines.reserveCapacity(min(linesMax, bytes.count / 24 + 4))
        var start = 0
        while start < bytes.count {
            let isLast = lines.count + 1 >= linesMax
            append(start, &start, isLast: isLast)
        }
    }

    private mutating func append(_ start: Int, _ next: inout Int, isLast: Bool) {
        var marks: Marks = []
        var end = start
        while end < bytes.count, isLast || bytes[end] != 0x0A {
            switch bytes[end] {
            case UInt8(ascii: ":"): marks.insert(.colon)
            // The last byte of a full-width colon.
            case 0x9A where end >= start + 2 && bytes[end - 1] == 0xBC && bytes[end - 2] == 0xEF: marks.insert(.colon)
            case UInt8(ascii: "@"): marks.insert(.at)
            case UInt8(ascii: "0")...UInt8(ascii: "9"): marks.insert(.digit)
            default: break
            }
            end += 1
        }
        var from = start
        while let length = Self.blank(bytes, at: from, before: end) { from += length }
        var to = end
        while to > from, let length = Self.blank(bytes, endingAt: to, from: from) { to -= length }
        if from < to {
            if bytes[from] == UInt8(ascii: ">") { marks.insert(.quoted) }
            if bytes[from] == 0x2D, from + 1 < to, bytes[from + 1] == 0x2D { marks.insert(.dashes) }
            let isWide = to - from >= 3 && bytes[to - 1] == 0x9A && bytes[to - 2] == 0xBC && bytes[to - 3] == 0xEF
            if bytes[to - 1] == UInt8(ascii: ":") || isWide { marks.insert(.finalColon) }
        }
        next = end < bytes.count ? end + 1 : end
        lines.append(Line(start: start, end: next, from: from, to: to, marks: marks))
    }

    /// The line without white space at its ends.
    func text(_ line: Line) -> String { String(decoding: bytes[line.from..<line.to], as: UTF8.self) }

    /// ``text(_:)`` in lower case, as UTF-8.
    func lower(_ line: Line) -> [UInt8] { Self.lower(bytes[line.from..<line.to]) }

    private static func lower(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var lower = Array(text)
        for (place, byte) in lower.enumerated() {
            if byte >= 0x80 { return Array(String(decoding: text, as: UTF8.self).lowercased().utf8) }
            if (0x41...0x5A).contains(byte) { lower[place] = byte | 0x20 }
        }
        return lower
    }

    /// Whether the line reads exactly so.
    func reads(_ line: Line, _ text: StaticString) -> Bool {
        guard line.to - line.from == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(bytes[line.from..<line.to]) }
    }

    /// A line of at least five underscores, dashes, asterisks or equal signs, which only separates.
    func isRule(_ line: Line) -> Bool {
        line.to - line.from >= 5
            && bytes[line.from..<line.to].allSatisfy { $0 == 0x5F || $0 == 0x2D || $0 == 0x2A || $0 == 0x3D }
    }

    /// What stands before the first colon, if it is short, in lower case; `*From:*` counts as `from`.
    func label(_ line: Line) -> String? {
        guard line.hasColon, !line.isQuoted else { return nil }
        return Self.label(bytes[line.from..<line.to])
    }

    static func label(_ text: ArraySlice<UInt8>) -> String? {
        let plain = text.drop { $0 == UInt8(ascii: "*") || $0 == 0x20 }
        let start = plain.prefix(labelBytesMax)
        // A colon of ASCII, or a full-width one, whose last byte says so.
        let colon = start.indices.first { place in
            start[place] == UInt8(ascii: ":")
                || (start[place] == 0x9A && place >= start.startIndex + 2 && start[place - 1] == 0xBC
                    && start[place - 2] == 0xEF)
        }
        guard let colon else { return nil }
        let end = start[colon] == UInt8(ascii: ":") ? colon : colon - 2
        let label = String(decoding: lower(plain[..<end]), as: UTF8.self).filter { $0 != "*" }
        return label.isEmpty ? nil : label.trimmedAtEnd
    }

    private static let labelBytesMax = 40

    /// What stands behind the first colon.
    static func value(_ text: String) -> String {
        guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" }) else { return "" }
        return text[text.index(after: colon)...].drop { $0 == "*" }.trimmedAtStart.trimmedAtEnd
    }

    /// The first line from `index` on that is not empty.
    func nextFilled(from index: Int) -> Int? {
        var index = index
        while index < lines.count {
            if !lines[index].isEmpty { return index }
            index += 1
        }
        return nil
    }
}

/// White space and the marks that programs for right-to-left languages put around what they write.
extension BodyLines {
    private static func blank(_ bytes: [UInt8], at place: Int, before end: Int) -> Int? {
        guard place < end else { return nil }
        if bytes[place] <= 0x20 { return 1 }
        if bytes[place] == 0xC2, place + 1 < end, bytes[place + 1] == 0xA0 { return 2 }
        guard place + 2 < end, isBlank(bytes[place], bytes[place + 1], bytes[place + 2]) else { return nil }
        return 3
    }

    private static func blank(_ bytes: [UInt8], endingAt end: Int, from start: Int) -> Int? {
        if bytes[end - 1] <= 0x20 { return 1 }
        if bytes[end - 1] == 0xA0, end - 2 >= start, bytes[end - 2] == 0xC2 { return 2 }
        guard end - 3 >= start, isBlank(bytes[end - 3], bytes[end - 2], bytes[end - 1]) else { return nil }
        return 3
    }

    /// U+2000...U+200F, U+2028...U+202F, U+2060...U+2069, U+3000 and U+FEFF.
    private static func isBlank(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second) {
        case (0xE2, 0x80): third <= 0x8F || (0xA8...0xAF).contains(third)
        case (0xE2, 0x81): (0xA0...0xA9).contains(third)
        case (0xE3, 0x80): third == 0x80
        case (0xEF, 0xBB): third == 0xBF
        default: false
        }
    }
}
