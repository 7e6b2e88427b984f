import Domain

/// The words of one statement, with what rules look for in them.
struct TextReading {
    private let subject: String?
    private let body: String?
    private let answers: [Event.Answer]
    private let folding: TextFolding
    /// For each list the first of its phrases (in the order of the list) that the text has.
    private let found: [WordMatcher.Found]
    private let patterns: [WordMatcher.Pattern]
    private let languages: [String]

    /// Reads subject, text and answers, if anybody asks for words.
    init(_ event: Event, words: WordMatcher) {
        (subject, body, answers) = (event.subject, event.text, event.answers)
        var folding = TextFolding()
        if words.isAsked {
            func fold(_ text: String) {
                folding.append(text, bytesMax: Limits.matchedTextBytesMax, reading: words.vocabulary)
            }
            if let subject { fold(subject) }
            if let body { fold(body) }
            for value in answers.lazy.flatMap(\.values) { fold(value) }
        }
        found = words.first(in: folding)
        self.folding = folding
        patterns = words.patterns
        languages = words.vocabulary.languages
    }

    /// The phrase of a list that was found, with the words as they were written where those are others: `berapa (brp)`.
    func quotation(from list: Int) -> String? {
        guard let match = found[list].match(of: patterns) else { return nil }
        guard let (text, source) = source(of: match), !isAlike(text, source, match.phrase) else { return match.phrase }
        return "\(match.phrase) (\(String(decoding: TextReading.withSingleBlanks(text, source), as: UTF8.self)))"
    }

    /// The language that the words tell: that of at least every fourth word and of more words than any other's. nil where they do not tell.
    var language: String? {
        let count = folding.wordCount
        guard !languages.isEmpty else { return nil }
        guard let most = folding.languageCounts.max() else {
            let isTold = count >= 4 || folding.foreignCount * 2 > count
            return isTold && count > 0 ? Lexicon.otherLanguage : nil
        }
        guard most * 4 >= count, folding.languageCounts.count(where: { $0 == most }) == 1,
            let number = folding.languageCounts.firstIndex(of: most)
        else { return nil }
        return languages[number]
    }

    /// The text in which a phrase was found, and its bytes there.
    private func source(of match: WordMatcher.Match) -> (text: String, bytes: Range<Int>)? {
        guard let first = mark(at: match.bytes.lowerBound + 1), let last = mark(at: match.bytes.upperBound - 2),
            first.text == last.text, let text = text(first.text)
        else { return nil }
        return (text, first.source.lowerBound..<last.source.upperBound)
    }

    /// What the customer wrote, with single blanks.
    private static func withSingleBlanks(_ text: String, _ source: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text.utf8.dropFirst(source.lowerBound).prefix(source.count) {
            let isBlank = byte <= UInt8(ascii: " ")
            if !isBlank || bytes.last != UInt8(ascii: " ") { bytes.append(isBlank ? UInt8(ascii: " ") : byte) }
        }
        return bytes
    }

    /// Whether what was written, with single blanks, differs from the phrase in the case of Latin letters at most.
    private func isAlike(_ text: String, _ source: Range<Int>, _ phrase: String) -> Bool {
        func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }
        var (text, phrase) = (text, phrase)
        return text.withUTF8 { text in
            phrase.withUTF8 { phrase in
                var count = 0
                var isBehindBlank = false
                for index in source {
                    let isBlank = text[index] <= UInt8(ascii: " ")
                    if isBlank, isBehindBlank { continue }
                    isBehindBlank = isBlank
                    let byte = isBlank ? UInt8(ascii: " ") : text[index]
                    guard count < phrase.count, lowered(byte) == lowered(phrase[count]) else { return false }
                    count += 1
                }
                return count == phrase.count
            }
        }
    }

    /// The word of which a folded byte is.
    private func mark(at byte: Int) -> TextFolding.Mark? {
        var low = 0
        var high = folding.marks.count
        while low < high {
            let middle = (low + high) / 2
            if folding.marks[middle].start <= byte { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? folding.marks[low - 1] : nil
    }

    /// The text of a number, in the order in which they were folded.
    private func text(_ number: Int) -> String? {
        var number = number
        for text in [subject, body] {
            guard let text else { continue }
            if number == 0 { return text }
            number -= 1
        }
        return answers.lazy.flatMap(\.values).dropFirst(number).first
    }
}
