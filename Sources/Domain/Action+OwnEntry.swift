/// How the ledger keeps what concerns reps and the outbox rather than leads and contacts.
extension Deed {
    /// Writes the headers of such an action.
    ///
    /// - Returns: The body.
    func writeOwn(_ headers: inout String) -> String {
        var text = headers
        defer { headers = text }
        func put(_ name: String, _ value: String?) {
            if let value { HeaderText.append(name, value, to: &text) }
        }
        switch self {
        case .presence(let report):
            put(OwnHeader.rep, report.rep)
            put(ActionHeader.lead, report.lead.map { "L\($0)" })
            put(OwnHeader.doneAt, report.doneAt?.description)
            guard let mark = report.mark else { return "" }
            put(OwnHeader.source, mark.source)
            put(OwnHeader.accuracy, mark.accuracyMetres.map(String.init))
            put(OwnHeader.site, mark.site)
            put(OwnHeader.distance, mark.distanceMetres.map(String.init))
            put(OwnHeader.hints, mark.hints.isEmpty ? nil : mark.hints.map(\.rawValue).joined(separator: " "))
            put(OwnHeader.sealed, mark.sealed)
            return ""
        case .repConsent(let rep, let isGiven, let wording):
            put(OwnHeader.rep, rep)
            put(ActionHeader.given, isGiven ? "yes" : "no")
            return wording.cut(toBytes: Limits.noteBytesMax)
        case .outcome(let outcome):
            put(OwnHeader.item, outcome.item.description)
            put(OwnHeader.result, outcome.result.rawValue)
            put(OwnHeader.attempts, String(outcome.attempts))
            put(OwnHeader.reference, outcome.reference.map { Action.line($0, bytesMax: Limits.reasonBytesMax) })
            let problem = Action.line(outcome.problem, bytesMax: Limits.reasonBytesMax)
            put(OwnHeader.problem, problem.isEmpty ? nil : problem)
            return ""
        case .resend(let items): return items.map(\.description).joined(separator: "\n")
        case .rerun, .lead, .consent, .merge, .unmerge, .dismiss, .release: return ""
        }
    }

    /// Reads what ``writeOwn(_:)`` wrote.
    init?(ownNamed name: String, _ fields: ActionFields) {
        if let kind = PresenceReport.Kind(rawValue: name) {
            guard let rep = fields.value(OwnHeader.rep) else { return nil }
            self = .presence(
                PresenceReport(
                    rep: rep, kind: kind, lead: fields.id(ActionHeader.lead), doneAt: fields.time(OwnHeader.doneAt),
                    mark: AttendanceMark(fields)))
            return
        }
        switch name {
        case "rep_consent":
            guard let rep = fields.value(OwnHeader.rep) else { return nil }
            self = .repConsent(rep, isGiven: fields.text(ActionHeader.given) == "yes", wording: fields.body)
        case "outcome":
            guard let item = fields.value(OwnHeader.item).flatMap({ OutboxID($0) }),
                let result = OutboxOutcome.Result(rawValue: fields.text(OwnHeader.result)),
                let attempts = fields.integer(OwnHeader.attempts)
            else { return nil }
            self = .outcome(
                OutboxOutcome(
                    item: item, result: result, attempts: attempts, reference: fields.value(OwnHeader.reference),
                    problem: fields.text(OwnHeader.problem)))
        case "resend":
            guard let items = fields.lines({ OutboxID($0) }) else { return nil }
            self = .resend(items)
        default: return nil
        }
    }
}

extension AttendanceMark {
    /// nil where the report has none.
    fileprivate init?(_ fields: ActionFields) {
        guard let source = fields.value(OwnHeader.source) else { return nil }
        let words = fields.text(OwnHeader.hints).split(separator: " ")
        let hints = words.compactMap { Hint(rawValue: String($0)) }
        guard hints.count == words.count else { return nil }
        self.init(
            source: source, accuracyMetres: fields.integer(OwnHeader.accuracy), site: fields.value(OwnHeader.site),
            distanceMetres: fields.integer(OwnHeader.distance), hints: hints, sealed: fields.value(OwnHeader.sealed))
    }
}

/// Names of their headers.
private enum OwnHeader {
    static let rep = ":rep"
    static let doneAt = ":done-at"
    static let source = ":source"
    /// In metres.
    static let accuracy = ":accuracy"
    static let site = ":site"
    /// In metres.
    static let distance = ":distance"
    static let hints = ":hints"
    static let sealed = ":sealed"
    static let item = ":item"
    static let result = ":result"
    static let attempts = ":attempts"
    static let reference = ":reference"
    static let problem = ":problem"
}
