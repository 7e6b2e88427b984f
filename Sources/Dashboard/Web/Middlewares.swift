import Hummingbird
import Logging
import Storage

/// Turns errors into answers, allows only reading where nothing is done, and sets the headers that every answer has.
struct AnswerMiddleware: RouterMiddleware {
    typealias Context = DashboardRequest

    @concurrent func handle(
        _ request: Request, context: DashboardRequest,
        next: @concurrent (Request, DashboardRequest) async throws -> Response
    ) async throws -> Response {
        var response = await answer(request, context, next)
        for (name, value) in AnswerMiddleware.headers { response.headers[name] = value }
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
        if request.method == .head { response = response.createHeadResponse() }
        return response
    }

    private func answer(
        _ request: Request, _ context: DashboardRequest,
        _ next: @concurrent (Request, DashboardRequest) async throws -> Response
    ) async -> Response {
        let takes = [ActionRoutes.takes, AttendanceRoutes.takes, RepRoutes.takes]
        if takes.contains(where: { $0(request.uri.path) }) {
            guard request.method == .post else { return APIError.onlyPost.response }
        } else if request.method != .get, request.method != .head {
            return APIError.methodNotAllowed.response
        }
        do {
            return try await next(request, context)
        } catch let error as APIError {
            return error.response
        } catch let error as StorageError {
            context.logger.error("The dashboard could not read", metadata: ["error": "\(error)"])
            return APIError.storage(error).response
        } catch let error as any HTTPResponseError {
            guard error.status == .notFound else {
                return APIError(
                    status: error.status, code: "bad_request", message: "The request cannot be read",
                    advice: "See the description of the API"
                ).response
            }
            return APIError.noRoute.response
        } catch {
            context.logger.error("The dashboard failed", metadata: ["error": "\(error)"])
            return APIError(
                status: .internalServerError, code: "internal", message: "Something went wrong here",
                advice: "Look at the program's log"
            ).response
        }
    }

    private static let headers: [(FieldName, String)] = [
        ("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
    ].compactMap { name, value in FieldName(name).map { ($0, value) } }
}

/// Lets nobody pass without a token.
struct TokenMiddleware: RouterMiddleware {
    typealias Context = DashboardRequest

    let tokens: TokenCheck

    @concurrent func handle(
        _ request: Request, context: DashboardRequest,
        next: @concurrent (Request, DashboardRequest) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.access = try await Access.requireToken(request, tokens, challenge: "Bearer realm=\"corong\"")
        return try await next(request, context)
    }
}
