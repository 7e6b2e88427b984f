/// A connection to a mail server that is logged in: bytes go both ways. Blocks; used by one thread.
public protocol MailWire: AnyObject {
    /// The server, for messages.
    var host: String { get }

    /// Sends all bytes.
    func send(_ bytes: [UInt8]) throws(TransferError)

    /// Some bytes; empty when nothing came within the time.
    func receive(milliseconds: Int) throws(TransferError) -> [UInt8]
}

/// Where mails lie and who may read them.
public struct MailServer: Sendable, Hashable {
    /// How the connection is protected.
    public enum Encryption: Sendable, Hashable {
        /// From the first byte (port 993).
        case immediate
        /// After the greeting, and nothing without (port 143).
        case upgraded
        /// Not at all, which only this machine may have.
        case none
    }

    /// A name or an address, without brackets.
    public var host: String
    /// 1...65535.
    public var port: UInt16
    /// How the connection is protected.
    public var encryption: Encryption
    /// Whose certificates are believed.
    public var trust: ServerTrust
    /// Who logs in.
    public var user: String
    /// With what; never part of a message.
    public var password: String
    /// Until the login is through, in milliseconds.
    public var loginMilliseconds: Int

    /// A server from its parts.
    public init(
        host: String, port: UInt16 = 993, encryption: Encryption = .immediate, trust: ServerTrust = .system,
        user: String, password: String, loginMilliseconds: Int = 30_000
    ) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.trust = trust
        self.user = user
        self.password = password
        self.loginMilliseconds = loginMilliseconds
    }
}

extension MailServer: CustomStringConvertible, CustomReflectable {
    /// Host and port only.
    public var description: String { "\(host):\(port)" }
    /// Without the password, so that `dump` and test reports do not show it.
    public var customMirror: Mirror { Mirror(self, children: ["host": host, "port": port, "user": user]) }
}
