/// Bounds on what is taken from one mail. What goes beyond is left out; nothing here ever refuses a mail.
enum MailLimits {
    /// Bytes of a mail that are looked at.
    static let mailBytesMax = 25 << 20
    /// Lines of a mail: each could be a header, and a header costs a hundred times its shortest line.
    static let linesMax = 600_000
    /// Lines that look like the boundary of a part.
    static let boundaryLinesMax = 4_000
    /// Multiparts, wherever they stand. The parser recurses into each one that lies within another, and the stack of a
    /// dispatch thread may be no more than 256 KiB.
    static let multipartsMax = 100
    /// Bytes of one Content header, folded lines included: the parser copies some of them to the stack.
    static let contentHeaderBytesMax = 16 << 10
    /// Bytes of one address header.
    static let addressBytesMax = 32 << 10
    /// Colons of one address header that may begin a group; the parser recurses at each.
    static let groupsMax = 16
    /// Bytes of one line that does not belong to a body; longer headers exist only to hurt.
    static let headerBytesMax = 64 << 10
    /// Headers of the outermost mail.
    static let headersMax = 1_000
    /// Parts, multiparts included.
    static let partsMax = 200
    /// Multiparts within multiparts.
    static let depthMax = 20
    /// Attachments listed.
    static let attachmentsMax = 512
    /// Addresses of one header.
    static let addressesMax = 500
    /// Ids of `References`, counted from the end, where the nearest ones stand.
    static let referencesMax = 100
    /// Bytes of a body that are turned into text.
    static let textBytesMax = 512 << 10
    /// Lines of a body that its new text is taken from.
    static let quoteLinesMax = 10_000
    /// Recipients of one bounce.
    static let bouncesMax = 100
    /// Values of one header in ``MailMessage/headers``, and the bytes of each.
    static let headerValuesMax = 10
    static let headerValueBytesMax = 2_000
}
