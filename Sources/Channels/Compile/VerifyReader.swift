import Settings

/// Reads the `verify` block of a channel file: exactly one scheme, or a written reason for none.
struct VerifyReader {
    private let findings: Findings

    init(_ findings: Findings) { self.findings = findings }

    /// The verifier; nil after a finding.
    func verifier(_ fields: Fields?) -> Verifier? {
        guard var fields else { return nil }
        let hmac = fields.fields("hmac", of: "the signature")
        let token = fields.fields("token", of: "the token")
        let hasBasic = fields.names.contains("basic")
        _ = fields.node("basic")
        let reason = fields.optionalString("insecure")
        let count = [hmac != nil, token != nil, hasBasic, reason != nil].count { $0 }
        if count != 1 {
            findings.error(
                at: fields.node, "`verify` needs exactly one of hmac, token, basic, insecure; it has \(count)")
        }
        if let reason, reason.count < 10 {
            fields.error(at: "insecure", "`insecure` needs a reason that a person can check, got \(reason)")
        }
        fields.finish()
        if let hmac { return scheme(hmac).map { .hmac($0) } }
        if let token { return scheme(token).map { .token($0) } }
        if hasBasic { return .basic }
        return reason.map { .none(because: $0) }
    }

    private func scheme(_ fields: consuming Fields) -> HMACScheme? {
        let algorithm = fields.oneOf("algorithm", HMACScheme.Algorithm.self)
        let header = fields.string("header")
        let prefix = fields.optionalString("prefix") ?? ""
        let encoding = fields.oneOf("encoding", HMACScheme.Encoding.self, default: .hex)
        let template = fields.optionalString("signed") ?? "{body}"
        let signed = parts(of: template)
        if signed == nil {
            fields.error(
                at: "signed",
                "`signed`: expected a template of {body}, {timestamp}, {header:Name} and text, got \(template)")
        }
        let timestampHeader = fields.optionalString("timestamp_header")
        let tolerance = fields.names.contains("tolerance") ? fields.duration("tolerance", in: 1...86_400) : nil
        if timestampHeader == nil, tolerance != nil || signed?.contains(.timestamp) == true {
            fields.error(at: "timestamp_header", "a signed time or a tolerance needs `timestamp_header`")
        }
        if let signed, !signed.contains(.body) {
            fields.error(at: "signed", "`signed` has no {body}: a signature has to cover what was sent")
        }
        fields.finish()
        guard let algorithm, let header, let signed else { return nil }
        return HMACScheme(
            algorithm: algorithm, header: header, prefix: prefix, encoding: encoding, signed: signed,
            timestampHeader: timestampHeader, toleranceSeconds: tolerance)
    }

    private func scheme(_ fields: consuming Fields) -> TokenScheme? {
        let header = fields.optionalString("header")
        let query = fields.optionalString("query")
        let prefix = fields.optionalString("prefix")
        if (header == nil) == (query == nil) {
            findings.error(at: fields.node, "`token` needs either `header` or `query`")
        }
        if query != nil, prefix != nil { fields.error(at: "prefix", "`prefix` belongs to `header` only; remove it") }
        fields.finish()
        if let header { return TokenScheme(place: .header(name: header, prefix: prefix ?? "")) }
        return query.map { TokenScheme(place: .query(name: $0)) }
    }

    private func parts(of template: String) -> [HMACScheme.SignedPart]? {
        var parts: [HMACScheme.SignedPart] = []
        for piece in TemplateText.pieces(of: template) {
            switch piece {
            case .literal(let text): parts.append(.literal(text))
            case .slot("body", _): parts.append(.body)
            case .slot("timestamp", _): parts.append(.timestamp)
            case .slot(let name, _) where name.hasPrefix("header:") && name.count > 7:
                parts.append(.header(String(name.dropFirst(7))))
            default: return nil
            }
        }
        return parts
    }
}
