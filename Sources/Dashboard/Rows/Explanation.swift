import Domain
import JSON
import Storage

/// Why a lead stands where it stands: the rows that add up to its score, when it passed which stage, and what the router decided.
struct Explanation {
    let detail: LeadDetail

    /// The sum of the rows; equal to the lead's score, or the state is damaged.
    var sum: Int64 { detail.scoreRows.reduce(0) { $0 + $1.points } }

    func write(to json: inout JSONWriter) {
        let lead = detail.lead
        json.beginObject()
        json.field("lead", lead: lead.id)
        json.field("stage", lead.stage.word)
        json.key("score")
        json.beginObject()
        json.field("points", lead.score)
        json.field("sum_of_rows", sum)
        json.field("adds_up", isTrue: sum == lead.score)
        json.array("rows", rows) { row, json in row.write(to: &json) }
        json.endObject()
        json.array("stages", stages) { stage, json in
            json.beginObject()
            json.field("stage", stage.stage.word)
            json.field("at", stage.at)
            json.endObject()
        }
        json.key("route")
        if let decision = detail.assignments.last {
            LeadJSON.assignment(decision, to: &json)
        } else {
            json.null()
        }
        json.endObject()
    }

    private struct Row {
        let row: ScoreRow
        /// The score after this row.
        let total: Int64

        func write(to json: inout JSONWriter) {
            json.beginObject()
            json.field("points", row.points)
            json.field("total", total)
            json.field("rule", row.rule)
            json.field("group", row.group)
            json.field("matched", row.matched.isEmpty ? nil : row.matched)
            json.field("evidence", event: row.evidence)
            json.field("at", row.at)
            json.field("configuration", row.configuration)
            json.endObject()
        }
    }

    private var rows: [Row] {
        var total: Int64 = 0
        return detail.scoreRows.map { row in
            total += row.points
            return Row(row: row, total: total)
        }
    }

    private var stages: [(stage: Stage, at: Timestamp)] {
        let reached: [(stage: Stage, at: Timestamp?)] = [
            (.new, detail.lead.openedAt), (.marketingQualified, detail.lead.marketingQualifiedAt),
            (.salesQualified, detail.lead.salesQualifiedAt),
        ]
        return reached.compactMap { step in step.at.map { (step.stage, $0) } }
    }
}
