import Settings

/// Reads what makes an event the same event when it is delivered again.
struct KeyReader {
    private let expressions: ExpressionReader
    private let findings: Findings

    init(_ expressions: ExpressionReader, _ findings: Findings) {
        self.expressions = expressions
        self.findings = findings
    }

    /// A list of parts, or one part with a window.
    func rule(_ node: YAMLNode) -> EventKeyRule? {
        if let elements = node.elements {
            if elements.isEmpty {
                findings.error(at: node, "`key` is empty; name at least one part")
                return nil
            }
            let parts = elements.compactMap { part($0) }
            return parts.count == elements.count ? EventKeyRule(parts: parts, windowSeconds: nil) : nil
        }
        guard node.members != nil, var fields = Fields(node, of: "a key", in: findings) else {
            if node.members == nil {
                findings.error(
                    at: node, "`key`: expected a list of parts or {digest: ..., window: 10m}, got \(node.summary)")
            }
            return nil
        }
        let digest = fields.requiredNode("digest")
        let window = fields.node("window") == nil ? nil : fields.duration("window", in: 1...31_536_000)
        fields.finish()
        guard let digest, let part = self.digest(digest) else { return nil }
        return EventKeyRule(parts: [part], windowSeconds: window)
    }

    private func part(_ node: YAMLNode) -> EventKeyRule.Part? {
        if node["digest"] != nil, var fields = Fields(node, of: "a part of a key", in: findings) {
            let digest = fields.requiredNode("digest")
            fields.finish()
            return digest.flatMap { self.digest($0) }
        }
        return expressions.text(node).map { .text($0) }
    }

    private func digest(_ node: YAMLNode) -> EventKeyRule.Part? {
        if node.text == "item" { return .itemDigest }
        if node.text == "event" { return .eventDigest }
        guard let elements = node.elements, !elements.isEmpty else {
            findings.error(at: node, "`digest`: expected `item`, `event` or a list of expressions, got \(node.summary)")
            return nil
        }
        let expressions = elements.compactMap { self.expressions.text($0) }
        return expressions.count == elements.count ? .digest(expressions) : nil
    }
}
