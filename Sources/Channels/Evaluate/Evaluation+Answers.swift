import Domain
import JSON
import Phone

extension Evaluation {
    /// Bytes of what may be a spelling of a telephone number.
    private static let spellingBytesMax = 40

    /// The answers of a form; those without a text are left out.
    mutating func answers(_ expression: AnswerExpression, of event: Event) -> [Event.Answer] {
        switch expression {
        case .otherFields(let named, let phones, let emails):
            guard let form else { return [] }
            var answers: [Event.Answer] = []
            for field in form.fields where !field.isInstruction {
                if named.contains(field.name) { continue }
                if event.sender.phone != nil, phones.contains(field.name) { continue }
                if event.sender.email != nil, emails.contains(field.name) { continue }
                guard let answer = answer(field.label, field.value), !repeats(answer, event) else { continue }
                answers.append(answer)
            }
            return answers
        case .members(let path, let except):
            return path.first(in: bindings).map { members(of: $0, except) } ?? []
        case .parsed(let expression, let except):
            // Not JSON after all is as good as absent, because the text itself stays in the ledger.
            guard let text = text(expression), let document = try? JSONDocument(parsing: Array(text.utf8)) else {
                return []
            }
            return document.withRoot { members(of: $0, except) }
        }
    }

    /// Whether an answer says only what the event says already: its text, subject or name, or in another spelling its mail or telephone.
    private func repeats(_ answer: Event.Answer, _ event: Event) -> Bool {
        guard !answer.isList, !answer.isLiteral, let value = answer.values.first else { return false }
        if value == event.text || value == event.subject || value == event.sender.name { return true }
        if let email = event.sender.email, MailAddressText.canonical(value) == email { return true }
        guard let phone = event.sender.phone, value.utf8.count <= Self.spellingBytesMax,
            value.utf8.count(where: { $0 &- 48 < 10 }) >= 7
        else { return false }
        return phones.read(value, origin: .national(region: region))?.e164 == phone
    }

    private mutating func members(of object: JSONValue, _ except: Set<String>) -> [Event.Answer] {
        var answers: [Event.Answer] = []
        for member in object.members {
            guard let name = member.key.string, !except.contains(name) else { continue }
            if let answer = answer(name, member.value) { answers.append(answer) }
        }
        return answers
    }

    private mutating func answer(_ name: String, _ value: JSONValue) -> Event.Answer? {
        var values: [String] = []
        var isLiteral = true
        func take(_ value: JSONValue) {
            guard let text = written(value) else { return }
            values.append(text)
            isLiteral = isLiteral && value.isLiteral
        }
        if value.kind == .array {
            for element in value.elements { take(element) }
        } else {
            take(value)
        }
        guard !values.isEmpty else { return nil }
        return Event.Answer(name: name, values: values, isList: value.kind == .array, isLiteral: isLiteral)
    }

    /// A scalar as text, anything else as JSON.
    private mutating func written(_ value: JSONValue) -> String? {
        switch value.kind {
        case .object, .array:
            guard value.count > 0, textBytes <= Self.textBytesMax else { return nil }
            var writer = JSONWriter()
            value.append(to: &writer)
            textBytes += writer.bytes.count
            return writer.text
        default: return scalar(value)?.trimmed.presence
        }
    }
}

extension JSONValue {
    /// Whether its text is JSON as it stands: a number, or true or false.
    fileprivate var isLiteral: Bool {
        switch kind {
        case .bool, .int, .uint, .double: true
        case .string, .null, .object, .array: false
        }
    }
}
