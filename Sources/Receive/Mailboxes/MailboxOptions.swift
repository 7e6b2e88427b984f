public import Transfer

/// One mailbox and how it is read.
public struct MailboxOptions: Sendable, Hashable {
    /// Which mails count when a mailbox is connected for the first time.
    public enum Since: Sendable, Hashable {
        /// Only those that arrive from then on.
        case start
        /// Those that arrived at this instant or later, in seconds since 1970.
        case instant(Int64)
    }

    /// Its name in the configuration; part of what the ledger keeps of each mail.
    public var name: String
    /// The channel that its mails come in on.
    public var channel: String
    /// Where it is, and who logs in.
    public var server: MailServer
    /// The folder that is read.
    public var folder: String
    /// Which mails count the first time.
    public var since: Since
    /// Between two looks at a server that cannot say by itself that there is something new.
    public var pollSeconds: Int
    /// Whether to let the server say it, where it can.
    public var idles: Bool
    /// A mail that is larger is read only in part.
    public var bodyBytesMax: Int

    /// Options from their parts.
    public init(
        name: String, channel: String, server: MailServer, folder: String = "INBOX", since: Since = .start,
        pollSeconds: Int = 60, idles: Bool = true, bodyBytesMax: Int = 32 << 20
    ) {
        self.name = name
        self.channel = channel
        self.server = server
        self.folder = folder
        self.since = since
        self.pollSeconds = pollSeconds
        self.idles = idles
        self.bodyBytesMax = bodyBytesMax
    }
}
