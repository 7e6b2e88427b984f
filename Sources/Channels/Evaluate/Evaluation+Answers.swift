import Domain
import JSON

extension Evaluation {
    /// The answers of a form; those without a text are left out.
    mutating func answers(_ expression: AnswerExpression, _ sender: Event.Sender) -> [Event.Answer] {
        switch expression {
        case .otherFields(let named, let phones, let emails):
            guard let form else { return [] }
            var answers: [Event.Answer] = []
            for field in form.fields where !field.isInstruction {
                if named.contains(field.name) { continue }
                if sender.phone != nil, phones.contains(field.name) { continue }
                if sender.email != nil, emails.contains(field.name) { continue }
                if let answer = answer(field.label, field.value) { answers.append(answer) }
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
        switch value.kind {
        case .array:
            for element in value.elements {
                if let text = written(element) { values.append(text) }
            }
        default: if let text = written(value) { values.append(text) }
        }
        return values.isEmpty ? nil : Event.Answer(name: name, values: values, isList: value.kind == .array)
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
