/// Recognises the lines with which mail programs introduce what they quote.
struct QuoteMarks {
    let body: BodyLines

    /// Longest attribution: mail programs wrap it at 70 to 80 columns, and sender names may be long.
    private static let attributionLinesMax = 4
    private static let attributionBytesMax = 500

    /// "---------- Forwarded message ---------", "Begin forwarded message:" and what other languages have for them.
    func isForwardMark(at index: Int) -> Bool {
        let line = body.lines[index]
        guard line.hasDashes || line.endsInColon, line.to - line.from <= 500 else { return false }
        let lower = body.lower(line)
        return line.hasDashes ? QuotePhrases.forwardMarks.occurs(in: lower) : QuotePhrases.forwardStarts.begins(lower)
    }

    /// Whether a forwarded original may begin here that only its headers introduce.
    func isHead(at index: Int) -> Bool {
        originalMark(at: index) || headerBlock(at: index, isInside: false) != nil
    }

    /// How many lines from `index` on are "-----Original Message-----" or a block of headers, behind which all is
    /// quoted; nil when they are not.
    func head(at index: Int) -> Int? {
        if originalMark(at: index) {
            guard let next = body.nextFilled(from: index + 1) else { return 1 }
            return headerBlock(at: next, isInside: true).map { next - index + $0 } ?? 1
        }
        let before = body.lines[..<index].last { !$0.isEmpty }
        // A letter may begin with a head of its own; in a reply something stands above.
        guard let before, !isBlockLine(before) else { return nil }
        return headerBlock(at: index, isInside: true)
    }

    /// "-----Original Message-----", or dashes around anything when headers follow.
    private func originalMark(at index: Int) -> Bool {
        let line = body.lines[index]
        guard line.hasDashes, line.to - line.from <= 160, body.bytes[line.from..<line.to].suffix(3) == [45, 45, 45],
            body.bytes[line.from..<line.to].prefix(3) == [45, 45, 45], !body.isRule(line)
        else { return false }
        let lower = body.lower(line)
        if QuotePhrases.originalMarks.occurs(in: lower) { return true }
        if line.hasAt, MailTime.isIn(lower) { return true }
        guard let next = body.nextFilled(from: index + 1) else { return false }
        return headerBlock(at: next, isInside: true) != nil
    }

    private func isBlockLine(_ line: BodyLines.Line) -> Bool {
        guard let label = body.label(line) else { return false }
        return QuotePhrases.blockLabels.contains(label)
    }

    /// A sender, and below it the time, recipients and subject of a mail; a rule may stand above. Nil when the lines say
    /// less than a mail program would: people also write "From:" and "To:", of goods, routes and letters.
    private func headerBlock(at start: Int, isInside: Bool) -> Int? {
        var index = start
        if body.isRule(body.lines[index]) {
            guard let next = body.nextFilled(from: index + 1), next <= index + 3 else { return nil }
            index = next
        }
        guard let sender = body.label(body.lines[index]), QuotePhrases.senderLabels.contains(sender) else { return nil }
        var hasAddress = body.lines[index].hasAt
        var hasTime = false
        var hasSubject = false
        var labels = 0
        var end = index + 1
        while end < body.lines.count, end <= index + 9, !body.lines[end].isEmpty {
            let line = body.lines[end]
            if let label = body.label(line), QuotePhrases.blockLabels.contains(label) {
                labels += 1
                hasSubject = hasSubject || QuotePhrases.subjectLabels.contains(label)
                hasTime = hasTime || QuotePhrases.timeLabels.contains(label)
                hasAddress = hasAddress || line.hasAt
            } else if hasSubject {
                // A long subject is wrapped; anything else below it is already the quoted text.
                break
            }
            end += 1
        }
        guard labels >= 2, hasAddress || (hasSubject && hasTime) else { return nil }
        return end - start
    }

    /// How many lines from `index` on introduce a quote; nil when they do not.
    func attribution(at index: Int) -> Int? {
        let window = body.lines[index...].prefix(Self.attributionLinesMax).prefix { !$0.isEmpty }
        // What nearly all lines fail at, before any of them becomes a string.
        guard window.contains(where: { $0.endsInColon }), window.contains(where: { $0.hasDigit }) else { return nil }
        let first = body.lower(body.lines[index])
        let isIntroduced = QuotePhrases.attributionStarts.begins(first)
        guard isIntroduced || body.lines[index].hasAt || MailTime.isIn(first) || MailTime.yearIsIn(first) else {
            return nil
        }
        // In the middle of a paragraph only a line that begins like one, or with a date.
        let isInParagraph = index > 0 && !body.lines[index - 1].isEmpty && !body.lines[index - 1].isQuoted
        let hasNumber = first.first.map { (0x30...0x39).contains($0) } ?? false
        guard isIntroduced || !isInParagraph || hasNumber else { return nil }
        var text: [UInt8] = []
        for (count, line) in window.enumerated() {
            // ">:" is the end of an address that was wrapped, not a quote.
            guard !line.isQuoted || body.reads(line, ">:") else { return nil }
            if !text.isEmpty { text.append(0x20) }
            text += body.lower(line)
            guard text.count <= Self.attributionBytesMax else { return nil }
            guard line.endsInColon else { continue }
            if introducesQuote(Self.withoutColon(text), isIntroduced: isIntroduced, end: index + count + 1) {
                return count + 1
            }
        }
        return nil
    }

    private static func withoutColon(_ text: [UInt8]) -> [UInt8] {
        let stem = text.dropLast(text.last == UInt8(ascii: ":") ? 1 : 3)
        return Array(String(decoding: stem, as: UTF8.self).trimmedAtEnd.utf8)
    }

    /// - Parameters:
    ///   - stem: The lines, joined, lower case, without the colon.
    ///   - end: The line below.
    private func introducesQuote(_ stem: [UInt8], isIntroduced: Bool, end: Int) -> Bool {
        let hasTime = MailTime.isIn(stem)
        guard hasTime || MailTime.yearIsIn(stem) else { return false }
        let isMarked = body.nextFilled(from: end).map { body.lines[$0].isQuoted } ?? false
        let hasAddress = stem.contains(UInt8(ascii: "@"))
        let hasVerb = QuotePhrases.attributionVerbs.ends(stem)
        let hasEarlyVerb = QuotePhrases.attributionVerbsBeforeName.occurs(in: stem)
        if isMarked { return hasVerb || hasEarlyVerb || hasAddress || isIntroduced }
        // Without marks below it would cost the rest of the text, so nothing may be missing.
        if hasAddress { return hasVerb || (hasTime && (hasEarlyVerb || stem.last == UInt8(ascii: ">"))) }
        guard isIntroduced, hasVerb || (hasEarlyVerb && hasTime) else { return false }
        return !QuotePhrases.firstPersons.occurs(in: stem)
    }
}
