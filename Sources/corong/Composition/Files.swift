import Domain
import Foundation

/// Files that people name on the command line.
enum Files {
    /// The bytes of a file.
    static func bytes(at path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw CommandError(
                problem: "\(path) cannot be read", advice: "Check that it exists and that this user may read it")
        }
    }

    /// A file as text; what is not UTF-8 is an error, because configuration that was silently repaired would surprise.
    static func text(at path: String) throws -> String {
        guard let text = String(validating: try bytes(at: path), as: UTF8.self) else {
            throw CommandError(problem: "\(path) is not UTF-8 text", advice: "Save it as UTF-8")
        }
        return text
    }

    /// Replaces a file as a whole: whoever reads it sees the old one or the new one.
    static func write(_ bytes: [UInt8], to path: String) throws { try write(bytes, to: path, options: .atomic) }

    /// Writes a file that does not exist, and the folders above it.
    static func writeNew(_ bytes: [UInt8], to path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandError(problem: "The folder \(folder) cannot be made", advice: "Check who may write there")
        }
        try write(bytes, to: path, options: .withoutOverwriting)
    }

    private static func write(_ bytes: [UInt8], to path: String, options: Data.WritingOptions) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: options)
        } catch {
            throw CommandError(
                problem: "\(path) cannot be written", advice: "Check who may write there, and that it is not there already")
        }
    }
}

/// The time of the machine: the only place where the program looks at a clock.
enum SystemClock {
    static let now: @Sendable () -> Timestamp = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
