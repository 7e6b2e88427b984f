import Domain
import JSON

/// Names and values in one call. An absent value is written as `null`, so that every row has the same names.
extension JSONWriter {
    mutating func field(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    mutating func field(_ name: String, _ value: Int64?) {
        key(name)
        if let value { int(value) } else { null() }
    }

    mutating func field(_ name: String, _ value: Timestamp?) { field(name, value?.description) }

    mutating func field(_ name: String, isTrue value: Bool) {
        key(name)
        bool(value)
    }

    mutating func field(_ name: String, lead: LeadID?) { field(name, lead.map { PublicID.lead($0) }) }

    mutating func field(_ name: String, contact: ContactID?) { field(name, contact.map { PublicID.contact($0) }) }

    mutating func field(_ name: String, event: EventID?) { field(name, event.map { PublicID.event($0) }) }

    mutating func array<Elements: Sequence>(
        _ name: String, _ elements: Elements, _ write: (Elements.Element, inout JSONWriter) -> Void
    ) {
        key(name)
        beginArray()
        for element in elements { write(element, &self) }
        endArray()
    }
}
