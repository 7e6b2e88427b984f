import Hummingbird
import Logging

/// All addresses of the dashboard.
enum DashboardRouter {
    static func make(_ context: DashboardContext) -> Router<DashboardRequest> {
        let router = Router(context: DashboardRequest.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: AnswerMiddleware())
        HealthRoutes(context).add(to: router)
        PageRoutes(context).add(to: router)
        MobileRoutes(context: context).add(to: router)
        RepRoutes(context).add(to: router.group("m/api").add(middleware: RepMiddleware(context: context)))
        let group = router.group("api/v1").add(middleware: TokenMiddleware(tokens: context.tokens))
        APIRoutes(context: context).add(to: group)
        RoutingRoutes(context: context).add(to: group)
        ContactRoutes(context: context).add(to: group)
        OutboxRoutes(context: context).add(to: group)
        ActionRoutes(context: context).add(to: group)
        AttendanceRoutes(context).add(to: group)
        return router
    }
}
