public import Domain
public import JSON
public import Storage

/// Answers of the API as JSON, for the API itself and for `--json` of the command line: one form for both.
public enum APIDocument {
    /// `{"leads": […], "next_before": …}`; the last only where a next page may exist.
    public static func leads(_ rows: [LeadSummary], limit: Int, to json: inout JSONWriter) {
        json.beginObject()
        json.array("leads", rows) { LeadJSON.summary($0, to: &$1) }
        // A full page may be the last one; the next is then empty.
        json.field("next_before", lead: rows.count < limit ? nil : rows.last?.lead.id)
        json.endObject()
    }

    /// Everything about one lead, with what its events and actions say.
    public static func lead(
        _ detail: LeadDetail, contents: [EventID: Event], actions: [ActionLine], writeEvent: EventWriter,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.key("lead")
        LeadJSON.lead(detail.lead, to: &json)
        json.key("contact")
        LeadJSON.contact(detail.contact, to: &json)
        json.array("identifiers", detail.identifiers) { ContactJSON.link($0, to: &$1) }
        json.array("conversations", detail.conversations) { LeadJSON.conversation($0, to: &$1) }
        json.array("score_rows", detail.scoreRows) { LeadJSON.scoreRow($0, to: &$1) }
        json.array("assignments", detail.assignments) { RoutingJSON.assignment($0, to: &$1) }
        json.array("touches", detail.touches) { LeadJSON.touch($0, to: &$1) }
        json.array("facts", detail.facts) { LeadJSON.fact($0, to: &$1) }
        json.key("history")
        json.beginObject()
        json.array("stages", detail.lead.standing.entries) { ActionJSON.entry($0, to: &$1) }
        json.array("actions", actions) { ActionJSON.record($0.record, of: $0.action, to: &$1) }
        json.endObject()
        json.array("events", detail.events) { record, json in
            EventRows.record(record, content: contents[record.id], writeEvent: writeEvent, to: &json)
        }
        json.endObject()
    }

    /// What became of an action, and the lead as it stands now: `{"action": {…}, "lead": {…}}`.
    public static func action(_ record: ActionRecord, _ action: Action?, lead: Lead?, to json: inout JSONWriter) {
        json.beginObject()
        actionFields(record, action, lead: lead, to: &json)
        json.endObject()
    }

    static func actionFields(_ record: ActionRecord, _ action: Action?, lead: Lead?, to json: inout JSONWriter) {
        json.key("action")
        ActionJSON.record(record, of: action, to: &json)
        json.key("lead")
        if let lead { LeadJSON.lead(lead, to: &json) } else { json.null() }
    }

    /// Why a lead has its score, its stage and its owner.
    ///
    /// - Parameter at: The instant that the rows are worth something at; nil for that of the score.
    public static func explanation(_ detail: LeadDetail, at: Timestamp? = nil, to json: inout JSONWriter) {
        Explanation(detail: detail, at: at).write(to: &json)
    }

    /// `{"dead_letters": […]}`.
    public static func deadLetters(_ letters: [DeadLetter], to json: inout JSONWriter) {
        json.beginObject()
        json.array("dead_letters", letters) { EventRows.deadLetter($0, to: &$1) }
        json.endObject()
    }

    /// One dead letter.
    public static func deadLetter(_ letter: DeadLetter, to json: inout JSONWriter) {
        EventRows.deadLetter(letter, to: &json)
    }

    /// `{"quarantine": […], "next_before": …}`: what was held back and why, with what it says; the last only where a next page may exist.
    public static func quarantine(
        _ records: [EventRecord], contents: [EventID: Event], limit: Int, writeEvent: EventWriter,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.array("quarantine", records) { record, json in
            EventRows.record(record, content: contents[record.id], writeEvent: writeEvent, to: &json)
        }
        json.field("next_before", event: records.count < limit ? nil : records.last?.id)
        json.endObject()
    }

    /// `{"gaps": […]}`: messages of ours that are missing, with what the statuses that told of them say.
    public static func gaps(_ gaps: [MessageRecord], contents: [EventID: Event], to json: inout JSONWriter) {
        json.beginObject()
        json.array("gaps", gaps) { EventRows.gap($0, content: contents[$0.event], to: &$1) }
        json.endObject()
    }

    /// `{"fetches": […]}`: questions to providers' APIs.
    public static func fetches(_ fetches: [FetchRecord], to json: inout JSONWriter) {
        json.beginObject()
        json.array("fetches", fetches) { EventRows.fetch($0, to: &$1) }
        json.endObject()
    }

    /// `{"mailboxes": […]}`: how far each has been read.
    public static func mailboxes(_ mailboxes: [MailboxRecord], to json: inout JSONWriter) {
        json.beginObject()
        json.array("mailboxes", mailboxes) { EventRows.mailbox($0, to: &$1) }
        json.endObject()
    }

    /// What became of one event, without what it says.
    public static func event(_ record: EventRecord, to json: inout JSONWriter) { EventRows.record(record, to: &json) }
}

/// An action on a lead, with what it said.
public struct ActionLine: Sendable, Hashable {
    /// What became of it.
    public var record: ActionRecord
    /// What the entry says; nil where nobody needs it, or the ledger no longer has it.
    public var action: Action?

    /// The actions on a lead, in order; notes and replies with their words.
    public static func all(
        of lead: LeadID, views: any Views, history: any History
    ) async throws(StorageError) -> [ActionLine] {
        var lines: [ActionLine] = []
        for record in try await views.actions(of: lead) {
            var line = ActionLine(record: record, action: nil)
            if LeadAction.Kind(rawValue: record.name)?.hasWords == true {
                line.action = try await history.entry(at: record.position).flatMap { Action($0.draft) }
            }
            lines.append(line)
        }
        return lines
    }
}

extension LeadAction.Kind {
    /// Whether what was said stands in the entry alone.
    fileprivate var hasWords: Bool { self == .note || self == .reply || self == .contacted }
}
