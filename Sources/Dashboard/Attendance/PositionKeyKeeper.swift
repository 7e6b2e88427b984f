public import Domain
public import Logging
import NIOPosix
public import ServiceLifecycle

/// Forgets where reps were: removes the keys of days that have been kept long enough, at the start and once an hour.
public struct PositionKeyKeeper: Service {
    private let file: PositionKeyFile
    private let rules: @Sendable () -> AttendanceRules
    private let zone: @Sendable () -> Zone
    private let now: @Sendable () -> Timestamp
    private let pause: @Sendable () async throws -> Void
    private let logger: Logger

    /// A keeper that does nothing until it runs.
    ///
    /// - Parameters:
    ///   - rules: For how long places are kept, as configured at the moment.
    ///   - zone: The days' zone.
    ///   - now: The clock.
    ///   - pause: Waits between two looks; ends early by throwing when cancelled.
    public init(
        _ file: PositionKeyFile, rules: @escaping @Sendable () -> AttendanceRules,
        zone: @escaping @Sendable () -> Zone, now: @escaping @Sendable () -> Timestamp, logger: Logger,
        pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(3600)) }
    ) {
        self.file = file
        self.rules = rules
        self.zone = zone
        self.now = now
        self.pause = pause
        self.logger = logger
    }

    /// Looks now and then until the service is asked to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while true {
                // because: the pool only ends with the program
                try? await NIOThreadPool.singleton.runIfActive { look() }
                do { try await pause() } catch { return }
            }
        }
    }

    /// Removes what is over. What cannot be removed now is tried again an hour later.
    func look() {
        let today = zone().day(of: now())
        let first = CivilDate(daysSinceEpoch: today.daysSinceEpoch - rules().keepDays)
        do throws(PositionKeyError) {
            let count = try file.removeKeys(before: first)
            if count > 0 { logger.info("Places forgotten", metadata: ["days": "\(count)", "before": "\(first)"]) }
        } catch {
            logger.error("Places could not be forgotten", metadata: ["error": "\(error.problem)"])
        }
    }
}
