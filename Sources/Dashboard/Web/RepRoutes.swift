import Crypto
import Domain
import Hummingbird
import JSON
import Storage

/// What the rep's page asks: the rep's own leads, and what the rep does with them.
struct RepRoutes: Sendable {
    let context: DashboardContext
    private let actions: ActionRoutes
    private let duty: DutyRoutes

    /// Most open leads that the page is sent, the newest first.
    static let openMax = 100
    /// Most leads of each kind that were closed lately.
    static let closedMax = 5

    init(_ context: DashboardContext) {
        self.context = context
        actions = ActionRoutes(context: context)
        duty = DutyRoutes(context)
    }

    func add(to group: RouterGroup<DashboardRequest>) {
        group.get("me") { request, caller in try await me(request, rep(caller)) }
        group.get("leads") { request, caller in try await leads(request, rep(caller)) }
        group.get("leads/{id}") { request, caller in try await lead(request, caller, rep(caller)) }
        group.post("presence") { request, caller in try await duty.presence(request, rep(caller, by: request)) }
        group.post("consent") { request, caller in try await duty.consent(request, rep(caller, by: request)) }
        group.post("leads/{id}/actions") { request, caller in try await act(request, caller, rep(caller, by: request)) }
    }

    /// Whether something is done at an address rather than shown.
    static func takes(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard parts.starts(with: ["m", "api"]) else { return false }
        switch (parts.count, parts.dropFirst(2).first ?? "", parts.last ?? "") {
        case (5, "leads", "actions"), (3, "presence", _), (3, "consent", _): return true
        default: return false
        }
    }

    private func rep(_ caller: DashboardRequest) throws(APIError) -> RepID {
        guard case .rep(let id) = caller.access else { throw .signedOut }
        return id
    }

    /// The rep whose session it is, who must be the one that the request was made for: on a phone that others use, too, what somebody kept
    /// for later is not done as somebody else.
    private func rep(_ caller: DashboardRequest, by request: Request) throws(APIError) -> RepID {
        let id = try rep(caller)
        if let field = FieldName("x-rep"), let meant = request.headers[field], meant != id { throw .otherSession }
        return id
    }

    // MARK: Reading

    private func me(_ request: Request, _ id: RepID) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let workspace = context.workspace()
        let rep = context.reps().first { $0.id == id }
        let shift = try await duty.shift(of: id)
        return tagged(request) { json in
            json.beginObject()
            json.field("rep", id)
            json.field("name", rep?.name ?? id)
            json.field("workspace", workspace.name)
            json.field("currency", workspace.currency)
            json.field("zone", workspace.zone.name)
            json.key("shift")
            shift.write(to: &json)
            json.endObject()
        }
    }

    private func leads(_ request: Request, _ rep: RepID) async throws -> Response {
        _ = try QueryReader(request, known: [])
        var rows: [LeadSummary] = []
        for stage in Stage.allCases where stage.isOpen {
            rows += try await context.views.leads(LeadQuery(stage: stage, owner: rep, limit: RepRoutes.openMax))
        }
        rows = Array(rows.sorted { $0.lead.id > $1.lead.id }.prefix(RepRoutes.openMax))
        for stage in [Stage.won, .lost] {
            rows += try await context.views.leads(LeadQuery(stage: stage, owner: rep, limit: RepRoutes.closedMax))
        }
        var leads: [RepLeadJSON] = []
        for row in rows {
            if let lead = try await read(row.lead.id, of: rep) { leads.append(lead) }
        }
        return tagged(request) { json in
            json.beginObject()
            json.array("leads", leads) { $0.write(to: &$1) }
            json.endObject()
        }
    }

    private func lead(_ request: Request, _ caller: DashboardRequest, _ rep: RepID) async throws -> Response {
        _ = try QueryReader(request, known: [])
        guard let lead = try await read(try leadID(caller), of: rep) else { throw APIError.notYours }
        return tagged(request) { lead.write(to: &$0) }
    }

    /// A lead of the rep's; nil for others and for those that do not exist, so that neither tells of the other.
    private func read(_ id: LeadID, of rep: RepID) async throws -> RepLeadJSON? {
        guard let detail = try await context.views.lead(id), detail.lead.owner == rep else { return nil }
        let said = RepLeadJSON.latest(detail.events)
        let actions = try await ActionLine.all(of: id, views: context.views, history: context.history)
        var sent: [OutboxItem] = []
        if actions.contains(where: { $0.record.name == LeadAction.Kind.reply.rawValue }) {
            sent = try await context.views.outbox(OutboxQuery(lead: id, limit: RepLeadJSON.sentMax))
        }
        return RepLeadJSON(
            detail: detail, rep: rep, said: said, contents: try await context.history.events(said.map(\.id)),
            actions: actions, sent: sent,
            timers: try await context.views.timers(of: id), now: context.now())
    }

    private func leadID(_ caller: DashboardRequest) throws(APIError) -> LeadID {
        let text = caller.parameters.get("id") ?? ""
        guard let id = PublicID.readLead(text) else {
            throw .badParameter("id", text, allowed: "the id of a lead, such as L41 or L41.2")
        }
        return id
    }

    /// An answer that is only sent when it is another than the one the page has: mobile data is dear.
    private func tagged(_ request: Request, _ write: (inout JSONWriter) -> Void) -> Response {
        var json = JSONWriter(capacity: 4096)
        write(&json)
        let tag = "\"\(Base64URL.encode(Array(SHA256.hash(data: json.bytes).prefix(12))))\""
        var response =
            request.headers[.ifNoneMatch] == tag ? Response(status: .notModified) : Response.json { write(&$0) }
        response.headers[.eTag] = tag
        // Kept by the page itself, which knows whose it is; not by the browser.
        response.headers[.cacheControl] = "no-store"
        return response
    }

    // MARK: Doing

    /// What reps do to leads on their page.
    static let kinds: [LeadAction.Kind] = [.accept, .reject, .opportunity, .won, .lost, .note, .reply, .contacted]
    private static let fields = [
        "action", "reason", "amount", "currency", "text", "channel", "template", "way", "version", "key",
    ]

    private func act(_ request: Request, _ caller: DashboardRequest, _ rep: RepID) async throws -> Response {
        let id = try leadID(caller)
        var form = try await actions.form(request, known: RepRoutes.fields)
        let wanted = actions.leadAction(&form, among: RepRoutes.kinds)
        let (key, version) = actions.marks(&form, request)
        if key == nil { form.fail("key", "This is missing. Name the action, so that it is never done twice.") }
        // Who has not seen how the lead stands now must not change it: it may be somebody else's.
        if version == nil, wanted?.kind.changesStage == true {
            form.fail("version", "This is missing. Say which version you saw.")
        }
        guard let wanted, let key, form.findings.isEmpty else { throw APIError.invalid(form.findings) }
        let action = Action(.lead(id, wanted), actor: rep, key: key, expectedVersion: version)
        guard try await context.views.lead(id)?.lead.owner == rep else {
            // Whoever gives a lead back, and does not hear that it worked, asks again when it is somebody else's.
            if let record = try await earlier(action, on: id) { return try await answer(record, id, rep) }
            throw APIError.notYours
        }
        switch try await actions.take(action) {
        case .waiting(let position): return ActionAnswer.waiting(position)
        case .folded(let record, _): return try await answer(record, id, rep)
        }
    }

    /// The same action of the same rep, if it was carried out before.
    private func earlier(_ action: Action, on lead: LeadID) async throws -> ActionRecord? {
        for record in try await context.views.actions(of: lead)
        where record.actor == action.actor && record.name == action.deed.name && record.outcome == .applied {
            let entry = try await context.history.entry(at: record.position)
            if let before = entry.flatMap({ Action($0.draft) }), before.key == action.key { return record }
        }
        return nil
    }

    /// What became of it, and the lead as it stands now; `null` where it is no longer the rep's.
    private func answer(_ record: ActionRecord, _ id: LeadID, _ rep: RepID) async throws -> Response {
        let lead = try await read(id, of: rep)
        let refusal: (code: String, status: HTTPResponse.Status)? =
            switch record.outcome {
            case .applied, .repeated: nil
            case .stale: ("stale", .conflict)
            case .refused: ("not_allowed", .conflict)
            case .missing: ("not_found", .notFound)
            }
        return .json(status: refusal?.status ?? .ok) { json in
            json.beginObject()
            if let refusal {
                let sentences = ActionText.sentences(record.detail)
                APIError(
                    status: refusal.status, code: refusal.code, message: sentences.problem, advice: sentences.advice
                ).writeField(to: &json)
                json.field("why", LifecycleRefusal.allCases.first { $0.description == record.detail }?.rawValue)
            }
            json.field("outcome", record.outcome.word)
            json.field("position", record.position)
            json.key("lead")
            if let lead { lead.write(to: &json) } else { json.null() }
            json.endObject()
        }
    }
}

extension LeadAction.Kind {
    /// Whether it moves the lead, rather than adding words to it.
    fileprivate var changesStage: Bool { self != .note && self != .reply && self != .contacted }
}

extension APIError {
    static let otherSession = APIError(
        status: .conflict, code: "other_session", message: "Somebody else is signed in on this device",
        advice: "Open your own link, then it is sent")

    static let notYours = APIError(
        status: .notFound, code: "not_yours", message: "This lead is not yours, or not any more",
        advice: "Work with those on your page")
}
