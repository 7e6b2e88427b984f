/// Something that proves who sends. Prints and mirrors as `(secret)`; only ``bytes`` gives it away.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// As it was configured, without the line break at the end of a file. Compare in constant time only.
    public let bytes: [UInt8]

    /// A secret from its bytes.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// `(secret)`.
    public var description: String { "(secret)" }
    /// `(secret)`.
    public var debugDescription: String { description }
    /// Without children, so that `dump` and test reports show nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Where a secret stands. Configuration files only ever hold this, never the secret.
public enum SecretSource: Sendable, Hashable {
    /// A variable of the environment.
    case environment(String)
    /// A file, as an absolute path or relative to the working directory.
    case file(String)
}

extension SecretSource: CustomStringConvertible {
    /// For messages: `variable NAME` or `file path`.
    public var description: String {
        switch self {
        case .environment(let name): "variable \(name)"
        case .file(let path): "file \(path)"
        }
    }
}

/// The secrets of one channel.
public struct ResolvedSecrets: Sendable, Hashable {
    /// What deliveries are verified with; two while one replaces the other, either is accepted.
    public var live: [Secret]
    /// What a provider proves itself with when the webhook is registered.
    public var verifyToken: Secret?
    /// What the provider's API is asked with.
    public var accessToken: Secret?

    /// Secrets from their parts.
    public init(live: [Secret], verifyToken: Secret?, accessToken: Secret? = nil) {
        self.live = live
        self.accessToken = accessToken
        self.verifyToken = verifyToken
    }
}
