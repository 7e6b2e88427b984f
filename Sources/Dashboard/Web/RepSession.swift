import Domain
import Hummingbird

/// The cookie by which a rep's browser is known.
enum RepSession {
    static let cookie = "corong_rep"

    /// The session's text in a request.
    static func text(in request: Request) -> String? {
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0] == cookie { return String(parts[1]) }
            }
        }
        return nil
    }

    /// The header that sets the cookie.
    ///
    /// It is only sent back over TLS when it was set so, as a browser or the proxy before us says; who claims that falsely only hurts
    /// themselves.
    static func setting(_ session: String, for request: Request, page: String?) -> String {
        let isEncrypted = page?.hasPrefix("https://") == true || forwardedScheme(request) == "https"
        return "\(cookie)=\(session); Path=/m; Max-Age=\(RepLinks.sessionSeconds); HttpOnly; SameSite=Lax"
            + (isEncrypted ? "; Secure" : "")
    }

    private static func forwardedScheme(_ request: Request) -> String? {
        guard let field = FieldName("x-forwarded-proto"), let value = request.headers[field] else { return nil }
        return value.split(separator: ",").first.map { $0.filter { $0 != " " }.lowercased() }
    }
}

/// Lets nobody pass but reps, and prolongs the session of one who comes back.
struct RepMiddleware: RouterMiddleware {
    typealias Context = DashboardRequest

    let context: DashboardContext

    @concurrent func handle(
        _ request: Request, context caller: DashboardRequest,
        next: @concurrent (Request, DashboardRequest) async throws -> Response
    ) async throws -> Response {
        var caller = caller
        let session = try await session(of: request)
        caller.access = .rep(session.rep)
        var response = try await next(request, caller)
        if context.links.isWorn(session), let fresh = await context.links.session(from: session) {
            response.headers[.setCookie] = RepSession.setting(
                fresh, for: request, page: context.workspace().pageAddress)
        }
        return response
    }

    private func session(of request: Request) async throws(APIError) -> RepToken {
        guard let text = RepSession.text(in: request) else { throw .signedOut }
        let session: RepToken?
        do throws(LinkKeyError) { session = try await context.links.token(text, for: .session) } catch {
            throw .keysUnreadable(error)
        }
        guard let session, context.reps().contains(where: { $0.id == session.rep }) else { throw .signedOut }
        return session
    }
}

extension APIError {
    static let signedOut = APIError(
        status: .unauthorized, code: "signed_out", message: "No session, or one that has ended",
        advice: "Open your link again, or ask for a new one")

    static func keysUnreadable(_ error: LinkKeyError) -> APIError {
        APIError(
            status: .serviceUnavailable, code: "keys_unreadable", message: "The keys of links cannot be read",
            advice: error.advice)
    }
}
