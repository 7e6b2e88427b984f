import Synchronization

/// What a mailbox is doing, for people who look.
public struct MailboxReport: Sendable, Hashable {
    /// Why it is not being read at the moment; nil while all is well, and before the first attempt.
    public var problem: String?
    /// Whether the folder is open.
    public var isConnected = false
    /// Mails appended since the program started.
    public var mails = 0
    /// Of these, mails that could be read only in part or not at all.
    public var incomplete = 0

    /// Nothing yet.
    public init() {}
}

/// A report that the reader writes and others read.
final class MailboxState: Sendable {
    private let report = Mutex(MailboxReport())

    var value: MailboxReport { report.withLock { $0 } }

    func update(_ change: (inout MailboxReport) -> Void) { report.withLock { change(&$0) } }
}
