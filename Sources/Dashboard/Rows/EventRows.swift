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
