/// How far a mailbox has been read. Part of the state: it follows from the entries, so no crash can part it from the mails.
public struct MailboxCursor: Sendable, Hashable {
    /// The mailbox by the name that the configuration gives it.
    public var mailbox: String
    /// The server's number for the numbering in use; another one means that all UIDs are new.
    public var validity: Int64
    /// The last UID that was taken.
    public var uid: Int64
    /// Mails that arrived before are not taken, in seconds since 1970: it keeps old mails out when the numbering begins anew.
    public var since: Int64

    /// A cursor from its parts.
    public init(mailbox: String, validity: Int64, uid: Int64, since: Int64 = 0) {
        self.mailbox = mailbox
        self.validity = validity
        self.uid = uid
        self.since = since
    }

    /// The headers by which an entry says from where it was read.
    public enum Headers {
        /// The mailbox's name.
        public static let mailbox = ":mailbox"
        /// The numbering in use.
        public static let validity = ":uidvalidity"
        /// The mail's number.
        public static let uid = ":uid"
        /// Seconds since 1970; absent for 0.
        public static let since = ":since"
        /// The mail is larger than what was read of it: its whole size in bytes.
        public static let truncated = ":truncated"
        /// The server lists the mail and does not give it away: why. The body is empty.
        public static let unreadable = ":unreadable"
    }

    /// Where an entry was read; nil for one that came otherwise.
    public init?(headers: String) {
        guard headers.utf8.first == UInt8(ascii: ":"),
            let mailbox = HeaderText.value(of: Headers.mailbox, in: headers),
            let validity = HeaderText.value(of: Headers.validity, in: headers).flatMap({ Int64($0) }),
            let uid = HeaderText.value(of: Headers.uid, in: headers).flatMap({ Int64($0) })
        else { return nil }
        let since = HeaderText.value(of: Headers.since, in: headers).flatMap { Int64($0) }
        self.init(mailbox: mailbox, validity: validity, uid: uid, since: since ?? 0)
    }
}
