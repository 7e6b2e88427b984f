import Domain
import Hummingbird
import JSON
import NIOPosix
import Storage

/// Who is on duty, and what reps report of themselves.
struct AttendanceRoutes: Sendable {
    /// Most reports of one answer: each place is read from the ledger.
    private static let reportsMax = 2000

    let context: DashboardContext
    private let actions: ActionRoutes

    init(_ context: DashboardContext) {
        self.context = context
        actions = ActionRoutes(context: context)
    }

    func add(to group: RouterGroup<DashboardRequest>) {
        group.get("reps/{id}") { request, caller in try await rep(request, caller) }
        group.get("attendance") { request, _ in try await attendance(request) }
        group.post("reps/{id}/presence") { request, caller in try await presence(request, caller) }
        group.post("reps/{id}/consent") { request, caller in try await consent(request, caller) }
    }

    /// Whether something is done at an address rather than shown.
    static func takes(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard parts.count == 5, parts.starts(with: ["api", "v1", "reps"]) else { return false }
        return parts.last == "presence" || parts.last == "consent"
    }

    private func id(_ caller: DashboardRequest) throws(APIError) -> RepID {
        let id = caller.parameters.get("id") ?? ""
        guard context.reps().contains(where: { $0.id == id }) else { throw .noRep(id) }
        return id
    }

    // MARK: Reading

    private func rep(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let id = try id(caller)
        let reps = context.reps().filter { $0.id == id }
        let states = try await context.views.repStates().filter { $0.rep == id }
        let rows = RepRow.rows(reps: reps, states: states)
        return .json { json in
            json.beginObject()
            json.key("rep")
            if let row = rows.first { row.write(to: &json) } else { json.null() }
            json.endObject()
        }
    }

    private func attendance(_ request: Request) async throws -> Response {
        let query = try QueryReader(request, known: ["rep", "from", "to"])
        let now = context.now()
        let range = try query.range(last: 7, now: now, zone: context.workspace().zone)
        let sheet = try await AttendanceSheet.read(
            context.views, context.history, range: range, rep: query.text("rep"), opener: try await opener(),
            limit: AttendanceRoutes.reportsMax)
        return .json { APIDocument.attendance(sheet, now: now, to: &$0) }
    }

    /// The keys there are; none where they cannot be read, because the rest of the attendance can.
    private func opener() async throws -> PositionOpener {
        guard let seal = context.seal else { return PositionOpener(keys: [:]) }
        return try await NIOThreadPool.singleton.runIfActive {
            do throws(PositionKeyError) { return try seal.opener() } catch { return PositionOpener(keys: [:]) }
        }
    }

    // MARK: Doing

    private func presence(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        let rep = try id(caller)
        var form = try await actions.form(request, known: PresenceDesk.fields + ["actor", "key"])
        let deed = try await PresenceDesk(context).deed(of: rep, &form, context)
        return try await actions.perform(deed, &form, request, caller)
    }

    private func consent(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        let rep = try id(caller)
        var form = try await actions.form(request, known: ["given", "wording", "actor", "key"])
        let isGiven = form.flag("given", otherwise: nil)
        let wording = form.text("wording", bytesMax: Limits.noteBytesMax)
        let usual = context.workspace().languages.lazy.compactMap { context.attendance().consent[$0] }.first ?? ""
        let deed = Deed.repConsent(rep, isGiven: isGiven, wording: wording.isEmpty && isGiven ? usual : wording)
        return try await actions.perform(deed, &form, request, caller)
    }
}
