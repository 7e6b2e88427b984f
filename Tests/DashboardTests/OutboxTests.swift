import Domain
import Storage
import Testing

@testable import Dashboard

@Suite("The outbox by API")
struct OutboxTests {
    static func item(_ position: Int64, _ state: OutboxState) -> OutboxItem {
        var item = OutboxItem(
            id: OutboxID(event: EventID(position: position, item: 2), number: 0), destination: "webhook/crm",
            topic: "lead.assigned", at: Samples.time("2024-06-10T06:45:00Z"), payload: #"{"lead":"L41.2"}"#,
            lead: EventID(position: 41, item: 2))
        item.state = state
        item.attempts = 3
        item.problem = state == .dead ? "Answered 410: gone" : ""
        item.settledBy = state == .waiting ? nil : 60
        return item
    }

    static func probe() throws -> Probe {
        let probe = try Probe()
        probe.state.change { $0.outboxItems = [item(43, .waiting), item(42, .dead)] }
        return probe
    }

    @Test("rows are listed by state, with what went wrong")
    func list() async throws {
        let answer = try await Self.probe().api("/outbox?state=dead")
        #expect(answer.status == 200)
        #expect(
            answer.body.hasPrefix(
                #"{"outbox":[{"id":"42.2/0","destination":"webhook/crm","topic":"lead.assigned","lead":"L41.2","#))
        #expect(answer.body.contains(#""state":"dead""#) && answer.body.contains(#""problem":"Answered 410: gone""#))
        #expect(answer.body.contains(#""age_seconds":null"#) && !answer.body.contains("43.2/0"))
        #expect(!answer.body.contains("payload"))
    }

    @Test("one row shows what is sent")
    func show() async throws {
        let answer = try await Self.probe().api("/outbox/43.2/0")
        #expect(answer.status == 200)
        #expect(answer.body.contains(#""payload":"{\"lead\":\"L41.2\"}""#))
        #expect(try await Self.probe().api("/outbox/99/0").status == 404)
    }

    @Test(
        "what means nothing is refused",
        arguments: ["/outbox?state=lost", "/outbox?beyond=x", "/outbox?lead=41x", "/outbox/x/0", "/outbox/41/-1"])
    func refuses(_ path: String) async throws {
        #expect(try await Self.probe().api(path).status == 400)
    }

    @Test("sending again is an action with its key; what does not exist is not written down")
    func resend() async throws {
        let probe = try Self.probe()
        let answer = try await probe.post("/outbox/42.2/0/resend", "{}", headers: [("idempotency-key", "k1")])
        #expect(answer.status == 200)
        #expect(
            probe.ledger.appended
                == [Action(.resend([Self.item(42, .dead).id]), actor: "test", key: "k1")])
        #expect(try await probe.post("/outbox/99/0/resend", "{}").status == 404)
        #expect(probe.ledger.appended.count == 1)
    }
}
