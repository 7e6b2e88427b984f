/// The secrets of one channel in force. Printing it shows how many there are, never what they are.
public struct ChannelSecrets: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Secrets that are accepted: none (not configured), one, or two while one replaces the other. Empty texts are dropped.
    let secrets: [String]
    /// What the provider must repeat in a handshake; nil: no handshake succeeds.
    let verifyToken: String?

    /// Secrets as configured; an empty text counts as absent.
    public init(secrets: [String] = [], verifyToken: String? = nil) {
        self.secrets = secrets.filter { !$0.isEmpty }
        self.verifyToken = verifyToken.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// How many secrets are in force.
    public var count: Int { secrets.count }

    /// How many secrets there are, and nothing of them.
    public var description: String { "\(secrets.count) secrets" + (verifyToken == nil ? "" : " and a verify token") }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// Without children, because `dump` and test reports would print them.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
