/// The text and the attachments of a mail, picked from its parts.
struct MailBody {
    /// LF line ends, trimmed.
    private(set) var text = ""
    private(set) var attachments: [MailAttachment] = []

    private let parts: MailParts

    /// One readable part.
    private struct Piece {
        let text: String
        let isHTML: Bool
    }

    /// - Parameter source: The mail itself, for one whose multipart has no parts: what stands there is then the text.
    init(_ parts: MailParts, source: BoundedMail) {
        self.parts = parts
        guard !parts.all.isEmpty else { return }
        let pieces = visit(0, source)
        text = Self.joined(pieces)
        if text.isEmpty, parts.all.allSatisfy({ $0.shape == .multipart }) { text = Self.unparsed(source.bytes) }
    }

    /// The pieces of a part and what is below it, in order; attachments are put aside on the way.
    private mutating func visit(_ index: Int, _ source: BoundedMail) -> [Piece] {
        let part = parts.all[index]
        guard part.shape == .multipart else { return leaf(part, source) }
        switch part.mime {
        case "multipart/alternative":
            return choose(among: parts.children[index].map { visit($0, source) })
        case "multipart/report":
            // Only the first part is written for people; the others are the report.
            return parts.children[index].first.map { visit($0, source) } ?? []
        default:
            return parts.children[index].flatMap { visit($0, source) }
        }
    }

    private mutating func leaf(_ part: MIMEMail.Part, _ source: BoundedMail) -> [Piece] {
        if part.isReadable { return [readable(part)] }
        if part.isWinmail, let file = WinmailFile(part.bytes) {
            for (index, inner) in file.files.enumerated() { append(MailAttachment(inner, in: part, number: index + 1)) }
            return file.text.map { [Piece(text: PartText.lineFed($0), isHTML: true)] } ?? []
        }
        if !part.isLeftOut {
            append(MailAttachment(part, isRelated: parts.isRelated(part), place: source.place(of: part.encoded)))
        }
        return []
    }

    private mutating func append(_ attachment: MailAttachment) {
        if attachments.count < MailLimits.attachmentsMax { attachments.append(attachment) }
    }

    private mutating func readable(_ part: MIMEMail.Part) -> Piece {
        guard part.mime == "text/plain" else { return Piece(text: PartText.html(part), isHTML: true) }
        let files = UuencodedFile.all(in: part.bytes)
        for (index, file) in files.enumerated() { append(MailAttachment(file, in: part, number: index + 1)) }
        return Piece(text: PartText.plain(part, without: files.map(\.place)), isHTML: false)
    }

    /// Plain text, unless it is empty or only says that the text is elsewhere.
    private func choose(among alternatives: [[Piece]]) -> [Piece] {
        let plain = alternatives.first { pieces in
            pieces.contains { !$0.isHTML && !$0.text.trimmedAtStart.isEmpty && !Self.isStub($0.text) }
        }
        if let plain { return plain }
        return alternatives.last { !Self.joined($0).isEmpty } ?? []
    }

    private static func isStub(_ text: String) -> Bool {
        guard text.utf8.count <= 300 else { return false }
        return MachineMailPhrases.stubs.occurs(in: Array(text.lowercased().utf8))
    }

    /// All pieces in order, but HTML that says the same as a plain text: some programs call alternatives a mixture.
    private static func joined(_ pieces: [Piece]) -> String {
        let filled = pieces.filter { !$0.text.trimmedAtStart.isEmpty }
        guard filled.count > 1 else { return filled.first.map { $0.text.trimmedAtStart.trimmedAtEnd } ?? "" }
        let plain = filled.filter { !$0.isHTML }.map { words($0.text) }
        let texts = filled.filter { piece in
            guard piece.isHTML, !plain.isEmpty else { return true }
            let html = words(piece.text)
            return !plain.contains { $0.starts(with: html.prefix(60)) || html.starts(with: $0.prefix(60)) }
        }
        return texts.map { $0.text.trimmedAtStart.trimmedAtEnd }.joined(separator: "\n\n")
    }

    /// The letters and digits at the beginning, by which two versions of a text are compared.
    private static func words(_ text: String) -> [UInt8] {
        Array(text.utf8.lazy.filter { $0 > 0x20 && $0 != UInt8(ascii: "*") }.prefix(200))
    }

    /// What follows the headers when the parser found no part in it.
    private static func unparsed(_ source: ArraySlice<UInt8>) -> String {
        let lines = PartText.lineFed(
            TextCharset.decode(Array(source.prefix(MailLimits.textBytesMax)), declared: nil))
        guard let end = lines.place(after: "\n\n") else { return "" }
        return lines[end...].trimmedAtStart.trimmedAtEnd
    }
}
