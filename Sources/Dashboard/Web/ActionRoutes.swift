import Domain
import Hummingbird
import JSON
import NIOCore
import Storage

/// What people do, by API: each request becomes an entry of the ledger, and the answer says what became of it.
struct ActionRoutes: Sendable {
    let context: DashboardContext

    func add(to group: RouterGroup<DashboardRequest>) {
        group.post("leads/{id}/actions") { request, context in try await lead(request, context) }
        group.post("contacts/merge") { request, context in try await merge(request, context) }
        group.post("contacts/unmerge") { request, context in try await unmerge(request, context) }
        group.post("contacts/{id}/consents") { request, context in try await consent(request, context) }
        group.post("reviews/dismiss") { request, context in try await dismiss(request, context) }
        group.post("quarantine/{id}/release") { request, context in try await release(request, context) }
        group.post("outbox/{event}/{number}/resend") { request, context in try await resend(request, context) }
        group.get("actions/{position}") { request, context in try await action(request, context) }
    }

    /// Whether something is done at an address rather than shown.
    static func takes(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard parts.starts(with: ["api", "v1"]) else { return false }
        switch (parts.count, parts.dropFirst(2).first ?? "", parts.last ?? "") {
        case (5, "leads", "actions"), (5, "contacts", "consents"), (5, "quarantine", "release"),
            (6, "outbox", "resend"),
            (4, "contacts", "merge"),
            (4, "contacts", "unmerge"), (4, "reviews", "dismiss"):
            return true
        default: return false
        }
    }

    // MARK: Leads

    private static let leadFields = [
        "action", "reason", "amount", "currency", "text", "at", "channel", "template", "way", "version", "actor", "key",
    ]

    private func lead(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        let id = try id(caller, "a lead, such as L41 or L41.2") { PublicID.readLead($0) }
        var form = try await form(request, known: ActionRoutes.leadFields)
        let action = leadAction(&form, among: LeadAction.Kind.allCases)
        let deed = action.map { Deed.lead(id, $0) }
        return try await perform(deed, &form, request, caller)
    }

    /// The action that a form's fields describe, one of some kinds; nil after findings.
    func leadAction(_ form: inout ActionForm, among kinds: [LeadAction.Kind]) -> LeadAction? {
        let words = kinds.map(\.rawValue)
        let word = form.text("action", isRequired: true)
        guard let kind = kinds.first(where: { $0.rawValue == word }) else {
            let hint = nearest(to: word, among: words).map { " Did you mean `\($0)`?" } ?? ""
            if !word.isEmpty { form.fail("action", "Expected one of: \(words.joined(separator: ", ")).\(hint)") }
            return nil
        }
        let reason = form.text("reason", isRequired: kind.needsReason)
        let currency = context.workspace().currency
        switch kind {
        case .accept: return .accept
        case .reject: return .reject(reason: reason)
        case .opportunity: return .opportunity(form.money(currency, isRequired: false))
        case .won:
            let at = form.time("at")
            return form.money(currency, isRequired: true).map { .won($0, at: at) }
        case .lost: return .lost(reason: reason, at: form.time("at"))
        case .disqualify: return .disqualify(reason: reason)
        case .reopen: return .reopen(reason: reason)
        case .note: return .note(form.text("text", bytesMax: Limits.noteBytesMax, isRequired: true))
        case .reply:
            let (channel, template) = (form.text("channel"), form.text("template"))
            let text = form.text("text", bytesMax: Limits.noteBytesMax, isRequired: template.isEmpty)
            return .reply(
                Reply(
                    text: text, channel: channel.isEmpty ? nil : channel, template: template.isEmpty ? nil : template))
        case .contacted:
            let word = form.text("way", isRequired: true)
            guard let way = ContactWay(rawValue: word) else {
                let words = ContactWay.allCases.map(\.rawValue).joined(separator: ", ")
                if !word.isEmpty { form.fail("way", "Expected one of: \(words).") }
                return nil
            }
            return .contacted(way, note: form.text("text", bytesMax: Limits.noteBytesMax))
        }
    }

    // MARK: Contacts and events

    private func consent(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        let contact = try id(caller, "a contact, such as C41 or C41.2") { PublicID.readContact($0) }
        var form = try await form(request, known: ["purpose", "given", "wording", "actor", "key"])
        let purpose = form.text("purpose", bytesMax: Limits.nameBytesMax, isRequired: true)
        let isGiven = form.flag("given", otherwise: nil)
        let wording = form.text("wording", bytesMax: Limits.noteBytesMax)
        let consent = Consent(contact: contact, purpose: purpose, isGiven: isGiven, wording: wording)
        return try await perform(.consent(consent), &form, request, caller)
    }

    private func merge(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        var form = try await form(request, known: ["contact", "other", "override_conflict", "reason", "actor", "key"])
        let (one, other) = (form.contact("contact"), form.contact("other"))
        let overrides = form.flag("override_conflict", otherwise: false)
        let reason = form.text("reason")
        var deed: Deed?
        if let one, let other { deed = .merge(Merge(one, other, overridesConflict: overrides, reason: reason)) }
        return try await perform(deed, &form, request, caller)
    }

    private func unmerge(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        var form = try await form(request, known: ["contact", "other", "reason", "actor", "key"])
        let (one, other) = (form.contact("contact"), form.contact("other", isRequired: false))
        let reason = form.text("reason")
        return try await perform(one.map { .unmerge($0, from: other, reason: reason) }, &form, request, caller)
    }

    private func dismiss(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        var form = try await form(request, known: ["contact", "other", "reason", "actor", "key"])
        let (one, other) = (form.contact("contact"), form.contact("other"))
        let reason = form.text("reason")
        var deed: Deed?
        if let one, let other { deed = .dismiss(ContactTie.Pair(one, other), reason: reason) }
        return try await perform(deed, &form, request, caller)
    }

    private func release(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        let event = try id(caller, "an event, such as 41 or 41.2") { $0.first?.isNumber == true ? EventID($0) : nil }
        var form = try await form(request, known: ["actor", "key"])
        return try await perform(.release([event]), &form, request, caller)
    }

    private func resend(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        let item = try OutboxRoutes.id(caller)
        var form = try await form(request, known: ["actor", "key"])
        return try await perform(.resend([item]), &form, request, caller)
    }

    // MARK: Reading requests

    private func id(
        _ caller: DashboardRequest, _ what: String, _ read: (String) -> EventID?
    ) throws(APIError) -> EventID {
        let text = caller.parameters.get("id") ?? ""
        guard let id = read(text) else { throw .badParameter("id", text, allowed: "the id of \(what)") }
        return id
    }

    /// The fields of a request's body.
    func form(_ request: Request, known: [String]) async throws -> ActionForm {
        _ = try QueryReader(request, known: [])
        try Access.requireSameOrigin(request, page: context.workspace().pageAddress)
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        guard type?.trimmingSpaces == "application/json" else { throw APIError.notJSON }
        do {
            let buffer = try await request.body.collect(upTo: ActionForm.bodyBytesMax)
            return try ActionForm(Array(buffer.readableBytesView), known: known)
        } catch is NIOTooManyBytesError {
            throw APIError.bodyTooLarge(bytesMax: ActionForm.bodyBytesMax)
        }
    }

    // MARK: Doing

    /// What became of an action: its record, or its position where the fold has not come to it yet.
    enum Done {
        case folded(ActionRecord, Action)
        case waiting(Position)
    }

    /// Takes the common parts, appends the action, and answers with what became of it.
    func perform(
        _ deed: Deed?, _ form: inout ActionForm, _ request: Request, _ caller: DashboardRequest
    ) async throws -> Response {
        let actor = form.text("actor", bytesMax: Limits.nameBytesMax)
        let (key, version) = marks(&form, request)
        guard let deed, form.findings.isEmpty else { throw APIError.invalid(form.findings) }
        try await requireSubjects(of: deed)
        // Who has the token is certain, whom they act for is what they say.
        let name = caller.access?.name ?? ""
        let action = Action(
            deed, actor: actor.isEmpty ? name : "\(name)/\(actor)", key: key,
            expectedVersion: deed.lead == nil ? nil : version)
        switch try await take(action) {
        case .waiting(let position): return ActionAnswer.waiting(position)
        case .folded(let record, let action): return try await answer(record, of: action)
        }
    }

    /// The client's key for what it wants, and the version of the lead that it has seen.
    func marks(_ form: inout ActionForm, _ request: Request) -> (key: String?, version: Int64?) {
        (key(&form, request), version(&form, request))
    }

    /// Appends an action, and waits for the fold for a while.
    func take(_ action: Action) async throws -> Done {
        let position = try await context.append(action)
        guard let record = try await ActionWait(context)(for: position) else { return .waiting(position) }
        return .folded(record, action)
    }

    private func key(_ form: inout ActionForm, _ request: Request) -> String? {
        let said = form.text("key", bytesMax: Limits.clientKeyBytesMax)
        let header = FieldName("idempotency-key").flatMap { request.headers[$0] } ?? ""
        if header.utf8.count > Limits.clientKeyBytesMax {
            form.fail("Idempotency-Key", "The key is longer than \(Limits.clientKeyBytesMax) bytes. Shorten it.")
        }
        if !said.isEmpty, !header.isEmpty, said != header {
            form.fail("key", "`key` and the header Idempotency-Key differ. Send one of them.")
        }
        let key = said.isEmpty ? header : said
        if !key.isEmpty, !key.unicodeScalars.contains(where: \.isVisible) {
            form.fail("key", "There is nothing to be seen in the key. Use letters and digits.")
        }
        return key.isEmpty ? nil : key
    }

    private func version(_ form: inout ActionForm, _ request: Request) -> Int64? {
        let said = form.version("version")
        guard let tag = request.headers[.ifMatch], tag != "*" else { return said }
        let digits = (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]).filter { $0 != "\"" }
        guard let number = Int64(digits), number > 0 else {
            form.fail("If-Match", "Expected the ETag of the lead, such as \"3\".")
            return said
        }
        if let said, said != number {
            form.fail("version", "`version` and the header If-Match differ. Send one of them.")
        }
        return number
    }

    /// What is written into the ledger stays there: a mistyped id does not get that far.
    private func requireSubjects(of deed: Deed) async throws {
        if let lead = deed.lead, try await context.views.lead(lead) == nil {
            throw APIError.notFound("lead \(PublicID.lead(lead))")
        }
        for contact in deed.contacts where try await context.views.contact(contact) == nil {
            throw APIError.notFound("contact \(PublicID.contact(contact))")
        }
        guard case .resend(let items) = deed else { return }
        for item in items where try await context.views.outboxItem(item) == nil {
            throw APIError.notFound("outbox item \(item)")
        }
    }

    // MARK: Answering

    private func answer(_ record: ActionRecord, of action: Action) async throws -> Response {
        var lead: Lead?
        if let id = record.lead { lead = try await context.views.lead(id)?.lead }
        return ActionAnswer(record: record, action: action, lead: lead).response
    }

    private func action(_ request: Request, _ caller: DashboardRequest) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let text = caller.parameters.get("position") ?? ""
        guard let position = Position(text), position > 0 else {
            throw APIError.badParameter("position", text, allowed: "the number of an entry, from 1")
        }
        guard let record = try await context.views.action(at: position) else {
            throw APIError.notFound("action \(position)")
        }
        let entry = try await context.history.entry(at: position)
        return .json { json in
            json.beginObject()
            json.key("action")
            ActionJSON.record(record, of: entry.flatMap { Action($0.draft) }, to: &json)
            json.endObject()
        }
    }
}

/// Waits until an action is folded.
struct ActionWait {
    let views: any Views
    let pause: @Sendable (Duration) async throws -> Void

    /// 5 seconds together; a caller who waits longer has given up.
    static let step = Duration.milliseconds(20)
    static let stepsMax = 250

    init(_ context: DashboardContext) {
        views = context.views
        pause = context.pause
    }

    /// What became of the action; nil where it is not folded yet.
    func callAsFunction(for position: Position) async throws -> ActionRecord? {
        for _ in 0..<ActionWait.stepsMax {
            if try await views.position() >= position { break }
            try await pause(ActionWait.step)
        }
        return try await views.action(at: position)
    }
}

extension Unicode.Scalar {
    /// Whether the ledger keeps it: the rest becomes spaces there.
    fileprivate var isVisible: Bool { !properties.isWhitespace && properties.generalCategory != .control }
}

extension String {
    fileprivate var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
