public import Domain
import JSON
import Phone

/// How a text is sent back on a channel: the `reply` block of its file, checked and compiled.
public struct CompiledReply: Sendable {
    /// Where the access token goes.
    enum Token: Sendable, Hashable {
        case header(name: String, prefix: String)
        case query(name: String)
        /// The password of HTTP basic authentication; the user's name is a text with slots.
        case basic(user: SlotText)
        /// Into the address itself, as `{token}`.
        case url
        /// The secret of a Standard Webhooks signature.
        case signature
    }

    /// What the call is.
    struct Call: Sendable {
        var method: String
        var url: SlotText
        var token: Token?
        var headers: [(name: String, value: SlotText)]
        var values: [(name: String, expression: TextExpression)]
        var body: ReplyBody
        var template: ReplyBody?
        var templateLanguage: String?
        var answer: ReplyAnswer
    }

    enum Carrier: Sendable {
        case call(Call)
        case mail
    }

    /// A condition under which nothing can be sent, and why.
    struct Hindrance: Sendable {
        let condition: ValueFilter
        let reason: String
    }

    let carrier: Carrier
    /// What expressions may begin with, in the order in which names are bound.
    let names: [String]
    let hindrances: [Hindrance]
    let text: ReplyTextRule
    /// What `corong.yaml` has to give under `reply` of the channel: the name, and what it means.
    public let parameters: [(name: String, meaning: String)]
    /// How long after the customer's last statement a free text may be sent; nil: always.
    public let windowSeconds: Int64?

    /// Whether the channel's configuration needs `access_token`.
    public var needsToken: Bool {
        if case .call(let call) = carrier { call.token != nil } else { false }
    }

    /// Whether replies are mails, which answer the last mail of the conversation.
    public var isMail: Bool {
        if case .mail = carrier { true } else { false }
    }

    /// Whether approved templates can be sent.
    public var hasTemplates: Bool {
        if case .call(let call) = carrier { call.template != nil } else { false }
    }

    /// Whether a free text may be sent at `now` to somebody who last wrote at `lastAt`. The window is half-open: at its end it is over.
    public func isOpen(at now: Timestamp, lastAt: Timestamp?) -> Bool {
        guard let windowSeconds else { return true }
        return lastAt.map { now < $0.adding(seconds: windowSeconds) } ?? false
    }

    /// The messages that a text becomes, in order; nil where it is too long and must not be cut, or would become more than ten.
    public func parts(of text: String) -> [String]? { self.text.parts(of: text) }

    /// The request for one message.
    ///
    /// - Throws: ``ReplyRefusal``: nothing can be sent, now or later.
    /// - Complexity: Linear in the text.
    public func request(for context: ReplyContext) throws(ReplyRefusal) -> ReplyRequest {
        if context.template == nil {
            guard !context.text.isBlank else { throw .empty }
            guard !text.isTooLong(context.text) else { throw .tooLong(most: text.limit, unit: text.unit.rawValue) }
            if let windowSeconds, !isOpen(at: context.now, lastAt: context.lastAt) {
                throw .windowOver(seconds: windowSeconds, hasTemplates: hasTemplates)
            }
        } else if !hasTemplates {
            throw .noTemplates
        }
        for (name, _) in parameters where context.parameters[name]?.isBlank ?? true { throw .noParameter(name) }
        switch carrier {
        case .mail: return .mail(try mail(context))
        case .call(let call):
            if call.token != nil, context.token?.isBlank ?? true { throw .noToken }
            return .http(try http(call, context))
        }
    }

    /// What an answer to the request means.
    ///
    /// - Parameters:
    ///   - status: Of the answer.
    ///   - body: Of the answer, which need not be JSON.
    ///   - token: Never shown in what is kept of the answer.
    public func outcome(status: Int, body: [UInt8], hiding token: String?) -> ReplyOutcome {
        guard case .call(let call) = carrier else { return .delivered(id: nil) }
        return call.answer.outcome(status: status, body: body, hiding: token)
    }

    // MARK: Making a request

    private func mail(_ context: ReplyContext) throws(ReplyRefusal) -> ReplyRequest.Mail {
        guard let to = context.address?.presence else { throw .missing("address") }
        let answered = context.answered
        let subject = (answered?.subject ?? "").inOneLine
        let isAnswer = subject.prefix(3).lowercased() == "re:"
        var references = Array((answered?.references ?? []).prefix(Limits.referencesMax).reversed())
        if let id = answered?.id { references = references.filter { $0 != id } + [id] }
        return ReplyRequest.Mail(
            to: to, subject: isAnswer ? subject : "Re: \(subject)".trimmed, text: context.text,
            inReplyTo: answered?.id, references: references)
    }

    private func http(_ call: Call, _ context: ReplyContext) throws(ReplyRefusal) -> ReplyRequest.HTTP {
        let values = try values(call, context)
        let content = context.template == nil ? call.body : call.template ?? call.body
        let body = try content.bytes(values)
        var url = try url(call, context, values)
        var headers = [ReplyRequest.Header("Content-Type", content.contentType)]
        for (name, value) in call.headers {
            headers.append(.init(name, try value.filled(values).withoutControls))
        }
        let token = context.token ?? ""
        switch call.token {
        case .header(let name, let prefix): headers.append(.init(name, (prefix + token).withoutControls))
        case .query(let name): url += (url.contains("?") ? "&" : "?") + "\(name)=\(AddressText.encoded(token))"
        case .basic(let user):
            let pair = try user.filled(values) + ":" + token
            headers.append(.init("Authorization", "Basic " + Base64Text.text(of: Array(pair.utf8))))
        case .signature: headers += ReplySignature.headers(of: body, secret: token, key: context.key, at: context.now)
        case .url, nil: break
        }
        return ReplyRequest.HTTP(method: call.method, url: url, headers: headers, body: body)
    }

    /// The address; parameters stand in it as they are where they begin it, everything else percent-encoded.
    private func url(
        _ call: Call, _ context: ReplyContext, _ values: [String: String]
    ) throws(ReplyRefusal) -> String {
        var values = values
        values[ReplySlot.token.rawValue] = context.token
        var url = ""
        for piece in call.url.pieces {
            switch piece {
            case .literal(let literal): url += literal
            case .slot(let name):
                guard let value = values[name] else { throw .missing(name) }
                url += url.isEmpty ? value : AddressText.encoded(value)
            }
        }
        if let address = context.apiAddress, let start = url.firstRange(of: "://")?.upperBound {
            let path = url[start...].firstIndex { $0 == "/" || $0 == "?" }.map { url[$0...] } ?? "/"
            return address + path
        }
        guard SecureAddress(url) != nil else { throw .noAddress }
        return url
    }

    /// What stands for every slot; what is absent is not there.
    private func values(_ call: Call, _ context: ReplyContext) throws(ReplyRefusal) -> [String: String] {
        var values = context.parameters
        values["account"] = context.account
        values["address"] = context.address
        values["chat"] = context.chat
        values["template"] = context.template?.name
        values["language"] = context.template?.language ?? call.templateLanguage
        values["key"] = context.key
        values["uuid"] = ReplySignature.uuid(of: context.key)
        values = values.filter { !$0.value.isEmpty }
        if !context.text.isBlank {
            values["text"] = text.escaped(context.text)
            values["line"] = text.escaped(context.text.inOneLine)
        }
        var writer = JSONWriter()
        writer.beginObject()
        for name in names {
            guard let value = values[name] else { continue }
            writer.key(name)
            writer.string(value)
        }
        writer.endObject()
        // What was just written is JSON.
        guard let document = try? JSONDocument(parsing: writer.bytes) else { return values }
        let given = values
        return try document.withRoot { root throws(ReplyRefusal) in
            var bindings = JSONBindings(root: root)
            for (place, name) in names.enumerated() { bindings[place] = root[name] }
            for hindrance in hindrances where hindrance.condition.matches(bindings) {
                throw .refused(hindrance.reason)
            }
            var evaluation = Evaluation(
                bindings: bindings, form: nil, headers: "", region: "", phones: PhoneReader())
            var values = given
            for (name, expression) in call.values { values[name] = evaluation.text(expression) }
            return values
        }
    }
}

/// What a reply's texts may hold besides parameters and `values`.
enum ReplySlot: String, CaseIterable {
    case account, address, chat, text, line, template, language, key, uuid
    /// In addresses only.
    case token

    /// Those that expressions may begin with.
    static let named: [ReplySlot] = [.account, .address, .chat, .text, .template]
}

extension String {
    /// What may stand in a header.
    fileprivate var withoutControls: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
    }
}
