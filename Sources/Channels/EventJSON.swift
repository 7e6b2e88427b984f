public import Domain
public import JSON

/// Events as JSON in the vocabulary of channel files. One spelling for the command line, the API and fixtures.
public enum EventJSON {
    /// Whether key and identifiers are written too.
    public enum Identity: Sendable, Hashable {
        /// Only what was said.
        case hidden
        /// `key`, `window_seconds` and `identifiers` behind the other fields.
        case shown
    }

    /// Writes an event as an object; fields without a value are left out.
    public static func write(_ event: Event, identity: Identity = .hidden, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("kind")
        writer.string(event.kind.rawValue)
        for field in TextField.allCases { member(field.rawValue, event.value(of: field), &writer) }
        member("timestamp", event.sentAt?.description, &writer)
        if !event.answers.isEmpty { writeAnswers(event.answers, &writer) }
        if !event.touch.isEmpty {
            writer.key("referral")
            writer.beginObject()
            for (field, value) in event.touch.values {
                writer.key(field.rawValue)
                let isLiteral = field == .organic && (value == "true" || value == "false")
                if isLiteral { writer.raw(value) } else { writer.string(value) }
            }
            writer.endObject()
        }
        for detail in event.details {
            writer.key(detail.name)
            writer.raw(detail.json)
        }
        if identity == .shown { writeIdentity(of: event, &writer) }
        writer.endObject()
    }

    /// The event as compact JSON.
    public static func text(_ event: Event, identity: Identity = .hidden) -> String {
        var writer = JSONWriter()
        write(event, identity: identity, to: &writer)
        return writer.text
    }

    private static func member(_ name: String, _ value: String?, _ writer: inout JSONWriter) {
        guard let value else { return }
        writer.key(name)
        writer.string(value)
    }

    private static func writeAnswers(_ answers: [Event.Answer], _ writer: inout JSONWriter) {
        writer.key("fields")
        writer.beginObject()
        for answer in answers {
            writer.key(answer.name)
            if answer.isList { writer.beginArray() }
            for value in answer.values {
                if answer.isLiteral { writer.raw(value) } else { writer.string(value) }
            }
            if answer.isList { writer.endArray() }
        }
        writer.endObject()
    }

    private static func writeIdentity(of event: Event, _ writer: inout JSONWriter) {
        writer.key("key")
        writer.beginArray()
        for part in event.key.parts { writer.string(part) }
        writer.endArray()
        if let seconds = event.key.windowSeconds {
            writer.key("window_seconds")
            writer.int(seconds)
        }
        writer.key("identifiers")
        writer.beginArray()
        for identifier in event.sender.identifiers {
            writer.beginArray()
            writer.string(identifier.kind.rawValue)
            writer.string(identifier.value)
            writer.endArray()
        }
        writer.endArray()
    }
}
