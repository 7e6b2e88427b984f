public import Domain
import Glibc
public import NIOPosix
import Synchronization

/// Tells good tokens from bad ones, following the token file as it changes.
///
/// The file is looked at no more than once a second, on a thread that may wait, and read again when its time, size or inode changed.
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

    private struct Stamp: Equatable {
        var seconds: Int
        var nanoseconds: Int
        var size: Int
        var inode: UInt
    }

    private struct Memory {
        var lookedAt: Timestamp?
        var stamp: Stamp?
        /// nil until the file was read once.
        var records: Result<[TokenRecord], TokenError>?
    }

    private let file: TokenFile
    private let threads: NIOThreadPool
    private let now: @Sendable () -> Timestamp
    private let memory = Mutex(Memory())

    /// A check against a file.
    ///
    /// - Parameters:
    ///   - file: Where the tokens are.
    ///   - threads: Started threads that may block.
    ///   - now: The clock that says when a second has passed.
    public init(file: TokenFile, threads: NIOThreadPool, now: @escaping @Sendable () -> Timestamp) {
        self.file = file
        self.threads = threads
        self.now = now
    }

    /// Looks up a token. The comparison takes the same time whichever of the tokens it resembles.
    public func callAsFunction(_ token: String) async -> Answer {
        switch await records() {
        case .failure(let error): return .unreadable(error)
        case .success(let records) where records.isEmpty: return .noneConfigured
        case .success(let records):
            let digest = TokenText.digest(of: token)
            var found: String?
            for record in records where TokenText.isEqual(record.digest, digest) { found = record.name }
            return found.map { .known(name: $0) } ?? .unknown
        }
    }

    private func records() async -> Result<[TokenRecord], TokenError> {
        let time = now()
        let fresh: Result<[TokenRecord], TokenError>? = memory.withLock { memory in
            if let last = memory.lookedAt, last <= time, time < last.adding(seconds: 1) { return memory.records }
            memory.lookedAt = time
            return nil
        }
        if let fresh { return fresh }
        do {
            return try await threads.runIfActive { self.look() }
        } catch {
            // The pool has been shut down: the server is on its way out and answers from memory.
            return memory.withLock { $0.records } ?? .success([])
        }
    }

    /// Reads the file again if it changed. Blocks.
    private func look() -> Result<[TokenRecord], TokenError> {
        var status = stat()
        let stamp =
            stat(file.path, &status) == 0
            ? Stamp(
                seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, size: Int(status.st_size),
                inode: UInt(status.st_ino))
            : nil
        let known: Result<[TokenRecord], TokenError>? = memory.withLock { memory in
            guard let stamp, stamp == memory.stamp, case .success = memory.records else { return nil }
            return memory.records
        }
        if let known { return known }
        let records = Result { () throws(TokenError) in try file.list() }
        memory.withLock { memory in
            memory.stamp = stamp
            memory.records = records
        }
        return records
    }
}
