public import Domain
public import JSON
public import Storage

/// Persons and what ties them, as the API writes them.
enum ContactJSON {
    static func summary(_ row: ContactSummary, to json: inout JSONWriter) {
        json.beginObject()
        fields(row.contact, to: &json)
        json.array("members", row.members) { $1.string(PublicID.contact($0)) }
        json.array("identifiers", row.identifiers) { link($0, to: &$1) }
        json.field("last_at", row.lastAt)
        json.endObject()
    }

    static func contact(_ contact: Contact, to json: inout JSONWriter) {
        json.beginObject()
        fields(contact, to: &json)
        json.endObject()
    }

    private static func fields(_ contact: Contact, to json: inout JSONWriter) {
        json.field("id", contact: contact.id)
        json.field("person", contact: contact.root)
        json.field("name", contact.name)
        json.field("channel", contact.channel)
        json.field("since", contact.since)
    }

    static func link(_ link: IdentifierLink, to json: inout JSONWriter) {
        json.beginObject()
        json.field("kind", link.identifier.kind.rawValue)
        json.field("value", link.sentAs ?? link.identifier.value)
        json.field("match", link.identifier.value)
        json.field("contact", contact: link.contact)
        json.field("strength", link.strength.word)
        json.field("evidence", event: link.evidence)
        json.field("since", link.since)
        json.field("ended_by", event: link.endedBy)
        json.endObject()
    }

    static func tie(_ tie: ContactTie, to json: inout JSONWriter) {
        json.beginObject()
        json.array("contacts", [tie.first, tie.second]) { $1.string(PublicID.contact($0)) }
        json.field("standing", tie.standing.word)
        json.field("origin", tie.origin.word)
        json.field("evidence", event: tie.evidence)
        json.field("at", tie.at)
        json.field("reason", tie.reason)
        json.endObject()
    }

    static func consent(_ consent: ConsentRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.field("contact", contact: consent.contact)
        json.field("purpose", consent.purpose)
        json.field("given", isTrue: consent.isGiven)
        json.field("at", consent.at)
        json.field("entry", consent.evidence)
        json.endObject()
    }
}

extension APIDocument {
    /// `{"contacts": […], "next_before": …}`; the last only where a next page may exist.
    public static func contacts(_ rows: [ContactSummary], limit: Int, to json: inout JSONWriter) {
        json.beginObject()
        json.array("contacts", rows) { ContactJSON.summary($0, to: &$1) }
        json.field("next_before", contact: rows.count < limit ? nil : rows.last?.contact.id)
        json.endObject()
    }

    /// Everything about one contact and the person it is held for.
    public static func contact(_ detail: ContactDetail, to json: inout JSONWriter) {
        json.beginObject()
        json.key("contact")
        ContactJSON.contact(detail.contact, to: &json)
        json.array("members", detail.members) { ContactJSON.contact($0, to: &$1) }
        json.array("identifiers", detail.identifiers) { ContactJSON.link($0, to: &$1) }
        json.array("ties", detail.ties) { ContactJSON.tie($0, to: &$1) }
        json.array("conversations", detail.conversations) { LeadJSON.conversation($0, to: &$1) }
        json.array("leads", detail.leads) { LeadJSON.lead($0, to: &$1) }
        json.array("touches", detail.touches) { LeadJSON.touch($0, to: &$1) }
        json.array("consents", detail.consents) { ContactJSON.consent($0, to: &$1) }
        json.endObject()
    }

    /// `{"reviews": […]}`: contacts that may be one person.
    public static func reviews(_ ties: [ContactTie], to json: inout JSONWriter) {
        json.beginObject()
        json.array("reviews", ties) { ContactJSON.tie($0, to: &$1) }
        json.endObject()
    }
}
