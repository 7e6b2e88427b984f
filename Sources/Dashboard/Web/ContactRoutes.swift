import Domain
import Hummingbird
import JSON
import Storage

/// Persons in the API: who they are and why, and what somebody should look at.
struct ContactRoutes: Sendable {
    let context: DashboardContext

    func add(to group: RouterGroup<DashboardRequest>) {
        group.get("contacts") { request, _ in try await contacts(request) }
        group.get("contacts/{id}") { request, context in
            try await contact(request, context.parameters.get("id") ?? "")
        }
        group.get("reviews") { request, _ in try await reviews(request) }
    }

    private func contacts(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["identifier", "before", "limit"] + QueryReader.moment)
        let limit = try query.number("limit", in: 1...Limits.pageRowsMax, otherwise: 50)
        let before = try query.text("before").map { text throws(APIError) in try ContactRoutes.id(text, "before") }
        let rows = try await context.views(query).views.contacts(
            ContactQuery(identifier: query.text("identifier"), before: before, limit: limit))
        return .json { APIDocument.contacts(rows, limit: limit, to: &$0) }
    }

    private func contact(_ request: Request, _ text: String) async throws -> Response {
        let query = try QueryReader(request, known: QueryReader.moment)
        let id = try ContactRoutes.id(text, "id")
        guard let detail = try await context.views(query).views.contact(id) else {
            throw APIError.notFound("contact \(PublicID.contact(id))")
        }
        return .json { APIDocument.contact(detail, to: &$0) }
    }

    private func reviews(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["limit"])
        let limit = try query.number("limit", in: 1...Limits.pageRowsMax, otherwise: 50)
        let ties = try await context.views.reviews(limit: limit)
        return .json { APIDocument.reviews(ties, to: &$0) }
    }

    static func id(_ text: String, _ name: String) throws(APIError) -> ContactID {
        guard let id = PublicID.readContact(text) else {
            throw .badParameter(name, text, allowed: "the id of a contact, such as C41 or C41.2")
        }
        return id
    }
}
