import Domain
import JSON

/// Leads that count together, and what follows when the standing of a lead changes: facts, counters, loads, word to others.
extension Work {
    /// The lead that one is counted with: itself, or the one it is joined to.
    func counted(_ id: LeadID) -> LeadID { lead(id)?.joined ?? id }

    /// The rows of a lead and of all that are joined to it, in the order of the history, each awarded among the others.
    mutating func awardTogether(_ primary: LeadID) -> [ScoreRow] {
        var rows = ([primary] + leads(joinedTo: primary)).flatMap { scoreRows(of: $0) }
        rows.sort { ($0.evidence, $0.lead, $0.number) < ($1.evidence, $1.lead, $1.number) }
        for (index, points) in Award.points(rows).enumerated() where rows[index].points != points {
            rows[index].points = points
            award(points, toRow: rows[index].number, of: rows[index].lead)
        }
        return rows
    }

    /// Gives a counted lead another standing, which whoever looks at a joined one sees, too: their versions count up with it.
    ///
    /// - Parameters:
    ///   - cause: The statement or action that changes it.
    ///   - recordedAt: When the program learned of it.
    ///   - tellsOfClocks: Whether what becomes of its clocks has just happened, so that others hear of it.
    mutating func settle(
        _ id: LeadID, _ standing: Standing, by cause: EventID, recordedAt: Timestamp, tellsOfClocks: Bool = false
    ) {
        guard let lead = lead(id), lead.standing != standing else { return }
        let former = lead.standing
        var waitingOtherwise = former
        waitingOtherwise.clocks = standing.clocks
        if waitingOtherwise == standing {
            // Nobody decides by a clock: a screen that shows how it stood before is good enough to act upon.
            adjust(id) { $0.standing = standing }
        } else {
            change(id) { $0.standing = standing }
            for joined in leads(joinedTo: id) { change(joined) { _ in } }
        }
        restate(
            lead, clocksFrom: former.clocks, to: standing.clocks, by: cause, recordedAt: recordedAt,
            tells: tellsOfClocks)
        if former.entries != standing.entries {
            restate(lead, from: former.entries, to: standing.entries, by: cause, recordedAt: recordedAt)
        }
        moveLoad(from: former, to: standing)
        if former.isOffered, !standing.isOffered || former.owner != standing.owner { stopTimer(.offer, of: id) }
    }

    /// Takes back the facts that no longer hold and states those that do.
    mutating func restate(
        _ lead: Lead, from former: [StageEntry], to entries: [StageEntry], by cause: EventID, recordedAt: Timestamp
    ) {
        for entry in former where !entries.contains(entry) {
            add(fact(entry, of: lead, by: cause, recordedAt: recordedAt, isRetraction: true))
        }
        for entry in entries where !former.contains(entry) {
            add(fact(entry, of: lead, by: cause, recordedAt: recordedAt, isRetraction: false))
            // Word goes out once, when it happens; what is only told otherwise is no news.
            if entry.cause == cause, entry.stage != .new {
                let topic = "lead.\(FactKind(entry.stage).rawValue)"
                send(topic, of: lead.id, to: entry.rep, by: cause, at: entry.at) { work in
                    LeadNotice(lead: work.lead(lead.id) ?? lead, rep: entry.rep).json
                }
            }
        }
    }

    private func fact(
        _ entry: StageEntry, of lead: Lead, by cause: EventID, recordedAt: Timestamp, isRetraction: Bool
    ) -> Fact {
        Fact(
            event: cause, number: 0, kind: FactKind(entry.stage), lead: lead.id, channel: lead.channel, rep: entry.rep,
            at: entry.at, recordedAt: recordedAt, configuration: entry.configuration, isInferred: entry.isInferred,
            isRetraction: isRetraction, value: entry.value)
    }

    /// An open lead is work for its owner.
    mutating func moveLoad(from former: Standing?, to standing: Standing?) {
        let before = former.flatMap { $0.stage.isOpen ? $0.owner : nil }
        let after = standing.flatMap { $0.stage.isOpen ? $0.owner : nil }
        guard before != after else { return }
        if let before { addLoad(-1, to: before) }
        if let after { addLoad(1, to: after) }
    }
}

/// What other systems hear of a lead that reached something.
struct LeadNotice {
    let lead: Lead
    let rep: RepID?

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("lead")
        writer.string("L\(lead.id)")
        writer.key("contact")
        writer.string("C\(lead.contact)")
        writer.key("channel")
        writer.string(lead.channel)
        writer.key("score")
        writer.int(lead.score)
        if let rep {
            writer.key("rep")
            writer.string(rep)
        }
        writer.endObject()
        return writer.text
    }
}

extension Standing {
    /// Whether a rep has it who has not answered yet. Whoever has made an opportunity of it has.
    var isOffered: Bool { stage == .salesQualified && owner != nil && acceptedAt == nil }
}
