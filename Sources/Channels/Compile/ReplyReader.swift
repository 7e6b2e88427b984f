import Domain
import JSON
import Settings

/// Reads the `reply` block of a channel file.
struct ReplyReader {
    private let findings: Findings

    init(_ findings: Findings) { self.findings = findings }

    /// The rules; nil where the block is missing or after a finding.
    func reply(_ fields: Fields?) -> CompiledReply? {
        guard var fields else { return nil }
        let parameters = parameters(fields.members("parameters"))
        let names = ReplySlot.named.map(\.rawValue) + parameters.map(\.name)
        let expressions = ExpressionReader(names: names, findings, HeaderUses())
        let hindrances = fields.nodes("refuse").compactMap { hindrance($0, expressions) }
        let text = textRule(fields.fields("text", of: "the text"))
        let window = fields.node("window") == nil ? nil : fields.duration("window", in: 60...31_536_000)
        let mail = fields.fields("mail", of: "a mail")
        let carrier: CompiledReply.Carrier?
        if let mail {
            mail.finish()
            carrier = .mail
        } else {
            carrier = call(&fields, expressions, parameters.map(\.name)).map { .call($0) }
        }
        fields.finish()
        return carrier.map {
            CompiledReply(
                carrier: $0, names: names, hindrances: hindrances, text: text, parameters: parameters,
                windowSeconds: window)
        }
    }

    private func parameters(_ members: [YAMLNode.Member]) -> [(name: String, meaning: String)] {
        let room = JSONBindings.namesMax - ReplySlot.named.count
        for member in members.dropFirst(room) {
            findings.error(at: member.keyPlace, "`parameters`: at most \(room), got \(members.count)")
        }
        return members.prefix(room).compactMap { member in
            guard isFree(member, []) else { return nil }
            guard let meaning = member.value.text, !member.value.isNull else {
                findings.error(at: member.value, "`parameters`: expected what it means, got \(member.value.summary)")
                return nil
            }
            return (member.key, meaning)
        }
    }

    /// Whether a name of the author's can be a slot; a finding where not.
    private func isFree(_ member: YAMLNode.Member, _ taken: [String]) -> Bool {
        guard BoundName.isValid(member.key) else {
            findings.error(at: member.keyPlace, BoundName.complaint(about: member.key))
            return false
        }
        if ReplySlot(rawValue: member.key) != nil || taken.contains(member.key) {
            findings.error(at: member.keyPlace, "`\(member.key)` is there already; choose another name")
            return false
        }
        return true
    }

    private func hindrance(_ node: YAMLNode, _ expressions: ExpressionReader) -> CompiledReply.Hindrance? {
        guard var fields = Fields(node, of: "a hindrance", in: findings) else { return nil }
        let condition = fields.requiredNode("when").flatMap { expressions.filter($0) }
        let reason = fields.string("because")
        fields.finish()
        guard let condition, let reason else { return nil }
        return CompiledReply.Hindrance(condition: condition, reason: reason)
    }

    private func textRule(_ fields: Fields?) -> ReplyTextRule {
        var rule = ReplyTextRule()
        guard var fields else { return rule }
        rule.limit = fields.int("limit", in: 20...1_000_000, default: rule.limit)
        rule.unit = fields.oneOf("unit", ReplyTextRule.Unit.self, default: rule.unit)
        rule.excess = fields.oneOf("over", ReplyTextRule.Excess.self, default: rule.excess)
        rule.escaping = fields.oneOf("escape", ReplyTextRule.Escaping.self, default: rule.escaping)
        fields.finish()
        return rule
    }

    // MARK: Calls

    private func call(
        _ fields: inout Fields, _ expressions: ExpressionReader, _ parameters: [String]
    ) -> CompiledReply.Call? {
        let method = fields.oneOf("method", Method.self, default: .post)
        let url = fields.requiredNode("url")
        let members = fields.members("values").filter { isFree($0, parameters) }
        let values = members.compactMap { member in
            expressions.text(member.value).map { (name: member.key, expression: $0) }
        }
        let slots = ReplySlotReader(parameters: parameters, values: members.map(\.key), findings)
        let address = url.flatMap { slots.address($0) }
        let token = self.token(fields.fields("token", of: "the token"), slots, url: address)
        let headers = fields.members("headers").compactMap { member in
            slots.text(member.value, "headers").map { (name: member.key, value: $0) }
        }
        let body = self.body(&fields, slots)
        var template: ReplyBody?
        var language: String?
        if var fields = fields.fields("template", of: "the template") {
            language = fields.optionalString("language")
            template = self.body(&fields, slots)
            fields.finish()
        }
        let answer = self.answer(fields.requiredFields("answer", of: "the answer"))
        guard let address, let body, let answer else { return nil }
        return CompiledReply.Call(
            method: method.rawValue, url: address, token: token, headers: headers, values: values, body: body,
            template: template, templateLanguage: language, answer: answer)
    }

    private func token(_ fields: Fields?, _ slots: ReplySlotReader, url: SlotText?) -> CompiledReply.Token? {
        let isInAddress = url?.slots.contains(ReplySlot.token.rawValue) == true
        guard var fields else { return isInAddress ? .url : nil }
        let header = fields.optionalString("header")
        let prefix = fields.optionalString("prefix")
        let query = fields.optionalString("query")
        let user = fields.node("basic")
        let sign = fields.node("sign") == nil ? nil : fields.oneOf("sign", Signature.self)
        let count = [header != nil, query != nil, user != nil, sign != nil, isInAddress].count { $0 }
        if count != 1 {
            findings.error(
                at: fields.node, "`token` needs one of `header`, `query`, `basic`, `sign`, or `{token}` in the address")
        }
        if header == nil, prefix != nil { fields.error(at: "prefix", "`prefix` belongs to `header` only; remove it") }
        fields.finish()
        if let header { return .header(name: header, prefix: prefix ?? "") }
        if let user { return slots.text(user, "basic").map { .basic(user: $0) } }
        if sign != nil { return .signature }
        return query.map { .query(name: $0) }
    }

    private func body(_ fields: inout Fields, _ slots: ReplySlotReader) -> ReplyBody? {
        let json = fields.node("json")
        let form = fields.members("form")
        if (json == nil) == form.isEmpty {
            findings.error(at: fields.node, "\(fields.subject) needs either `json` or `form`")
            return nil
        }
        if let json { return slots.json(json).map { .json($0) } }
        let members = form.compactMap { member -> ReplyBody.FormMember? in
            let (name, isOptional) = ReplySlotReader.name(member.key)
            return slots.text(member.value, name).map { .init(name: name, isOptional: isOptional, value: $0) }
        }
        return members.count == form.count ? .form(members) : nil
    }

    private func answer(_ fields: Fields?) -> ReplyAnswer? {
        guard var fields else { return nil }
        let expressions = ExpressionReader(names: [], findings, HeaderUses())
        func paths(_ name: String) -> [JSONPath] {
            guard let node = fields.node(name) else { return [] }
            return (node.elements ?? [node]).compactMap { expressions.path($0)?.path }
        }
        var answer = ReplyAnswer()
        answer.id = paths("id")
        answer.accepted = fields.node("accepted").flatMap { expressions.filter($0)?.filter }
        answer.error = paths("error")
        answer.code = paths("code")
        answer.temporary = Set(fields.strings("temporary"))
        answer.permanent = Set(fields.strings("permanent"))
        for name in ["temporary", "permanent"] where answer.code.isEmpty && fields.names.contains(name) {
            fields.error(at: name, "`\(name)` lists codes; say with `code` where they stand")
        }
        for (text, place) in fields.texts("known") {
            if let status = Int(text), (400..<500).contains(status) {
                answer.known.insert(status)
            } else {
                findings.error(at: place, "`known`: expected statuses from 400 to 499, got \(text.prefix(20))")
            }
        }
        answer.retryAfter = paths("retry_after")
        fields.finish()
        return answer
    }

    private enum Method: String, CaseIterable {
        case post = "POST"
        case put = "PUT"
    }

    private enum Signature: String, CaseIterable {
        case standardWebhooks = "standard_webhooks"
    }
}
