import Domain
import Settings

/// What `fetches` of a channel file declares. The address is read where a case asks for it, because only there its names mean anything.
struct FetchDeclarations {
    fileprivate struct Declaration {
        var url: YAMLNode?
        var values: [YAMLNode.Member] = []
    }

    fileprivate var list: [String: Declaration] = [:]
    /// The complete ones.
    fileprivate(set) var rules: [String: FetchRules] = [:]

    /// What a case asks for; nil after a finding.
    func plan(
        _ name: String, at place: YAMLNode.Place, _ expressions: ExpressionReader, _ findings: Findings
    ) -> FetchPlan? {
        guard let declaration = list[name] else {
            let near = nearest(to: name, among: list.keys.sorted()).map { ". Did you mean `\($0)`?" } ?? ""
            findings.error(at: place, "there is no `\(name.prefix(60))` in `fetches`\(near)")
            return nil
        }
        guard let url = declaration.url, let text = url.text else { return nil }
        var values: [String: TextExpression] = [:]
        for member in declaration.values {
            values[member.key] = expressions.text(member.value)
        }
        var pieces: [FetchPlan.Piece] = []
        for piece in TemplateText.pieces(of: text) {
            switch piece {
            case .literal(let literal): pieces.append(.literal(literal))
            case .slot(let slot, _): if let value = values[slot] { pieces.append(.value(value)) }
            case .open: return nil
            }
        }
        return FetchPlan(name: name, url: pieces)
    }
}

/// Reads the `fetches` block of a channel file: what may be asked from the provider's API, and how the answer becomes events.
struct FetchReader {
    private let findings: Findings
    private let headers: HeaderUses

    init(_ findings: Findings, _ headers: HeaderUses) {
        self.findings = findings
        self.headers = headers
    }

    func declarations(_ members: [YAMLNode.Member]) -> FetchDeclarations {
        var declarations = FetchDeclarations()
        for member in members {
            guard BoundName.isValid(member.key) else {
                findings.error(at: member.keyPlace, BoundName.complaint(about: member.key))
                continue
            }
            guard var fields = Fields(member.value, of: "a fetch", in: findings) else { continue }
            let url = fields.requiredNode("url")
            let values = fields.members("values")
            let host = url.flatMap { self.host(of: $0, values.map(\.key)) }
            let token = self.token(fields.fields("token", of: "the token"))
            let answer = fields.requiredFields("answer", of: "the answer").flatMap { program($0) }
            fields.finish()
            declarations.list[member.key] = .init(url: url, values: values)
            if let host, let answer {
                declarations.rules[member.key] = FetchRules(name: member.key, token: token, host: host, answer: answer)
            }
        }
        return declarations
    }

    /// The fixed host of an address; nil after a finding.
    private func host(of node: YAMLNode, _ values: [String]) -> String? {
        guard let text = node.text, let host = AddressText(String(text.prefix { $0 != "{" })).host,
            text.hasPrefix("https://"), text.dropFirst(8).prefix(while: { $0 != "{" }).contains("/")
        else {
            findings.error(
                at: node,
                "`url`: expected an address with https and a fixed host such as https://api.example/v1/{id}, got \(node.summary)"
            )
            return nil
        }
        for piece in TemplateText.pieces(of: text) {
            switch piece {
            case .literal: continue
            case .slot(let slot, _) where values.contains(slot): continue
            case .slot(let slot, _):
                let near = nearest(to: slot, among: values).map { ". Did you mean `\($0)`?" } ?? ""
                findings.error(at: node, "`url`: `{\(slot.prefix(60))}` stands in no `values`\(near)")
            case .open: findings.error(at: node, "`url`: expected a closing `}`, found the end")
            }
        }
        return host
    }

    private func token(_ fields: Fields?) -> FetchRules.Token? {
        guard var fields else { return nil }
        let header = fields.optionalString("header")
        let prefix = fields.optionalString("prefix")
        let query = fields.optionalString("query")
        if (header == nil) == (query == nil) {
            findings.error(at: fields.node, "`token` needs either `header` or `query`")
        }
        if query != nil, prefix != nil { fields.error(at: "prefix", "`prefix` belongs to `header` only; remove it") }
        fields.finish()
        if let header { return .header(name: header, prefix: prefix ?? "") }
        return query.map { .query(name: $0) }
    }

    private func program(_ fields: consuming Fields) -> EventProgram? {
        let program = FanOutReader(findings, headers).program(&fields, of: "an answer")
        fields.finish()
        return program
    }
}
