/// A folder as it was when it was opened.
public struct IMAPFolder: Sendable, Hashable {
    /// Changes when the UIDs begin anew; at least 1.
    public var uidValidity: UInt32
    /// What the next mail will get; nil where the server does not say.
    public var uidNext: UInt32?
    /// Mails in it.
    public var exists: UInt32

    /// A folder from its parts.
    public init(uidValidity: UInt32, uidNext: UInt32?, exists: UInt32) {
        self.uidValidity = uidValidity
        self.uidNext = uidNext
        self.exists = exists
    }
}

/// What a list says of a mail.
public struct IMAPMail: Sendable, Hashable {
    /// Its number in the folder; grows with every mail.
    public var uid: UInt32
    /// Bytes, as the server counts them.
    public var size: Int
    /// When the server took it in, in seconds since 1970; nil where that cannot be read.
    public var arrived: Int64?

    /// A mail from its parts.
    public init(uid: UInt32, size: Int, arrived: Int64?) {
        self.uid = uid
        self.size = size
        self.arrived = arrived
    }
}

/// What came back for a mail that was asked for.
public enum IMAPBody: Sendable, Hashable {
    /// The mail, or as much of it as was asked for.
    case bytes([UInt8])
    /// More than was to be kept.
    case tooLong(bytes: Int)
    /// The server lists the mail and has none of its bytes.
    case missing
}
