import Domain
import JSON
import Settings

/// Reads a `map`: the fields of events and how each is found.
struct MapReader {
    private let expressions: ExpressionReader
    private let findings: Findings

    init(_ expressions: ExpressionReader, _ findings: Findings) {
        self.expressions = expressions
        self.findings = findings
    }

    /// What could be read; the rest is in the findings.
    func map(_ node: YAMLNode) -> EventMap {
        var map = EventMap()
        guard let members = node.members else {
            findings.error(
                at: node, "`map`: expected fields of events (`text: message.text.body`), got \(node.summary)")
            return map
        }
        for member in members { read(member, into: &map) }
        return map
    }

    private func read(_ member: YAMLNode.Member, into map: inout EventMap) {
        let name = member.key
        if let field = TextField(rawValue: name) {
            if let text = expressions.text(member.value) { map.texts.append((field, text)) }
        } else if name == EventVocabulary.timestamp {
            map.sentAt = expressions.time(member.value)
        } else if name == EventVocabulary.answers {
            map.answers = expressions.answers(member.value)
        } else if name == EventVocabulary.touchAddresses {
            map.touchAddresses = (member.value.elements ?? [member.value]).compactMap { expressions.text($0) }
        } else if name == EventVocabulary.threadReferences {
            map.threadReferences = (member.value.elements ?? [member.value]).compactMap { expressions.path($0) }
        } else if name == EventVocabulary.threadRecipients {
            map.threadRecipients = (member.value.elements ?? [member.value]).compactMap { expressions.path($0) }
        } else if let field = touchField(name) {
            if let text = expressions.text(member.value) { map.touch.append((field, text)) }
        } else if EventVocabulary.details.contains(name) {
            if let value = expressions.detail(member.value) { map.details.append(.init(name: name, value: value)) }
        } else {
            let near = nearest(to: name, among: EventVocabulary.all).map { " Did you mean `\($0)`?" } ?? ""
            findings.error(at: member.keyPlace, "`\(name.prefix(60))` is not a field of events.\(near)")
        }
    }

    private func touchField(_ name: String) -> TouchField? {
        guard name.hasPrefix(EventVocabulary.touchPrefix) else { return nil }
        return TouchField(rawValue: String(name.dropFirst(EventVocabulary.touchPrefix.count)))
    }
}

extension EventMap {
    /// The map with all that depends on the whole of it, ready for plans.
    func resolved() -> EventMap {
        var map = self
        map.touchParent = commonTouchParent()
        map.answers = answersWithNames()
        map.location = details.first { $0.name == EventVocabulary.location }?.value
        return map
    }

    /// The path without its last name, where all fields of the touch share it.
    private func commonTouchParent() -> ValuePath? {
        guard touchAddresses.isEmpty else { return nil }
        var parent: ValuePath?
        for (_, expression) in touch {
            guard case .path(let path) = expression, path.path.isSingular,
                let dot = path.path.text.lastIndex(of: "."), !path.path.text[dot...].contains("]"),
                let shorter = try? JSONPath(String(path.path.text[..<dot]), names: path.path.names)
            else { return nil }
            if let parent, parent.path.text != shorter.text { return nil }
            parent = ValuePath(shorter)
        }
        return parent
    }

    /// Form fields that the map asks for are no answers.
    private func answersWithNames() -> AnswerExpression? {
        guard case .otherFields(let except, _, _) = answers else { return answers }
        var named = except
        var phones: Set<FormName> = []
        var emails: Set<FormName> = []
        for (field, expression) in texts {
            switch field {
            case .phone: phones.formUnion(expression.formNames)
            case .email: emails.formUnion(expression.formNames)
            default: named.formUnion(expression.formNames)
            }
        }
        for (_, expression) in touch { named.formUnion(expression.formNames) }
        for expression in touchAddresses { named.formUnion(expression.formNames) }
        return .otherFields(named: named, phones: phones, emails: emails)
    }
}

extension TextExpression {
    /// The form fields that it asks for.
    var formNames: [FormName] {
        switch self {
        case .field(let names): names
        case .join(let inner, _), .first(let inner): inner.flatMap(\.formNames)
        case .choice(_, let then, let otherwise): then.formNames + (otherwise?.formNames ?? [])
        case .lookup(let inner, _, let otherwise): inner.formNames + (otherwise?.formNames ?? [])
        case .phone(let inner, _), .phoneIn(let inner), .email(let inner), .stripPrefix(let inner, _),
            .after(let inner, _), .trim(let inner), .before(let inner, _), .lineValue(let inner, _),
            .rewritten(let inner, _), .pick(_, _, let inner), .queryParameter(let inner, _), .host(let inner),
            .entry(let inner, _), .htmlLines(let inner):
            inner.formNames
        case .path, .constant, .template, .header, .memberName, .longest, .keptEmpty: []
        }
    }
}
