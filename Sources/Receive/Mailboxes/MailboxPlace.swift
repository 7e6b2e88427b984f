import Domain

/// Where reading stands in a folder: the ledger's ``MailboxCursor`` in the numbers that servers use.
struct MailboxPlace: Hashable {
    /// The numbering that ``uid`` belongs to.
    var uidValidity: UInt32
    /// The last mail that was read; 0 for none.
    var uid: UInt32
    /// Mails that arrived before are not read, in seconds since 1970; also when the numbering begins anew.
    var since: Int64

    init(uidValidity: UInt32, uid: UInt32, since: Int64) {
        self.uidValidity = uidValidity
        self.uid = uid
        self.since = since
    }

    /// The place of a cursor. Numbers that no server gives, which only a damaged ledger holds, make everything come once more.
    init(_ cursor: MailboxCursor) {
        uidValidity = UInt32(exactly: cursor.validity) ?? 0
        uid = UInt32(exactly: cursor.uid) ?? 0
        since = cursor.since
    }
}
