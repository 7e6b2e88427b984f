import Domain
import Hummingbird
import JSON
import Storage

/// What a rep's page says of the rep: that he comes, goes or visits somebody, and whether he agrees to tell where he is.
struct DutyRoutes: Sendable {
    private let context: DashboardContext
    private let actions: ActionRoutes

    init(_ context: DashboardContext) {
        self.context = context
        actions = ActionRoutes(context: context)
    }

    /// How a rep's shift stands.
    func shift(of rep: RepID) async throws -> RepShift {
        let state = try await context.views.repStates().first { $0.rep == rep } ?? RepState(rep: rep)
        let last = try await context.views.attendance(AttendanceQuery(rep: rep, limit: RepShift.linesMax))
        let configured = context.reps().first { $0.id == rep }
        return RepShift(
            state: state, last: last.first { $0.report.kind != .seen }, grace: configured?.presenceGraceSeconds,
            isNeeded: configured?.needsPresence ?? false, takesPlaces: context.seal != nil, rules: context.attendance())
    }

    func presence(_ request: Request, _ rep: RepID) async throws -> Response {
        var form = try await actions.form(request, known: PresenceDesk.fields + ["key"])
        let (key, _) = actions.marks(&form, request)
        let deed = try await PresenceDesk(context).deed(of: rep, &form, source: "browser", context)
        guard let deed, form.findings.isEmpty else { throw APIError.invalid(form.findings) }
        if let lead = deed.lead, try await context.views.lead(lead)?.lead.owner != rep { throw APIError.notYours }
        return try await take(Action(deed, actor: rep, key: key), rep)
    }

    func consent(_ request: Request, _ rep: RepID) async throws -> Response {
        var form = try await actions.form(request, known: ["given", "wording", "key"])
        let isGiven = form.flag("given", otherwise: nil)
        // Who agrees has to have read to what.
        let wording = form.text("wording", bytesMax: Limits.noteBytesMax, isRequired: isGiven)
        let (key, _) = actions.marks(&form, request)
        guard form.findings.isEmpty else { throw APIError.invalid(form.findings) }
        return try await take(Action(.repConsent(rep, isGiven: isGiven, wording: wording), actor: rep, key: key), rep)
    }

    private func take(_ action: Action, _ rep: RepID) async throws -> Response {
        let record: ActionRecord
        switch try await actions.take(action) {
        case .waiting(let position): return ActionAnswer.waiting(position)
        case .folded(let folded, _): record = folded
        }
        let isDone = record.outcome == .applied || record.outcome == .repeated
        let shift = try await shift(of: rep)
        return .json(status: isDone ? .ok : .unprocessableContent) { json in
            json.beginObject()
            if !isDone {
                let sentences = ActionText.sentences(record.detail)
                APIError(
                    status: .unprocessableContent, code: "not_allowed", message: sentences.problem,
                    advice: sentences.advice
                ).writeField(to: &json)
            }
            json.field("outcome", record.outcome.word)
            json.field("position", record.position)
            json.key("shift")
            shift.write(to: &json)
            json.endObject()
        }
    }
}

/// How a rep's shift stands, as the rep's page shows it.
struct RepShift {
    let state: RepState
    /// The latest line of the attendance that says where the rep was.
    let last: AttendanceRecord?
    let grace: Int64?
    /// Whether only who is checked in gets leads.
    let isNeeded: Bool
    /// Whether the program keeps places at all.
    let takesPlaces: Bool
    let rules: AttendanceRules

    /// Signs of life in between are passed over.
    static let linesMax = 20

    /// What people call a site; its id where the configuration no longer has it.
    private func name(of site: String?) -> String? {
        site.map { id in rules.sites.first { $0.id == id }?.name ?? id }
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("on_since", state.onDutySince)
        json.field("seen_at", state.seenAt)
        json.field("site", name(of: state.site))
        json.field("consents", isTrue: state.consentsToPosition)
        json.field("needed", isTrue: isNeeded)
        json.field("grace_s", grace)
        json.field("takes_places", isTrue: takesPlaces)
        json.field("keep_days", rules.keepDays)
        json.key("consent")
        json.beginObject()
        for (language, words) in rules.consent.sorted(by: { $0.key < $1.key }) { json.field(language, words) }
        json.endObject()
        json.key("last")
        if let last {
            json.beginObject()
            json.field("kind", last.report.kind.rawValue)
            json.field("at", last.time)
            json.field("site", name(of: last.report.mark?.site))
            json.field("distance_m", last.report.mark?.distanceMetres)
            json.field("accuracy_m", last.report.mark?.accuracyMetres)
            json.array("hints", last.report.mark?.hints ?? []) { $1.string($0.rawValue) }
            json.endObject()
        } else {
            json.null()
        }
        json.endObject()
    }
}
