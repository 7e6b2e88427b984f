import Domain

/// Scoring rules made ready: all word lists in one automaton, conditions as a tree that holds no text to be searched for.
struct CompiledScoring: Sendable {
    let rules: ScoringRules
    let conditions: [CompiledCondition]
    let marketingRequirement: CompiledCondition?
    let salesRequirement: CompiledCondition?
    let words: WordMatcher

    /// Compiles rules that the configuration has already checked.
    init(_ rules: ScoringRules) {
        self.rules = rules
        var lists: [[String]] = []
        conditions = rules.rules.map { CompiledCondition($0.condition, lists: &lists) }
        marketingRequirement = rules.marketingQualified.requirement.map { CompiledCondition($0, lists: &lists) }
        salesRequirement = rules.salesQualified.requirement.map { CompiledCondition($0, lists: &lists) }
        words = WordMatcher(lists: lists)
    }
}

/// A condition whose word lists are numbers of lists in the matcher.
indirect enum CompiledCondition: Sendable {
    case all([CompiledCondition])
    case any([CompiledCondition])
    case not(CompiledCondition)
    case words(list: Int)
    case channel([String])
    case kind([EventKind])
    case known(SenderField)
    case touch(TouchField, [String])
    case emailDomain([String])
    case answer(String, [String])
    case statements(atLeast: Int64)

    init(_ condition: Condition, lists: inout [[String]]) {
        switch condition {
        case .all(let parts): self = .all(parts.map { CompiledCondition($0, lists: &lists) })
        case .any(let parts): self = .any(parts.map { CompiledCondition($0, lists: &lists) })
        case .not(let part): self = .not(CompiledCondition(part, lists: &lists))
        case .words(let phrases):
            let known = lists.firstIndex(of: phrases)
            if known == nil { lists.append(phrases) }
            self = .words(list: known ?? lists.count - 1)
        case .channel(let ids): self = .channel(ids)
        case .kind(let kinds): self = .kind(kinds)
        case .known(let field): self = .known(field)
        case .touch(let field, let values): self = .touch(field, values)
        case .emailDomain(let domains): self = .emailDomain(domains.map { $0.lowercased() })
        case .answer(let name, let values): self = .answer(name, values.map { $0.lowercased() })
        case .statements(let count): self = .statements(atLeast: count)
        }
    }
}

/// What conditions are asked of: one statement of a customer, with what was found in its text.
struct ScoredStatement {
    let event: Event
    let channel: String
    /// Statements in the conversation, this one included.
    let statements: Int64
    /// For each list the first of its phrases (in the order of the list) that the text has.
    let phrases: [(phrase: String, order: Int)?]

    init(_ statement: Attributed, words: WordMatcher) {
        event = statement.event
        channel = statement.channel
        statements = statement.statements
        guard words.listCount > 0, event.text != nil || event.subject != nil || !event.answers.isEmpty else {
            phrases = Array(repeating: nil, count: words.listCount)
            return
        }
        var text = TextFolding()
        if let subject = event.subject { text.append(subject, bytesMax: Limits.matchedTextBytesMax) }
        if let body = event.text { text.append(body, bytesMax: Limits.matchedTextBytesMax) }
        for value in event.answers.lazy.flatMap(\.values) { text.append(value, bytesMax: Limits.matchedTextBytesMax) }
        var found = [(phrase: String, order: Int)?](repeating: nil, count: words.listCount)
        words.forEachMatch(in: text) { list, phrase, order in
            if order < found[list]?.order ?? .max { found[list] = (phrase, order) }
        }
        phrases = found
    }

    /// Whether a requirement holds; none always does.
    func satisfies(_ requirement: CompiledCondition?) -> Bool {
        guard let requirement else { return true }
        var ignored: [String] = []
        return satisfies(requirement, matched: &ignored)
    }

    /// Whether a condition holds.
    ///
    /// - Parameter matched: Gets what made it hold, for the explanation.
    func satisfies(_ condition: CompiledCondition, matched: inout [String]) -> Bool {
        switch condition {
        case .all(let parts):
            for part in parts where !satisfies(part, matched: &matched) { return false }
            return true
        case .any(let parts):
            for part in parts where satisfies(part, matched: &matched) { return true }
            return false
        case .not(let part):
            var ignored: [String] = []
            return !satisfies(part, matched: &ignored)
        case .words(let list): return note(phrases[list]?.phrase, in: &matched)
        case .channel(let ids): return ids.contains(channel)
        case .kind(let kinds): return kinds.contains(event.kind)
        case .known(let field): return value(of: field) != nil
        case .touch(let field, let values):
            guard let value = event.touch[field], values.isEmpty || values.contains(value) else { return false }
            return note("\(field.rawValue)=\(value)", in: &matched)
        case .emailDomain(let domains): return note(emailDomain(among: domains), in: &matched)
        case .answer(let name, let values): return note(answer(to: name, among: values), in: &matched)
        case .statements(let count): return statements >= count
        }
    }

    private func note(_ found: String?, in matched: inout [String]) -> Bool {
        guard let found else { return false }
        matched.append(found.cut(toBytes: Limits.quotedBytesMax))
        return true
    }

    private func value(of field: SenderField) -> String? {
        switch field {
        case .name: event.sender.name
        case .phone: event.sender.phone
        case .email: event.sender.email
        }
    }

    private func emailDomain(among domains: [String]) -> String? {
        guard let email = event.sender.email, let at = email.lastIndex(of: "@") else { return nil }
        let domain = email[email.index(after: at)...]
        return domains.first { domain == $0 || domain.hasSuffix("." + $0) }
    }

    private func answer(to name: String, among values: [String]) -> String? {
        for answer in event.answers where answer.name == name {
            for value in answer.values where !value.isEmpty && (values.isEmpty || values.contains(value.lowercased())) {
                return "\(name)=\(value)"
            }
        }
        return nil
    }
}
