import JSON

/// What to answer to deliveries that look a certain way: an entry of `receive.answers`.
public struct AnswerRule: Sendable, Hashable {
    /// nil: always.
    var condition: JSONFilter?
    var status: Int
    var contentType: String
    var body: Body
    /// Whether the delivery is stored; otherwise it is a handshake.
    var isStored: Bool
    var confirmation: Confirmation?

    /// The body of an answer.
    enum Body: Sendable, Hashable {
        case text(String)
        /// What the delivery has there, as text; empty where it has nothing.
        case path(JSONPath)
        /// Text with values of the delivery in it, escaped as inside of a JSON string where the answer is JSON.
        case template([Piece])
    }

    /// A part of a template.
    enum Piece: Sendable, Hashable {
        case literal(String)
        case path(JSONPath)
    }

    /// An address of the delivery that is to be called.
    struct Confirmation: Sendable, Hashable {
        var path: JSONPath
        /// Hosts that may be called; `*` stands for one label.
        var hosts: [String]
    }

    /// Longest text of a delivery that is sent back.
    static let bodyBytesMax = 4096

    /// The answer to a delivery; nil where the rule does not fit, which is also so where it would have to call an address that it must not.
    func answer(to root: JSONValue) -> GateAnswer? {
        if let condition, !condition.matches(root, root: root) { return nil }
        var answer = GateAnswer(status: status, contentType: contentType)
        switch body {
        case .text(let text): answer.body = text
        case .path(let path):
            answer.body = path.first(from: root, root: root)?.scalarText ?? ""
            guard answer.body.utf8.count <= Self.bodyBytesMax else { return nil }
        case .template(let pieces):
            answer.body = filled(pieces, from: root)
            guard answer.body.utf8.count <= Self.bodyBytesMax else { return nil }
        }
        if let confirmation {
            guard let url = confirmation.path.first(from: root, root: root)?.string,
                let address = SecureAddress(url), address.fits(confirmation.hosts)
            else { return nil }
            answer.confirm = url
        }
        return answer
    }

    private func filled(_ pieces: [Piece], from root: JSONValue) -> String {
        var body = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): body += literal
            case .path(let path):
                let text = path.first(from: root, root: root)?.scalarText ?? ""
                body += contentType.lowercased().contains("json") ? Self.escaped(text) : text
            }
        }
        return body
    }

    /// What stands between the quotes of the JSON string.
    private static func escaped(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(writer.text.dropFirst().dropLast())
    }
}
