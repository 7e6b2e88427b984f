extension Action {
    /// The action that an entry records; nil for other entries, and for actions that this version does not know or would write otherwise.
    public init?(_ draft: EntryDraft) {
        guard draft.kind == .action else { return nil }
        let fields = ActionFields(draft)
        guard let deed = Deed(named: draft.channel, fields) else { return nil }
        self.init(
            deed, actor: fields.text(ActionHeader.actor), key: fields.value(ActionHeader.key),
            expectedVersion: fields.integer(ActionHeader.version))
        // What is left over when it is written again was meant to say something, and doing half of it would be wrong.
        guard self.draft(at: draft.receivedAt) == draft else { return nil }
    }

    /// The entry that records the action. Texts become one line where a line is all there is, and are cut to ``Limits``.
    public func draft(at time: Timestamp) -> EntryDraft {
        var headers = ""
        func put(_ name: String, _ value: String?) {
            if let value { HeaderText.append(name, value, to: &headers) }
        }
        func put(_ name: String, line: String, bytesMax: Int = Limits.reasonBytesMax) {
            let line = Action.line(line, bytesMax: bytesMax)
            put(name, line.isEmpty ? nil : line)
        }
        put(ActionHeader.actor, line: actor, bytesMax: Limits.nameBytesMax)
        if let key { put(ActionHeader.key, Action.line(key, bytesMax: Limits.clientKeyBytesMax)) }
        put(ActionHeader.version, expectedVersion.map(String.init))
        var body = ""
        switch deed {
        case .rerun(let positions): body = positions.map(String.init).joined(separator: "\n")
        case .lead(let lead, let action):
            put(ActionHeader.lead, "L\(lead)")
            switch action {
            case .accept, .reject, .disqualify, .reopen: break
            case .opportunity(let value):
                put(ActionHeader.amount, value.map { String($0.minorUnits) })
                put(ActionHeader.currency, value?.currency)
            case .won(let value, let at):
                put(ActionHeader.amount, String(value.minorUnits))
                put(ActionHeader.currency, value.currency)
                put(ActionHeader.at, at?.description)
            case .lost(_, let at): put(ActionHeader.at, at?.description)
            case .note(let text): body = text.cut(toBytes: Limits.noteBytesMax)
            case .reply(let reply):
                put(ActionHeader.channel, reply.channel)
                put(ActionHeader.template, reply.template)
                body = reply.text.cut(toBytes: Limits.noteBytesMax)
            case .contacted(let way, let note):
                put(ActionHeader.way, way.rawValue)
                body = note.cut(toBytes: Limits.noteBytesMax)
            }
            put(ActionHeader.reason, line: action.reason)
        case .consent(let consent):
            put(ActionHeader.contact, "C\(consent.contact)")
            put(ActionHeader.purpose, line: consent.purpose, bytesMax: Limits.nameBytesMax)
            put(ActionHeader.given, consent.isGiven ? "yes" : "no")
            body = consent.wording.cut(toBytes: Limits.noteBytesMax)
        case .merge(let merge):
            put(ActionHeader.contact, "C\(merge.contact)")
            put(ActionHeader.other, "C\(merge.other)")
            put(ActionHeader.override, merge.overridesConflict ? "yes" : nil)
            put(ActionHeader.reason, line: merge.reason)
        case .unmerge(let contact, let other, let reason):
            put(ActionHeader.contact, "C\(contact)")
            put(ActionHeader.other, other.map { "C\($0)" })
            put(ActionHeader.reason, line: reason)
        case .dismiss(let pair, let reason):
            put(ActionHeader.contact, "C\(pair.first)")
            put(ActionHeader.other, "C\(pair.second)")
            put(ActionHeader.reason, line: reason)
        case .release(let events): body = events.map(\.description).joined(separator: "\n")
        case .presence, .repConsent, .outcome, .resend: body = deed.writeOwn(&headers)
        }
        return EntryDraft(
            kind: .action, receivedAt: time, channel: deed.name, headers: headers, body: Array(body.utf8))
    }

    /// A text as one line without control characters at its start and end or within.
    static func line(_ text: String, bytesMax: Int) -> String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        }
        return text.unicodeScalars.split(whereSeparator: isBlank).map { String($0) }.joined(separator: " ")
            .cut(toBytes: bytesMax).trimmingLast(" ")
    }
}

/// Names of the headers of actions. They begin with a colon, which no header of a request can.
enum ActionHeader {
    static let actor = ":actor"
    static let key = ":key"
    static let version = ":version"
    static let lead = ":lead"
    /// In the smallest unit of the currency.
    static let amount = ":amount"
    static let currency = ":currency"
    static let at = ":at"
    static let reason = ":reason"
    static let contact = ":contact"
    static let other = ":other"
    static let override = ":override"
    static let purpose = ":purpose"
    static let given = ":given"
    static let channel = ":channel"
    static let template = ":template"
    static let way = ":way"
}

/// What an entry of an action holds.
struct ActionFields {
    let headers: String
    let body: String

    init(_ draft: EntryDraft) {
        headers = draft.headers
        body = String(decoding: draft.body, as: UTF8.self)
    }

    func value(_ name: String) -> String? { HeaderText.value(of: name, in: headers) }
    func text(_ name: String) -> String { value(name) ?? "" }
    func integer(_ name: String) -> Int64? { value(name).flatMap { Int64($0) } }
    func time(_ name: String) -> Timestamp? { value(name).flatMap { Timestamp(rfc3339: $0) } }
    func id(_ name: String) -> EventID? { value(name).flatMap { EventID($0) } }
    var reason: String { text(ActionHeader.reason) }

    var money: Money? {
        guard let amount = integer(ActionHeader.amount), let currency = value(ActionHeader.currency) else { return nil }
        return Money(minorUnits: amount, currency: currency)
    }

    /// One thing a line; nil where a line is none.
    func lines<Value>(_ read: (Substring) -> Value?) -> [Value]? {
        let lines = body.split(separator: "\n")
        let values = lines.compactMap(read)
        return values.count == lines.count ? values : nil
    }
}

extension Deed {
    fileprivate init?(named name: String, _ fields: ActionFields) {
        if let kind = LeadAction.Kind(rawValue: name) {
            guard let lead = fields.id(ActionHeader.lead), let action = LeadAction(kind, fields) else { return nil }
            self = .lead(lead, action)
            return
        }
        switch name {
        case "rerun":
            guard let positions = fields.lines({ Position($0) }) else { return nil }
            self = .rerun(positions)
        case "release":
            guard let events = fields.lines({ EventID($0) }) else { return nil }
            self = .release(events)
        case "consent", "merge", "unmerge", "dismiss":
            guard let contact = fields.id(ActionHeader.contact),
                let deed = Deed(named: name, contact, fields.id(ActionHeader.other), fields)
            else { return nil }
            self = deed
        default:
            guard let deed = Deed(ownNamed: name, fields) else { return nil }
            self = deed
        }
    }

    private init?(named name: String, _ contact: ContactID, _ other: ContactID?, _ fields: ActionFields) {
        switch (name, other) {
        case ("consent", nil):
            let isGiven = fields.text(ActionHeader.given) == "yes"
            self = .consent(
                Consent(
                    contact: contact, purpose: fields.text(ActionHeader.purpose), isGiven: isGiven,
                    wording: fields.body))
        case ("merge", let other?):
            let overrides = fields.value(ActionHeader.override) == "yes"
            self = .merge(Merge(contact, other, overridesConflict: overrides, reason: fields.reason))
        case ("unmerge", let other): self = .unmerge(contact, from: other, reason: fields.reason)
        case ("dismiss", let other?): self = .dismiss(ContactTie.Pair(contact, other), reason: fields.reason)
        default: return nil
        }
    }
}

extension LeadAction {
    fileprivate init?(_ kind: Kind, _ fields: ActionFields) {
        switch kind {
        case .accept: self = .accept
        case .reject: self = .reject(reason: fields.reason)
        case .opportunity: self = .opportunity(fields.money)
        case .won:
            guard let money = fields.money else { return nil }
            self = .won(money, at: fields.time(ActionHeader.at))
        case .lost: self = .lost(reason: fields.reason, at: fields.time(ActionHeader.at))
        case .disqualify: self = .disqualify(reason: fields.reason)
        case .reopen: self = .reopen(reason: fields.reason)
        case .note: self = .note(fields.body)
        case .reply:
            self = .reply(
                Reply(
                    text: fields.body, channel: fields.value(ActionHeader.channel),
                    template: fields.value(ActionHeader.template)))
        case .contacted:
            guard let way = ContactWay(rawValue: fields.text(ActionHeader.way)) else { return nil }
            self = .contacted(way, note: fields.body)
        }
    }
}

extension String {
    fileprivate func trimmingLast(_ character: Character) -> String {
        last == character ? String(dropLast()) : self
    }
}
