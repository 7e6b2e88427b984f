import Domain
import Glibc
import NIOPosix
import Synchronization

/// What a file says, following it as it changes.
///
/// The file is looked at no more than once a second, on a thread that may wait, and read again when its time, size or inode changed.
final class FollowedFile<Content: Sendable, Failure: Error>: Sendable {
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
        var content: Result<Content, Failure>?
    }

    private let path: String
    private let threads: NIOThreadPool
    private let now: @Sendable () -> Timestamp
    private let read: @Sendable () -> Result<Content, Failure>
    private let memory = Mutex(Memory())

    /// Follows a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - threads: Started threads that may block.
    ///   - now: The clock that says when a second has passed.
    ///   - read: Reads the file, which may be missing. May block.
    init(
        path: String, threads: NIOThreadPool, now: @escaping @Sendable () -> Timestamp,
        read: @escaping @Sendable () -> Result<Content, Failure>
    ) {
        self.path = path
        self.threads = threads
        self.now = now
        self.read = read
    }

    /// What the file says; nil only when it was never read before the program began to stop.
    func content() async -> Result<Content, Failure>? {
        if let fresh { return fresh }
        do {
            return try await threads.runIfActive { self.look() }
        } catch {
            // The pool has been shut down: the server is on its way out and answers from memory.
            return memory.withLock { $0.content }
        }
    }

    /// What the file says, for threads that may block.
    func contentBlocking() -> Result<Content, Failure> { fresh ?? look() }

    /// Lets the next question look at the file, however short ago the last one did.
    func lookAgain() { memory.withLock { $0.lookedAt = nil } }

    private var fresh: Result<Content, Failure>? {
        let time = now()
        return memory.withLock { memory in
            if let last = memory.lookedAt, last <= time, time < last.adding(seconds: 1) { return memory.content }
            memory.lookedAt = time
            return nil
        }
    }

    /// Reads the file again if it changed. Blocks.
    private func look() -> Result<Content, Failure> {
        var status = stat()
        let stamp =
            stat(path, &status) == 0
            ? Stamp(
                seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, size: Int(status.st_size),
                inode: UInt(status.st_ino))
            : nil
        let known: Result<Content, Failure>? = memory.withLock { memory in
            guard let stamp, stamp == memory.stamp, case .success = memory.content else { return nil }
            return memory.content
        }
        if let known { return known }
        let content = read()
        memory.withLock { memory in
            memory.stamp = stamp
            memory.content = content
        }
        return content
    }
}
