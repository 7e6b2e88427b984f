import Settings

extension ExpressionReader {
    private static let details = ["raw", "json", "object", "list", "flag", "phones_in", "epoch", "rfc3339", "first"]

    /// A value of a further field: any expression.
    func detail(_ node: YAMLNode, depth: Int = 0) -> DetailExpression? {
        if node.text != nil { return text(node).map { .text($0) } }
        let known = Self.details + Self.texts.filter { $0 != "first" }
        guard let name = operation(node, of: known, "a value", depth) else { return nil }
        switch name {
        case "epoch", "rfc3339": return time(node, depth: depth).map { .time($0) }
        case "raw", "json", "object", "list", "flag", "phones_in", "first":
            guard var fields = Fields(node, of: "the expression `\(name)`", in: findings) else { return nil }
            let result = detail(name, &fields, depth + 1)
            fields.finish()
            return result
        default: return text(node, depth: depth).map { .text($0) }
        }
    }

    private func detail(_ name: String, _ fields: inout Fields, _ depth: Int) -> DetailExpression? {
        switch name {
        case "raw": return fields.requiredNode("raw").flatMap { path($0) }.map { .raw($0) }
        case "json": return fields.requiredNode("json").flatMap { text($0, depth: depth) }.map { .parsed($0) }
        case "phones_in":
            return fields.requiredNode("phones_in").flatMap { text($0, depth: depth) }.map { .phonesIn($0) }
        case "flag": return fields.requiredNode("flag").flatMap { filter($0) }.map { .flag($0) }
        case "object":
            let members = fields.members("object")
            if members.isEmpty { fields.error(at: "object", "`object` needs members (`name: expression`)") }
            let values = members.compactMap { member in
                detail(member.value, depth: depth).map { DetailMember(name: member.key, value: $0) }
            }
            return values.count == members.count ? .object(values) : nil
        case "list":
            let values = fields.requiredNode("list").flatMap { path($0) }
            let condition = fields.node("where").map { filter($0) }
            let element = fields.requiredNode("map").flatMap { detail($0, depth: depth) }
            if case .some(.none) = condition { return nil }
            guard let values, let element else { return nil }
            return .list(values, condition: condition ?? nil, element: element)
        default:
            let nodes = fields.nodes("first")
            if nodes.isEmpty { fields.error(at: "first", "expected a list of expressions, it is empty") }
            let values = nodes.compactMap { detail($0, depth: depth) }
            return values.count == nodes.count ? .first(values) : nil
        }
    }

    /// The answers of a form.
    func answers(_ node: YAMLNode) -> AnswerExpression? {
        let known = ["other_fields", "members", "json"]
        guard let name = operation(node, of: known, "answers", 0),
            var fields = Fields(node, of: "the answers", in: findings)
        else { return nil }
        defer { fields.finish() }
        if name == "other_fields" {
            guard var inner = fields.fields("other_fields", of: "the other fields") else {
                return .otherFields(named: [], phones: [], emails: [])
            }
            let except = inner.strings("except").map { FormName($0) }
            inner.finish()
            return .otherFields(named: Set(except), phones: [], emails: [])
        }
        let except = Set(fields.strings("except"))
        if name == "members" {
            return fields.requiredNode("members").flatMap { path($0) }.map { .members($0, except: except) }
        }
        return fields.requiredNode("json").flatMap { text($0) }.map { .parsed($0, except: except) }
    }
}
