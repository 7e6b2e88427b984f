/// A body split into what its writer wrote now, and what is only quoted or a signature.
///
/// Works on lines and on marks of many mail programs rather than on one language: a quote begins where lines carry
/// `>`, where a block of mail headers stands inside the text, or after a line that names a time and a person and ends
/// in a colon. Where nothing of the kind is found, nothing is cut, and in doubt the text is the writer's.
struct QuotedText {
    /// What remains, trimmed: the new text, and what is forwarded.
    private(set) var newText = ""
    /// Whether something quoted was cut.
    private(set) var isQuoted = false
    /// The signature that was cut; the last when there are several.
    private(set) var signature: String?
    /// What each piece of the text is.
    private(set) var spans: [MailTextSpan] = []
    /// The original that is handed on inside the text.
    private(set) var forward: ForwardedOriginal?

    private var kinds: [MailTextSpan.Kind]

    /// - Parameters:
    ///   - text: LF line ends.
    ///   - isForward: The subject says that the mail hands on another one, which is then content and not a quote.
    /// - Complexity: linear; lines that cannot introduce a quote are looked at once.
    init(_ text: String, isForward: Bool) {
        let body = BodyLines(text)
        kinds = Array(repeating: .new, count: body.lines.count)
        let marks = QuoteMarks(body: body)
        var index = 0
        while index < body.lines.count {
            let line = body.lines[index]
            if line.isEmpty {
                index += 1
            } else if line.isQuoted {
                kinds[index] = .quote
                index += 1
            } else if marks.isForwardMark(at: index) || (isForward && marks.isHead(at: index)) {
                for rest in index..<kinds.count { kinds[rest] = .forward }
                forward = ForwardedOriginal(body, at: index)
                break
            } else if let count = marks.head(at: index) {
                mark(index, count, restIsQuote: true)
                break
            } else if let count = marks.attribution(at: index) {
                // With marks the quote ends where they end; without them it reaches to the end.
                let next = body.nextFilled(from: index + count)
                let isMarked = next.map { body.lines[$0].isQuoted } ?? false
                mark(index, count, restIsQuote: !isMarked)
                if !isMarked { break }
                index += count
            } else {
                index += 1
            }
        }
        isQuoted = kinds.contains { $0 == .quote || $0 == .attribution }
        cutSignatures(body)
        joinEmptyLines(body)
        newText = Self.joined(body, (0..<kinds.count).filter { kinds[$0] == .new || kinds[$0] == .forward })
        collectSpans(body)
    }

    private mutating func mark(_ index: Int, _ count: Int, restIsQuote: Bool) {
        for line in index..<(index + count) { kinds[line] = .attribution }
        guard restIsQuote else { return }
        for line in (index + count)..<kinds.count { kinds[line] = .quote }
    }

    /// Each run of new lines may end in a signature: an answer can stand below the quote that follows it.
    private mutating func cutSignatures(_ body: BodyLines) {
        var start = 0
        while start < kinds.count {
            guard kinds[start] == .new else {
                start += 1
                continue
            }
            var end = start
            while end < kinds.count, kinds[end] == .new { end += 1 }
            if let place = SignatureMarks.start(in: body, start..<end) {
                for line in place..<end { kinds[line] = .signature }
                let text = Self.joined(body, Array(place..<end).filter { !body.reads(body.lines[$0], "--") })
                if !text.isEmpty { signature = text }
            }
            start = end
        }
    }

    /// Empty lines behind a quote or a signature belong to it.
    private mutating func joinEmptyLines(_ body: BodyLines) {
        guard kinds.count > 1 else { return }
        for index in 1..<kinds.count where kinds[index] == .new && kinds[index - 1] != .new {
            if body.lines[index].isEmpty { kinds[index] = kinds[index - 1] }
        }
    }

    private mutating func collectSpans(_ body: BodyLines) {
        for (line, kind) in zip(body.lines, kinds) {
            if let last = spans.last, last.kind == kind {
                spans[spans.count - 1].length = line.end - last.start
            } else {
                spans.append(MailTextSpan(start: line.start, length: line.end - line.start, kind: kind))
            }
        }
    }

    /// The lines without white space behind them, without empty ones at both ends.
    static func joined(_ body: BodyLines, _ indices: [Int]) -> String {
        let lines = indices.map { body.lines[$0] }
        guard let first = lines.firstIndex(where: { !$0.isEmpty }), let last = lines.lastIndex(where: { !$0.isEmpty })
        else { return "" }
        var bytes: [UInt8] = []
        for (index, line) in lines[first...last].enumerated() {
            if index > 0 { bytes.append(0x0A) }
            bytes += body.bytes[(index == 0 ? line.from : min(line.start, line.to))..<line.to]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
