import Domain

/// What becomes an entry of the ledger.
struct MailboxDelivery {
    /// How much of a mail there is.
    enum Content: Hashable {
        /// All of it.
        case whole([UInt8])
        /// Its beginning, and the size of the whole.
        case beginning([UInt8], of: Int)
        /// Nothing, and why.
        case unreadable(String)
    }

    /// The action that an entry records which only says where reading began.
    static let beginAction = "mailbox"

    let mailbox: String
    let cursor: MailboxCursor

    /// A mail.
    func draft(_ content: Content, channel: String, at time: Timestamp) -> EntryDraft {
        var headers = headers
        HeaderText.append("content-type", "message/rfc822", to: &headers)
        switch content {
        case .whole(let bytes):
            return EntryDraft(kind: .delivery, receivedAt: time, channel: channel, headers: headers, body: bytes)
        case .beginning(let bytes, let size):
            HeaderText.append(MailboxHeader.truncated, String(size), to: &headers)
            return EntryDraft(kind: .delivery, receivedAt: time, channel: channel, headers: headers, body: bytes)
        case .unreadable(let reason):
            HeaderText.append(MailboxHeader.unreadable, reason, to: &headers)
            return EntryDraft(kind: .delivery, receivedAt: time, channel: channel, headers: headers, body: [])
        }
    }

    /// That reading begins behind the cursor: without it, mails that arrive before the first one is read would be lost over a restart.
    func beginning(at time: Timestamp) -> EntryDraft {
        EntryDraft(
            kind: .action, receivedAt: time, channel: MailboxDelivery.beginAction, headers: headers, body: [])
    }

    private var headers: String {
        var headers = ""
        HeaderText.append(MailboxHeader.mailbox, mailbox, to: &headers)
        HeaderText.append(MailboxHeader.uidValidity, String(cursor.uidValidity), to: &headers)
        HeaderText.append(MailboxHeader.uid, String(cursor.uid), to: &headers)
        HeaderText.append(MailboxHeader.since, String(cursor.since), to: &headers)
        return headers
    }
}
