import Domain

/// Reads the part `routing.teams`.
struct TeamReader {
    let findings: Findings
    let reps: [ReadRep]

    /// The teams in the order of the file; without the part, those that reps name, in the order of the reps.
    func teams(from fields: inout Fields) -> [Team] {
        guard fields.node("teams") != nil else {
            var seen: Set<TeamID> = []
            return reps.compactMap(\.rep.team).filter { seen.insert($0).inserted }.map { Team(id: $0, name: $0) }
        }
        var first: [String: YAMLNode.Place] = [:]
        let ids = Set(reps.map(\.rep.id))
        let teams = fields.nodes("teams", most: RoutingReader.partsMax).compactMap { team(at: $0, first: &first, ids) }
        for rep in reps {
            guard let team = rep.rep.team, first[team] == nil else { continue }
            findings.error(
                at: rep.teamPlace,
                "`team`: there is no team `\(shortened(team))`; add it under `teams`."
                    + suggestion(for: team, among: teams.map(\.id)))
        }
        return teams
    }

    private func team(at node: YAMLNode, first: inout [String: YAMLNode.Place], _ reps: Set<RepID>) -> Team? {
        guard var fields = Fields(node, of: "a team", in: findings) else { return nil }
        let id = fields.id(of: "team", first: &first)
        let name = fields.shownName(fields.optionalString("name"))
        let lead = fields.optionalString("lead")
        if let lead, !reps.contains(lead) {
            fields.error(
                at: "lead",
                "`lead`: there is no rep `\(shortened(lead))`; name one of `reps`."
                    + suggestion(for: lead, among: reps.sorted()))
        }
        fields.finish()
        return id.map { Team(id: $0, name: name ?? $0, lead: lead) }
    }
}
