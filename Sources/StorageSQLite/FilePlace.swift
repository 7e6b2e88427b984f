import Glibc
import Storage

/// Where a database file lies, and what SQLite must be told about it.
struct FilePlace: Sendable {
    let path: String

    var exists: Bool { access(path, F_OK) == 0 }

    /// Creates an empty file that only its owner may read and write, whatever the umask: it will hold what customers wrote. SQLite gives its
    /// other files the same mode.
    func createIfAbsent() throws(StorageError) {
        // An existing file is never opened here, because closing it would end the locks that this process holds on it.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = errno
            if reason == EEXIST { return }
            throw .cannotOpen(detail: String(cString: strerror(reason)))
        }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw .cannotOpen(detail: String(cString: strerror(errno))) }
    }

    /// Whether the file cannot change while it is read.
    ///
    /// On a disk that is mounted read-only, SQLite cannot make the files that readers share; it need not, because nobody writes there. A log that
    /// was not carried over yet must be read nevertheless.
    var isImmutable: Bool { isOnReadOnlyDisk && !hasLog }

    /// The file as SQLite takes it.
    func uri(isImmutable: Bool) -> String { "file:" + escapedPath + (isImmutable ? "?immutable=1" : "") }

    private var isOnReadOnlyDisk: Bool { access(path, W_OK) != 0 && errno == EROFS }

    private var hasLog: Bool {
        var status = stat()
        return stat(path + "-wal", &status) == 0 && status.st_size > 0
    }

    /// `%`, `?` and `#` mean something in a URI, and of two slashes at the start SQLite would take what follows for a host.
    private var escapedPath: String {
        var escaped = path.hasPrefix("//") ? "//" : ""
        for character in path.unicodeScalars {
            switch character {
            case "%": escaped += "%25"
            case "?": escaped += "%3F"
            case "#": escaped += "%23"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
