import JSON
import Settings

/// Reads `receive.answers`: what to answer to deliveries that look a certain way.
struct AnswerReader {
    private let findings: Findings
    private let expressions: ExpressionReader

    init(_ findings: Findings) {
        self.findings = findings
        expressions = ExpressionReader(names: [], findings, HeaderUses())
    }

    func rules(_ nodes: [YAMLNode]) -> [AnswerRule] {
        let rules = nodes.compactMap { rule($0) }
        for (rule, node) in zip(rules.dropLast(), nodes) where rule.condition == nil && rules.count == nodes.count {
            findings.error(at: node, "an answer without `when` always fits; what follows it is never reached")
        }
        return rules
    }

    private func rule(_ node: YAMLNode) -> AnswerRule? {
        guard var fields = Fields(node, of: "an answer", in: findings) else { return nil }
        let when = fields.node("when")
        let condition = when.flatMap { expressions.filter($0) }
        let status = fields.int("status", in: 200...299, default: 200)
        let contentType = fields.optionalString("content_type") ?? "text/plain"
        let body = fields.node("body").map { self.body($0) } ?? .text("")
        let isStored = fields.bool("store", default: true)
        let confirm = fields.fields("confirm", of: "the confirmation")
        let confirmation = confirm.flatMap { self.confirmation($0) }
        if body?.givesBack == true, contentType.lowercased().contains("html") {
            fields.error(
                at: "content_type", "`content_type`: what was sent must not go back as a page; use text/plain")
        }
        fields.finish()
        // What is there and could not be read has been reported.
        guard (when == nil) == (condition == nil), (confirm == nil) == (confirmation == nil), let body else {
            return nil
        }
        return AnswerRule(
            condition: condition?.filter, status: status, contentType: contentType, body: body, isStored: isStored,
            confirmation: confirmation)
    }

    /// A text, `{path: ...}` or `{template: ...}`.
    private func body(_ node: YAMLNode) -> AnswerRule.Body? {
        if let text = node.text { return .text(text) }
        guard var fields = Fields(node, of: "the body of an answer", in: findings) else { return nil }
        defer { fields.finish() }
        if let node = fields.node("template") { return template(node) }
        return fields.requiredNode("path").flatMap { expressions.path($0) }.map { .path($0.path) }
    }

    /// Slots are `{$...}` here, because the text around them is mostly JSON.
    private func template(_ node: YAMLNode) -> AnswerRule.Body? {
        guard let text = node.text else {
            findings.error(at: node, "`template`: expected a text with {$.paths}, got \(node.summary)")
            return nil
        }
        var pieces: [AnswerRule.Piece] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "{$") {
            let slot = rest[rest.index(before: start.upperBound)...]
            guard let end = slot.firstIndex(of: "}") else {
                findings.error(at: node, "`template`: expected a closing `}`, found the end")
                return nil
            }
            let offset = text.utf8.distance(from: text.startIndex, to: slot.startIndex)
            guard let path = expressions.path(String(slot[..<end]), node, offset: offset) else { return nil }
            if start.lowerBound > rest.startIndex { pieces.append(.literal(String(rest[..<start.lowerBound]))) }
            pieces.append(.path(path.path))
            rest = slot[slot.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        return .template(pieces)
    }

    private func confirmation(_ fields: consuming Fields) -> AnswerRule.Confirmation? {
        let path = fields.requiredNode("path").flatMap { expressions.path($0) }
        let hosts = fields.texts("hosts")
        if hosts.isEmpty { findings.error(at: fields.node, "`confirm` needs `hosts`: which may be called") }
        for (host, place) in hosts where !Self.isHostPattern(host) {
            findings.error(
                at: place,
                "`hosts`: expected a host such as sns.*.amazonaws.com, whose last two parts are no `*`, got \(host)")
        }
        fields.finish()
        return path.map { AnswerRule.Confirmation(path: $0.path, hosts: hosts.map(\.text)) }
    }

    private static func isHostPattern(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = labels.allSatisfy { label in
            label == "*" || !label.isEmpty && label.utf8.allSatisfy { $0 &- 97 < 26 || $0 &- 48 < 10 || $0 == 45 }
        }
        return labels.count > 2 && isPlain && !labels.suffix(2).contains("*")
    }
}

extension AnswerRule.Body {
    /// Whether what was sent goes back.
    fileprivate var givesBack: Bool {
        switch self {
        case .text: false
        case .path, .template: true
        }
    }
}
