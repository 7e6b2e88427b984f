public import Domain

/// The file of the keys that sign the links and sessions of reps; made on first use, readable by its owner only.
///
/// Calls block on the disk. Programs that change the file at the same time wait for each other.
public struct LinkKeyFile: Sendable, Hashable {
    /// Where the file is.
    public let path: String

    /// The key file at a path. Nothing is read yet.
    public init(path: String) { self.path = path }

    /// What the file says; nil where there is no file, so nobody has a link.
    func read() throws(LinkKeyError) -> LinkKeys? {
        let text: String?
        do throws(PrivateFile.Failure) { text = try file.read() } catch { throw failure(error) }
        guard let text else { return nil }
        guard let keys = LinkKeys(text) else { throw .badLine(path: path) }
        return keys
    }

    /// What the file says; makes it where it is missing.
    func readOrMake() throws(LinkKeyError) -> LinkKeys {
        if let keys = try read() { return keys }
        return try change { _, _ in }
    }

    /// Ends all links and sessions that a rep has had up to now; without a rep, everybody's.
    public func revoke(_ rep: RepID?, at time: Timestamp) throws(LinkKeyError) {
        try change { keys, _ in
            if rep == nil { keys.notBefore = [:] }
            keys.notBefore[rep ?? LinkKeys.everybody] = time
        }
    }

    /// Signs with a new key from now on. What the one before signed is taken until the next renewal.
    public func renew() throws(LinkKeyError) {
        try change { keys, random in keys.renew(using: &random) }
    }

    /// Reads, changes and replaces the file while no other program does.
    @discardableResult
    private func change(
        _ body: (inout LinkKeys, inout SystemRandomNumberGenerator) -> Void
    ) throws(LinkKeyError) -> LinkKeys {
        let lock: Int32
        do throws(PrivateFile.Failure) { lock = try file.lock() } catch { throw failure(error) }
        defer { file.unlock(lock) }
        var random = SystemRandomNumberGenerator()
        var keys = try read() ?? LinkKeys(using: &random)
        body(&keys, &random)
        do throws(PrivateFile.Failure) { try file.replace(with: keys.text, under: lock) } catch { throw failure(error) }
        return keys
    }

    private var file: PrivateFile { PrivateFile(path: path) }

    private func failure(_ failure: PrivateFile.Failure) -> LinkKeyError {
        .file(path: path, operation: failure.operation, errno: failure.errno)
    }
}

/// Why keys of links could not be read or changed. Nothing was changed.
public enum LinkKeyError: ActionableError, Hashable {
    /// The file cannot be read or written.
    case file(path: String, operation: String, errno: Int32)
    /// A line of the file means nothing.
    case badLine(path: String)

    /// What happened.
    public var problem: String {
        switch self {
        case .file(let path, let operation, let errno): "\(path): \(operation) failed with error \(errno)"
        case .badLine(let path): "\(path) is no file of link keys"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .file: "Check that the folder exists and that this user may write to it"
        case .badLine: "Restore it from a backup, or remove it and give every rep a new link"
        }
    }

    /// A person has to act.
    public var verdict: Verdict { .stop }
}
