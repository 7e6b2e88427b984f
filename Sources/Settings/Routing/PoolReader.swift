import Domain

/// A pool with what other parts have to know of it.
struct ReadPool {
    var pool: Pool
    /// Where it begins.
    var place: YAMLNode.Place
    /// Which statements ask for it.
    var condition: Condition?
    var needs: [ReadNeed]

    /// By which statements ask for the pool; nil where it takes every lead.
    var signal: SignalRule? { condition.map { SignalRule(kind: .pool, value: pool.id, condition: $0) } }
}

/// Reads the part `routing.pools`.
struct PoolReader {
    let findings: Findings
    let conditions: ConditionReader
    /// Who can be in a pool, in the order of the file.
    let reps: [Rep]
    let teams: [TeamID]

    /// The pools in the order of the file.
    func pools(from fields: inout Fields) -> [ReadPool] {
        if fields.node("pools")?.elements?.isEmpty == true {
            fields.error(at: "pools", "`pools` is empty; add one, or remove it to have everybody in one")
        }
        var first: [String: YAMLNode.Place] = [:]
        let ids = Set(reps.map(\.id))
        return fields.nodes("pools", most: RoutingReader.partsMax).compactMap { pool(at: $0, first: &first, ids) }
    }

    private func pool(
        at node: YAMLNode, first: inout [String: YAMLNode.Place], _ ids: Set<RepID>
    ) -> ReadPool? {
        guard var fields = Fields(node, of: "a pool", in: findings) else { return nil }
        let id = fields.id(of: "pool", first: &first)
        let when = fields.node("when")
        let members = members(from: &fields, ids)
        let strategy = fields.oneOf("strategy", RoutingStrategy.self, default: .balanced)
        let priority = fields.int("priority", in: 0...1000, default: Int64(0))
        let acceptWithin =
            fields.node("accept_within") == nil ? nil : fields.duration("accept_within", in: 60...2_592_000)
        let escalatesAfter: Int64? =
            fields.node("escalate_after") == nil ? nil : fields.int("escalate_after", in: 1...100)
        var needs: [ReadNeed] = []
        if var asked = fields.fields("needs", of: "the needs") {
            needs = asked.needs()
            asked.finish()
        }
        let condition = when.flatMap { conditions.condition(at: $0) }
        fields.finish()
        guard let id else { return nil }
        var pool = Pool(
            id: id, isAskedFor: when != nil, members: members, strategy: strategy, priority: priority,
            acceptWithinSeconds: acceptWithin, escalatesAfter: escalatesAfter)
        pool.needs = needs.map(\.need).sorted()
        return ReadPool(pool: pool, place: node.place, condition: condition, needs: needs)
    }

    /// Those that `reps` names and those of the `teams`, in the order of all reps; without both fields everybody.
    private func members(from fields: inout Fields, _ ids: Set<RepID>) -> [RepID] {
        let isChosen = fields.node("reps") != nil || fields.node("teams") != nil
        let people = names("reps", "rep", of: &fields, known: ids, among: reps.map(\.id))
        let groups = names("teams", "team", of: &fields, known: Set(teams), among: teams)
        guard isChosen else { return reps.map(\.id) }
        return reps.filter { rep in
            people.contains(rep.id) || rep.team.map { groups.contains($0) } == true
        }.map(\.id)
    }

    /// The names under a field; findings for those that there are not.
    private func names(
        _ name: String, _ thing: String, of fields: inout Fields, known: Set<String>, among all: [String]
    ) -> Set<String> {
        if fields.node(name)?.elements?.isEmpty == true {
            fields.error(at: name, "`\(name)` is empty; name some, or remove it")
        }
        let texts = fields.texts(name)
        for (text, place) in texts where !known.contains(text) {
            findings.error(
                at: place,
                "`\(name)`: there is no \(thing) `\(shortened(text))`." + suggestion(for: text, among: all))
        }
        return Set(texts.map(\.text))
    }
}
