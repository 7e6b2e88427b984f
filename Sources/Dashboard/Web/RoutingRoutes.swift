import Domain
import Hummingbird
import JSON
import Storage

/// The part of the API that says who gets a lead, and who waits.
struct RoutingRoutes: Sendable {
    let context: DashboardContext

    func add(to group: RouterGroup<DashboardRequest>) {
        group.get("leads/{id}/assignments") { request, context in
            try await assignments(request, context.parameters.get("id") ?? "")
        }
        group.get("queue") { request, _ in try await queue(request) }
    }

    private func assignments(_ request: Request, _ text: String) async throws -> Response {
        guard let id = PublicID.readLead(text) else {
            throw APIError.badParameter("id", text, allowed: "the id of a lead, such as L41 or L41.2")
        }
        let query = try QueryReader(request, known: QueryReader.moment)
        let (views, time) = try await context.views(query)
        guard let sheet = try await RoutingSheet(of: id, in: views) else {
            throw APIError.notFound("lead \(PublicID.lead(id))")
        }
        return .json { APIDocument.assignments(sheet, now: time ?? context.now(), to: &$0) }
    }

    private func queue(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["limit"] + QueryReader.moment)
        let (views, time) = try await context.views(query)
        let limit = try query.number("limit", in: 1...Limits.pageRowsMax, otherwise: 50)
        let lines = try await QueueLine.first(limit, in: views)
        let count = try await views.waitingCount()
        return .json { APIDocument.queue(lines, of: count, now: time ?? context.now(), to: &$0) }
    }
}
