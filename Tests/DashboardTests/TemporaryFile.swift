import Glibc

/// A path in a folder of its own; both are gone when nobody holds it any more.
final class TemporaryFile: Sendable {
    struct Failure: Error {}

    let path: String
    private let folder: String

    init() throws {
        var template = Array("\(TemporaryFile.base)/corong-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure() }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/tokens"
    }

    deinit {
        unlink(path)
        unlink(path + ".new")
        rmdir(folder)
    }

    private static var base: String { getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir }
}

extension TemporaryFile {
    /// Puts a text into the file.
    func write(_ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Failure() }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Failure() }
    }

    /// The permission bits of a file.
    static func mode(of path: String) throws -> mode_t {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Failure() }
        return status.st_mode & 0o777
    }
}
