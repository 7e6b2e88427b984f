/// How far a mailbox was read. It is kept nowhere but in the ledger, and in the state that follows from it: each entry of a mailbox carries it in
/// its headers, so that a mail and its having been read are one write.
public struct MailboxCursor: Sendable, Hashable {
    /// The numbering that ``uid`` belongs to.
    public var uidValidity: UInt32
    /// The last mail that was read; 0 for none.
    public var uid: UInt32
    /// Mails that arrived before are not read, in seconds since 1970; also when the numbering begins anew.
    public var since: Int64

    /// A cursor from its parts.
    public init(uidValidity: UInt32, uid: UInt32, since: Int64) {
        self.uidValidity = uidValidity
        self.uid = uid
        self.since = since
    }
}

/// A mailbox with its cursor.
public struct MailboxRecord: Sendable, Hashable {
    /// The mailbox by the name that the configuration gives it.
    public var mailbox: String
    /// How far it was read.
    public var cursor: MailboxCursor

    /// A record from its parts.
    public init(mailbox: String, cursor: MailboxCursor) {
        self.mailbox = mailbox
        self.cursor = cursor
    }

    /// The mailbox that an entry came from and the cursor after it; nil for entries of other origin.
    ///
    /// - Parameter headers: Those kept with the entry (``EntryDraft/headers``).
    public init?(headers: String) {
        // Headers of ours stand first, so one look tells for the requests, which are many.
        guard headers.utf8.first == UInt8(ascii: ":"),
            let mailbox = HeaderText.value(of: MailboxHeader.mailbox, in: headers),
            let validity = HeaderText.value(of: MailboxHeader.uidValidity, in: headers).flatMap(UInt32.init),
            let uid = HeaderText.value(of: MailboxHeader.uid, in: headers).flatMap(UInt32.init),
            let since = HeaderText.value(of: MailboxHeader.since, in: headers).flatMap(Int64.init)
        else { return nil }
        self.init(mailbox: mailbox, cursor: MailboxCursor(uidValidity: validity, uid: uid, since: since))
    }
}

/// Names of the headers that mailboxes add to an entry. They begin with a colon, which no header of a mail can.
public enum MailboxHeader {
    /// The mailbox's name in the configuration.
    public static let mailbox = ":mailbox"
    /// ``MailboxCursor/uidValidity``.
    public static let uidValidity = ":uidvalidity"
    /// ``MailboxCursor/uid``: the mail's own number.
    public static let uid = ":uid"
    /// ``MailboxCursor/since``.
    public static let since = ":since"
    /// The mail is larger than what was read of it: its whole size in bytes.
    public static let truncated = ":truncated"
    /// The server lists the mail but does not give it away: why. The body is empty.
    public static let unreadable = ":unreadable"
}
