import Domain
import JSON

/// The envelope of an event (CloudEvents 1.0, JSON format, structured mode).
enum CloudEvent {
    /// What is sent as `Content-Type`.
    static let contentType = "application/cloudevents+json; charset=utf-8"

    /// The body of a row. What is in it depends on nothing but the row, so that it is the same in every attempt.
    static func body(of item: OutboxItem, from origin: Origin) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        func field(_ name: String, _ value: String) {
            writer.key(name)
            writer.string(value)
        }
        field("specversion", "1.0")
        field("id", origin.key(of: item.id))
        field("source", origin.source)
        field("type", "corong.\(item.topic)")
        field("time", item.at.description)
        if let lead = item.lead { field("subject", "L\(lead)") }
        field("datacontenttype", "application/json")
        field("corongitem", item.id.description)
        writer.key("data")
        // because: what could not be read as JSON would make the whole envelope unreadable
        if let data = try? JSONDocument(parsing: Array(item.payload.utf8)) {
            data.withRoot { $0.append(to: &writer) }
        } else {
            writer.string(item.payload)
        }
        writer.endObject()
        return writer.bytes
    }
}
