import Domain
import Settings

/// Reads the `receive` block of a channel file.
struct ReceiveReader {
    private let findings: Findings

    init(_ findings: Findings) { self.findings = findings }

    /// The rules; nil where the block is missing, which has been reported.
    func rules(_ fields: Fields?) -> ReceiveRules? {
        guard var fields else { return nil }
        var methods = fields.someOf("methods", Method.self).map(\.rawValue)
        if methods.isEmpty { methods = ["POST"] }
        var rules = ReceiveRules(
            methods: methods,
            contentTypes: fields.strings("content_types").map { $0.lowercased() },
            bodyBytesMax: fields.bytes("body_limit", in: 1...Limits.bodyBytesMax, default: Limits.bodyBytesDefault))
        if var answer = fields.fields("answer", of: "the answer") {
            rules.answer.status = answer.int("status", in: 200...299, default: 200)
            rules.answer.contentType = answer.optionalString("content_type") ?? "text/plain"
            rules.answer.body = answer.optionalString("body") ?? ""
            answer.finish()
        }
        rules.answers = AnswerReader(findings).rules(fields.nodes("answers"))
        rules.handshake = handshake(fields.fields("handshake", of: "the handshake"))
        rules.redirectField = fields.optionalString("redirect")
        rules.cors = fields.bool("cors", default: false)
        rules.keptHeaders = fields.strings("keep_headers").map { $0.lowercased() }
        fields.finish()
        return rules
    }

    private func handshake(_ fields: Fields?) -> ReceiveRules.Handshake? {
        guard var fields else { return nil }
        let kind = fields.oneOf("kind", HandshakeKind.self)
        let mode = fields.string("mode")
        let token = fields.string("token")
        let challenge = fields.string("challenge")
        fields.finish()
        guard kind != nil, let mode, let token, let challenge else { return nil }
        return .challengeQuery(mode: mode, token: token, challenge: challenge)
    }

    private enum Method: String, CaseIterable {
        case post = "POST"
        case put = "PUT"
        case get = "GET"
    }

    private enum HandshakeKind: String, CaseIterable {
        case challengeQuery = "challenge-query"
    }
}
