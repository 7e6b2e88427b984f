/// How long one message may be, and what becomes of a longer one.
struct ReplyTextRule: Sendable, Hashable {
    /// What a provider counts.
    enum Unit: String, Sendable, CaseIterable {
        /// Unicode scalars.
        case characters
        /// Bytes of UTF-8.
        case bytes
        /// Units of UTF-16, of which an emoji has two or more.
        case utf16
    }

    /// What becomes of a text that is too long.
    enum Excess: String, Sendable, CaseIterable {
        case split, refuse
    }

    /// How a text is written so that nothing in it is a command.
    enum Escaping: String, Sendable, CaseIterable {
        case none
        /// `&amp;`, `&lt;` and `&gt;`.
        case entities
    }

    var limit = 4096
    var unit = Unit.characters
    var excess = Excess.split
    var escaping = Escaping.none

    /// Messages that one text may become.
    static let partsMax = 10

    /// The text as the provider takes it.
    func escaped(_ text: String) -> String {
        switch escaping {
        case .none: text
        case .entities: text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        }
    }

    func isTooLong(_ text: String) -> Bool { length(of: text[...]) > limit }

    /// The messages that a text becomes, cut between paragraphs, lines or words where one of those is far enough on; nil where it has to
    /// be refused.
    func parts(of text: String) -> [String]? {
        guard isTooLong(text) else { return [text] }
        guard excess == .split else { return nil }
        var parts: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            guard parts.count < Self.partsMax else { return nil }
            let end = end(of: rest)
            let part = String(rest[..<end]).trimmed
            if !part.isEmpty { parts.append(part) }
            rest = rest[end...].drop { $0.isWhitespace }
        }
        return parts
    }

    private func length(of text: Substring) -> Int {
        switch unit {
        case .characters: text.unicodeScalars.count
        case .bytes: text.utf8.count
        case .utf16: text.utf16.count
        }
    }

    private func weight(_ scalar: Unicode.Scalar) -> Int {
        switch unit {
        case .characters: 1
        case .bytes: UTF8.width(scalar)
        case .utf16: UTF16.width(scalar)
        }
    }

    /// Where the first message ends: what fits, back to the last good place in its second half.
    private func end(of text: Substring) -> String.Index {
        var room = limit
        var end = text.startIndex
        var paragraph: String.Index?
        var line: String.Index?
        var word: String.Index?
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            let needed = character.unicodeScalars.reduce(0) { $0 + weight($1) }
            if needed > room { break }
            room -= needed
            if room <= limit / 2, character.isWhitespace {
                if character.isNewline {
                    if line == index { paragraph = text.index(after: index) }
                    line = text.index(after: index)
                }
                word = index
            }
            index = text.index(after: index)
            end = index
        }
        if end == text.endIndex { return end }
        // One visible character that alone is longer than a message is cut between its scalars.
        guard end > text.startIndex else { return endOfScalars(of: text) }
        if text[end].isNewline { return end }
        return paragraph ?? line ?? (text[end].isWhitespace ? end : word ?? end)
    }

    private func endOfScalars(of text: Substring) -> String.Index {
        var room = limit
        var index = text.startIndex
        while index < text.endIndex, weight(text.unicodeScalars[index]) <= room {
            room -= weight(text.unicodeScalars[index])
            index = text.unicodeScalars.index(after: index)
        }
        return index
    }
}

extension String {
    /// Without line breaks, tabs and runs of blanks: what may stand in a parameter of a template.
    var inOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
