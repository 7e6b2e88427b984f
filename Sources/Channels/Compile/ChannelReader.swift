import Domain
import Settings

/// Reads a channel file from top to bottom, collecting every finding.
struct ChannelReader {
    private let findings: Findings
    private let headers = HeaderUses()

    private init(_ findings: Findings) { self.findings = findings }

    static func read(text: String, file: String) -> Checked<CompiledChannel> {
        let source = ExtendedFile(text, file: file)
        guard let root = source.root else { return .invalid(source.findings) }
        let findings = Findings(file: file)
        var channel: CompiledChannel?
        if var fields = Fields(root, of: "a channel", in: findings) {
            channel = ChannelReader(findings).channel(&fields, text)
            fields.finish()
        }
        switch findings.checked(channel) {
        case .valid(let channel, let list): return .valid(channel, source.findings + list.map(source.located))
        case .invalid(let list): return .invalid(source.findings + list.map(source.located))
        }
    }

    private func channel(_ fields: inout Fields, _ text: String) -> CompiledChannel? {
        let id = fields.string("channel")
        if let id, !Self.isIdentifier(id) {
            fields.error(at: "channel", "`channel`: expected lower-case letters, digits and hyphens, got \(id)")
        }
        let name = fields.string("name")
        let version = fields.int("version", in: 1...1_000_000)
        let receive = ReceiveReader(findings).rules(fields.requiredFields("receive", of: "what is received"))
        let verifier = VerifyReader(findings).verifier(fields.requiredFields("verify", of: "the verification"))
        let decode = fields.oneOf("decode", BodyFormat.self)
        let shape = shape(&fields, decode)
        let identifiers = identifiers(&fields)
        let fetches = FetchReader(findings, headers).declarations(fields.members("fetches"))
        let reply = ReplyReader(findings).reply(fields.fields("reply", of: "a reply"))
        let program = FanOutReader(findings, headers, fetches: fetches).program(&fields, of: "a channel")
        for use in headers.list where !isKept(use.name, receive, verifier) {
            findings.error(
                at: use.place, "the header `\(use.name)` is not kept; add it to `keep_headers` of `receive`")
        }
        guard let id, let name, let version, let receive, let verifier, let decode, let program else { return nil }
        return CompiledChannel(
            name: name, version: version, sourceText: text, receive: receive.reading(decode), verifier: verifier,
            rules: EventRules(id: id, decode: decode, identifiers: identifiers, shape: shape), program: program,
            fetches: fetches.rules, reply: reply)
    }

    private func shape(_ fields: inout Fields, _ decode: BodyFormat?) -> DocumentShape {
        var shape = DocumentShape()
        shape.wrappers = Set(fields.strings("form_groups").map { FormName($0).text })
        shape.charsetsField = fields.optionalString("form_charsets")
        for member in fields.members("numbered") {
            guard BoundName.isValid(member.key) else {
                findings.error(at: member.keyPlace, BoundName.complaint(about: member.key))
                continue
            }
            let prefixes = (member.value.elements ?? [member.value]).compactMap { node -> String? in
                if let text = node.text, !node.isNull { return text }
                findings.error(
                    at: node, "`numbered`: expected the names of fields without their number, got \(node.summary)")
                return nil
            }
            shape.numbered.append(NumberedFields(name: member.key, prefixes: prefixes))
        }
        shape.wantsQuery = fields.bool("query", default: false)
        guard let decode else { return shape }
        for name in ["form_groups", "form_charsets", "numbered"] where decode != .form && fields.names.contains(name) {
            let verb = name == "numbered" ? "belongs" : "belong"
            fields.error(
                at: name, "`\(name)` \(verb) to `decode: form` only; remove \(name == "numbered" ? "it" : "them")")
        }
        if shape.wantsQuery, decode != .json {
            fields.error(at: "query", "`query: true` is for `decode: json` only; a form always has `$.query`")
        }
        return shape
    }

    private func identifiers(_ fields: inout Fields) -> [IdentifierRule] {
        guard var rules = fields.fields("identifiers", of: "the identifiers") else { return [] }
        var found: [IdentifierRule] = []
        for kind in IdentifierKind.allCases {
            let names = rules.someOf(kind.rawValue, TextField.self)
            if !names.isEmpty { found.append(IdentifierRule(kind: kind, fields: names)) }
        }
        rules.finish()
        return found.sorted { $0.kind < $1.kind }
    }

    private func isKept(_ name: String, _ receive: ReceiveRules?, _ verifier: Verifier?) -> Bool {
        guard let receive else { return true }
        return name == "content-type" || receive.keptHeaders.contains(name)
            || verifier?.keptHeaders.contains(name) == true
    }

    /// Whether a text may stand in the address of a channel.
    static func isIdentifier(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { $0 &- 97 < 26 || $0 &- 48 < 10 || $0 == 45 }
        return isPlain && !text.isEmpty && text.utf8.count <= 40 && text.utf8.first != 45 && text.utf8.last != 45
    }
}

/// Headers that expressions ask for, with the places; checked against what is kept.
final class HeaderUses {
    private(set) var list: [(name: String, place: YAMLNode.Place)] = []

    func append(_ name: String, at place: YAMLNode.Place) { list.append((name, place)) }
}
