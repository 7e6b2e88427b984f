import Domain

/// Reads the part `routing`.
struct RoutingReader {
    let findings: Findings

    /// The rules, or nil after findings.
    func routing(from root: inout Fields) -> RoutingRules? {
        guard var fields = root.requiredFields("routing", of: "the routing") else { return nil }
        let nodes = fields.nodes("reps")
        if nodes.count > Limits.repsMax {
            fields.error(at: "reps", "at most \(Limits.repsMax) reps, got \(nodes.count)")
        }
        var first: [String: YAMLNode.Place] = [:]
        let reps = nodes.prefix(Limits.repsMax).compactMap { rep(at: $0, first: &first) }
        fields.finish()
        if !findings.hasErrors, !reps.contains(where: { $0.weight > 0 && $0.capacity > 0 }) {
            fields.warning(
                at: "reps", "no rep can get a lead; qualified leads will wait until one has weight and capacity")
        }
        return RoutingRules(reps: reps)
    }

    private func rep(at node: YAMLNode, first: inout [String: YAMLNode.Place]) -> Rep? {
        guard var fields = Fields(node, of: "a rep", in: findings) else { return nil }
        let id = fields.string("id")
        let place = fields.place(of: "id")
        if let id, findings.isName(id, at: place, "the rep's id") {
            if let other = first[id] {
                findings.error(
                    at: place, "rep `\(id)` stands here again, first in line \(other.line); rename one of them")
            } else {
                first[id] = place
            }
        }
        let name = fields.string("name")
        if let name, name.utf8.count > Limits.nameBytesMax || name.allSatisfy(\.isWhitespace) {
            fields.error(at: "name", "`name`: expected a name of at most \(Limits.nameBytesMax) bytes")
        }
        let team = fields.optionalString("team")
        if let team { _ = findings.isName(team, at: fields.place(of: "team"), "the team's name") }
        let weight = fields.int("weight", in: 0...1000, default: Int64(1))
        let capacity: Int64? = fields.int("capacity", in: 0...100_000)
        let notify = NotifyAddressReader(findings: findings).addresses(from: &fields)
        fields.finish()
        guard let id, let name, let capacity else { return nil }
        var rep = Rep(id: id, name: name, team: team, weight: weight, capacity: capacity)
        rep.notify = notify
        return rep
    }
}
