public import Domain
public import JSON

/// Events, dead letters and entries, as the API writes them.
enum EventRows {
    /// What became of an event; with `content`, what it says, where the ledger still has it.
    static func record(
        _ record: EventRecord, content: Event?, writeEvent: EventWriter, to json: inout JSONWriter
    ) {
        json.beginObject()
        recordFields(record, to: &json)
        json.key("event")
        if let content { writeEvent(content, &json) } else { json.null() }
        json.endObject()
    }

    /// What became of an event.
    static func record(_ record: EventRecord, to json: inout JSONWriter) {
        json.beginObject()
        recordFields(record, to: &json)
        json.endObject()
    }

    private static func recordFields(_ record: EventRecord, to json: inout JSONWriter) {
        json.field("id", event: record.id)
        json.field("kind", record.kind.rawValue)
        json.field("channel", record.channel)
        json.field("outcome", record.outcome.rawValue)
        json.field("reason", record.reason.isEmpty ? nil : record.reason)
        json.field("at", record.at)
        json.field("contact", contact: record.contact)
        json.field("lead", lead: record.lead)
        guard let link = record.link else { return }
        json.key("thread")
        json.beginObject()
        json.field("conversation", contact: link.conversation)
        json.field("evidence", link.evidence.word)
        json.field("evidence_event", event: link.event)
        json.endObject()
    }

    /// A message of ours that is missing; with `content`, what the status that told of it says.
    static func gap(_ message: MessageRecord, content: Event?, to json: inout JSONWriter) {
        json.beginObject()
        json.field("channel", message.channel)
        json.field("event", event: message.event)
        json.field("provider_message_id", content?.target ?? content?.messageID)
        json.field("status", message.status?.word)
        json.field("status_at", message.statusAt)
        json.endObject()
    }

    static func fetch(_ fetch: FetchRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.field("event", event: fetch.event)
        json.field("channel", fetch.channel)
        json.field("name", fetch.request.name)
        json.field("url", fetch.request.url)
        json.field("at", fetch.at)
        json.field("state", fetch.answeredBy != nil ? "answered" : fetch.isGivenUp ? "given_up" : "waiting")
        json.field("problem", fetch.problem.isEmpty ? nil : fetch.problem)
        json.field("answered_by", fetch.answeredBy)
        json.endObject()
    }

    static func mailbox(_ record: MailboxRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.field("mailbox", record.mailbox)
        json.field("uid_validity", Int64(record.cursor.uidValidity))
        json.field("uid", Int64(record.cursor.uid))
        json.endObject()
    }

    static func deadLetter(_ letter: DeadLetter, to json: inout JSONWriter) {
        json.beginObject()
        json.field("position", letter.position)
        json.field("channel", letter.channel)
        json.field("received_at", letter.receivedAt)
        json.field("problem", letter.problem)
        json.field("advice", letter.advice)
        json.field("attempts", letter.attempts)
        json.field("resolved_by", letter.resolvedBy)
        json.endObject()
    }
}

/// Writes a full event in the vocabulary of channels, as one JSON object.
public typealias EventWriter = @Sendable (Event, inout JSONWriter) -> Void
