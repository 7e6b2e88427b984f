public import Domain
public import JSON
import Storage

/// Routing as the API writes it.
enum RoutingJSON {
    static func signal(_ signal: LeadSignal, to json: inout JSONWriter) {
        json.beginObject()
        json.field("kind", signal.kind.word)
        json.field("value", signal.value)
        json.field("evidence", event: signal.evidence)
        json.endObject()
    }

    static func clock(_ clock: LeadClock, to json: inout JSONWriter) {
        json.beginObject()
        json.field("kind", clock.kind.word)
        json.field("since", clock.since)
        json.field("asked", isTrue: clock.isAsked)
        json.field("due", clock.due)
        json.field("stopped_at", clock.stoppedAt)
        json.field("breached", isTrue: clock.isBreached)
        json.field("rep", clock.rep)
        json.field("configuration", clock.configuration)
        json.endObject()
    }

    static func assignment(_ decision: Assignment, to json: inout JSONWriter) {
        json.beginObject()
        json.field("number", decision.number)
        json.field("rep", decision.rep)
        json.field("at", decision.at)
        json.field("cause", event: decision.cause)
        json.field("configuration", decision.configuration)
        json.field("reason", decision.reason.rawValue)
        json.field("pool", decision.pool)
        json.array("candidates", decision.candidates) { candidate, json in
            json.beginObject()
            json.field("rep", candidate.rep)
            json.field("open", candidate.open)
            json.field("weight", candidate.weight)
            json.field("capacity", candidate.capacity)
            json.field("verdict", candidate.verdict.rawValue)
            json.field("detail", candidate.detail.isEmpty ? nil : candidate.detail)
            json.field("words", decision.words(on: candidate))
            json.endObject()
        }
        json.endObject()
    }

    static func line(_ line: QueueLine, now: Timestamp, to json: inout JSONWriter) {
        let profile = QueueProfile(line.waiting.profile)
        json.beginObject()
        json.field("place", line.place)
        json.field("lead", lead: line.waiting.lead)
        json.field("name", line.name)
        json.field("since", line.since)
        json.field("waiting_seconds", line.seconds(until: now))
        json.field("cause", event: line.waiting.since)
        json.field("priority", line.waiting.priority)
        json.field("pool", profile.pool)
        json.array("needs", profile.needs) { need, json in
            json.beginObject()
            json.field("kind", need.kind.word)
            json.field("value", need.value)
            json.endObject()
        }
        json.array("declined", profile.declined) { $1.string($0) }
        json.field("escalates_to", profile.escalatesTo)
        json.field("words", profile.words)
        json.endObject()
    }
}

extension APIDocument {
    /// Every decision of the router about a lead, the latest first, with what the lead asks for and waits for.
    ///
    /// - Parameters:
    ///   - number: The only decision that is wanted; nil for all.
    ///   - now: The instant up to which waiting is counted.
    public static func assignments(
        _ sheet: RoutingSheet, number: Int64? = nil, now: Timestamp, to json: inout JSONWriter
    ) {
        let lead = sheet.detail.lead
        let decisions = sheet.detail.assignments.reversed().filter { number == nil || $0.number == number }
        json.beginObject()
        json.field("lead", lead: lead.id)
        json.field("stage", lead.stage.word)
        json.field("owner", lead.owner)
        json.field("offer_returns_at", sheet.offerReturnsAt)
        json.key("waiting")
        if let queued = sheet.queued { RoutingJSON.line(queued, now: now, to: &json) } else { json.null() }
        json.array("signals", sheet.signals) { RoutingJSON.signal($0, to: &$1) }
        json.array("clocks", lead.clocks) { RoutingJSON.clock($0, to: &$1) }
        json.array("assignments", decisions) { RoutingJSON.assignment($0, to: &$1) }
        json.endObject()
    }

    /// `{"queue": […], "waiting_leads": …}`: who waits for a rep, the next one first.
    public static func queue(_ lines: [QueueLine], of count: Int64, now: Timestamp, to json: inout JSONWriter) {
        json.beginObject()
        json.array("queue", lines) { RoutingJSON.line($0, now: now, to: &$1) }
        json.field("waiting_leads", count)
        json.endObject()
    }
}
