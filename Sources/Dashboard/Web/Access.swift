import Domain
import Hummingbird

/// Who is looking, and what they may see.
enum Access: Equatable {
    /// Somebody with a token: everything.
    case token(name: String)
    /// Somebody at this machine without one: the page without personal data.
    case anonymous
    /// A rep on the rep's own page: the rep's own leads, and nothing else.
    case rep(RepID)

    /// Whether names of any customers may be shown.
    var showsPersonalData: Bool {
        switch self {
        case .token: true
        case .anonymous, .rep: false
        }
    }

    /// The name of the token, or the rep; nil for nobody in particular.
    var name: String? {
        switch self {
        case .token(let name): name
        case .rep(let id): id
        case .anonymous: nil
        }
    }

    /// Keeps pages of other sites from doing things with the password that a browser remembers for this one.
    ///
    /// Browsers say where a request comes from; programs say nothing, and need nothing but their token.
    ///
    /// - Parameter page: The address under which people reach the dashboard, where a proxy passes on another name.
    static func requireSameOrigin(_ request: Request, page: String? = nil) throws(APIError) {
        if let field = FieldName("sec-fetch-site"), let site = request.headers[field],
            site != "same-origin", site != "none"
        {
            throw .foreignOrigin
        }
        guard let origin = request.headers[.origin], origin.lowercased() != page?.lowercased() else { return }
        guard let authority = request.head.authority?.lowercased(),
            ["http://\(authority)", "https://\(authority)"].contains(origin.lowercased())
        else { throw .foreignOrigin }
    }

    /// Lets in who has a good token.
    static func requireToken(_ request: Request, _ tokens: TokenCheck, challenge: String) async throws(APIError)
        -> Access
    {
        guard let token = Credentials.token(inAuthorization: request.headers[.authorization]) else {
            throw APIError(
                status: .unauthorized, code: "no_token", message: "A token is needed",
                advice: "Send `Authorization: Bearer <token>`; make one with `corong token create`",
                challenge: challenge)
        }
        switch await tokens(token) {
        case .known(let name): return .token(name: name)
        case .unknown:
            throw APIError(
                status: .unauthorized, code: "bad_token", message: "This token is not known here, or was revoked",
                advice: "Make a new one with `corong token create`", challenge: challenge)
        case .noneConfigured:
            throw APIError(
                status: .unauthorized, code: "no_token_configured", message: "No token has been made yet",
                advice: "Make one with `corong token create`", challenge: challenge)
        case .unreadable(let error):
            throw APIError(
                status: .serviceUnavailable, code: "tokens_unreadable", message: "The token file cannot be read",
                advice: error.advice)
        }
    }

    /// Lets in who has a good token, and on a loopback listener anybody who is really at this machine.
    static func toPage(_ request: Request, _ context: DashboardContext, wantsNames: Bool) async throws(APIError)
        -> Access
    {
        let isOpen = context.isLoopback && isLocal(request)
        if isOpen, !wantsNames, request.headers[.authorization] == nil { return .anonymous }
        return try await requireToken(
            request, context.tokens,
            challenge: "Basic realm=\"corong: any name, a token as password\", charset=\"UTF-8\"")
    }

    /// Whether the request names this machine and did not come through a proxy.
    ///
    /// A foreign name means that a website has pointed its own name here (DNS rebinding), or that a proxy passes on what others ask.
    private static func isLocal(_ request: Request) -> Bool {
        for name in ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"] {
            if let field = FieldName(name), request.headers[field] != nil { return false }
        }
        guard let authority = request.head.authority else { return false }
        var host = authority[...]
        if host.first == "[" {
            host = host.prefix { $0 != "]" }.dropFirst()
        } else {
            host = host.prefix { $0 != ":" }
        }
        let name = host.lowercased()
        return name == "localhost" || name == "::1" || name.hasSuffix(".localhost") || isLoopbackIPv4(name)
    }

    private static func isLoopbackIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
