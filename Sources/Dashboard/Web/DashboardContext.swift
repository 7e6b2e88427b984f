public import Domain
public import Storage

/// Reads where the ledger ends.
public typealias LedgerTailReader = @Sendable () async throws(StorageError) -> LedgerTail

/// Opens the state of a moment of the past. May take seconds: what is not kept is folded.
public typealias PastReader = @Sendable (Instant) async throws -> PastViews

/// The state of a moment of the past.
public struct PastViews: Sendable {
    /// The moment: what decays is worth what it was then.
    public var time: Timestamp
    /// Reads the state of then.
    public var views: any Views

    /// A past from its parts.
    public init(time: Timestamp, views: any Views) {
        self.time = time
        self.views = views
    }
}

/// Appends an action to the ledger and says at which position.
public typealias ActionAppender = @Sendable (Action) async throws(StorageError) -> Position

/// All that the dashboard needs to know of the rest of the program.
public struct DashboardContext: Sendable {
    /// The state.
    public var views: any Views
    /// States of the past; nil where only the present can be asked for.
    public var past: PastReader?
    /// What events and entries say.
    public var history: any History
    /// The workspace as configured at the moment; asked for each request.
    public var workspace: @Sendable () -> Workspace
    /// The reps as configured at the moment; asked for each request.
    public var reps: @Sendable () -> [Rep]
    /// Where reps come to, as configured at the moment; asked for each request.
    public var attendance: @Sendable () -> AttendanceRules = { AttendanceRules() }
    /// Seals where reps are; nil where no places are taken.
    public var seal: PositionSeal?
    /// Who may look.
    public var tokens: TokenCheck
    /// Links and sessions of reps.
    public var links: RepLinks
    /// Whether the program does its work; asked for each `/readyz`.
    public var readiness: @Sendable () async -> Readiness
    /// Where the ledger ends.
    public var ledgerTail: LedgerTailReader
    /// Makes what people do durable; the fold meets it later.
    public var append: ActionAppender
    /// The process's own metrics.
    public var metrics: PrometheusRegistry
    /// Writes what an event says.
    public var writeEvent: EventWriter
    /// The clock.
    public var now: @Sendable () -> Timestamp
    /// 16 fresh random bytes for each page: they guard its script against foreign ones.
    public var nonceBytes: @Sendable () -> [UInt8]
    /// Waits between two looks at the state's position for `/live`; ends early by throwing when cancelled.
    public var pause: @Sendable (Duration) async throws -> Void
    /// Whether only this machine can reach the listener. The page is open there, and asks for a token elsewhere.
    public var isLoopback: Bool

    /// A context from its parts.
    public init(
        views: any Views, history: any History, workspace: @escaping @Sendable () -> Workspace,
        reps: @escaping @Sendable () -> [Rep], tokens: TokenCheck, links: RepLinks,
        readiness: @escaping @Sendable () async -> Readiness, ledgerTail: @escaping LedgerTailReader,
        append: @escaping ActionAppender, metrics: PrometheusRegistry, writeEvent: @escaping EventWriter,
        now: @escaping @Sendable () -> Timestamp,
        nonceBytes: @escaping @Sendable () -> [UInt8] = DashboardContext.randomNonce,
        pause: @escaping @Sendable (Duration) async throws -> Void = DashboardContext.sleep, isLoopback: Bool,
        past: PastReader? = nil
    ) {
        self.past = past
        self.views = views
        self.history = history
        self.workspace = workspace
        self.reps = reps
        self.tokens = tokens
        self.links = links
        self.readiness = readiness
        self.ledgerTail = ledgerTail
        self.append = append
        self.metrics = metrics
        self.writeEvent = writeEvent
        self.now = now
        self.nonceBytes = nonceBytes
        self.pause = pause
        self.isLoopback = isLoopback
    }

    /// 16 bytes from the system's generator.
    @Sendable public static func randomNonce() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    /// Waits on the continuous clock.
    @Sendable public static func sleep(_ duration: Duration) async throws { try await Task.sleep(for: duration) }
}

/// Whether the program does its work, and if not, why.
public struct Readiness: Sendable, Hashable {
    /// Something that is not as it should be.
    public struct Reason: Sendable, Hashable {
        /// A word for programs, for example `intake_not_bound`.
        public var code: String
        /// A sentence for people.
        public var message: String

        /// A reason from its parts.
        public init(code: String, message: String) {
            self.code = code
            self.message = message
        }
    }

    /// Empty when all is well.
    public var reasons: [Reason]

    /// Ready unless there are reasons against it.
    public init(reasons: [Reason] = []) { self.reasons = reasons }

    /// Whether all is well.
    public var isReady: Bool { reasons.isEmpty }
}
