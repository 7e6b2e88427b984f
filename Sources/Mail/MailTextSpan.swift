/// A piece of a body and what it is. The spans of a body follow each other without gaps and cover all of it.
public struct MailTextSpan: Sendable, Hashable {
    /// What a piece of a body is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// What the writer wrote now.
        case new
        /// What somebody wrote before.
        case quote
        /// What a program or its owner puts below each mail.
        case signature
        /// What introduces a quote: "On Monday ... wrote:", a block of headers.
        case attribution
        /// An original that the writer hands on, with what introduces it.
        case forward
    }

    /// Offset in UTF-8 bytes of the text.
    public var start: Int
    /// UTF-8 bytes, line ends included.
    public var length: Int
    /// What the piece is.
    public var kind: Kind

    /// A piece of a body.
    public init(start: Int, length: Int, kind: Kind) {
        self.start = start
        self.length = length
        self.kind = kind
    }
}
