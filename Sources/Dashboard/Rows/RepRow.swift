import Domain
import JSON

/// A rep with what the rep has to do.
struct RepRow: Hashable {
    let id: RepID
    let name: String
    let team: String?
    let open: Int64
    let capacity: Int64
    let weight: Int64
    /// Whether the configuration still names the rep; leads of others stay theirs until somebody moves them.
    let isConfigured: Bool
    /// Since when the rep is checked in; nil where not.
    var onDutySince: Timestamp?
    /// When the rep was last heard of.
    var seenAt: Timestamp?
    /// The site that the rep checked in at.
    var site: String?
    /// Whether the rep agreed to tell where he is.
    var consentsToPosition = false

    /// Configured reps in their order, then those that only have leads.
    static func rows(reps: [Rep], states: [RepState]) -> [RepRow] {
        let known = Dictionary(states.map { ($0.rep, $0) }) { first, _ in first }
        let names = Set(reps.map(\.id))
        let configured = reps.map { rep in
            let state = known[rep.id] ?? RepState(rep: rep.id)
            return RepRow(
                id: rep.id, name: rep.name, team: rep.team, open: state.open, capacity: rep.capacity,
                weight: rep.weight, isConfigured: true, onDutySince: state.onDutySince, seenAt: state.seenAt,
                site: state.site, consentsToPosition: state.consentsToPosition)
        }
        let others = states.filter { !names.contains($0.rep) && $0.open > 0 }.sorted { $0.rep < $1.rep }.map { state in
            RepRow(
                id: state.rep, name: state.rep, team: nil, open: state.open, capacity: 0, weight: 0, isConfigured: false
            )
        }
        return configured + others
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", id)
        json.field("name", name)
        json.field("team", team)
        json.field("open", open)
        json.field("capacity", capacity)
        json.field("weight", weight)
        json.field("configured", isTrue: isConfigured)
        json.field("on_duty_since", onDutySince)
        json.field("seen_at", seenAt)
        json.field("site", site)
        json.field("consents_to_position", isTrue: consentsToPosition)
        json.endObject()
    }
}
