import Domain

/// The words of one statement, with what rules look for in them.
struct TextReading {
    private let event: Event
    private let words: WordMatcher
    private let folding: TextFolding
    /// For each list the first of its phrases (in the order of the list) that the text has.
    private let found: [WordMatcher.Match?]

    /// Reads subject, text and answers, if anybody asks for words.
    init(_ event: Event, words: WordMatcher) {
        self.event = event
        self.words = words
        var folding = TextFolding(words.vocabulary)
        var found = [WordMatcher.Match?](repeating: nil, count: words.listCount)
        if words.isAsked {
            if let subject = event.subject { folding.append(subject, bytesMax: Limits.matchedTextBytesMax) }
            if let body = event.text { folding.append(body, bytesMax: Limits.matchedTextBytesMax) }
            for value in event.answers.lazy.flatMap(\.values) {
                folding.append(value, bytesMax: Limits.matchedTextBytesMax)
            }
            words.forEachMatch(in: folding) { match in
                if match.order < found[match.list]?.order ?? .max { found[match.list] = match }
            }
        }
        self.folding = folding
        self.found = found
    }

    /// The phrase of a list that was found, with the words as they were written where those are others: `berapa (brp)`.
    func quotation(from list: Int) -> String? {
        guard let match = found[list] else { return nil }
        guard let written = written(match), written.lowercased() != match.phrase.lowercased() else {
            return match.phrase
        }
        return "\(match.phrase) (\(written))"
    }

    /// The language that the words tell: that of at least every fourth word and of more words than any other's. nil where they do not tell.
    var language: String? {
        let count = folding.wordCount
        guard let most = folding.languageCounts.max() else { return nil }
        if most == 0 {
            let isTold = count >= 4 || folding.foreignCount * 2 > count
            return isTold && count > 0 ? Lexicon.otherLanguage : nil
        }
        guard most * 4 >= count, folding.languageCounts.count(where: { $0 == most }) == 1,
            let number = folding.languageCounts.firstIndex(of: most)
        else { return nil }
        return words.vocabulary.languages[number]
    }

    /// What the customer wrote where a phrase was found, with single blanks.
    private func written(_ match: WordMatcher.Match) -> String? {
        guard let first = mark(at: match.bytes.lowerBound + 1), let last = mark(at: match.bytes.upperBound - 2),
            first.text == last.text, let text = text(first.text)
        else { return nil }
        let source = String(
            decoding: text.utf8.dropFirst(first.source.lowerBound)
                .prefix(last.source.upperBound - first.source.lowerBound), as: UTF8.self)
        return source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
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
        for text in [event.subject, event.text] {
            guard let text else { continue }
            if number == 0 { return text }
            number -= 1
        }
        return event.answers.lazy.flatMap(\.values).dropFirst(number).first
    }
}
