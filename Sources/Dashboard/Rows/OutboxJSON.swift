public import Domain
public import JSON

/// Rows of the outbox, as the API writes them.
enum OutboxJSON {
    /// A row.
    ///
    /// - Parameters:
    ///   - now: For its age.
    ///   - hasPayload: Whether what is sent is part of it.
    static func item(_ item: OutboxItem, now: Timestamp, hasPayload: Bool, to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", item.id.description)
        json.field("destination", item.destination)
        json.field("topic", item.topic)
        json.field("lead", lead: item.lead)
        json.field("at", item.at)
        json.field("state", item.state.word)
        json.field("waiting_since", item.since)
        json.field("age_seconds", item.state == .waiting ? max(0, now.seconds - item.since.seconds) : nil)
        json.field("attempts", item.attempts)
        json.field("problem", item.problem.isEmpty ? nil : item.problem)
        json.field("reference", item.reference)
        json.field("settled_by", item.settledBy)
        if hasPayload { json.field("payload", item.payload) }
        json.endObject()
    }
}

extension APIDocument {
    /// `{"outbox": […], "next_beyond": …}`; the last only where a next page may exist.
    public static func outbox(_ items: [OutboxItem], limit: Int, now: Timestamp, to json: inout JSONWriter) {
        json.beginObject()
        json.array("outbox", items) { OutboxJSON.item($0, now: now, hasPayload: false, to: &$1) }
        json.field("next_beyond", items.count < limit ? nil : items.last?.id.description)
        json.endObject()
    }

    /// One row with what is sent.
    public static func outboxItem(_ item: OutboxItem, now: Timestamp, to json: inout JSONWriter) {
        OutboxJSON.item(item, now: now, hasPayload: true, to: &json)
    }
}
