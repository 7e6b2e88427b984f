import Dashboard
import Domain
import JSON
import Pipeline
import Storage

/// What a simulation found, for programs.
struct SimulationJSON {
    let report: SimulationReport
    let settings: [String]
    let isVerbose: Bool

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.put("position", report.position)
        json.put("since", report.since)
        json.put("unchanged", report.isUnchanged)
        json.put("settings", settings) { $1.string($0) }
        json.key("funnel")
        json.beginObject()
        figures("before", report.before, &json)
        figures("after", report.after, &json)
        json.endObject()
        movement("marketing_qualified", report.marketing, &json)
        movement("sales_qualified", report.sales, &json)
        json.put("rules", report.rules) { rule, json in
            json.beginObject()
            json.put("rule", rule.rule)
            for (name, sum) in [("before", rule.before), ("after", rule.after)] {
                json.key(name)
                json.beginObject()
                json.put("points", sum.points)
                json.put("matches", sum.rows)
                json.put("leads", sum.leads)
                json.endObject()
            }
            json.endObject()
        }
        json.put("reps", report.reps) { rep, json in
            json.beginObject()
            json.put("rep", rep.rep)
            json.put("before", rep.before)
            json.put("after", rep.after)
            json.endObject()
        }
        json.key("routing")
        SimulatedRouting(before: report.before.routing, after: report.after.routing).write(to: &json)
        actions(&json)
        json.put("unpaired_leads", report.unpaired)
        json.endObject()
    }

    private func figures(_ name: String, _ figures: SimulatedFigures, _ json: inout JSONWriter) {
        json.key(name)
        json.beginObject()
        json.put("leads", figures.leads)
        for stage in Stage.allCases where stage != .new { json.put(stage.word, figures.reached[stage] ?? 0) }
        json.put("waiting", figures.waiting)
        for (name, quality) in [("marketing_qualified", figures.marketing), ("sales_qualified", figures.sales)] {
            json.key("by_score_" + name)
            json.beginObject()
            json.put("qualified", quality.qualified)
            json.put("ended", quality.ended)
            json.put("won", quality.won)
            json.put("all_won", quality.allWon)
            rate("precision_permille", quality.won, quality.ended, &json)
            rate("recall_permille", quality.won, quality.allWon, &json)
            json.endObject()
        }
        json.endObject()
    }

    private func rate(_ name: String, _ part: Int64, _ whole: Int64, _ json: inout JSONWriter) {
        json.key(name)
        if let permille = Rate(part, of: whole).permille { json.int(permille) } else { json.null() }
    }

    private func movement(_ name: String, _ movement: Movement, _ json: inout JSONWriter) {
        json.key(name)
        json.beginObject()
        json.put("gained", movement.gained.count)
        json.put("lost", movement.lost.count)
        json.put("sooner", movement.earlier)
        json.put("later", movement.later)
        json.put("gained_leads", movement.gained.listed, lead)
        json.put("lost_leads", movement.lost.listed, lead)
        json.endObject()
    }

    private func lead(_ lead: LeadComparison, _ json: inout JSONWriter) {
        json.beginObject()
        json.put("lead", PublicID.lead(lead.id))
        json.key("name")
        if let name = lead.name { json.string(name) } else { json.null() }
        sheet("before", lead.before, &json)
        sheet("after", lead.after, &json)
        json.put("rules", lead.rules) { rule, json in
            json.beginObject()
            json.put("rule", rule.rule)
            for (name, points) in [("before", rule.before), ("after", rule.after)] {
                json.key(name)
                if let points { json.int(points) } else { json.null() }
            }
            json.endObject()
        }
        json.endObject()
    }

    private func sheet(_ name: String, _ sheet: LeadSheet?, _ json: inout JSONWriter) {
        json.key(name)
        guard let sheet else { return json.null() }
        json.beginObject()
        json.put("stage", sheet.lead.stage.word)
        json.put("score", sheet.lead.score)
        json.put("scored_at", sheet.lead.standing.scoredAt.description)
        if isVerbose {
            json.put("rows", ExplainedRow.rows(sheet.rows, at: sheet.lead.standing.scoredAt)) { $0.write(to: &$1) }
        }
        json.endObject()
    }

    private func actions(_ json: inout JSONWriter) {
        json.key("refused_actions")
        json.beginObject()
        json.put("count", report.actions.count)
        json.put("actions", report.actions.listed) { refused, json in
            json.beginObject()
            json.put("entry", refused.before.position)
            json.put("action", refused.before.name)
            json.key("lead")
            if let lead = refused.before.lead { json.string(PublicID.lead(lead)) } else { json.null() }
            json.put("outcome", refused.after.outcome.word)
            json.put("detail", refused.after.detail)
            json.endObject()
        }
        json.endObject()
    }
}

/// Names and values in one call.
extension JSONWriter {
    fileprivate mutating func put(_ name: String, _ value: Int64) {
        key(name)
        int(value)
    }

    fileprivate mutating func put(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    fileprivate mutating func put(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    fileprivate mutating func put<Row>(_ name: String, _ rows: [Row], _ write: (Row, inout JSONWriter) -> Void) {
        key(name)
        beginArray()
        for row in rows { write(row, &self) }
        endArray()
    }
}
