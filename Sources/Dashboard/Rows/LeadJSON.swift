import Domain
import JSON
import Storage

/// Leads and what hangs on them, as the API writes them. One function a row, so that a row looks the same wherever it appears.
enum LeadJSON {
    static func summary(_ row: LeadSummary, to json: inout JSONWriter) {
        json.beginObject()
        leadFields(row.lead, to: &json)
        json.field("name", row.name)
        json.field("last_at", row.lastAt)
        json.endObject()
    }

    static func lead(_ lead: Lead, to json: inout JSONWriter) {
        json.beginObject()
        leadFields(lead, to: &json)
        json.endObject()
    }

    private static func leadFields(_ lead: Lead, to json: inout JSONWriter) {
        json.field("id", lead: lead.id)
        json.field("contact", contact: lead.contact)
        json.field("cycle", lead.cycle)
        json.field("joined", lead: lead.joined)
        json.field("stage", lead.stage.word)
        json.field("score", lead.score)
        json.field("grade", lead.standing.grade)
        json.field("owner", lead.owner)
        json.field("channel", lead.channel)
        json.field("opened_at", lead.openedAt)
        json.field("marketing_qualified_at", lead.marketingQualifiedAt)
        json.field("sales_qualified_at", lead.salesQualifiedAt)
        json.field("assigned_at", lead.assignedAt)
        json.field("accepted_at", lead.standing.acceptedAt)
        json.key("value")
        ActionJSON.money(lead.standing.value, to: &json)
        json.field("version", lead.version)
        json.array("signals", lead.signals) { RoutingJSON.signal($0, to: &$1) }
        json.array("clocks", lead.clocks) { RoutingJSON.clock($0, to: &$1) }
    }

    static func contact(_ contact: Contact, to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", contact: contact.id)
        json.field("name", contact.name)
        json.field("channel", contact.channel)
        json.field("since", contact.since)
        json.endObject()
    }

    static func conversation(_ thread: Conversation, to json: inout JSONWriter) {
        json.beginObject()
        json.field("channel", thread.key.channel)
        json.field("account", thread.account)
        json.field("address", thread.address)
        json.field("messages", thread.messages)
        json.field("first", event: thread.first)
        json.field("last", event: thread.last)
        json.field("last_at", thread.lastAt)
        json.endObject()
    }

    static func scoreRow(_ row: ScoreRow, to json: inout JSONWriter) {
        json.beginObject()
        json.field("number", row.number)
        json.field("rule", row.rule)
        json.field("group", row.group)
        json.field("points", row.points)
        json.field("matched", row.matched.isEmpty ? nil : row.matched)
        json.field("evidence", event: row.evidence)
        json.field("at", row.at)
        json.field("configuration", row.configuration)
        json.endObject()
    }

    static func touch(_ record: TouchRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.field("event", event: record.event)
        json.field("lead", lead: record.lead)
        json.field("at", record.at)
        json.key("referral")
        json.beginObject()
        for (field, value) in record.touch.values { json.field(field.rawValue, value) }
        json.endObject()
        json.endObject()
    }

    static func fact(_ fact: Fact, to json: inout JSONWriter) {
        json.beginObject()
        json.field("event", event: fact.event)
        json.field("number", fact.number)
        json.field("kind", fact.kind.rawValue)
        json.field("channel", fact.channel)
        json.field("rep", fact.rep)
        json.field("at", fact.at)
        json.field("recorded_at", fact.recordedAt)
        json.field("configuration", fact.configuration)
        json.field("inferred", isTrue: fact.isInferred)
        json.field("retraction", isTrue: fact.isRetraction)
        json.key("value")
        ActionJSON.money(fact.value, to: &json)
        json.endObject()
    }
}
