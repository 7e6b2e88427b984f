import Domain
import Hummingbird
import JSON
import Storage

/// What machines ask: whether the program lives and works, open to all who reach the port; and its numbers, open as the page is.
struct HealthRoutes: Sendable {
    let context: DashboardContext
    private let business: BusinessMetrics

    init(_ context: DashboardContext) {
        self.context = context
        business = BusinessMetrics(views: context.views, ledgerTail: context.ledgerTail, now: context.now)
    }

    func add(to router: Router<DashboardRequest>) {
        router.get("healthz") { _, _ in
            Response.json { json in
                json.beginObject()
                json.field("status", "up")
                json.endObject()
            }
        }
        router.get("readyz") { _, _ in
            let readiness = await context.readiness()
            return Response.json(status: readiness.isReady ? .ok : .serviceUnavailable) { json in
                json.beginObject()
                readiness.writeFields(to: &json)
                json.endObject()
            }
        }
        router.get("metrics") { request, _ in
            _ = try await Access.toPage(request, context, wantsNames: false)
            return try await metrics()
        }
    }

    private func metrics() async throws -> Response {
        var text = context.metrics.render()
        // When the state cannot be read, the process's own metrics are worth all the more.
        let isReadable: Bool
        do throws(StorageError) {
            text.append(try await business.text())
            isReadable = true
        } catch {
            isReadable = false
        }
        text.single(
            "corong_state_readable", .gauge, isReadable ? 1 : 0, help: "1 when the state could be read for this answer."
        )
        return .text(type: "text/plain; version=0.0.4; charset=utf-8", text.text)
    }
}

extension Readiness {
    func writeFields(to json: inout JSONWriter) {
        json.field("ready", isTrue: isReady)
        json.array("reasons", reasons) { reason, json in
            json.beginObject()
            json.field("code", reason.code)
            json.field("message", reason.message)
            json.endObject()
        }
    }
}
