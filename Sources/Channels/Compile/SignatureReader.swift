import Settings

/// Reads the schemes that sign what is sent.
struct SignatureReader {
    private let findings: Findings

    /// Seconds that a signed time may be away from ours where a scheme asks for one and the file does not say.
    private static let toleranceSeconds: Int64 = 300

    init(_ findings: Findings) { self.findings = findings }

    func hmac(_ fields: consuming Fields) -> HMACScheme? {
        let algorithm = fields.oneOf("algorithm", HMACScheme.Algorithm.self)
        let header = fields.optionalString("header")
        let field = fields.optionalString("field")
        let prefix = fields.optionalString("prefix")
        let encoding = fields.oneOf("encoding", HMACScheme.Encoding.self, default: .hex)
        let key = fields.oneOf("key", HMACScheme.KeyEncoding.self, default: .text)
        let parameters = self.parameters(fields.fields("parameters", of: "`parameters`"))
        let template = SignedTemplateReader(findings)
        let time = template.time(&fields, parameter: parameters?.time)
        let signed = template.parts(&fields, header: header, time)
        let bodyHashQuery = fields.optionalString("body_hash_query")
        if (header == nil) == (field == nil) {
            findings.error(at: fields.node, "`hmac` needs either `header` or `field`, where the signature stands")
        }
        if parameters != nil, header == nil {
            fields.error(at: "parameters", "`parameters` belong to `header` only; remove them")
        }
        if prefix != nil, header == nil || parameters != nil {
            fields.error(at: "prefix", "`prefix` belongs to a `header` without `parameters`; remove it")
        }
        if bodyHashQuery != nil, let signed, !signed.contains(.url) {
            fields.error(
                at: "body_hash_query", "`body_hash_query` proves nothing unless {url} is signed; add it to `signed`")
        }
        fields.finish()
        guard let algorithm, let signed, header != nil || field != nil else { return nil }
        let place = header.map { ProofPlace.header(name: $0, prefix: prefix ?? "") } ?? .field(name: field ?? "")
        return HMACScheme(
            algorithm: algorithm, place: place,
            layout: parameters.map { .parameters(signature: $0.signature) } ?? .bare, encoding: encoding,
            signed: signed, time: time, key: key, bodyHashQuery: bodyHashQuery)
    }

    func standardWebhooks(_ fields: consuming Fields) -> HMACScheme? {
        let prefix = fields.oneOf("prefix", WebhookPrefix.self, default: .webhook)
        let tolerance = fields.duration("tolerance", in: 1...86_400, default: Self.toleranceSeconds)
        fields.finish()
        return .standardWebhooks(prefix: prefix.rawValue, toleranceSeconds: tolerance)
    }

    func signature(
        _ fields: consuming Fields, _ algorithm: SignatureScheme.Algorithm
    ) -> SignatureScheme? {
        let header = fields.string("header")
        let encoding = fields.oneOf("encoding", HMACScheme.Encoding.self, default: .base64)
        let template = SignedTemplateReader(findings)
        let time = template.time(&fields, parameter: nil)
        let signed = template.parts(&fields, header: header, time)
        fields.finish()
        guard let header, let signed else { return nil }
        return SignatureScheme(algorithm: algorithm, header: header, encoding: encoding, signed: signed, time: time)
    }

    func rsa(_ fields: consuming Fields) -> SignatureScheme? {
        let hash = fields.oneOf("algorithm", HMACScheme.Algorithm.self)
        return signature(fields, .rsa(hash ?? .sha256))
    }

    func jwt(_ fields: consuming Fields) -> JWTScheme? {
        _ = fields.oneOf("algorithm", JWTAlgorithm.self)
        let scheme = JWTScheme(
            header: fields.optionalString("header") ?? "Authorization",
            prefix: fields.optionalString("prefix") ?? "Bearer ",
            bodyHashClaim: fields.string("body_hash_claim") ?? "",
            toleranceSeconds: fields.duration("tolerance", in: 1...86_400, default: Self.toleranceSeconds))
        fields.finish()
        return scheme.bodyHashClaim.isEmpty ? nil : scheme
    }

    private func parameters(_ fields: Fields?) -> (signature: String, time: String?)? {
        guard var fields else { return nil }
        let signature = fields.string("signature")
        let time = fields.optionalString("timestamp")
        fields.finish()
        return signature.map { ($0, time) }
    }

    private enum WebhookPrefix: String, CaseIterable {
        case webhook, svix
    }

    private enum JWTAlgorithm: String, CaseIterable {
        case hs256 = "HS256"
    }
}
