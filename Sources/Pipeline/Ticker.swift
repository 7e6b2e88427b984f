public import Domain
public import Logging
public import ServiceLifecycle
public import Storage

/// Lets time pass in the ledger: appends a tick when something is due that nothing else tells the fold of.
///
/// Looks once a second. A tick is only appended when the fold has reached the end of the ledger, because what waits there may have stopped the
/// timer; two processes that append at once do no harm, since the second tick finds nothing due.
public final class Ticker: Service {
    private static let pause = Duration.seconds(1)

    private let ledger: any Ledger
    private let state: any StateStore
    private let append: @Sendable (EntryDraft) async throws(StorageError) -> Void
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger

    /// A ticker; it does nothing until it runs.
    ///
    /// - Parameter append: Makes the tick durable and returns then.
    public init(
        ledger: any Ledger, state: any StateStore,
        append: @escaping @Sendable (EntryDraft) async throws(StorageError) -> Void,
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.ledger = ledger
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
        guard try state.position() == ledger.tail().position else { return false }
        try await append(EntryDraft(kind: .tick, receivedAt: time, channel: "", headers: "", body: []))
        return true
    }
}
