import Domain
import JSON
import Storage

/// A lead as its rep sees it: who, what they said, why it is worth something, and what was done. Names of other reps are not in it.
struct RepLeadJSON {
    let detail: LeadDetail
    let rep: RepID
    /// The latest messages, in order.
    let said: [EventRecord]
    /// What they say.
    let contents: [EventID: Event]
    let actions: [ActionLine]
    /// What was sent on account of the lead, the newest first.
    let sent: [OutboxItem]
    /// What is timed of the lead.
    let timers: [LeadTimer]
    let now: Timestamp

    /// Most messages, reasons and actions that are shown of one lead.
    static let messagesMax = 12
    static let reasonsMax = 3
    static let actionsMax = 12
    static let sentMax = 50
    /// Longest text of a message.
    static let textBytesMax = 2000

    /// The latest events that say something, in order.
    static func latest(_ events: [EventRecord]) -> [EventRecord] {
        events.filter { $0.outcome == .counted || $0.kind == .echo && $0.outcome == .noted }.suffix(messagesMax)
    }

    func write(to json: inout JSONWriter) {
        let lead = detail.lead
        json.beginObject()
        json.field("id", lead: lead.id)
        json.field("name", detail.members.lazy.compactMap(\.name).first)
        json.field("stage", lead.stage.word)
        json.field("score", lead.score)
        json.field("grade", lead.standing.grade)
        json.field("channel", lead.channel)
        json.field("opened_at", lead.openedAt)
        json.field("assigned_at", lead.assignedAt)
        json.field("accepted_at", lead.standing.acceptedAt)
        json.field("offer_until", due([.offer]))
        json.field("answer_by", due([.firstResponse, .followUp]))
        json.field("last_at", detail.conversations.map(\.lastAt).max())
        json.key("value")
        ActionJSON.money(lead.standing.value, to: &json)
        json.field("version", lead.version)
        ways(to: &json)
        json.array("messages", said) { message($0, to: &$1) }
        json.array("why", reasons) { reason, json in
            json.beginObject()
            json.field("rule", reason.rule)
            json.field("points", reason.points)
            json.field("matched", reason.matched.isEmpty ? nil : reason.matched)
            json.endObject()
        }
        json.array("actions", shownActions) { line, json in
            json.beginObject()
            json.field("action", line.record.name)
            json.field("at", line.record.at)
            json.field("detail", line.record.detail.isEmpty ? nil : line.record.detail)
            json.field("text", line.action?.deed.words)
            json.field("mine", isTrue: line.record.actor == rep)
            let item = sent.first { $0.id.event.position == line.record.position && $0.isForCustomer }
            json.field("delivery", item?.state.word)
            json.endObject()
        }
        json.endObject()
    }

    /// The first of some timers to run out.
    private func due(_ kinds: [LeadTimer.Kind]) -> Timestamp? {
        timers.filter { kinds.contains($0.key.kind) }.map(\.due).min()
    }

    /// By what the person can be reached.
    private func ways(to json: inout JSONWriter) {
        let names = detail.identifiers.filter { $0.endedBy == nil }.map(\.identifier)
        func values(_ kind: IdentifierKind) -> [String] { names.filter { $0.kind == kind }.map(\.value) }
        let waIDs = values(.waID).filter { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        var phones = values(.phone)
        for id in waIDs where !phones.contains("+" + id) { phones.append("+" + id) }
        json.array("phones", phones) { $1.string($0) }
        json.field("whatsapp", waIDs.first ?? phones.first.map { String($0.drop { $0 == "+" }) })
        json.array("emails", values(.email)) { $1.string($0) }
    }

    private func message(_ record: EventRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.field("at", record.at)
        json.field("channel", record.channel)
        json.field("ours", isTrue: record.kind == .echo)
        json.field("kind", record.kind.rawValue)
        json.field("text", contents[record.id].flatMap(words))
        json.endObject()
    }

    /// What somebody wrote, or answered in a form.
    private func words(of event: Event) -> String? {
        var lines = [event.subject, event.text].compactMap { $0 }.filter { !$0.isEmpty }
        lines += event.answers.map { "\($0.name): \($0.values.joined(separator: ", "))" }
        return lines.isEmpty ? nil : lines.joined(separator: "\n").cut(toBytes: RepLeadJSON.textBytesMax)
    }

    private typealias Reason = (rule: String, points: Int64, matched: String)

    /// The rules that move the score most, each with what it gives now.
    private var reasons: [Reason] {
        var reasons: [Reason] = []
        for row in detail.scoreRows {
            let points = row.value(at: now)
            if let index = reasons.firstIndex(where: { $0.rule == row.rule }) {
                reasons[index].points += points
                if !row.matched.isEmpty { reasons[index].matched = row.matched }
            } else {
                reasons.append((row.rule, points, row.matched))
            }
        }
        let weighty = reasons.filter { $0.points != 0 }
            .sorted { ($1.points.magnitude, $0.rule) < ($0.points.magnitude, $1.rule) }
        return Array(weighty.prefix(RepLeadJSON.reasonsMax))
    }

    private var shownActions: [ActionLine] {
        actions.filter { $0.record.outcome == .applied }.suffix(RepLeadJSON.actionsMax)
    }
}

extension OutboxItem {
    /// Whether it goes to the customer, rather than to reps or other systems.
    fileprivate var isForCustomer: Bool { destination.hasPrefix("customer/") }
}
