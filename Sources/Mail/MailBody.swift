/// The text and the attachments of a mail, picked from its parts.
struct MailBody {
    /// LF line ends, trimmed.
    private(set) var text = ""
    private(set) var attachments: [MailAttachment] = []

    private let parts: [MIMEMail.Part]
    private let children: [[Int]]

    /// One readable part.
    private struct Piece {
        let text: String
        let isHTML: Bool
    }

    /// - Parameter source: The mail itself, for one whose multipart has no parts: what stands there is then the text.
    init(_ parts: [MIMEMail.Part], source: ArraySlice<UInt8>) {
        self.parts = parts
        var children = [[Int]](repeating: [], count: parts.count)
        for (index, part) in parts.enumerated() {
            if let parent = part.parent { children[parent].append(index) }
        }
        self.children = children
        guard let root = parts.indices.first else { return }
        let pieces = visit(root)
        text = Self.joined(pieces)
        if text.isEmpty, parts.allSatisfy({ $0.shape == .multipart }) { text = Self.unparsed(source) }
    }

    /// The pieces of a part and what is below it, in order; attachments are put aside on the way.
    private mutating func visit(_ index: Int) -> [Piece] {
        let part = parts[index]
        guard part.shape == .multipart else { return leaf(part) }
        switch part.mime {
        case "multipart/alternative":
            return choose(among: children[index].map { visit($0) })
        case "multipart/report":
            // Only the first part is written for people; the others are the report.
            return children[index].first.map { visit($0) } ?? []
        default:
            return children[index].flatMap { visit($0) }
        }
    }

    private mutating func leaf(_ part: MIMEMail.Part) -> [Piece] {
        let isText = part.mime == "text/plain" || part.mime == "text/html"
        if part.shape == .leaf, isText, part.disposition != "attachment", part.filename == nil {
            return [Self.piece(part)]
        }
        guard !Self.isLeftOut(part), attachments.count < MailLimits.attachmentsMax else { return [] }
        let isRelated = part.parent.map { parts[$0].mime == "multipart/related" } ?? false
        attachments.append(
            MailAttachment(
                filename: part.filename.flatMap { Self.fileName($0) }, mime: part.mime, size: part.bytes.count,
                isInline: part.disposition == "inline" || (isRelated && part.disposition != "attachment"),
                contentID: part.contentID.map { $0.filter { !"<> ".contains($0) } },
                sha256: Checksum.sha256(part.bytes)))
        return []
    }

    private static func piece(_ part: MIMEMail.Part) -> Piece {
        let bytes = Array(part.bytes.prefix(MailLimits.textBytesMax))
        guard part.mime == "text/html" else {
            return Piece(text: lineFed(TextCharset.decode(bytes, declared: part.charset)), isHTML: false)
        }
        let html = TextCharset.decode(bytes, declared: part.charset, inner: HTMLText.declaredCharset(bytes))
        return Piece(text: HTMLText.plain(html), isHTML: true)
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
        let lower = text.lowercased()
        return MachineMailPhrases.stubs.contains { lower.holds($0) }
    }

    private static func joined(_ pieces: [Piece]) -> String {
        let plain = pieces.filter { !$0.isHTML && !$0.text.trimmedAtStart.isEmpty }
        let texts = (plain.isEmpty ? pieces : plain).map { $0.text.trimmedAtStart.trimmedAtEnd }
        return texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// What follows the headers when the parser found no part in it.
    private static func unparsed(_ source: ArraySlice<UInt8>) -> String {
        let lines = lineFed(TextCharset.decode(Array(source.prefix(MailLimits.textBytesMax)), declared: nil))
        guard let end = lines.place(after: "\n\n") else { return "" }
        return lines[end...].trimmedAtStart.trimmedAtEnd
    }

    /// Signatures and keys that mail programs add; nobody attached them.
    private static func isLeftOut(_ part: MIMEMail.Part) -> Bool {
        switch part.mime {
        case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
            "application/pgp-keys", "message/delivery-status", "message/disposition-notification",
            "message/feedback-report", "text/rfc822-headers", "text/x-amp-html":
            return true
        default:
            let name = part.filename?.lowercased()
            return name == "smime.p7s" || name == "signature.asc"
        }
    }

    /// The last component of a name: folders in it are nobody's business here.
    private static func fileName(_ name: String) -> String? {
        let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
        let cleaned = HeaderText.cleaned(String(last))
        return cleaned.isEmpty ? nil : String(cleaned.prefix(255))
    }

    private static func lineFed(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0D: bytes.append(0x0A)
            case 0x0A: if previous != 0x0D { bytes.append(0x0A) }
            case 0: break
            default: bytes.append(byte)
            }
            previous = byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
