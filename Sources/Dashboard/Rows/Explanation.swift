public import Domain
import JSON
import Storage

/// Why a lead stands where it stands: the rows that add up to its score, when it passed which stage, and what the router decided.
struct Explanation {
    let detail: LeadDetail
    /// The instant that values are of.
    let at: Timestamp

    init(detail: LeadDetail, at: Timestamp?) {
        self.detail = detail
        self.at = at ?? detail.lead.standing.scoredAt
    }

    /// Whether the rows add up to the score at the instant it is kept for; or else the state is damaged.
    ///
    /// The rows of a lead that counts with another give there what they give; its own score is what they would give alone.
    private var addsUp: Bool {
        guard detail.lead.isCounted else { return true }
        let time = detail.lead.standing.scoredAt
        return detail.scoreRows.reduce(0) { $0 + $1.value(at: time) } == detail.lead.score
    }

    func write(to json: inout JSONWriter) {
        let lead = detail.lead
        json.beginObject()
        json.field("lead", lead: lead.id)
        json.field("stage", lead.stage.word)
        json.key("score")
        json.beginObject()
        let rows = ExplainedRow.rows(detail.scoreRows, at: at)
        json.field("points", lead.score)
        json.field("scored_at", lead.standing.scoredAt)
        json.field("at", at)
        json.field("sum_of_rows", rows.last?.total ?? 0)
        json.field("adds_up", isTrue: addsUp)
        json.array("rows", rows) { row, json in row.write(to: &json) }
        json.endObject()
        together(&json)
        json.array("stages", stages) { stage, json in
            json.beginObject()
            json.field("stage", stage.stage.word)
            json.field("at", stage.at)
            json.endObject()
        }
        json.key("route")
        if let decision = detail.assignments.last {
            RoutingJSON.assignment(decision, to: &json)
        } else {
            json.null()
        }
        json.endObject()
    }

    /// With whom the lead counts, and what it would be alone.
    private func together(_ json: inout JSONWriter) {
        let lead = detail.lead
        json.field("counted_with", lead: lead.joined)
        json.array("joined", detail.joined) { $1.string(PublicID.lead($0.id)) }
        json.key("alone")
        if let alone = lead.aloneStanding {
            json.beginObject()
            json.field("stage", alone.stage.word)
            json.field("points", alone.score)
            json.endObject()
        } else {
            json.null()
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

extension Lead {
    /// What the lead would be if its contact were held for nobody else; nil for a lead that counts for itself alone.
    public var aloneStanding: Standing? { joined == nil ? own : standing }
}
