public import Domain
import Glibc

/// The file of tokens for the dashboard and its API: one token a line, `name TAB created TAB sha256-hex`, readable by its owner only.
///
/// Calls block on the disk. Programs that change the file at the same time wait for each other.
public struct TokenFile: Sendable, Hashable {
    /// Where the file is; a file that is not there holds no tokens.
    public let path: String

    /// Largest file that is read: room for more than four thousand tokens.
    static let bytesMax = 1 << 20

    /// The token file at a path. Nothing is read yet.
    public init(path: String) { self.path = path }

    /// Makes a token and adds it to the file.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 letters, digits, `.`, `_`, `-` or `@`; not in use yet.
    ///   - now: Noted as the time of creation.
    ///   - random: Must be fit for secrets, as `SystemRandomNumberGenerator` is.
    /// - Returns: The token's text. It is kept nowhere: show it once.
    public func create(
        name: String, now: Timestamp, using random: inout some RandomNumberGenerator
    ) throws(TokenError) -> String {
        guard TokenRecord.isName(name) else { throw .badName(name) }
        let text = TokenText.make(using: &random)
        let record = TokenRecord(name: name, created: now, digest: TokenText.digest(of: text))
        try change { (records) throws(TokenError) in
            guard !records.contains(where: { $0.name == name }) else { throw .nameTaken(name) }
            records.append(record)
        }
        return text
    }

    /// All tokens in the order of their creation.
    public func list() throws(TokenError) -> [TokenRecord] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return [] }
            throw failure("opening")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= TokenFile.bytesMax {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw failure("reading")
            }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard bytes.count <= TokenFile.bytesMax else {
            throw .file(path: path, operation: "reading at most \(TokenFile.bytesMax) bytes", errno: EFBIG)
        }
        return try records(in: String(decoding: bytes, as: UTF8.self))
    }

    /// Removes a token: programs that read the file refuse it within about a second.
    public func revoke(name: String) throws(TokenError) {
        try change { (records) throws(TokenError) in
            guard let index = records.firstIndex(where: { $0.name == name }) else {
                throw .unknownName(name, known: records.map(\.name))
            }
            records.remove(at: index)
        }
    }

    private func records(in text: String) throws(TokenError) -> [TokenRecord] {
        var records: [TokenRecord] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            guard let record = TokenRecord(line: line) else { throw .badLine(path: path, line: index + 1) }
            records.append(record)
        }
        return records
    }

    /// Reads, changes and replaces the file while no other program does.
    private func change(_ body: (inout [TokenRecord]) throws(TokenError) -> Void) throws(TokenError) {
        // The lock is on the folder, because the file itself is replaced by each change.
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw failure("opening the folder") }
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else { throw failure("locking the folder") }
        var records = try list()
        try body(&records)
        try replace(with: records.map { $0.line + "\n" }.joined())
        // Without this the new name may be gone after a power cut.
        guard fsync(lock) == 0 else { throw failure("syncing the folder") }
    }

    private func replace(with text: String) throws(TokenError) {
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("creating") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let rest = Array(bytes[written...])
            let count = write(descriptor, rest, rest.count)
            guard count >= 0 || errno == EINTR else { throw failure("writing") }
            written += max(count, 0)
        }
        guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw failure("replacing") }
    }

    private func failure(_ operation: String) -> TokenError { .file(path: path, operation: operation, errno: errno) }
}
