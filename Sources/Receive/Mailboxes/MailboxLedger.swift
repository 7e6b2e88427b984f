public import Domain

/// What a mailbox's reader needs of the ledger.
public protocol MailboxLedger: Sendable {
    /// How far a mailbox was read: the cursor of the last entry that ``MailboxRecord/init(headers:)`` reads one of for it. Asked once at the start.
    func cursor(of mailbox: String) async throws -> MailboxCursor?

    /// Appends entries, in their order and all or none, and returns when they are durable. Runs on the mailbox's own thread and may block it.
    ///
    /// - Throws: When nothing was appended; the mails are read again later.
    func append(_ drafts: [EntryDraft]) async throws
}
