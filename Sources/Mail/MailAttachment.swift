/// A part of a mail that is not its text.
///
/// Its bytes are not copied: the mail has them. ``MailAttachments/bytes(of:in:)`` finds them again by ``part``, and equal
/// digests are equal bytes, wherever they came from.
public struct MailAttachment: Sendable, Hashable {
    /// Where it stands: `2`, or `1.3` for the third part of the first.
    public var part: String
    /// Decoded name without folders; nil when there is none.
    public var filename: String?
    /// Lower-cased media type: `application/pdf`.
    public var mime: String
    /// Bytes, decoded.
    public var size: Int
    /// Whether the body shows it in place.
    public var isInline: Bool
    /// Content-ID without angle brackets.
    public var contentID: String?
    /// SHA-256 of the decoded bytes as lower-case hexadecimal digits.
    public var sha256: String
    /// Where its encoded bytes stand in the raw mail; nil for what lies inside of another part.
    public var place: Range<Int>?
    /// Their Content-Transfer-Encoding, lower case; nil when the mail says nothing.
    public var encoding: String?
}

extension MailAttachment {
    init(_ part: MIMEMail.Part, isRelated: Bool, place: Range<Int>) {
        self.init(
            part: part.path, filename: part.filename.flatMap { Self.name($0) }, mime: part.mime, size: part.bytes.count,
            isInline: part.disposition == "inline" || (isRelated && part.disposition != "attachment"),
            contentID: part.contentID.flatMap { Self.id($0) }, sha256: Checksum.sha256(part.bytes), place: place,
            encoding: part.encoding)
    }

    init(_ file: WinmailFile.File, in part: MIMEMail.Part, number: Int) {
        self.init(
            part: "\(part.path).\(number)", filename: file.filename.flatMap { Self.name($0) },
            mime: file.mime.map { HeaderText.cleaned($0) } ?? "application/octet-stream", size: file.bytes.count,
            isInline: file.contentID != nil, contentID: file.contentID.flatMap { Self.id($0) },
            sha256: Checksum.sha256(file.bytes), place: nil, encoding: nil)
    }

    init(_ file: UuencodedFile, in part: MIMEMail.Part, number: Int) {
        self.init(
            part: "\(part.path).\(number)", filename: Self.name(file.name), mime: "application/octet-stream",
            size: file.bytes.count, isInline: false, contentID: nil, sha256: Checksum.sha256(file.bytes), place: nil,
            encoding: "x-uuencode")
    }

    /// The last component of a name: folders in it are nobody's business here.
    private static func name(_ name: String) -> String? {
        let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
        let cleaned = HeaderText.cleaned(String(last))
        return cleaned.isEmpty ? nil : String(cleaned.prefix(255))
    }

    private static func id(_ id: String) -> String? {
        let plain = id.filter { !"<> ".contains($0) }
        return plain.isEmpty ? nil : plain
    }
}
