/// Fetches secrets from where the configuration says they stand.
public struct SecretResolver: Sendable {
    /// Bytes of a secret; longer files are something else.
    public static let secretBytesMax = 4096

    /// Variables by name.
    public var environment: [String: String]
    /// The bytes of a file, at most one more than ``secretBytesMax``; nil when it cannot be read.
    public var readFile: @Sendable (String) -> [UInt8]?

    /// A resolver over an environment and a way to read files.
    public init(environment: [String: String], readFile: @escaping @Sendable (String) -> [UInt8]?) {
        self.environment = environment
        self.readFile = readFile
    }

    /// The secrets of all channels by channel id, or every one that is missing.
    ///
    /// - Throws: ``MissingSecrets`` with all of them; nothing should start then.
    public func secrets(of channels: [ChannelSetting]) throws(MissingSecrets) -> [String: ResolvedSecrets] {
        var found: [String: ResolvedSecrets] = [:]
        var missing: [SecretError] = []
        for channel in channels {
            func resolve(_ source: SecretSource, _ purpose: SecretError.Purpose) -> Secret? {
                switch bytes(of: source) {
                case .success(let bytes): return Secret(bytes: bytes)
                case .failure(let reason):
                    missing.append(
                        SecretError(channel: channel.id, purpose: purpose, source: source, reason: reason))
                    return nil
                }
            }
            let live = channel.secrets.compactMap { resolve($0, .verifying) }
            found[channel.id] = ResolvedSecrets(
                live: live, verifyToken: channel.verifyToken.flatMap { resolve($0, .registering) },
                accessToken: channel.accessToken.flatMap { resolve($0, .asking) })
        }
        guard missing.isEmpty else { throw MissingSecrets(errors: missing) }
        return found
    }

    /// The bytes without the line break at the end of a file.
    func bytes(of source: SecretSource) -> Result<[UInt8], SecretError.Reason> {
        var bytes: [UInt8]
        switch source {
        case .environment(let name):
            guard let value = environment[name] else { return .failure(.notSet) }
            bytes = Array(value.utf8)
        case .file(let path):
            guard let content = readFile(path) else { return .failure(.unreadable) }
            bytes = content
            // Editors and `echo` end files with a line break that is not part of the secret.
            if bytes.last == 10 { bytes.removeLast() }
            if bytes.last == 13 { bytes.removeLast() }
        }
        if bytes.isEmpty { return .failure(.empty) }
        return bytes.count > Self.secretBytesMax ? .failure(.tooLong) : .success(bytes)
    }
}
