import Domain
import Hummingbird
import JSON
import NIOCore

/// The rep's page itself, the same for everybody, and the links that open it.
struct MobileRoutes: Sendable {
    let context: DashboardContext

    func add(to router: Router<DashboardRequest>) {
        router.get("r/{token}") { request, caller in
            try await open(caller.parameters.get("token") ?? "", request)
        }
        for file in MobileFile.all {
            router.get(RouterPath(file.path)) { request, _ in answer(file, request) }
        }
    }

    /// Begins a session. The link stays good until it runs out: people open it again on another phone, and messengers look at it first.
    private func open(_ text: String, _ request: Request) async throws(APIError) -> Response {
        let token: RepToken?
        do throws(LinkKeyError) { token = try await context.links.token(text, for: .link) } catch {
            throw .keysUnreadable(error)
        }
        var location = "/m#expired"
        var response = Response(status: .seeOther)
        if let token, context.reps().contains(where: { $0.id == token.rep }),
            let session = await context.links.session(from: token)
        {
            location = "/m" + (token.lead.map { "#\(PublicID.lead($0))" } ?? "")
            response.headers[.setCookie] = RepSession.setting(
                session, for: request, page: context.workspace().pageAddress)
        }
        response.headers[.location] = location
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private func answer(_ file: MobileFile, _ request: Request) -> Response {
        let isKnown = request.headers[.ifNoneMatch] == file.tag
        var response = Response(
            status: isKnown ? .notModified : .ok, headers: [.contentType: file.type],
            body: isKnown ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
        response.headers[.eTag] = file.tag
        // Asked for each time, and then not sent: a new version is there at once.
        response.headers[.cacheControl] = "no-cache"
        response.headers[.contentSecurityPolicy] = MobileRoutes.policy
        for (name, value) in [
            ("service-worker-allowed", "/m"), ("permissions-policy", "geolocation=(self), camera=(), microphone=()"),
        ] {
            if let field = FieldName(name) { response.headers[field] = value }
        }
        return response
    }

    private static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
        manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """
}
