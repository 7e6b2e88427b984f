import Domain
import JSON

/// What a provider's answer to a reply means.
struct ReplyAnswer: Sendable {
    /// Where the message's id stands.
    var id: [JSONPath] = []
    /// What has to hold besides a status of success; nil: nothing.
    var accepted: JSONFilter?
    /// Where the error's text stands.
    var error: [JSONPath] = []
    /// Where the error's code stands.
    var code: [JSONPath] = []
    /// Codes of errors that pass.
    var temporary: Set<String> = []
    /// Codes of errors that stay.
    var permanent: Set<String> = []
    /// Statuses by which the provider says that it has the message already.
    var known: Set<Int> = []
    /// Where it stands how many seconds to wait.
    var retryAfter: [JSONPath] = []

    /// Of what a provider says instead of an id.
    static let problemBytesMax = 300
    /// Longest id that is kept; longer ones name nothing that a status could.
    static let idBytesMax = Limits.identifierBytesMax
    /// Statuses of errors that pass. 401 is one: the operator can put the token right.
    private static let passing: Set<Int> = [401, 408, 425, 429]

    func outcome(status: Int, body: [UInt8], hiding token: String?) -> ReplyOutcome {
        guard let document = try? JSONDocument(parsing: body) else {
            let said = problem(
                status, nil, nil, String(decoding: body.prefix(Self.problemBytesMax), as: UTF8.self), token)
            if known.contains(status) { return .delivered(id: nil) }
            if (200..<300).contains(status) {
                return accepted == nil ? .delivered(id: nil) : .failed(said, retryAfter: nil)
            }
            return Self.passes(status) ? .failed(said, retryAfter: nil) : .refused(said)
        }
        return document.withRoot { root in
            let isAccepted = (200..<300).contains(status) && accepted?.matches(root, root: root) ?? true
            if isAccepted || known.contains(status) {
                let id = text(at: id, root).flatMap { $0.utf8.count <= Self.idBytesMax ? $0 : nil }
                return .delivered(id: id)
            }
            let code = text(at: code, root)
            let said = problem(
                status, code, text(at: error, root), String(decoding: body.prefix(Self.problemBytesMax), as: UTF8.self),
                token)
            let passes =
                code.map { temporary.contains($0) } == true
                || Self.passes(status) && code.map { permanent.contains($0) } != true
            guard passes else { return .refused(said) }
            let wait = text(at: retryAfter, root).flatMap { Int64($0) }.flatMap { (0...86_400).contains($0) ? $0 : nil }
            return .failed(said, retryAfter: wait)
        }
    }

    private static func passes(_ status: Int) -> Bool { passing.contains(status) || status >= 500 }

    private func text(at paths: [JSONPath], _ root: JSONValue) -> String? {
        for path in paths {
            if let text = path.first(from: root, root: root)?.scalarText?.presence { return text }
        }
        return nil
    }

    private func problem(_ status: Int, _ code: String?, _ error: String?, _ body: String, _ token: String?) -> String {
        var text = [String(status), code == String(status) || code == error ? nil : code, error ?? body].compactMap {
            $0
        }.joined(
            separator: " ")
        // Some providers repeat a token that they do not like.
        if let token = token?.presence { text = text.replacing(token, with: "(token)") }
        let plain = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
        return plain.inOneLine.cut(toBytes: Self.problemBytesMax)
    }
}
