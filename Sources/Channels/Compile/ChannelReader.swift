import Domain
import Settings

/// Reads a channel file from top to bottom, collecting every finding.
struct ChannelReader {
    private let findings: Findings
    private let headers = HeaderUses()

    private init(_ findings: Findings) { self.findings = findings }

    static func read(text: String, file: String) -> Checked<CompiledChannel> {
        let findings = Findings(file: file)
        let parsed = YAMLDocument.parse(text, file: file)
        guard case .valid(let root, _) = parsed else { return .invalid(parsed.diagnostics) }
        guard var fields = Fields(root, of: "a channel", in: findings) else { return findings.checked(nil) }
        let channel = ChannelReader(findings).channel(&fields, text)
        fields.finish()
        return findings.checked(channel)
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
        let wrappers = fields.strings("form_groups")
        if !wrappers.isEmpty, let decode, decode != .form {
            fields.error(at: "form_groups", "`form_groups` belong to `decode: form` only; remove them")
        }
        let identifiers = identifiers(&fields)
        let tree = FanOutReader(findings, headers).tree(&fields)
        for use in headers.list where !isKept(use.name, receive, verifier) {
            findings.error(
                at: use.place, "the header `\(use.name)` is not kept; add it to `keep_headers` of `receive`")
        }
        guard let id, let name, let version, let receive, let verifier, let decode, let tree else { return nil }
        return CompiledChannel(
            id: id, name: name, version: version, sourceText: text, receive: receive.reading(decode),
            verifier: verifier,
            decode: decode, identifiers: identifiers, formWrappers: Set(wrappers.map { FormName($0).text }),
            items: tree.items, document: tree.document)
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
    private static func isIdentifier(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { $0 &- 97 < 26 || $0 &- 48 < 10 || $0 == 45 }
        return isPlain && !text.isEmpty && text.utf8.count <= 40 && text.utf8.first != 45 && text.utf8.last != 45
    }
}

/// Headers that expressions ask for, with the places; checked against what is kept.
final class HeaderUses {
    private(set) var list: [(name: String, place: YAMLNode.Place)] = []

    func append(_ name: String, at place: YAMLNode.Place) { list.append((name, place)) }
}
