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
    /// The permission bits of a file.
    static func mode(of path: String) throws -> mode_t {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Failure() }
        return status.st_mode & 0o777
    }
}
