public import Domain
public import NIOPosix

/// Tells good tokens from bad ones, following the token file as it changes.
public final class TokenCheck: Sendable {
    /// What a token is worth.
    public enum Answer: Sendable, Equatable {
        /// It is the token of that name.
        case known(name: String)
        /// It is none of the tokens in the file.
        case unknown
        /// There is no token in the file, so none can be right.
        case noneConfigured
        /// The file cannot be read, so nobody is let in.
        case unreadable(TokenError)
    }

    private let file: FollowedFile<[TokenRecord], TokenError>

    /// A check against a file.
    ///
    /// - Parameters:
    ///   - file: Where the tokens are.
    ///   - threads: Started threads that may block.
    ///   - now: The clock that says when a second has passed.
    public init(file: TokenFile, threads: NIOThreadPool, now: @escaping @Sendable () -> Timestamp) {
        self.file = FollowedFile(path: file.path, threads: threads, now: now) {
            Result { () throws(TokenError) in try file.list() }
        }
    }

    /// Looks up a token. The comparison takes the same time whichever of the tokens it resembles.
    public func callAsFunction(_ token: String) async -> Answer {
        switch await file.content() ?? .success([]) {
        case .failure(let error): return .unreadable(error)
        case .success(let records) where records.isEmpty: return .noneConfigured
        case .success(let records):
            let digest = TokenText.digest(of: token)
            var found: String?
            for record in records where TokenText.isEqual(record.digest, digest) { found = record.name }
            return found.map { .known(name: $0) } ?? .unknown
        }
    }
}
