public import Domain
public import Logging
public import ServiceLifecycle
public import Storage
import Synchronization
import Transfer

/// Sends what waits in the outbox, and puts what came of it into the ledger.
///
/// What waits stands in the state, and so does the outcome once its entry is folded: a crash in between sends once more, with the same
/// idempotency key. A destination that is slow holds up its own rows only.
public final class DeliverWorker: Service {
    /// What the worker reads and writes.
    public struct Desk: Sendable {
        /// The rows that wait: all, or the first of each destination. None as long as the state does not know yet what earlier runs have written
        /// down, because it is folded again from the beginning: everything that was ever sent would be sent again.
        public var waiting: @Sendable () async throws(StorageError) -> [OutboxItem]
        /// Appends an entry; it is durable when this returns.
        public var append: @Sendable (EntryDraft) async throws(StorageError) -> Void
        /// How rows are sent under the configuration of now.
        public var outgoings: @Sendable () -> any Outgoings

        /// A desk from its parts.
        public init(
            waiting: @escaping @Sendable () async throws(StorageError) -> [OutboxItem],
            append: @escaping @Sendable (EntryDraft) async throws(StorageError) -> Void,
            outgoings: @escaping @Sendable () -> any Outgoings
        ) {
            self.waiting = waiting
            self.append = append
            self.outgoings = outgoings
        }
    }

    /// Between two looks at the outbox.
    private static let pause = Duration.milliseconds(500)

    private let desk: Desk
    private let carriers: Carriers
    private let schedule: Mutex<Schedule>
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger
    private let metrics = OutboxMetrics()
    /// What was said last of rows that have failed, so that the same is not written down again and again.
    private let said = Mutex<[OutboxID: String]>([:])

    /// A worker; it does nothing until it runs.
    public init(
        desk: Desk, carriers: Carriers, schedule: Schedule = Schedule(), now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.desk = desk
        self.carriers = carriers
        self.schedule = Mutex(schedule)
        self.now = now
        self.sleep = sleep
        self.logger = logger
    }

    /// Sends until the service is told to stop. What is at work then is given up, and sent again by the next run.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    await self.round(in: &group)
                    do { try await self.sleep(Self.pause) } catch { break }
                }
                group.cancelAll()
            }
        }
    }

    /// Begins to send every row whose time has come; does not wait for the answers.
    func round(in group: inout DiscardingTaskGroup) async {
        let rows: [OutboxItem]
        do throws(StorageError) {
            rows = try await desk.waiting()
        } catch {
            logger.warning("The outbox could not be read", metadata: ["error": "\(error)"])
            return
        }
        let time = now()
        let waiting = Set(rows.map(\.id))
        said.withLock { $0 = $0.filter { waiting.contains($0.key) } }
        metrics.show(rows, at: time)
        let turn = schedule.withLock { $0.turn(rows, at: time) }
        for item in turn.expired { await expire(item) }
        for item in turn.send { group.addTask { await self.send(item) } }
    }

    private func expire(_ item: OutboxItem) async {
        let last = said.withLock { $0[item.id] } ?? item.problem
        let why = last.isEmpty ? "It has waited too long" : "It has waited too long; the last problem was: \(last)"
        metrics.count("expired", to: item.destination)
        await append(
            OutboxOutcome(
                item: item.id, result: .dead, attempts: schedule.withLock { $0.attempts(of: item) }, problem: why), item
        )
    }

    private func send(_ item: OutboxItem) async {
        let attempt = await attempt(item)
        // What the end of the program broke off says nothing about the other side.
        if Task.isCancelled, case .failed = attempt {
            schedule.withLock { $0.dropped(item) }
            return
        }
        let time = now()
        let (decision, attempts) = schedule.withLock { $0.finished(item, attempt, at: time) }
        switch attempt {
        case .delivered(let reference):
            metrics.count("delivered", to: item.destination)
            await append(
                OutboxOutcome(item: item.id, result: .delivered, attempts: attempts, reference: reference), item)
        case .refused(let problem):
            metrics.count("refused", to: item.destination)
            warn(item, problem, "Refused for good")
            await append(OutboxOutcome(item: item.id, result: .dead, attempts: attempts, problem: problem), item)
        case .failed(let problem, _):
            metrics.count("failed", to: item.destination)
            let isLast = decision == .givenUp
            guard isNews(problem, of: item) || isLast else { return }
            warn(item, problem, isLast ? "Given up" : "Not delivered yet")
            await append(
                OutboxOutcome(
                    item: item.id, result: isLast ? .dead : .failed, attempts: attempts, problem: problem), item)
        }
    }

    private func attempt(_ item: OutboxItem) async -> Attempt {
        do throws(Undeliverable) {
            let outgoing = try await desk.outgoings().outgoing(for: item, at: now())
            return await attempt(outgoing)
        } catch {
            return error.attempt
        }
    }

    private func attempt(_ outgoing: Outgoing) async -> Attempt {
        do throws(TransferError) {
            switch outgoing.carrier {
            case .http(let request):
                return HTTPVerdict.attempt(try await carriers.http(request), of: outgoing, at: now())
            case .mail(let mail, let id): return HTTPVerdict.attempt(try await carriers.mail(mail), id: id)
            }
        } catch {
            return HTTPVerdict.attempt(error)
        }
    }

    /// Whether a problem is another than the one said last; numbers such as times and ports do not make it another.
    private func isNews(_ problem: String, of item: OutboxItem) -> Bool {
        func gist(_ text: String) -> String { text.filter { !$0.isNumber } }
        return said.withLock { said in
            let last = said[item.id] ?? item.problem
            said[item.id] = problem
            return gist(last) != gist(problem)
        }
    }

    private func append(_ outcome: OutboxOutcome, _ item: OutboxItem) async {
        do throws(StorageError) {
            try await desk.append(Action(.outcome(outcome)).draft(at: now()))
        } catch {
            // It is sent again when the row still waits after some time, with the same idempotency key.
            logger.error(
                "The outcome could not be stored", metadata: ["item": "\(item.id)", "error": "\(error)"])
        }
    }

    private func warn(_ item: OutboxItem, _ problem: String, _ message: Logger.Message) {
        logger.warning(
            message,
            metadata: ["item": "\(item.id)", "destination": "\(item.destination)", "problem": "\(problem)"])
    }
}
