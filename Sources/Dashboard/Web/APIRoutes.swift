import Domain
import Hummingbird
import JSON
import Storage

/// The JSON API. Every answer is one object.
struct APIRoutes: Sendable {
    let context: DashboardContext

    func add(to group: RouterGroup<DashboardRequest>) {
        group.get("leads") { request, _ in try await leads(request) }
        group.get("leads/{id}") { request, context in try await lead(request, try leadID(context)) }
        group.get("leads/{id}/explain") { request, context in try await explain(request, try leadID(context)) }
        group.get("funnel") { request, _ in try await funnel(request) }
        group.get("kpi") { request, _ in try await kpi(request) }
        group.get("dead-letters") { request, _ in try await deadLetters(request) }
        group.get("quarantine") { request, _ in try await quarantine(request) }
        group.get("gaps") { request, _ in try await gaps(request) }
        group.get("fetches") { request, _ in try await fetches(request) }
        group.get("mailboxes") { request, _ in try await mailboxes(request) }
        group.get("entries/{position}") { request, context in
            try await entry(request, context.parameters.get("position") ?? "")
        }
        group.get("reps") { request, _ in try await reps(request) }
        group.get("status") { request, _ in try await status(request) }
    }

    // MARK: Leads

    private func leads(_ request: Request) async throws -> Response {
        let query = try QueryReader(
            request, known: ["stage", "owner", "channel", "before", "limit"] + QueryReader.moment)
        let wanted = LeadQuery(
            stage: try query.word("stage", among: Stage.allCases.map { ($0.word, $0) }),
            owner: query.text("owner"), channel: query.text("channel"), before: try query.lead("before"),
            limit: try query.number("limit", in: 1...Limits.pageRowsMax, otherwise: 50))
        let rows = try await context.views(query).views.leads(wanted)
        return .json { APIDocument.leads(rows, limit: wanted.limit, to: &$0) }
    }

    private func leadID(_ request: DashboardRequest) throws(APIError) -> LeadID {
        let text = request.parameters.get("id") ?? ""
        guard let id = PublicID.readLead(text) else {
            throw .badParameter("id", text, allowed: "the id of a lead, such as L41 or L41.2")
        }
        return id
    }

    private func detail(_ id: LeadID, _ views: any Views) async throws -> LeadDetail {
        guard let detail = try await views.lead(id) else {
            throw APIError.notFound("lead \(PublicID.lead(id))")
        }
        return detail
    }

    private func lead(_ request: Request, _ id: LeadID) async throws -> Response {
        let query = try QueryReader(request, known: QueryReader.moment)
        let views = try await context.views(query).views
        let detail = try await detail(id, views)
        let contents = try await context.history.events(detail.events.map(\.id))
        let actions = try await ActionLine.all(of: id, views: views, history: context.history)
        var response = Response.json {
            APIDocument.lead(
                detail, contents: contents, actions: actions, writeEvent: context.writeEvent, to: &$0)
        }
        response.headers[.eTag] = "\"\(detail.lead.version)\""
        return response
    }

    private func explain(_ request: Request, _ id: LeadID) async throws -> Response {
        let query = try QueryReader(request, known: QueryReader.moment)
        let (views, time) = try await context.views(query)
        let detail = try await detail(id, views)
        return .json { APIDocument.explanation(detail, at: time, to: &$0) }
    }

    // MARK: Numbers

    private func funnel(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["from", "to"])
        let range = try query.range(last: 1, now: context.now(), zone: context.workspace().zone)
        let report = FunnelReport(
            range: range, totals: try await context.views.totals(from: range.from, to: range.to))
        return .json { report.write(to: &$0) }
    }

    private func kpi(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["from", "to", "by"] + QueryReader.moment)
        let (views, time) = try await context.views(query)
        let range = try query.range(last: 7, now: time ?? context.now(), zone: context.workspace().zone)
        let groupings = KPIReport.Grouping.allCases.map { ($0.rawValue, $0) }
        let report: KPIReport
        switch try query.word("by", among: groupings) ?? .channel {
        case .channel:
            report = KPIReport(range: range, totals: try await views.totals(from: range.from, to: range.to))
        case .day:
            let cells = try await views.cells(of: KPIReport.measures, from: range.from, to: range.to)
            report = KPIReport(range: range, cells: cells)
        }
        return .json { report.write(to: &$0) }
    }

    // MARK: What was not counted

    private func deadLetters(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["all", "limit"])
        let all = try query.word("all", among: [("true", true), ("1", true), ("false", false), ("0", false)]) ?? false
        let letters = try await context.views.deadLetters(includingResolved: all, limit: try limit(query))
        return .json { APIDocument.deadLetters(letters, to: &$0) }
    }

    private func quarantine(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["before", "limit"])
        let limit = try limit(query)
        let records = try await context.views.quarantine(before: try query.event("before"), limit: limit)
        let contents = try await context.history.events(records.map(\.id))
        return .json {
            APIDocument.quarantine(
                records, contents: contents, limit: limit, writeEvent: context.writeEvent, to: &$0)
        }
    }

    private func gaps(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["limit"])
        let gaps = try await context.views.gaps(limit: try limit(query))
        let contents = try await context.history.events(gaps.map(\.event))
        return .json { APIDocument.gaps(gaps, contents: contents, to: &$0) }
    }

    private func fetches(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["all", "limit"])
        let all = try query.word("all", among: [("true", true), ("1", true), ("false", false), ("0", false)]) ?? false
        let rows = try await context.views.fetches(includingAnswered: all, limit: try limit(query))
        return .json { APIDocument.fetches(rows, to: &$0) }
    }

    private func mailboxes(_ request: Request) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let rows = try await context.views.mailboxes()
        return .json { APIDocument.mailboxes(rows, to: &$0) }
    }

    private func limit(_ query: QueryReader) throws(APIError) -> Int {
        try query.number("limit", in: 1...Limits.pageRowsMax, otherwise: 50)
    }

    private func entry(_ request: Request, _ text: String) async throws -> Response {
        _ = try QueryReader(request, known: [])
        guard let position = Position(text), position > 0 else {
            throw APIError.badParameter("position", text, allowed: "the number of an entry, from 1")
        }
        guard let entry = try await context.history.entry(at: position) else {
            throw APIError.notFound("entry \(position)")
        }
        var answer = EntryJSON(entry: entry, records: try await context.views.events(at: position))
        if answer.records.isEmpty, entry.draft.kind == .delivery {
            answer.deadLetter = try await context.views.deadLetter(at: position)
        }
        return .json { answer.write(to: &$0) }
    }

    // MARK: People and machine

    private func reps(_ request: Request) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let rows = RepRow.rows(reps: context.reps(), states: try await context.views.repStates())
        let waiting = try await context.views.waitingCount()
        return .json { json in
            json.beginObject()
            json.array("reps", rows) { $0.write(to: &$1) }
            json.field("waiting_leads", waiting)
            json.endObject()
        }
    }

    private func status(_ request: Request) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let ledger = try await context.ledgerTail().position
        let position = try await context.views.position()
        let waiting = try await context.views.waitingCount()
        let outbox = try await context.views.outboxCount()
        let readiness = await context.readiness()
        let workspace = context.workspace()
        return .json { json in
            json.beginObject()
            json.field("workspace", workspace.name)
            json.field("zone", workspace.zone.name)
            json.field("now", context.now())
            json.field("state_position", position)
            json.field("ledger_position", ledger)
            json.field("lag_entries", max(0, ledger - position))
            json.field("waiting_leads", waiting)
            json.field("outbox_items", outbox)
            readiness.writeFields(to: &json)
            json.endObject()
        }
    }
}
