import Settings

extension ExpressionReader {
    private static let details = FieldTable.values.map(\.name)
    private static let answers = FieldTable.answers.map(\.name)

    /// A value of a further field: any expression.
    func detail(_ node: YAMLNode, depth: Int = 0) -> DetailExpression? {
        if node.text != nil { return text(node).map { .text($0) } }
        let known = Self.details + (Self.times + Self.texts).filter { $0 != "first" }
        guard let name = operation(node, of: known, "a value", depth) else { return nil }
        switch name {
        case _ where Self.details.contains(name):
            guard var fields = Fields(node, of: "the expression `\(name)`", in: findings) else { return nil }
            let result = detail(name, &fields, depth + 1)
            fields.finish()
            return result
        case _ where Self.times.contains(name): return time(node, depth: depth).map { .time($0) }
        default: return text(node, depth: depth).map { .text($0) }
        }
    }

    private func detail(_ name: String, _ fields: inout Fields, _ depth: Int) -> DetailExpression? {
        switch name {
        case "raw": return fields.requiredNode("raw").flatMap { path($0) }.map { .raw($0) }
        case "json": return fields.requiredNode("json").flatMap { text($0, depth: depth) }.map { .parsed($0) }
        case "phones_in":
            return fields.requiredNode("phones_in").flatMap { text($0, depth: depth) }.map { .phonesIn($0) }
        case "number": return fields.requiredNode("number").flatMap { text($0, depth: depth) }.map { .number($0) }
        case "strings": return fields.requiredNode("strings").flatMap { path($0) }.map { .strings($0) }
        case "addresses": return addresses(&fields, depth)
        case "merge": return values(of: "merge", &fields, depth).map { .merge($0) }
        case "flag": return fields.requiredNode("flag").flatMap { filter($0) }.map { .flag($0) }
        case "present": return fields.requiredNode("present").flatMap { text($0, depth: depth) }.map { .present($0) }
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
        default: return values(of: "first", &fields, depth).map { .first($0) }
        }
    }

    private func values(of name: String, _ fields: inout Fields, _ depth: Int) -> [DetailExpression]? {
        let nodes = fields.nodes(name)
        if nodes.isEmpty { fields.error(at: name, "expected a list of expressions, it is empty") }
        let values = nodes.compactMap { detail($0, depth: depth) }
        return values.count == nodes.count ? values : nil
    }

    private func addresses(_ fields: inout Fields, _ depth: Int) -> DetailExpression? {
        guard let node = fields.requiredNode("addresses") else { return nil }
        let nodes = node.elements ?? [node]
        let sources: [AddressSource] = nodes.compactMap { node in
            node.text == nil ? text(node, depth: depth).map { .text($0) } : path(node).map { .path($0) }
        }
        return sources.count == nodes.count ? .addresses(sources) : nil
    }

    /// The answers of a form.
    func answers(_ node: YAMLNode) -> AnswerExpression? {
        guard let name = operation(node, of: Self.answers, "answers", 0),
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
