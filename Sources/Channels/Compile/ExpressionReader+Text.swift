import JSON
import Settings

extension ExpressionReader {
    /// Names of all expressions that give a text.
    static let texts = FieldTable.texts.map(\.name)

    /// A text: a path, or one of the expressions.
    func text(_ node: YAMLNode, depth: Int = 0) -> TextExpression? {
        if node.text != nil { return path(node).map { .path($0) } }
        guard let name = operation(node, of: Self.texts, "a text", depth),
            var fields = Fields(node, of: "the expression `\(name)`", in: findings)
        else { return nil }
        let result = text(name, &fields, depth + 1)
        fields.finish()
        return result
    }

    private func text(_ name: String, _ fields: inout Fields, _ depth: Int) -> TextExpression? {
        if let rewriting = TextRewriting(rawValue: name) {
            let inner = inner(&fields, name, depth)
            if rewriting == .htmlText, fields.oneOf("paragraphs", Paragraphs.self, default: .apart) == .line {
                return inner.map { .htmlLines($0) }
            }
            return inner.map { .rewritten($0, rewriting) }
        }
        switch name {
        case "const": return fields.string("const").map { .constant($0) }
        case "template": return fields.requiredNode("template").flatMap { template($0) }
        case "join": return join(&fields, depth)
        case "first": return list(fields.nodes("first"), fields.node, depth).map { .first($0) }
        case "if": return choice(&fields, depth)
        case "phone":
            let inner = inner(&fields, "phone", depth)
            let origin = fields.oneOf("origin", PhoneOrigin.self, default: .national)
            return inner.map { .phone($0, origin == .international ? .international : .national) }
        case "phone_in": return inner(&fields, "phone_in", depth).map { .phoneIn($0) }
        case "email": return inner(&fields, "email", depth).map { .email($0) }
        case "lookup": return lookup(&fields, depth)
        case "strip_prefix":
            let inner = inner(&fields, "strip_prefix", depth)
            let prefix = fields.string("prefix")
            if let inner, let prefix { return .stripPrefix(inner, prefix) }
        case "after":
            let inner = inner(&fields, "after", depth)
            let prefix = fields.string("text")
            if let inner, let prefix { return .after(inner, prefix) }
        case "before":
            let inner = inner(&fields, "before", depth)
            let mark = fields.string("text")
            if mark == "" { fields.error(at: "text", "`before` needs a text to look for") }
            if let inner, let mark { return .before(inner, mark) }
        case "line_value":
            let inner = inner(&fields, "line_value", depth)
            let names = fields.strings("names").map { FormName($0) }
            if names.isEmpty { fields.error(at: "names", "`line_value` needs the `names` of the lines to look for") }
            return inner.map { .lineValue($0, names) }
        case "pick": return pick(&fields, depth)
        case "trim": return inner(&fields, "trim", depth).map { .trim($0) }
        case "query_param":
            let inner = inner(&fields, "query_param", depth)
            let parameter = fields.string("name")
            if let inner, let parameter { return .queryParameter(inner, parameter) }
        case "host": return inner(&fields, "host", depth).map { .host($0) }
        case "header":
            guard let header = fields.string("header")?.lowercased() else { return nil }
            headers.append(header, at: fields.place(of: "header"))
            return .header(header)
        case "member":
            let members = fields.strings("member").map { JSONKey($0) }
            let object = fields.requiredNode("of").flatMap { path($0) }
            if members.isEmpty { fields.error(at: "member", "`member` needs the names to look for") }
            return object.map { .memberName(members, of: $0) }
        case "entry":
            let inner = inner(&fields, "entry", depth)
            let object = fields.requiredNode("of").flatMap { path($0) }
            if let inner, let object { return .entry(inner, of: object) }
        case "longest": return fields.requiredNode("longest").flatMap { path($0) }.map { .longest($0) }
        case "keep_empty": return fields.requiredNode("keep_empty").flatMap { path($0) }.map { .keptEmpty($0) }
        default:
            let names = fields.strings("field").map { FormName($0) }
            if names.isEmpty { fields.error(at: "field", "`field` needs the names of form fields") }
            return .field(names)
        }
        return nil
    }

    private func inner(_ fields: inout Fields, _ name: String, _ depth: Int) -> TextExpression? {
        fields.requiredNode(name).flatMap { text($0, depth: depth) }
    }

    private func list(_ nodes: [YAMLNode], _ place: YAMLNode, _ depth: Int) -> [TextExpression]? {
        if nodes.isEmpty { findings.error(at: place, "expected a list of expressions, it is empty") }
        let expressions = nodes.compactMap { text($0, depth: depth) }
        return expressions.count == nodes.count && !nodes.isEmpty ? expressions : nil
    }

    private func join(_ fields: inout Fields, _ depth: Int) -> TextExpression? {
        let inner = list(fields.nodes("join"), fields.node, depth)
        let separator = fields.optionalString("with") ?? " "
        return inner.map { .join($0, separator: separator) }
    }

    private func choice(_ fields: inout Fields, _ depth: Int) -> TextExpression? {
        let condition = fields.requiredNode("if").flatMap { filter($0) }
        let then = inner(&fields, "then", depth)
        let otherwise = fields.node("else").map { text($0, depth: depth) }
        if case .some(.none) = otherwise { return nil }
        guard let condition, let then else { return nil }
        return .choice(condition, then: then, otherwise: otherwise ?? nil)
    }

    private func pick(_ fields: inout Fields, _ depth: Int) -> TextExpression? {
        let values = fields.requiredNode("pick").flatMap { path($0) }
        let condition = fields.node("where").map { filter($0) }
        let then = inner(&fields, "get", depth)
        if case .some(.none) = condition { return nil }
        guard let values, let then else { return nil }
        return .pick(values, condition: condition ?? nil, then: then)
    }

    private func lookup(_ fields: inout Fields, _ depth: Int) -> TextExpression? {
        let inner = inner(&fields, "lookup", depth)
        var table: [String: String] = [:]
        for member in fields.members("table") {
            guard let text = member.value.text, !member.value.isNull else {
                findings.error(at: member.value, "`table`: expected a text, got \(member.value.summary)")
                continue
            }
            table[member.key] = text
        }
        let otherwise = fields.node("else").map { text($0, depth: depth) }
        if case .some(.none) = otherwise { return nil }
        return inner.map { .lookup($0, table, otherwise: otherwise ?? nil) }
    }

    private func template(_ node: YAMLNode) -> TextExpression? {
        guard let text = node.text else {
            findings.error(at: node, "`template`: expected a text with {paths}, got \(node.summary)")
            return nil
        }
        var parts: [TemplatePart] = []
        for piece in TemplateText.pieces(of: text) {
            switch piece {
            case .literal(let literal): parts.append(.literal(literal))
            case .slot(let slot, let offset):
                guard let path = path(slot, node, offset: offset) else { return nil }
                parts.append(.path(path))
            case .open:
                findings.error(at: node, "`template`: expected a closing `}`, found the end")
                return nil
            }
        }
        return .template(parts)
    }

    private enum PhoneOrigin: String, CaseIterable {
        case national, international
    }

    private enum Paragraphs: String, CaseIterable {
        case apart, line
    }
}
