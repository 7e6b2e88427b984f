import Dispatch
import Foundation

/// A folder for as long as a command runs. It goes with all that is in it, also when the command is interrupted.
final class ScratchFolder {
    let path: String
    private let signals: [any DispatchSourceSignal]
    /// The folder itself, locked for as long as it is in use.
    private let lock: Int32

    /// A new folder among the system's temporary ones (`TMPDIR`).
    init(for command: String) throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("corong-\(command)-\(UUID().uuidString)").path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandError(
                problem: "The folder \(path) cannot be made", advice: "Name another place for it with TMPDIR")
        }
        self.path = path
        lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        _ = flock(lock, LOCK_EX | LOCK_NB)
        ScratchFolder.sweep(command)
        signals = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                ScratchFolder.remove(path)
                // As shells count the end by a signal; the signal itself stays blocked in the threads of the queues.
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    deinit {
        for source in signals { source.cancel() }
        ScratchFolder.remove(path)
        close(lock)
    }

    /// Removes what was left by commands that were killed: copies of what customers said.
    private static func sweep(_ command: String) {
        let files = FileManager.default
        let prefix = "corong-\(command)-"
        // because: where the list cannot be had nothing can be removed either
        let names = (try? files.contentsOfDirectory(atPath: files.temporaryDirectory.path)) ?? []
        for name in names where name.hasPrefix(prefix) && UUID(uuidString: String(name.dropFirst(prefix.count))) != nil
        {
            let path = files.temporaryDirectory.appendingPathComponent(name).path
            // because: somebody else may have removed it meanwhile
            guard let attributes = try? files.attributesOfItem(atPath: path),
                (attributes[.ownerAccountID] as? NSNumber)?.uint32Value == geteuid(),
                // One that was just made may not be locked yet.
                let changed = attributes[.modificationDate] as? Date, changed.timeIntervalSinceNow < -60
            else { continue }
            let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard folder >= 0 else { continue }
            if flock(folder, LOCK_EX | LOCK_NB) == 0 { remove(path) }
            close(folder)
        }
    }

    private static func remove(_ path: String) {
        // because: what is left over lies among the temporary files
        try? FileManager.default.removeItem(atPath: path)
    }
}
