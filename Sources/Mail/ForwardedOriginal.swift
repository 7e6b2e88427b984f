/// The head of an original that was forwarded inside a body, and where its own text begins.
struct ForwardedOriginal {
    /// Who wrote the original.
    private(set) var from: MailAddress?
    private(set) var subject: String?
    /// What the original says, without the head and without the marks that Apple's program puts before each line.
    private(set) var text = ""

    /// Longest head: every program leaves out most headers.
    private static let headLinesMax = 14

    /// - Parameter index: The line that introduces the original, or the first of its headers.
    init(_ body: BodyLines, at index: Int) {
        var next = index
        if body.label(body.lines[index]).map({ QuotePhrases.senderLabels.contains($0) }) != true { next += 1 }
        if next > index { readMark(body.text(body.lines[index])) }
        next = body.nextFilled(from: next) ?? body.lines.count
        let isMarked = next < body.lines.count && body.lines[next].isQuoted
        var end = next
        while end < body.lines.count, end < next + Self.headLinesMax {
            let text = Self.content(body, end, isMarked: isMarked)
            if text.isEmpty {
                // Programs that write HTML first leave empty lines between the headers.
                if from != nil { break }
            } else if let label = BodyLines.label(Array(text.utf8)[...]) {
                let isSender = QuotePhrases.senderLabels.contains(label)
                guard isSender || QuotePhrases.blockLabels.contains(label) else { break }
                let value = BodyLines.value(text)
                if isSender, from == nil {
                    from = Self.address(value)
                } else if subject == nil, QuotePhrases.subjectLabels.contains(label) {
                    subject = value
                }
            } else if from == nil, subject == nil {
                break
            }
            end += 1
        }
        let lines = (end..<max(end, body.lines.count)).map { Self.content(body, $0, isMarked: isMarked) }
        text = lines.joined(separator: "\n").trimmedAtStart.trimmedAtEnd
    }

    /// Yahoo writes the head behind the mark, without line ends: `----- Forwarded Message ----- From: A <a@x>To: ...`.
    private mutating func readMark(_ line: String) {
        guard line.holds("@"), let head = line.split(separator: "---", omittingEmptySubsequences: true).last else {
            return
        }
        let content = head.drop { $0 == "-" || $0 == " " }
        guard let label = BodyLines.label(Array(content.utf8)[...]), QuotePhrases.senderLabels.contains(label) else {
            return
        }
        let value = BodyLines.value(String(content))
        from = Self.address(value.firstIndex(of: ">").map { String(value[...$0]) } ?? value)
    }

    /// Whether a subject says that the mail hands on another one.
    static func isForwardSubject(_ subject: String?) -> Bool {
        guard let lower = subject?.lowercased() else { return false }
        return QuotePhrases.forwardSubjects.contains { lower.hasPrefix($0) }
    }

    /// `Ani [mailto:ani@x]` and `Ani <ani@x<mailto:ani@x>>` are Ani's address, as is an address alone.
    private static func address(_ value: String) -> MailAddress? {
        var plain = value.filter { $0 != "*" }
        if let start = plain.place(of: "<mailto:"), let end = plain[start...].firstIndex(of: ">") {
            plain.removeSubrange(start...end)
        }
        if let start = plain.place(of: "[mailto:"), let behind = plain.place(after: "[mailto:"),
            let end = plain[behind...].firstIndex(of: "]")
        {
            let address = String(plain[behind..<end])
            plain.replaceSubrange(start...end, with: "<" + address + ">")
        }
        return HeaderText.addresses(Array(plain.utf8)).first
    }

    private static func content(_ body: BodyLines, _ index: Int, isMarked: Bool) -> String {
        let line = body.lines[index]
        guard isMarked, line.isQuoted else {
            return String(decoding: body.bytes[min(line.start, line.from)..<line.to], as: UTF8.self).trimmedAtStart
        }
        return String(decoding: body.bytes[(line.from + 1)..<line.to], as: UTF8.self).trimmedAtStart
    }
}
