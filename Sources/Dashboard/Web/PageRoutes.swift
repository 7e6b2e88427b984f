import Domain
import FoundationEssentials
import Hummingbird
import Storage

/// The page and its live feed.
struct PageRoutes: Sendable {
    let context: DashboardContext
    private let feed: LiveFeed

    init(_ context: DashboardContext) {
        self.context = context
        feed = LiveFeed(context)
    }

    func add(to router: Router<DashboardRequest>) {
        router.get("/") { request, _ in
            let query = Parameters(request)
            do throws(APIError) {
                let access = try await Access.toPage(request, context, wantsNames: query.names)
                return try await page(request, query, access)
            } catch {
                return refusal(of: error)
            }
        }
        router.get("live") { request, _ in
            _ = try await Access.toPage(request, context, wantsNames: false)
            // A HEAD must not take a listener's place.
            return request.method == .head ? Response(status: .ok) : try feed.response()
        }
    }

    /// What the address asks for. Unlike the API, the page takes no offence at parameters: people arrive by links of all kinds.
    private struct Parameters {
        var period = PageModel.Period.today
        var language: String?
        var names = false

        init(_ request: Request) {
            for (name, value) in request.uri.queryParameters {
                switch name {
                case "days": period = Int64(value).flatMap { PageModel.Period(rawValue: $0) } ?? .today
                case "lang": language = String(value)
                case "names": names = value == "1"
                default: break
                }
            }
        }
    }

    private func page(_ request: Request, _ query: Parameters, _ access: Access) async throws(APIError) -> Response {
        let workspace = context.workspace()
        let language = Language.choose(
            asked: query.language, accepted: request.headers[.acceptLanguage], workspace: workspace.languages)
        let nonce = Data(context.nonceBytes()).base64EncodedString()
        do throws(StorageError) {
            let model = try await read(query, workspace, language, access, nonce)
            var response = Response.text(type: "text/html; charset=utf-8", FunnelPage(model: model).html.source)
            response.headers[.contentLanguage] = language.rawValue
            response.headers[.contentSecurityPolicy] = """
                default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; connect-src 'self'; \
                img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
                """
            return response
        } catch {
            throw .storage(error)
        }
    }

    private func read(
        _ query: Parameters, _ workspace: Workspace, _ language: Language, _ access: Access, _ nonce: String
    ) async throws(StorageError) -> PageModel {
        let range = PeriodRange(last: query.period.rawValue, until: context.now(), zone: workspace.zone)
        // The position first: when more is folded while the rest is read, the page asks once too often, never once too little.
        let position = try await context.views.position()
        let totals = try await context.views.totals(from: range.from, to: range.to)
        return PageModel(
            words: Words.of(language), period: query.period, workspace: workspace,
            report: FunnelReport(range: range, totals: totals), position: position,
            ledgerPosition: try await context.ledgerTail().position, waiting: try await context.views.waitingCount(),
            deadLettersOpen: try await context.views.openDeadLetterCount(),
            reps: RepRow.rows(reps: context.reps(), states: try await context.views.repStates()),
            leads: try await context.views.leads(LeadQuery(limit: PageModel.leadsShown)),
            showsNames: access.showsPersonalData, keepsLanguage: query.language == language.rawValue, nonce: nonce)
    }

    /// An error as a person in a browser reads it.
    private func refusal(of error: APIError) -> Response {
        let html: HTML = """
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
            <title>Corong</title><h1>\(error.message)</h1><p>\(error.advice).</p></html>

            """
        var response = Response.text(status: error.status, type: "text/html; charset=utf-8", html.source)
        if let challenge = error.challenge { response.headers[.wwwAuthenticate] = challenge }
        return response
    }
}
