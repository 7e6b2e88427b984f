import JSON
import Settings

/// Reads the `verify` block of a channel file: exactly one scheme, alternatives of schemes, or a written reason for none.
struct VerifyReader {
    let findings: Findings

    /// The words that say how a delivery is verified.
    private enum Scheme: String, CaseIterable {
        case hmac
        case standardWebhooks = "standard_webhooks"
        case token, basic, ed25519, ecdsa, rsa, jwt, sns, insecure, any
    }

    /// Alternatives that a channel may have.
    private static let alternativesMax = 6

    init(_ findings: Findings) { self.findings = findings }

    /// The verifier; nil after a finding.
    func verifier(_ fields: Fields?) -> Verifier? {
        guard var fields else { return nil }
        return verifier(&fields, of: Scheme.allCases, "`verify`")
    }

    private func verifier(_ fields: inout Fields, of known: [Scheme], _ subject: String) -> Verifier? {
        let stated = known.filter { fields.names.contains($0.rawValue) }
        var nodes: [Scheme: YAMLNode] = [:]
        for scheme in known { nodes[scheme] = fields.node(scheme.rawValue) }
        fields.finish()
        guard stated.count == 1, let scheme = stated.first else {
            let all = known.map(\.rawValue).joined(separator: ", ")
            findings.error(at: fields.node, "\(subject) needs exactly one of \(all); it has \(stated.count)")
            return nil
        }
        switch scheme {
        case .basic, .sns:
            if let node = nodes[scheme], let inner = Fields(node, of: "`\(scheme.rawValue)`", in: findings) {
                inner.finish()
            }
            return scheme == .basic ? .basic : .sns
        case .insecure: return insecure(fields.node, nodes[scheme])
        case .any: return alternatives(fields.node, nodes[scheme])
        default: return verifier(scheme, fields.node, nodes[scheme])
        }
    }

    /// A scheme with parameters.
    private func verifier(_ scheme: Scheme, _ parent: YAMLNode, _ node: YAMLNode?) -> Verifier? {
        guard let node else {
            findings.error(at: parent, "`\(scheme.rawValue)` is empty; say what it reads")
            return nil
        }
        guard let fields = Fields(node, of: "`\(scheme.rawValue)`", in: findings) else { return nil }
        let reader = SignatureReader(findings)
        switch scheme {
        case .hmac: return reader.hmac(fields).map { .hmac($0) }
        case .standardWebhooks: return reader.standardWebhooks(fields).map { .hmac($0) }
        case .token: return token(fields).map { .token($0) }
        case .ed25519: return reader.signature(fields, .ed25519).map { .signature($0) }
        case .ecdsa: return reader.signature(fields, .ecdsa).map { .signature($0) }
        case .rsa: return reader.rsa(fields).map { .signature($0) }
        case .jwt: return reader.jwt(fields).map { .jwt($0) }
        case .basic, .sns, .insecure, .any: return nil
        }
    }

    private func insecure(_ parent: YAMLNode, _ node: YAMLNode?) -> Verifier? {
        guard let reason = node?.text, reason.count >= 10 else {
            let given = node?.summary ?? "nothing"
            findings.error(at: node ?? parent, "`insecure` needs a reason that a person can check, got \(given)")
            return nil
        }
        return .none(because: reason)
    }

    private func alternatives(_ parent: YAMLNode, _ node: YAMLNode?) -> Verifier? {
        guard let elements = node?.elements, (2...Self.alternativesMax).contains(elements.count) else {
            findings.error(
                at: node ?? parent,
                "`any`: expected a list of two to \(Self.alternativesMax) schemes, got \(node?.summary ?? "nothing")")
            return nil
        }
        let known = Scheme.allCases.filter { $0 != .any && $0 != .insecure }
        let verifiers = elements.compactMap { element -> Verifier? in
            guard var fields = Fields(element, of: "an alternative", in: findings) else { return nil }
            return verifier(&fields, of: known, "an alternative")
        }
        return verifiers.count == elements.count ? .any(verifiers) : nil
    }

    private func token(_ fields: consuming Fields) -> TokenScheme? {
        let header = fields.optionalString("header")
        let prefix = fields.optionalString("prefix")
        let query = fields.optionalString("query")
        let field = fields.optionalString("field")
        let body = fields.node("body")
        let count = [header != nil, query != nil, field != nil, body != nil].count { $0 }
        if count != 1 {
            findings.error(
                at: fields.node, "`token` needs exactly one of `header`, `query`, `field`, `body`; it has \(count)")
        }
        if header == nil, prefix != nil { fields.error(at: "prefix", "`prefix` belongs to `header` only; remove it") }
        fields.finish()
        if let header { return TokenScheme(place: .header(name: header, prefix: prefix ?? "")) }
        if let query { return TokenScheme(place: .query(name: query)) }
        if let field { return TokenScheme(place: .field(name: field)) }
        guard let body, let path = ExpressionReader(names: [], findings, HeaderUses()).path(body)?.path else {
            return nil
        }
        guard path.isSingular else {
            findings.error(at: body, "`body`: expected the path of one member such as $.token, got \(path)")
            return nil
        }
        return TokenScheme(place: .body(path))
    }
}
