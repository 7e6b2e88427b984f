/// How often something came within a time: statements of a sender, new senders of a form, senders of a text.
///
/// The time runs from the first and is that of receipt, which no sender chooses. A row whose time is over counts as none; once a day such
/// rows are taken out, so that there are never more than a day and the longest window bring.
public struct SourceWindow: Sendable, Hashable {
    /// Keyed hash of what is counted.
    public var digest: SipHash.Digest
    /// Until when the row counts.
    public var until: Timestamp
    /// How many came.
    public var count: Int64

    /// A window from its parts.
    public init(digest: SipHash.Digest, until: Timestamp, count: Int64) {
        self.digest = digest
        self.until = until
        self.count = count
    }

    /// The row of a sender who was released: counts nothing, and stays.
    public static func released(_ digest: SipHash.Digest) -> SourceWindow {
        SourceWindow(digest: digest, until: Timestamp(microseconds: .max), count: -1)
    }

    /// Whether somebody said that the sender is a real one.
    public var isReleased: Bool { count < 0 }
}
