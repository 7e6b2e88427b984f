/// A body split into what its writer wrote now, and what is only quoted or a signature.
///
/// Works on lines and on marks of many mail programs rather than on one language: a quote begins where lines carry
/// `>`, where a block of mail headers stands inside the text, or after a line that names a time and a person and ends
/// in a colon. Where nothing of the kind is found, nothing is cut.
struct QuotedText {
    /// What remains, trimmed.
    private(set) var newText = ""
    /// Whether something quoted was cut.
    private(set) var isQuoted = false
    /// The signature that was cut.
    private(set) var signature: String?

    /// Longest attribution: mail programs wrap it at 70 to 80 columns, and sender names may be long.
    private static let attributionLinesMax = 4
    private static let attributionBytesMax = 500
    private static let signatureLinesMax = 12

    /// - Parameters:
    ///   - text: LF line ends.
    ///   - isForward: The mail hands on another one, which is then content and not a quote.
    init(_ text: String, isForward: Bool) {
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        let lines = all.prefix(MailLimits.quoteLinesMax).map { QuoteLine($0) }
        var kept: [QuoteLine] = []
        var index = 0
        while index < lines.count {
            let line = lines[index]
            if line.isQuoted {
                isQuoted = true
                index += 1
            } else if Self.isForwardMark(line) {
                kept += lines[index...]
                break
            } else if !isForward, Self.isOriginalMark(lines, at: index) || Self.isHeaderBlock(lines, at: index) {
                isQuoted = true
                break
            } else if let count = Self.attribution(lines, at: index, afterText: kept.last.map { !$0.isEmpty } ?? false)
            {
                isQuoted = true
                index += count
                // With marks the quote ends where they end; without them it reaches to the end.
                guard let next = lines[index...].first(where: { !$0.isEmpty }), next.isQuoted else { break }
            } else {
                kept.append(line)
                index += 1
            }
        }
        cutSignature(&kept)
        newText = Self.joined(kept)
    }

    private mutating func cutSignature(_ lines: inout [QuoteLine]) {
        while let last = lines.last, last.isEmpty || last.isRule { lines.removeLast() }
        if let mark = lines.lastIndex(where: { $0.text == "--" }), lines.count - mark <= Self.signatureLinesMax + 1 {
            let below = Self.joined(Array(lines[(mark + 1)...]))
            lines.removeSubrange(mark...)
            if !below.isEmpty { signature = below }
        }
        while let last = lines.last, last.isEmpty { lines.removeLast() }
        guard let last = lines.last, last.text.utf8.count <= 120 else { return }
        let lower = last.lower
        guard QuotePhrases.appSignatures.contains(where: { lower.hasPrefix($0) }) else { return }
        if signature == nil { signature = last.text }
        lines.removeLast()
    }

    private static func joined(_ lines: [QuoteLine]) -> String {
        let body = lines.drop { $0.isEmpty }
        let end = body.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? body.startIndex
        return body[..<end].map { $0.whole.trimmedAtEnd }.joined(separator: "\n").trimmedAtStart
    }

    private static func isForwardMark(_ line: QuoteLine) -> Bool {
        guard line.text.hasPrefix("--") || line.lower.hasPrefix("begin forwarded") else { return false }
        return QuotePhrases.forwardMarks.contains { line.lower.holds($0) }
    }

    /// "-----Original Message-----", or dashes around anything when a header follows.
    private static func isOriginalMark(_ lines: [QuoteLine], at index: Int) -> Bool {
        let line = lines[index]
        guard line.text.hasPrefix("---"), line.text.hasSuffix("---"), line.text.utf8.count <= 160, !line.isRule else {
            return false
        }
        if QuotePhrases.originalMarks.contains(where: { line.lower.holds($0) }) { return true }
        if line.text.holds("@"), line.holdsTime { return true }
        guard let next = lines[(index + 1)...].first(where: { !$0.isEmpty }), let label = next.label else {
            return false
        }
        return QuotePhrases.senderLabels.contains(label)
    }

    /// A sender label, and at least two more labels in the lines below; a rule may stand above.
    private static func isHeaderBlock(_ lines: [QuoteLine], at index: Int) -> Bool {
        var index = index
        if lines[index].isRule {
            guard let next = lines[(index + 1)...].prefix(3).firstIndex(where: { !$0.isEmpty }) else { return false }
            index = next
        }
        guard let label = lines[index].label, QuotePhrases.senderLabels.contains(label) else { return false }
        let labels = lines[(index + 1)...].prefix(8).prefix { !$0.isEmpty }.compactMap(\.label)
        return labels.filter { QuotePhrases.blockLabels.contains($0) }.count >= 2
    }

    /// How many lines from `index` on introduce a quote; nil when they do not.
    private static func attribution(_ lines: [QuoteLine], at index: Int, afterText: Bool) -> Int? {
        let first = lines[index]
        guard !first.isEmpty else { return nil }
        let isIntroduced = QuotePhrases.attributionStarts.contains { first.lower.hasPrefix($0) }
        guard isIntroduced || first.holdsTime || first.holdsYear || first.text.holds("@") else { return nil }
        // In the middle of a paragraph only a line that begins like one, or with a date.
        guard isIntroduced || !afterText || first.text.first?.isNumber == true else { return nil }
        var text = ""
        for count in 1...attributionLinesMax {
            guard index + count <= lines.count else { return nil }
            let line = lines[index + count - 1]
            // ">:" is the end of an address that was wrapped, not a quote.
            guard !line.isEmpty, !line.isQuoted || line.text == ">:" else { return nil }
            text += (text.isEmpty ? "" : " ") + line.lower
            guard text.utf8.count <= attributionBytesMax else { return nil }
            guard let stem = text.withoutColon else { continue }
            let whole = QuoteLine(Substring(text))
            guard whole.holdsTime || whole.holdsYear else { continue }
            let hasVerb = QuotePhrases.attributionVerbs.contains { stem.hasSuffix($0) }
            if whole.text.holds("@"), whole.holdsTime || hasVerb { return count }
            if hasVerb, isIntroduced { return count }
            let hasEarlyVerb = QuotePhrases.attributionVerbsBeforeName.contains { stem.holds($0) }
            if hasEarlyVerb, isIntroduced, whole.holdsTime { return count }
        }
        return nil
    }
}
