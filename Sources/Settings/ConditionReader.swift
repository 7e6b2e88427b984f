import Domain

/// Reads the condition language: a mapping whose fields all have to hold.
///
/// The fields are the cases of ``Condition`` and nothing else; `field(_:_:)` is the whole grammar.
struct ConditionReader {
    /// Every word of the language.
    enum Word: String, CaseIterable {
        case all, any, not, words, channel, kind, known, touch
        case emailDomain = "email_domain"
        case answer, statements
    }

    let findings: Findings
    let wordLists: [String: [String]]
    let channels: [String]

    /// The condition at a node, or nil after findings.
    func condition(at node: YAMLNode) -> Condition? {
        guard let members = node.members, !members.isEmpty else {
            let hint = node.elements == nil ? "" : "; put the list under `all:` or `any:`"
            findings.error(
                at: node, "expected a condition like `words: price` or `known: phone`, got \(node.summary)\(hint)")
            return nil
        }
        var conditions: [Condition] = []
        for member in members {
            guard let word = Word(rawValue: member.key) else {
                let all = Word.allCases.map(\.rawValue)
                findings.error(
                    at: member.keyPlace,
                    "`\(shortened(member.key))` is not a condition; there are \(all.joined(separator: ", "))."
                        + suggestion(for: member.key, among: all))
                continue
            }
            if let condition = field(word, member) { conditions.append(condition) }
        }
        guard conditions.count == members.count else { return nil }
        return conditions.count == 1 ? conditions.first : .all(conditions)
    }

    private func field(_ word: Word, _ member: YAMLNode.Member) -> Condition? {
        guard let fields = Fields(YAMLNode(.mapping([member]), at: member.keyPlace), of: "a condition", in: findings)
        else { return nil }
        let node = member.value
        if node.isNull {
            fields.missing(member.key)
            return nil
        }
        switch word {
        case .all: return parts(of: node, member.key).map { .all($0) }
        case .any: return parts(of: node, member.key).map { .any($0) }
        case .not: return condition(at: node).map { .not($0) }
        case .words: return words(at: node)
        case .channel: return channel(fields, node)
        case .kind: return words(of: node, fields, member.key, EventKind.self).map { .kind($0) }
        case .known:
            let known = words(of: node, fields, member.key, SenderField.self)
            return known.flatMap { one($0.map { .known($0) }, or: Condition.all) }
        case .touch: return touch(fields, node)
        case .emailDomain: return emailDomain(fields, node)
        case .answer: return answer(fields, node)
        case .statements:
            var fields = fields
            return fields.int(member.key, in: 1...1_000_000).map { .statements(atLeast: $0) }
        }
    }

    private func parts(of node: YAMLNode, _ name: String) -> [Condition]? {
        guard let elements = node.elements, !elements.isEmpty else {
            findings.error(at: node, "`\(name)`: expected a list of conditions (`- words: ...`), got \(node.summary)")
            return nil
        }
        let conditions = elements.compactMap { condition(at: $0) }
        return conditions.count == elements.count ? conditions : nil
    }

    /// A name means a list from the part `words`, a list means itself.
    private func words(at node: YAMLNode) -> Condition? {
        if let elements = node.elements {
            let words = WordListReader(findings: findings).words(elements, of: "`words`", at: node.place)
            return words.isEmpty ? nil : .words(words)
        }
        guard let name = node.text else {
            findings.error(at: node, "`words`: expected the name of a word list or a list, got \(node.summary)")
            return nil
        }
        if let list = wordLists[name] { return .words(list) }
        findings.error(
            at: node,
            "`words`: there is no word list `\(shortened(name))`; define it under `words` at the top, or write a list: [\(shortened(name))]."
                + suggestion(for: name, among: wordLists.keys.sorted()))
        return nil
    }

    private func channel(_ fields: Fields, _ node: YAMLNode) -> Condition? {
        guard let texts = texts(of: node, fields, "channel") else { return nil }
        for (text, place) in texts where !channels.contains(text) {
            findings.warning(
                at: place,
                "`channel`: \(shortened(text)) is not switched on, so the condition never holds for it."
                    + suggestion(for: text, among: channels))
        }
        return .channel(texts.map(\.text))
    }

    private func emailDomain(_ fields: Fields, _ node: YAMLNode) -> Condition? {
        guard let texts = texts(of: node, fields, "email_domain") else { return nil }
        for (text, place) in texts
        where !text.contains(".") || text.contains("@") || text.contains(where: \.isWhitespace) {
            let rest = text.split(separator: "@").last.map(String.init) ?? ""
            let hint = text.contains("@") && rest.contains(".") ? "; write \(shortened(rest))" : ""
            findings.error(
                at: place, "`email_domain`: expected a domain like example.com, got \"\(shortened(text))\"\(hint)")
        }
        return .emailDomain(texts.map { $0.text.lowercased() })
    }

    /// `ad_id`, `[ctwa_clid, gclid]` (one of them is there) or `{utm_medium: [cpc, paid]}` (with one of the values).
    private func touch(_ fields: Fields, _ node: YAMLNode) -> Condition? {
        guard let members = node.members, !members.isEmpty else {
            let known = words(of: node, fields, "touch", TouchField.self)
            return known.flatMap { one($0.map { .touch($0, []) }, or: Condition.any) }
        }
        let conditions = members.compactMap { member -> Condition? in
            let key = YAMLNode(.scalar(member.key, quoted: false), at: member.keyPlace)
            guard let field = fields.word(of: key, "touch", TouchField.self) else { return nil }
            return texts(of: member.value, fields, member.key).map { .touch(field, $0.map(\.text)) }
        }
        return conditions.count == members.count ? one(conditions, or: Condition.all) : nil
    }

    /// `budget`, `[budget, anggaran]` (one of them is filled in) or `{product: [sofa, kursi]}` (with one of the values).
    private func answer(_ fields: Fields, _ node: YAMLNode) -> Condition? {
        guard let members = node.members, !members.isEmpty else {
            return texts(of: node, fields, "answer").flatMap { texts in
                one(texts.map { .answer($0.text, []) }, or: Condition.any)
            }
        }
        let conditions = members.compactMap { member -> Condition? in
            texts(of: member.value, fields, member.key).map { .answer(member.key, $0.map(\.text)) }
        }
        return conditions.count == members.count ? one(conditions, or: Condition.all) : nil
    }

    /// At least one text, or nil after a finding: a condition must never vanish together with its rule.
    private func texts(
        of node: YAMLNode, _ fields: Fields, _ name: String
    ) -> [(text: String, place: YAMLNode.Place)]? {
        let texts = fields.texts(of: node, name)
        if node.elements?.isEmpty == true { findings.error(at: node, "`\(name)` is empty; give it a value") }
        return texts.isEmpty ? nil : texts
    }

    private func words<Word>(of node: YAMLNode, _ fields: Fields, _ name: String, _ type: Word.Type) -> [Word]?
    where Word: CaseIterable & RawRepresentable<String> {
        let elements = node.elements ?? [node]
        if elements.isEmpty { findings.error(at: node, "`\(name)` is empty; give it a value") }
        let words = elements.compactMap { fields.word(of: $0, name, type) }
        return words.isEmpty || words.count < elements.count ? nil : words
    }

    private func one(_ conditions: [Condition], or combine: ([Condition]) -> Condition) -> Condition? {
        conditions.count > 1 ? combine(conditions) : conditions.first
    }
}
