public import Domain

/// The file of the keys that seal where reps were: one random key of 256 bits for each day, readable by its owner only.
///
/// Without its key a place can be read by nobody, in no copy of the ledger. Keys are read anew each time, so that one that is removed is gone
/// at once. Calls block on the disk. Programs that change the file at the same time wait for each other.
public struct PositionKeyFile: Sendable, Hashable {
    /// Where the file is; a file that is not there holds no keys.
    public let path: String

    static let keyBytes = 32

    /// The key file at a path. Nothing is read yet.
    public init(path: String) { self.path = path }

    /// The keys by day.
    func keys() throws(PositionKeyError) -> [CivilDate: [UInt8]] {
        let text: String?
        do throws(PrivateFile.Failure) { text = try file.read() } catch { throw failure(error) }
        var keys: [CivilDate: [UInt8]] = [:]
        for (index, line) in (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 2, let day = CivilDate(parts[0]), let key = Base64URL.decode(parts[1]),
                key.count == PositionKeyFile.keyBytes
            else { throw .badLine(path: path, line: index + 1) }
            keys[day] = key
        }
        return keys
    }

    /// The key of a day; made where it is missing.
    func key(of day: CivilDate) throws(PositionKeyError) -> [UInt8] {
        if let key = try keys()[day] { return key }
        var random = SystemRandomNumberGenerator()
        let fresh = (0..<PositionKeyFile.keyBytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return try change { keys in
            // Another program may have made it meanwhile.
            keys[day] = keys[day] ?? fresh
            return keys[day] ?? fresh
        }
    }

    /// Removes the keys of all days before one. What they sealed stays sealed for ever.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func removeKeys(before day: CivilDate) throws(PositionKeyError) -> Int {
        guard try keys().keys.contains(where: { $0 < day }) else { return 0 }
        return try change { keys in
            let count = keys.count
            keys = keys.filter { $0.key >= day }
            return count - keys.count
        }
    }

    /// Reads, changes and replaces the file while no other program does.
    private func change<Result>(
        _ body: (inout [CivilDate: [UInt8]]) -> Result
    ) throws(PositionKeyError) -> Result {
        let lock: Int32
        do throws(PrivateFile.Failure) { lock = try file.lock() } catch { throw failure(error) }
        defer { file.unlock(lock) }
        var keys = try keys()
        let result = body(&keys)
        let lines = keys.sorted { $0.key < $1.key }.map { "\($0.key)\t\(Base64URL.encode($0.value))\n" }
        do throws(PrivateFile.Failure) {
            try file.replace(with: lines.joined(), under: lock)
        } catch {
            throw failure(error)
        }
        return result
    }

    private var file: PrivateFile { PrivateFile(path: path) }

    private func failure(_ failure: PrivateFile.Failure) -> PositionKeyError {
        .file(path: path, operation: failure.operation, errno: failure.errno)
    }
}

/// Why keys of places could not be read or changed. Nothing was changed.
public enum PositionKeyError: ActionableError, Hashable {
    /// The file cannot be read or written.
    case file(path: String, operation: String, errno: Int32)
    /// A line of the file is no key.
    case badLine(path: String, line: Int)

    /// What happened.
    public var problem: String {
        switch self {
        case .file(let path, let operation, let errno): "\(path): \(operation) failed with error \(errno)"
        case .badLine(let path, let line): "\(path):\(line): this line is no key of a day"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .file: "Check that the folder exists and that this user may write to it"
        case .badLine: "Remove the line; places of its day cannot be read any more then"
        }
    }

    /// A person has to act.
    public var verdict: Verdict { .stop }
}
