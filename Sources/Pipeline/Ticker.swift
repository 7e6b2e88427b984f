public import Domain
public import Logging
public import ServiceLifecycle
public import Storage
import Synchronization

/// Lets time pass in the ledger: appends a tick when something is due that nothing else tells the fold of.
///
/// Looks once a second. No tick is appended while the one before waits to be folded. What waits before it in the ledger may stop the timer, and two
/// processes may append at once: neither does harm, since such a tick finds nothing due.
public final class Ticker: Service {
    private static let pause = Duration.seconds(1)

    private let state: any StateStore
    private let append: @Sendable (EntryDraft) async throws(StorageError) -> Position
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger
    /// The tick that was appended last.
    private let last = Mutex<Position>(0)

    /// A ticker; it does nothing until it runs.
    ///
    /// - Parameter append: Makes the tick durable and returns its position then.
    public init(
        state: any StateStore, append: @escaping @Sendable (EntryDraft) async throws(StorageError) -> Position,
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.state = state
        self.append = append
        self.now = now
        self.sleep = sleep
        self.logger = logger
    }

    /// Looks until the service is told to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(StorageError) {
                    try await self.look()
                } catch {
                    self.logger.warning("Time stands still", metadata: ["error": "\(error)"])
                }
                do { try await self.sleep(Self.pause) } catch { return }
            }
        }
    }

    /// Appends a tick where one is due.
    ///
    /// - Returns: Whether one was.
    @discardableResult
    func look() async throws(StorageError) -> Bool {
        let time = now()
        guard let first = try state.firstTimer(), first.due <= time else { return false }
        guard try state.position() >= last.withLock({ $0 }) else { return false }
        let position = try await append(
            EntryDraft(kind: .tick, receivedAt: time, channel: "", headers: "", body: []))
        last.withLock { $0 = position }
        return true
    }
}
