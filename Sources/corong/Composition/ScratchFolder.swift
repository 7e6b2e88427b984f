import Dispatch
import Foundation

/// A folder for as long as a command runs. It goes with all that is in it, also when the command is interrupted.
final class ScratchFolder {
    let path: String
    private let signals: [any DispatchSourceSignal]

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
    }

    private static func remove(_ path: String) {
        // because: what is left over lies among the temporary files
        try? FileManager.default.removeItem(atPath: path)
    }
}
