public import Domain

/// The file of tokens for the dashboard and its API: one token a line, `name TAB created TAB sha256-hex`, readable by its owner only.
///
/// Calls block on the disk. Programs that change the file at the same time wait for each other.
public struct TokenFile: Sendable, Hashable {
    /// Where the file is; a file that is not there holds no tokens.
    public let path: String

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
        let text: String?
        do throws(PrivateFile.Failure) { text = try file.read() } catch { throw failure(error) }
        return try records(in: text ?? "")
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
        let lock: Int32
        do throws(PrivateFile.Failure) { lock = try file.lock() } catch { throw failure(error) }
        defer { file.unlock(lock) }
        var records = try list()
        try body(&records)
        do throws(PrivateFile.Failure) {
            try file.replace(with: records.map { $0.line + "\n" }.joined(), under: lock)
        } catch {
            throw failure(error)
        }
    }

    private var file: PrivateFile { PrivateFile(path: path) }

    private func failure(_ failure: PrivateFile.Failure) -> TokenError {
        .file(path: path, operation: failure.operation, errno: failure.errno)
    }
}
