import Domain
import FoundationEssentials
import JSON

/// An entry as it was received, and what became of it.
struct EntryJSON {
    var entry: Entry
    var records: [EventRecord]
    /// Where the delivery could not be normalised.
    var deadLetter: DeadLetter?

    /// Parts of header names whose values are credentials: they are never shown.
    private static let hiddenNameParts = [
        "authorization", "cookie", "secret", "token", "api-key", "apikey", "password",
    ]

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("position", entry.position)
        json.field("kind", entry.draft.kind.rawValue)
        json.field("channel", entry.draft.channel.isEmpty ? nil : entry.draft.channel)
        json.field("received_at", entry.draft.receivedAt)
        json.key("headers")
        json.beginArray()
        HeaderText.forEach(in: entry.draft.headers) { name, value in
            let isHidden = EntryJSON.hiddenNameParts.contains { name.lowercased().contains($0) }
            json.beginObject()
            json.field("name", String(name))
            json.field("value", isHidden ? nil : String(value))
            json.endObject()
        }
        json.endArray()
        json.field("body_bytes", Int64(entry.draft.body.count))
        json.field("body_base64", Data(entry.draft.body).base64EncodedString())
        json.array("events", records) { EventRows.record($0, to: &$1) }
        json.key("dead_letter")
        if let deadLetter { EventRows.deadLetter(deadLetter, to: &json) } else { json.null() }
        json.endObject()
    }
}
