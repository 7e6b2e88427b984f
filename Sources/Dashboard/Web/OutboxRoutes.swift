import Domain
import Hummingbird
import JSON
import Storage

/// What leaves the system, by API.
struct OutboxRoutes: Sendable {
    let context: DashboardContext

    func add(to group: RouterGroup<DashboardRequest>) {
        group.get("outbox") { request, _ in try await list(request) }
        group.get("outbox/{event}/{number}") { request, caller in try await show(request, caller) }
    }

    private func list(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["state", "lead", "beyond", "limit"])
        let limit = try query.number("limit", in: 1...Limits.pageRowsMax, otherwise: 50)
        let beyond = query.text("beyond")
        let last = beyond.flatMap { OutboxID($0) }
        if let beyond, last == nil {
            throw APIError.badParameter("beyond", beyond, allowed: "the id of an outbox item, such as 41/0")
        }
        let items = try await context.views.outbox(
            OutboxQuery(
                state: try query.word("state", among: OutboxState.allCases.map { ($0.word, $0) }),
                lead: try query.lead("lead"), beyond: last, limit: limit))
        return .json { APIDocument.outbox(items, limit: limit, now: context.now(), to: &$0) }
    }

    private func show(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let id = try Self.id(caller)
        guard let item = try await context.views.outboxItem(id) else { throw APIError.notFound("outbox item \(id)") }
        return .json { APIDocument.outboxItem(item, now: context.now(), to: &$0) }
    }

    /// The id in an address: event and number are parts of it.
    static func id(_ caller: DashboardRequest) throws(APIError) -> OutboxID {
        let text = (caller.parameters.get("event") ?? "") + "/" + (caller.parameters.get("number") ?? "")
        guard let id = OutboxID(text) else {
            throw .badParameter("id", text, allowed: "the id of an outbox item, such as 41/0 or 41.2/1")
        }
        return id
    }
}
