/// A mailbox that is read.
public struct MailboxSetting: Sendable, Hashable {
    /// How the connection is protected.
    public enum Encryption: String, Sendable, Hashable, CaseIterable {
        /// TLS from the first byte.
        case required
        /// TLS after the greeting, and no login without it.
        case starttls
        /// None, for a server on the same machine.
        case off
    }

    /// Which mails count when the mailbox is connected for the first time.
    public enum Since: Sendable, Hashable {
        /// Those that arrive from then on.
        case start
        /// Those that arrived on that day of the workspace's calendar or later: its first second, in seconds since 1970.
        case day(Int64)
    }

    /// Unique in the workspace; the ledger knows its mails by it.
    public var name: String
    /// Name or address of the server, without brackets.
    public var host: String
    /// 1...65535.
    public var port: UInt16
    /// How the connection is protected.
    public var encryption: Encryption
    /// PEM file with the only authorities that are believed; nil for those of the machine.
    public var authorities: String?
    /// Who logs in.
    public var user: String
    /// Where the password stands.
    public var password: SecretSource
    /// The folder that is read.
    public var folder: String
    /// The channel that its mails come in on.
    public var channel: String
    /// Which mails count the first time.
    public var since: Since
    /// Seconds between two looks, where the server cannot say by itself that there is something new.
    public var pollSeconds: Int64
    /// Whether to let the server say it.
    public var idle: Bool
    /// Bytes; a larger mail is read only in part.
    public var bodyBytesMax: Int
    /// Where it stands in the configuration.
    public var place: YAMLNode.Place

    /// A setting from its parts.
    public init(
        name: String, host: String, port: UInt16, encryption: Encryption, authorities: String?, user: String,
        password: SecretSource, folder: String, channel: String, since: Since, pollSeconds: Int64, idle: Bool,
        bodyBytesMax: Int, place: YAMLNode.Place
    ) {
        self.name = name
        self.host = host
        self.port = port
        self.encryption = encryption
        self.authorities = authorities
        self.user = user
        self.password = password
        self.folder = folder
        self.channel = channel
        self.since = since
        self.pollSeconds = pollSeconds
        self.idle = idle
        self.bodyBytesMax = bodyBytesMax
        self.place = place
    }
}
