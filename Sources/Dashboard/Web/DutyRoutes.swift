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
            isNeeded: configured?.needsPresence ?? false, positionDays: context.positionDays())
    }

    private static let fields = [
        "kind", "lead", "latitude", "longitude", "accuracy_m", "mock", "source", "done_at", "key",
    ]

    func presence(_ request: Request, _ rep: RepID) async throws -> Response {
        var form = try await actions.form(request, known: DutyRoutes.fields)
        let words = PresenceReport.Kind.allCases.map(\.rawValue)
        let word = form.text("kind", isRequired: true)
        let kind = PresenceReport.Kind(rawValue: word)
        if kind == nil, !word.isEmpty { form.fail("kind", "Expected one of: \(words.joined(separator: ", ")).") }
        let named = form.text("lead")
        let lead = PublicID.readLead(named)
        if !named.isEmpty, lead == nil { form.fail("lead", "Expected the id of a lead, such as L41 or L41.2.") }
        let place = place(&form)
        let doneAt = form.time("done_at")
        let (key, _) = actions.marks(&form, request)
        guard let kind, form.findings.isEmpty else { throw APIError.invalid(form.findings) }
        if let lead, try await context.views.lead(lead)?.lead.owner != rep { throw APIError.notYours }
        // Clocks of phones run fast; what is said to come is taken to be now.
        let past = doneAt.flatMap { $0 < context.now() ? $0 : nil }
        var report = PresenceReport(rep: rep, kind: kind, lead: lead, doneAt: past)
        if kind != .seen {
            let mayKeep = try await shift(of: rep).state.consentsToPosition
            report.mark = try await context.judgePlace(rep, mayKeep ? place : nil, past)
        }
        return try await take(Action(.presence(report), actor: rep, key: key), rep)
    }

    /// Where the rep says to be; nil where he does not.
    private func place(_ form: inout ActionForm) -> ReportedPlace? {
        let latitude = form.number("latitude", in: -90...90)
        let longitude = form.number("longitude", in: -180...180)
        let accuracy = form.number("accuracy_m", in: 0...10_000_000)
        let isMock = form.flag("mock", otherwise: false)
        let source = form.text("source", bytesMax: Limits.nameBytesMax)
        if (latitude == nil) != (longitude == nil) {
            form.fail(latitude == nil ? "latitude" : "longitude", "This is missing. Send both, or neither.")
        }
        guard let latitude, let longitude else { return nil }
        return ReportedPlace(
            latitude: latitude, longitude: longitude, accuracyMetres: accuracy, isMock: isMock,
            source: source.isEmpty ? "browser" : source)
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
    /// For how many days places are kept.
    let positionDays: Int64?

    /// Signs of life in between are passed over.
    static let linesMax = 20

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("on_since", state.onDutySince)
        json.field("seen_at", state.seenAt)
        json.field("site", state.site)
        json.field("consents", isTrue: state.consentsToPosition)
        json.field("needed", isTrue: isNeeded)
        json.field("grace_s", grace)
        json.field("position_days", positionDays)
        json.key("last")
        if let last {
            json.beginObject()
            json.field("kind", last.report.kind.rawValue)
            json.field("at", last.report.doneAt ?? last.at)
            json.field("site", last.report.mark?.site)
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
