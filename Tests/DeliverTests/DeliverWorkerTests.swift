import Domain
import Logging
import Storage
import Synchronization
import Testing
import Transfer

@testable import Deliver

@Suite("The worker", .timeLimit(.minutes(1)))
struct DeliverWorkerTests {
    /// A state whose outbox follows the outcomes that are appended, and other machines that answer as they are told.
    final class Shop: Sendable {
        struct State {
            var rows: [OutboxItem] = []
            var outcomes: [OutboxOutcome] = []
            var requests: [TransferRequest] = []
            var position: Position = 100
            var now = Sample.start
            var rounds = 0
            var roundsMax = 50
            var stepSeconds: Int64 = 60
            var cannotAppend = false
        }

        let state = Mutex(State())
        let answer: @Sendable (TransferRequest) async throws(TransferError) -> TransferResponse

        init(
            _ rows: [OutboxItem],
            answer: @escaping @Sendable (TransferRequest) async throws(TransferError) -> TransferResponse
        ) {
            self.answer = answer
            state.withLock { $0.rows = rows }
        }

        var outcomes: [OutboxOutcome] { state.withLock { $0.outcomes } }
        var requests: [TransferRequest] { state.withLock { $0.requests } }

        /// A worker that looks a number of times, with seconds in between, and ends.
        func run(destinations: Destinations, schedule: Schedule = Schedule()) async throws {
            let worker = DeliverWorker(
                desk: DeliverWorker.Desk(
                    waiting: { self.state.withLock { $0.rows.filter { $0.state == .waiting } } },
                    append: { (draft) async throws(StorageError) in try self.take(draft) },
                    outgoings: { destinations }),
                carriers: Carriers(
                    http: { (request) async throws(TransferError) in
                        self.state.withLock { $0.requests.append(request) }
                        return try await self.answer(request)
                    },
                    mail: { (mail) async throws(TransferError) in
                        throw TransferError(.unreachable("no mail here"), host: mail.server.host)
                    }),
                schedule: schedule, now: { self.state.withLock { $0.now } },
                sleep: { _ in
                    for _ in 0..<50 { await Task.yield() }
                    let isOver = self.state.withLock { state in
                        state.now = state.now.adding(seconds: state.stepSeconds)
                        state.rounds += 1
                        return state.rounds > state.roundsMax
                    }
                    if isOver { throw CancellationError() }
                }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            try await worker.run()
        }

        private func take(_ draft: EntryDraft) throws(StorageError) {
            let isRefused = state.withLock { state in
                if state.cannotAppend { return true }
                state.position += 1
                guard case .outcome(let outcome)? = Action(draft)?.deed else { return false }
                state.outcomes.append(outcome)
                for index in state.rows.indices where state.rows[index].id == outcome.item {
                    state.rows[index].attempts = outcome.attempts
                    state.rows[index].problem = outcome.problem
                    state.rows[index].settledBy = state.position
                    if outcome.result == .delivered { state.rows[index].state = .delivered }
                    if outcome.result == .dead { state.rows[index].state = .dead }
                }
                return false
            }
            if isRefused { throw .cannotWrite(detail: "disk full") }
        }
    }

    static func ok(_ status: Int = 200) -> TransferResponse { TransferResponse(status: status, headers: [], body: []) }

    @Test("what is delivered is written down once, in order")
    func delivered() async throws {
        let shop = Shop([Sample.item(1), Sample.item(2)]) { _ in Self.ok() }
        try await shop.run(destinations: NotifierTests.destinations())
        #expect(shop.outcomes.map(\.item.event.position) == [1, 2])
        #expect(shop.outcomes.allSatisfy { $0.result == .delivered && $0.attempts == 1 && $0.problem.isEmpty })
        #expect(shop.requests.count == 2)
    }

    @Test("the same problem is written down once, another one again, and the last word in any case")
    func problems() async throws {
        let calls = Mutex(0)
        let shop = Shop([Sample.item(1)]) { (request) async throws(TransferError) in
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            if call <= 3 { throw TransferError(.unreachable("port \(call) after \(call) ms"), host: "crm.example") }
            return Self.ok(call <= 5 ? 503 : 204)
        }
        try await shop.run(destinations: NotifierTests.destinations())
        #expect(shop.outcomes.map(\.result) == [.failed, .failed, .delivered])
        #expect(shop.outcomes.map(\.attempts) == [1, 4, 6])
        #expect(Set(shop.requests.map { WebhookTests.header("webhook-id", $0) }).count == 1)
    }

    @Test("what is refused is dead at once, with what was said")
    func refused() async throws {
        let shop = Shop([Sample.item(1)]) { _ in
            TransferResponse(status: 410, headers: [], body: Array("no such hook".utf8))
        }
        try await shop.run(destinations: NotifierTests.destinations())
        #expect(shop.outcomes.map(\.result) == [.dead])
        #expect(shop.outcomes.first?.problem == "Answered 410: no such hook")
    }

    @Test("a row that nobody takes is given up, and its outcome says how often it was tried")
    func givenUp() async throws {
        let shop = Shop([Sample.item(1, to: "rep/ani/telegram")]) { _ in Self.ok(500) }
        shop.state.withLock { state in
            state.stepSeconds = 900
            state.roundsMax = 26 * 4
        }
        try await shop.run(destinations: NotifierTests.destinations())
        #expect(shop.outcomes.map(\.result) == [.failed, .dead])
        #expect(shop.outcomes.last.map { Int($0.attempts) } == shop.requests.count)
        #expect(shop.requests.count > 20)
    }

    @Test("a row that became too old meanwhile is dead without an attempt")
    func expired() async throws {
        var item = Sample.item(1, to: "rep/ani/telegram", at: Sample.start.adding(seconds: -90_000))
        item.problem = "Answered 500"
        let shop = Shop([item]) { _ in Self.ok() }
        try await shop.run(destinations: NotifierTests.destinations())
        #expect(shop.requests.isEmpty)
        #expect(shop.outcomes.first?.problem == "It has waited too long; the last problem was: Answered 500")
    }

    @Test("a destination that stalls holds up nobody else, and what is at work at the end is not settled")
    func stalling() async throws {
        let rows = [Sample.item(1), Sample.item(2, to: "rep/ani/telegram"), Sample.item(3, to: "rep/ani/slack")]
        let shop = Shop(rows) { (request) async throws(TransferError) in
            guard request.url.hasPrefix("https://crm.example") else { return Self.ok() }
            do { try await Task.sleep(for: .seconds(3600)) } catch {
                throw TransferError(.cancelled, host: "crm.example")
            }
            return Self.ok()
        }
        try await shop.run(destinations: NotifierTests.destinations())
        #expect(Set(shop.outcomes.map(\.item.event.position)) == [2, 3])
        #expect(shop.state.withLock { $0.rows[0].state } == .waiting)
    }

    @Test("an outcome that could not be stored is no second delivery at once")
    func lostOutcome() async throws {
        let shop = Shop([Sample.item(1)]) { _ in Self.ok() }
        shop.state.withLock { state in
            state.cannotAppend = true
            state.roundsMax = 8
        }
        try await shop.run(destinations: NotifierTests.destinations())
        #expect(shop.requests.count == 1)
        shop.state.withLock { state in
            state.cannotAppend = false
            state.rounds = 0
        }
        // The next run knows nothing of it: at least once, with the same key.
        try await shop.run(destinations: NotifierTests.destinations())
        #expect(shop.requests.count == 2)
        #expect(Set(shop.requests.map { WebhookTests.header("Idempotency-Key", $0) }).count == 1)
        #expect(shop.outcomes.map(\.result) == [.delivered])
    }

    @Test("a destination that is gone from the configuration waits for it to come back")
    func unconfigured() async throws {
        let shop = Shop([Sample.item(1, to: "webhook/erp")]) { _ in Self.ok() }
        try await shop.run(destinations: NotifierTests.destinations())
        #expect(shop.outcomes.map(\.result) == [.failed])
        #expect(shop.outcomes.first?.problem == "Destination `erp` is not configured")
        shop.state.withLock { $0.rounds = 0 }
        let webhook = try WebhookTests.webhook()
        try await shop.run(destinations: NotifierTests.destinations { $0.webhooks["erp"] = webhook })
        #expect(shop.outcomes.last?.result == .delivered)
    }
}
