/// The bytes of attachments, taken from the raw mail that holds them.
public enum MailAttachments {
    /// Mails within mails that a path may lead through.
    private static let depthMax = 4

    /// The decoded bytes of an attachment.
    ///
    /// - Parameters:
    ///   - part: ``MailAttachment/part`` of a message that was read from the same bytes.
    ///   - raw: The whole mail.
    /// - Returns: nil when the mail has no such part, or a multipart stands there.
    /// - Complexity: reads the mail again.
    public static func bytes(of part: String, in raw: [UInt8]) -> [UInt8]? {
        bytes(of: part[...], in: raw, depth: 0)
    }

    private static func bytes(of path: Substring, in raw: [UInt8], depth: Int) -> [UInt8]? {
        guard depth < depthMax, let mail = MIMEMail(MailBytes.bounded(raw).bytes) else { return nil }
        let leaves = mail.parts.filter { $0.shape != .multipart }
        if let part = leaves.first(where: { $0.path == path }) { return part.bytes }
        guard let outer = leaves.first(where: { path.hasPrefix($0.path + ".") }) else { return nil }
        let rest = path.dropFirst(outer.path.count + 1)
        if outer.shape == .message { return bytes(of: rest, in: outer.bytes, depth: depth + 1) }
        guard let number = Int(rest), number > 0 else { return nil }
        let files =
            outer.isWinmail
            ? WinmailFile(outer.bytes)?.files.map(\.bytes) ?? [] : UuencodedFile.all(in: outer.bytes).map(\.bytes)
        return number <= files.count ? files[number - 1] : nil
    }
}
