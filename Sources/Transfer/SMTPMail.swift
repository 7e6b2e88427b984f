/// Where mails are handed in (RFC 6409) and who may do so.
public struct SMTPServer: Sendable, Hashable {
    /// A name or an address, without brackets.
    public var host: String
    /// 1...65535; 587 is usual with an upgraded connection, 465 with one encrypted from the start.
    public var port: UInt16
    /// How the connection is protected. `none` is for servers that the operator wrote down so; a password goes over it to this machine only.
    public var encryption: MailServer.Encryption
    /// Whose certificates are believed.
    public var trust: ServerTrust
    /// Who logs in; empty: nobody.
    public var user: String
    /// With what; never part of a message.
    public var password: String
    /// Where the connection may go.
    public var addresses: AddressPolicy

    /// A server from its parts.
    public init(
        host: String, port: UInt16 = 587, encryption: MailServer.Encryption = .upgraded, trust: ServerTrust = .system,
        user: String = "", password: String = "", addresses: AddressPolicy = .publicOnly
    ) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.trust = trust
        self.user = user
        self.password = password
        self.addresses = addresses
    }
}

extension SMTPServer: CustomStringConvertible, CustomReflectable {
    /// Host and port only.
    public var description: String { "\(host):\(port)" }
    /// Without the password, so that `dump` and test reports do not show it.
    public var customMirror: Mirror { Mirror(self, children: ["host": host, "port": port, "user": user]) }
}

/// One mail for one recipient, so that the server's reply can only mean this one.
public struct SMTPMail: Sendable, Hashable {
    /// Bounds of one submission.
    public struct Limits: Sendable, Hashable {
        /// Until encryption and login are through, in milliseconds.
        public var connectMilliseconds: Int
        /// Until the server has taken the mail, in milliseconds: filters look at it before.
        public var totalMilliseconds: Int

        /// 20 s and 120 s.
        public init(connectMilliseconds: Int = 20_000, totalMilliseconds: Int = 120_000) {
            self.connectMilliseconds = connectMilliseconds
            self.totalMilliseconds = totalMilliseconds
        }
    }

    /// Who takes it.
    public var server: SMTPServer
    /// Envelope sender, where bounces go: printable ASCII without blanks; empty for what must never bounce.
    public var from: String
    /// Envelope recipient: printable ASCII without blanks.
    public var to: String
    /// Headers and body with lines that end in CR LF (RFC 5322).
    public var message: [UInt8]
    /// Its bounds.
    public var limits: Limits

    /// A mail from its parts.
    public init(_ server: SMTPServer, from: String, to: String, message: [UInt8], limits: Limits = Limits()) {
        self.server = server
        self.from = from
        self.to = to
        self.message = message
        self.limits = limits
    }
}

/// What a mail server said last: taken, not now, or never.
public struct SMTPReply: Sendable, Hashable {
    /// 250 and so on.
    public var code: Int
    /// The line behind the code: an enhanced status code and words, often the number in the server's queue.
    public var text: String

    /// A reply from its parts.
    public init(code: Int, text: String) {
        self.code = code
        self.text = text
    }

    /// The server has the mail.
    public var isAccepted: Bool { (200..<300).contains(code) }
    /// The server will not take this mail at any time (RFC 5321 4.2.1).
    public var isPermanent: Bool { (500..<600).contains(code) }
}
