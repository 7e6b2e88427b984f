import JSON

/// The lines that `corong channels show` prints of a reply.
enum ReplyListing {
    static func lines(_ reply: CompiledReply) -> [String] {
        var lines: [String] = []
        switch reply.carrier {
        case .mail: lines.append("a mail that answers the last one")
        case .call(let call):
            lines.append("\(call.method) \(text(call.url)), \(token(call.token))")
            lines += call.headers.map { "header \($0.name): \(text($0.value))" }
            lines += call.values.map { "\($0.name): \(ExpressionText.text($0.expression))" }
            lines.append("sends \(body(call.body))")
            if let template = call.template {
                let language = call.templateLanguage.map { " (in \($0) where none is named)" } ?? ""
                lines.append("as a template\(language) \(body(template))")
            }
            lines += answer(call.answer)
        }
        lines += reply.parameters.map { "needs \($0.name): \($0.meaning)" }
        lines += reply.hindrances.map { "not when \($0.condition.filter.text): \($0.reason)" }
        let rule = reply.text
        lines.append(
            "at most \(rule.limit) \(rule.unit.rawValue), longer texts: \(rule.excess.rawValue)"
                + (rule.escaping == .none ? "" : ", escaped as \(rule.escaping.rawValue)"))
        if let window = reply.windowSeconds {
            lines.append("free text only within \(window / 3600) h of the customer's last statement")
        }
        return lines
    }

    private static func token(_ token: CompiledReply.Token?) -> String {
        switch token {
        case .header(let name, let prefix):
            "the access token in the header \(name)\(prefix.isEmpty ? "" : " behind \"\(prefix)\"")"
        case .query(let name): "the access token in the parameter \(name)"
        case .basic(let user): "the access token as the password of \(text(user))"
        case .url: "the access token in the address"
        case .signature: "signed with the access token (Standard Webhooks)"
        case nil: "without a token"
        }
    }

    private static func answer(_ answer: ReplyAnswer) -> [String] {
        var lines: [String] = []
        if !answer.id.isEmpty {
            lines.append("id of the message: \(answer.id.map(\.text).joined(separator: ", else "))")
        }
        if let accepted = answer.accepted { lines.append("a success when \(accepted.text)") }
        for (name, codes) in [("passing", answer.temporary), ("final", answer.permanent)] where !codes.isEmpty {
            lines.append("\(name) errors: \(codes.sorted().joined(separator: ", "))")
        }
        if !answer.known.isEmpty {
            lines.append("sent already: \(answer.known.sorted().map { "\($0)" }.joined(separator: ", "))")
        }
        return lines
    }

    private static func body(_ body: ReplyBody) -> String {
        switch body {
        case .json(let json): tree(json)
        case .form(let members):
            members.map { "\($0.name)\($0.isOptional ? "?" : "")=\(text($0.value))" }.joined(separator: "&")
        }
    }

    private static func tree(_ json: ReplyJSON) -> String {
        switch json {
        case .text(let value): "\"\(text(value))\""
        case .literal(let literal): literal
        case .list(let elements): "[\(elements.map(tree).joined(separator: ", "))]"
        case .object(let members):
            "{\(members.map { "\($0.name)\($0.isOptional ? "?" : ""): \(tree($0.value))" }.joined(separator: ", "))}"
        }
    }

    private static func text(_ text: SlotText) -> String {
        text.pieces.map { piece in
            switch piece {
            case .literal(let literal): literal
            case .slot(let name): "{\(name)}"
            }
        }.joined()
    }
}
