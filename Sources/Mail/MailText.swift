public import Domain

/// Pieces of mails as webhooks hand them over: single headers, and bodies that somebody else has taken apart.
public enum MailText {
    /// What a reader of an HTML document sees, blocks on lines of their own; at most ``MailLimits/textBytesMax`` bytes are looked at.
    public static func plain(html: String, paragraphs: Paragraphs = .apart) -> String {
        HTMLText.plain(html, paragraphs: paragraphs)
    }

    /// How paragraphs of HTML are told apart in its text.
    public enum Paragraphs: Sendable, Hashable {
        /// By an empty line.
        case apart
        /// By being lines of their own: chats write every line as a paragraph.
        case line
    }

    /// The text with its character references (`&amp;`, `&#8217;`) undone; everything else stays, tags as well.
    public static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var rest = text[...]
        while let mark = rest.utf8.firstIndex(of: UInt8(ascii: "&")) {
            result += rest[..<mark]
            let name = rest[rest.utf8.index(after: mark)...]
            let bounded = name.utf8.prefix(HTMLEntities.nameBytesMax + 1)
            if let end = bounded.firstIndex(of: UInt8(ascii: ";")), let scalar = HTMLEntities.character(name[..<end]) {
                result.unicodeScalars.append(scalar)
                rest = name[name.utf8.index(after: end)...]
            } else {
                result += "&"
                rest = name
            }
        }
        return result + rest
    }

    /// The part of a body that its writer wrote now, without what is quoted and without a signature.
    public static func visible(_ text: String) -> String {
        guard text.utf8.contains(13) else { return QuotedText(text, isForward: false).newText }
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return QuotedText(lines, isForward: false).newText
    }

    /// The mailboxes of an address header, groups flattened; what has no address is left out.
    public static func addresses(_ header: String) -> [MailAddress] {
        // Cut here, because one more byte than the reader takes tells it that the last address may be broken.
        HeaderText.addresses(Array(header.utf8.prefix(MailLimits.addressBytesMax)))
    }

    /// The time of a Date header; nil unless day, month, year, time and zone make sense.
    public static func date(_ header: String) -> Timestamp? { MailDate.read(Array(header.utf8.prefix(200))) }

    /// The text of bytes in a charset by any of its names. Never fails: an unknown name is guessed at, bytes that mean nothing
    /// become U+FFFD.
    public static func decoded(_ bytes: [UInt8], charset: String) -> String {
        TextCharset.decode(bytes, declared: charset)
    }
}
