/// One line of a body, with what the search for quotes asks of it.
struct QuoteLine {
    /// As written.
    let whole: Substring
    /// Without spaces at the ends.
    let text: String
    /// ``text`` in lower case.
    let lower: String

    init(_ line: Substring) {
        whole = line
        text = line.trimmedAtStart.trimmedAtEnd
        lower = text.lowercased()
    }

    var isEmpty: Bool { text.isEmpty }

    /// Carries the mark of a quote.
    var isQuoted: Bool { text.hasPrefix(">") }

    /// A line of underscores, dashes or the like that only separates.
    var isRule: Bool {
        text.utf8.count >= 5 && text.utf8.allSatisfy { [0x5F, 0x2D, 0x2A, 0x3D].contains($0) }
    }

    /// What stands before the first colon, if it is short; `*From:*` counts as `from`.
    var label: String? {
        let plain = lower.drop { $0 == "*" || $0 == " " }
        guard let colon = plain.firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" }) else { return nil }
        let label = plain[..<colon].filter { $0 != "*" }
        guard (1...24).contains(label.utf8.count) else { return nil }
        return label.trimmedAtEnd
    }

    /// Holds a time of day such as `9:12`, `09.12` or `16:32:35`.
    var holdsTime: Bool {
        let bytes = Array(text.utf8)
        for index in bytes.indices.dropFirst() where bytes[index] == 0x3A || bytes[index] == 0x2E {
            guard index + 2 < bytes.count, Self.isDigit(bytes[index - 1]) else { continue }
            guard Self.isDigit(bytes[index + 1]), Self.isDigit(bytes[index + 2]) else { continue }
            if index + 3 < bytes.count, Self.isDigit(bytes[index + 3]) { continue }
            return true
        }
        return false
    }

    /// Holds four digits that are a year of ours.
    var holdsYear: Bool {
        let numbers = text.utf8.split { !Self.isDigit($0) }
        return numbers.contains { $0.count == 4 && ($0.starts(with: "19".utf8) || $0.starts(with: "20".utf8)) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
