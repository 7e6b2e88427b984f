import JSON
import Settings

/// Reads the `parse` steps of a channel file, in order: each may use the names of those before it.
struct ParseReader {
    private let findings: Findings
    private let headers: HeaderUses

    init(_ findings: Findings, _ headers: HeaderUses) {
        self.findings = findings
        self.headers = headers
    }

    /// The steps; `names` gets what they bind.
    func steps(_ nodes: [YAMLNode], names: inout [String]) -> [ParseStep] {
        var steps: [ParseStep] = []
        for node in nodes {
            guard var fields = Fields(node, of: "a `parse` step", in: findings) else { continue }
            let expressions = ExpressionReader(names: names, findings, headers)
            let name = fields.string("into")
            let paths = fields.requiredNode("path").map { node in
                (node.elements ?? [node]).compactMap { expressions.path($0) }
            }
            let kind = fields.oneOf("as", Kind.self)
            let reading = kind.flatMap { self.reading($0, &fields, expressions) }
            let place = name.flatMap { bind($0, fields.place(of: "into"), &names) }
            fields.finish()
            guard let name, let paths, let reading, let place else { continue }
            steps.append(ParseStep(place: place, name: name, paths: paths, reading: reading))
        }
        return steps
    }

    /// Several steps may bind one name: the first that finds anything does.
    private func bind(_ name: String, _ place: YAMLNode.Place, _ names: inout [String]) -> Int? {
        guard BoundName.isValid(name) else {
            findings.error(at: place, BoundName.complaint(about: name))
            return nil
        }
        if let known = names.firstIndex(of: name) { return known }
        guard names.count < JSONBindings.namesMax else {
            findings.error(at: place, "more than \(JSONBindings.namesMax) names; remove a `parse` step")
            return nil
        }
        names.append(name)
        return names.count - 1
    }

    private func reading(
        _ kind: Kind, _ fields: inout Fields, _ expressions: ExpressionReader
    ) -> ParseStep.Reading? {
        switch kind {
        case .json: return .json
        case .mime: return .mail(fields.oneOf("encoding", ParseStep.TextEncoding.self, default: .text))
        case .mailHeaders: return headers(&fields, expressions).map { .mailHeaders($0) }
        case .pairs: return pairs(&fields, expressions).map { .pairs($0) }
        case .members: return .members
        }
    }

    private func headers(_ fields: inout Fields, _ expressions: ExpressionReader) -> ParseStep.HeaderRule? {
        let members = fields.members("add")
        let added = members.compactMap { member in
            expressions.text(member.value).map { (name: member.key, value: $0) }
        }
        let text = fields.node("text").map { expressions.text($0) }
        if case .some(.none) = text { return nil }
        return added.count == members.count ? .init(added: added, text: text ?? nil) : nil
    }

    private func pairs(_ fields: inout Fields, _ expressions: ExpressionReader) -> PairRule? {
        let name = fields.requiredNode("name").flatMap { expressions.text($0) }
        let values = fields.requiredNode("value").map { node in
            (node.elements ?? [node]).compactMap { expressions.path($0) }
        }
        let condition = fields.node("where").map { expressions.filter($0) }
        var options: PairRule.OptionTexts?
        if var inner = fields.fields("options", of: "the options") {
            let list = inner.requiredNode("list").flatMap { expressions.path($0) }
            let id = inner.requiredNode("id").flatMap { expressions.path($0) }
            let text = inner.requiredNode("text").flatMap { expressions.path($0) }
            inner.finish()
            if let list, let id, let text { options = .init(list: list, id: id, text: text) }
        }
        if case .some(.none) = condition { return nil }
        guard let name, let values else { return nil }
        return PairRule(name: name, values: values, condition: condition ?? nil, options: options)
    }

    private enum Kind: String, CaseIterable {
        case json, mime, pairs, members
        case mailHeaders = "mail_headers"
    }
}
