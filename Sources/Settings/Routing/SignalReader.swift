import Domain

/// A signal's rule with the place of what it asks.
struct ReadSignal {
    var rule: SignalRule
    var place: YAMLNode.Place

    /// What a rep has to have; nil for a priority.
    var need: ReadNeed? {
        RepNeed.kinds.contains(rule.kind) ? ReadNeed(need: RepNeed(rule.kind, rule.value), place: place) : nil
    }
}

/// Reads the part `routing.signals`.
struct SignalReader {
    let findings: Findings
    let conditions: ConditionReader

    /// The rules in the order of the file; an element that asks several things is a rule for each.
    func signals(from fields: inout Fields) -> [ReadSignal] {
        fields.nodes("signals", most: RoutingReader.partsMax).flatMap { signals(at: $0) }
    }

    private func signals(at node: YAMLNode) -> [ReadSignal] {
        guard var fields = Fields(node, of: "a signal", in: findings) else { return [] }
        let needs = fields.needs()
        var asked = needs.map { (kind: $0.need.kind, value: $0.need.value, place: $0.place) }
        if let node = fields.node("priority"), let priority = fields.int("priority", in: Int64(1)...1000) {
            asked.append((.priority, String(priority), node.place))
        }
        let words = RepNeed.kinds.map(\.word) + ["priority"]
        if !fields.names.contains(where: { words.contains($0) }) {
            findings.error(
                at: node, "a signal asks for something; add one of \(words.joined(separator: ", "))")
        }
        let condition = fields.requiredNode("when").flatMap { conditions.condition(at: $0) }
        fields.finish()
        guard let condition else { return [] }
        return asked.map {
            ReadSignal(rule: SignalRule(kind: $0.kind, value: $0.value, condition: condition), place: $0.place)
        }
    }
}
