import Domain
import JSON
import Settings

/// Reads the expressions of a channel file where certain names stand for values.
struct ExpressionReader {
    /// Expressions within one another.
    static let depthMax = 12

    /// What a path may begin with.
    let names: [String]
    let findings: Findings
    let headers: HeaderUses

    init(names: [String], _ findings: Findings, _ headers: HeaderUses) {
        self.names = names
        self.findings = findings
        self.headers = headers
    }

    // MARK: Paths

    /// A path, or nil after a finding with the column inside of the text.
    func path(_ node: YAMLNode) -> ValuePath? {
        guard let text = node.text, !node.isNull else {
            findings.error(at: node, "expected a path such as \(example), got \(node.summary)")
            return nil
        }
        return path(text, node, offset: 0)
    }

    func path(_ text: String, _ node: YAMLNode, offset: Int) -> ValuePath? {
        do {
            let path = try JSONPath(text, names: names)
            for refusal in path.patternsRefused { report(refusal, text, node, offset: offset) }
            return ValuePath(path)
        } catch {
            report(error, text, node, offset: offset)
            return nil
        }
    }

    /// A condition, or nil after a finding.
    func filter(_ node: YAMLNode) -> ValueFilter? {
        guard let text = node.text, !node.isNull else {
            findings.error(at: node, "expected a condition such as \"@.type == 'text'\", got \(node.summary)")
            return nil
        }
        do {
            let filter = try JSONFilter(text, names: names)
            for refusal in filter.patternsRefused { report(refusal, text, node, offset: 0) }
            return ValueFilter(filter)
        } catch {
            report(error, text, node, offset: 0)
            return nil
        }
    }

    private var example: String { "`\(names.last ?? "$").id`" }

    private func report(_ error: JSONPathError, _ text: String, _ node: YAMLNode, offset: Int) {
        let rest = text.utf8.dropFirst(error.offset)
        let word = String(rest.prefix { $0 == 95 || ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 }) ?? ""
        let near = word.isEmpty ? nil : nearest(to: word, among: names.filter { $0 != word })
        let hint = near.map { ". Did you mean `\($0)`?" } ?? ""
        findings.error(at: place(in: node, error.offset + offset), "`\(text.prefix(80))`: \(error.message)\(hint)")
    }

    /// The place inside of a text; its start where the text is a block of lines.
    private func place(in node: YAMLNode, _ offset: Int) -> YAMLNode.Place {
        guard case .scalar(let text, let quoted) = node.content, !text.contains("\n") else { return node.place }
        return YAMLNode.Place(line: node.place.line, column: node.place.column + offset + (quoted ? 1 : 0))
    }

    // MARK: Times

    /// A time; only what states how its text is to be read.
    func time(_ node: YAMLNode, depth: Int = 0) -> TimeExpression? {
        guard let name = operation(node, of: Self.times, "a time", depth),
            var fields = Fields(node, of: "a time", in: findings)
        else { return nil }
        var result: TimeExpression?
        switch name {
        case "epoch":
            let inner = fields.requiredNode("epoch").flatMap { text($0, depth: depth + 1) }
            let unit = fields.oneOf("unit", EpochUnit.self)
            if let inner, let unit { result = .epoch(inner, unit: unit) }
        case "rfc3339":
            let inner = fields.requiredNode("rfc3339").flatMap { text($0, depth: depth + 1) }
            let assumesUTC = fields.bool("assume_utc", default: false)
            result = inner.map { .rfc3339($0, assumesUTC: assumesUTC) }
        case "rfc5322":
            result = fields.requiredNode("rfc5322").flatMap { text($0, depth: depth + 1) }.map { .mailDate($0) }
        case "snowflake":
            let inner = fields.requiredNode("snowflake").flatMap { text($0, depth: depth + 1) }
            let since = fields.int("since", in: Int64(0)...4_102_444_800_000)
            if let inner, let since { result = .snowflake(inner, sinceMilliseconds: since) }
        default:
            let nodes = fields.nodes("first")
            let inner = nodes.compactMap { time($0, depth: depth + 1) }
            if inner.count == nodes.count, !inner.isEmpty { result = .first(inner) }
        }
        fields.finish()
        return result
    }

    static let times = FieldTable.times.map(\.name)

    /// The name of the expression that a mapping is; a finding where it is none of the known ones.
    func operation(_ node: YAMLNode, of known: [String], _ subject: String, _ depth: Int) -> String? {
        guard depth < Self.depthMax else {
            findings.error(at: node, "more than \(Self.depthMax) expressions within one another; simplify it")
            return nil
        }
        guard let members = node.members else {
            let expected = known.prefix(4).map { "{\($0): ...}" }.joined(separator: ", ")
            findings.error(at: node, "expected \(subject) such as \(expected), got \(node.summary)")
            return nil
        }
        if let name = known.first(where: { name in members.contains { $0.key == name } }) { return name }
        let first = members.first
        let near = first.flatMap { nearest(to: $0.key, among: known) }.map { " Did you mean `\($0)`?" } ?? ""
        findings.error(
            at: first?.keyPlace ?? node.place,
            "`\(first?.key.prefix(60) ?? "{}")` is no expression for \(subject); known: \(known.joined(separator: ", ")).\(near)"
        )
        return nil
    }
}
