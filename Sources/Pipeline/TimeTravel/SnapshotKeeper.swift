import Dispatch
public import Domain
public import Logging
public import ServiceLifecycle

/// Keeps a copy of the live state now and then, so that no moment of the past is far from one.
public struct SnapshotKeeper: Service {
    private let past: PastStates
    private let entries: Position
    private let pause: @Sendable () async throws -> Void
    private let logger: Logger

    /// Entries after which a copy is made: they are folded again in seconds.
    public static let entriesBetween: Position = 50_000

    /// A keeper that does nothing until it runs.
    ///
    /// - Parameters:
    ///   - entries: How many entries may follow the last copy before the next one is made.
    ///   - pause: Waits between two looks; ends early by throwing when cancelled.
    public init(
        past: PastStates, entries: Position = SnapshotKeeper.entriesBetween, logger: Logger,
        pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(60)) }
    ) {
        self.past = past
        self.entries = entries
        self.logger = logger
        self.pause = pause
    }

    /// Looks now and then until the service is asked to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            let queue = DispatchQueue(label: "corong.snapshots", qos: .utility)
            while true {
                // because: the only error is the end of the program
                guard (try? await pause()) != nil else { return }
                await withCheckedContinuation { continuation in
                    queue.async {
                        self.look()
                        continuation.resume()
                    }
                }
            }
        }
    }

    private func look() {
        do throws(PipelineError) {
            guard let position = try past.keepLive(ifBehind: entries) else { return }
            logger.info("State kept for looking back", metadata: ["position": "\(position)"])
        } catch {
            // What is missing is folded again when it is asked for.
            logger.warning("The state could not be kept for looking back", metadata: ["error": "\(error)"])
        }
    }
}
