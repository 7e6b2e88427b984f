import Glibc

/// A small text file that only its owner may read, which several programs may change.
///
/// Calls block on the disk. Programs that change files of one folder at the same time wait for each other.
struct PrivateFile: Sendable, Hashable {
    let path: String

    /// Largest file that is read.
    static let bytesMax = 1 << 20

    /// What went wrong with the file.
    struct Failure: Error, Hashable {
        var operation: String
        var errno: Int32
    }

    /// The file's text; nil where there is no such file.
    func read() throws(Failure) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("opening")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= PrivateFile.bytesMax {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw failure("reading")
            }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard bytes.count <= PrivateFile.bytesMax else {
            throw Failure(operation: "reading at most \(PrivateFile.bytesMax) bytes", errno: EFBIG)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A lock on the file's folder, because the file itself is replaced by each change. Given back by ``unlock(_:)``.
    func lock() throws(Failure) -> Int32 {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw failure("opening the folder") }
        guard flock(lock, LOCK_EX) == 0 else {
            let failure = failure("locking the folder")
            close(lock)
            throw failure
        }
        return lock
    }

    func unlock(_ lock: Int32) { close(lock) }

    /// Replaces the file as a whole, under a lock: whoever reads it sees the old one or the new one.
    func replace(with text: String, under lock: Int32) throws(Failure) {
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
        // Without this the new name may be gone after a power cut.
        guard fsync(lock) == 0 else { throw failure("syncing the folder") }
    }

    private func failure(_ operation: String) -> Failure { Failure(operation: operation, errno: errno) }
}
