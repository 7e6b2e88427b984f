/// The head of an original that was forwarded inside the body.
enum ForwardedOriginal {
    /// Finds "---------- Forwarded message" or the header block of an Outlook forward; nil when there is none.
    static func find(in text: String, subject: String?) -> MailForward? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(400).map { QuoteLine($0) }
        let mark = lines.firstIndex { line in
            (line.text.hasPrefix("--") || line.lower.hasPrefix("begin forwarded"))
                && QuotePhrases.forwardMarks.contains { line.lower.holds($0) }
        }
        let start: Int
        if let mark {
            start = mark + 1
        } else if isForwardSubject(subject), let head = lines.firstIndex(where: { isSender($0) }) {
            start = head
        } else {
            return nil
        }
        var forward = MailForward()
        for line in lines[start...].prefix(12) {
            guard let label = line.label, let colon = line.text.firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" })
            else {
                continue
            }
            let value = line.text[line.text.index(after: colon)...].drop { $0 == "*" }.trimmedAtStart
            if forward.from == nil, QuotePhrases.senderLabels.contains(label) {
                forward.from = HeaderText.addresses(Array(value.utf8)).first
            } else if forward.subject == nil, subjectLabels.contains(label) {
                forward.subject = value
            }
        }
        return forward
    }

    /// Whether a subject says that the mail hands on another one.
    static func isForwardSubject(_ subject: String?) -> Bool {
        let lower = (subject ?? "").lowercased()
        return QuotePhrases.forwardSubjects.contains { lower.hasPrefix($0) }
    }

    private static func isSender(_ line: QuoteLine) -> Bool {
        line.label.map { QuotePhrases.senderLabels.contains($0) } ?? false
    }

    private static let subjectLabels: Set<String> = [
        "subject", "subjek", "perihal", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "emne", "ämne",
        "aihe", "temat", "тема", "主题", "件名", "제목", "chủ đề", "เรื่อง",
    ]
}
