public import Domain
import JSON

/// Actions and what they did, as the API writes them.
enum ActionJSON {
    /// What became of an action, with what it said where the ledger still has it.
    static func record(_ record: ActionRecord, of action: Action?, to json: inout JSONWriter) {
        json.beginObject()
        json.field("position", record.position)
        json.field("action", record.name)
        json.field("outcome", record.outcome.word)
        json.field("detail", record.detail.isEmpty ? nil : record.detail)
        json.field("actor", record.actor.isEmpty ? nil : record.actor)
        json.field("at", record.at)
        json.field("lead", lead: record.lead)
        json.field("contact", contact: record.contact)
        json.field("stage", record.stage?.word)
        json.field("version", record.version)
        json.field("text", action?.deed.words)
        json.endObject()
    }

    /// When and why a stage was reached.
    static func entry(_ entry: StageEntry, to json: inout JSONWriter) {
        json.beginObject()
        json.field("stage", entry.stage.word)
        json.field("at", entry.at)
        json.field("cause", event: entry.cause)
        json.field("configuration", entry.configuration)
        json.field("inferred", isTrue: entry.isInferred)
        json.field("rep", entry.rep)
        json.key("value")
        money(entry.value, to: &json)
        json.field("reason", entry.reason.isEmpty ? nil : entry.reason)
        json.endObject()
    }

    /// An amount: `decimal` for people, `minor_units` for sums.
    static func money(_ money: Money?, to json: inout JSONWriter) {
        guard let money else {
            json.null()
            return
        }
        json.beginObject()
        json.field("amount", money.decimal)
        json.field("currency", money.currency)
        json.field("minor_units", money.minorUnits)
        json.endObject()
    }
}

extension Deed {
    /// What somebody said in full: the text of a note, the wording of a consent.
    public var words: String? {
        switch self {
        case .lead(_, .note(let text)): text
        case .lead(_, .reply(let reply)): reply.text
        case .lead(_, .contacted(_, let note)): note.isEmpty ? nil : note
        case .repConsent(_, _, let wording): wording.isEmpty ? nil : wording
        case .consent(let consent): consent.wording.isEmpty ? nil : consent.wording
        case .rerun, .lead, .merge, .unmerge, .dismiss, .release, .presence, .outcome, .resend: nil
        }
    }
}
