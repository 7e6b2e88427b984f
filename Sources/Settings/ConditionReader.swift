import Domain

/// Reads the condition language: a mapping whose fields all have to hold.
///
/// The fields are the cases of ``Condition`` and nothing else; `field(_:_:)` is the whole grammar.
struct ConditionReader {
    /// Every word of the language.
    enum Word: String, CaseIterable {
        case all, any, not, words, language, channel, account, kind, form, known
        case phonePrefix = "phone_prefix"
        case touch
        case emailDomain = "email_domain"
        case companyMail = "company_mail"
        case answer, hours, statements
        case afterSilence = "after_silence"
        case cycle, returning, past
        case daysSinceFirst = "days_since_first"
    }

    let findings: Findings
    let words: WordListReader
    let wordLists: [String: [String]]
    let lexicon: LexiconReader
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
        guard
            var fields = Fields(YAMLNode(.mapping([member]), at: member.keyPlace), of: "a condition", in: findings)
        else { return nil }
        let (name, node) = (member.key, member.value)
        if node.isNull {
            fields.missing(name)
            return nil
        }
        switch word {
        case .all: return parts(of: node, name).map { .all($0) }
        case .any: return parts(of: node, name).map { .any($0) }
        case .not: return condition(at: node).map { .not($0) }
        case .words: return words(at: node)
        case .language: return language(fields, node)
        case .channel: return channel(fields, node)
        case .account: return texts(of: node, fields, name).map { .account($0.map(\.text)) }
        case .kind: return words(of: node, fields, name, EventKind.self).map { .kind($0) }
        case .form: return texts(of: node, fields, name).map { .form($0.map(\.text)) }
        case .known:
            let known = words(of: node, fields, name, SenderField.self)
            return known.flatMap { one($0.map { .known($0) }, or: Condition.all) }
        case .phonePrefix: return phonePrefix(fields, node)
        case .touch: return touch(fields, node)
        case .emailDomain: return emailDomain(fields, node)
        case .companyMail: return companyMail(&fields, node)
        case .answer: return answer(fields, node)
        case .hours: return HoursReader(findings: findings).hours(node).map { .hours($0) }
        case .statements: return fields.int(name, in: 1...1_000_000).map { .statements(atLeast: $0) }
        case .afterSilence: return fields.duration(name, in: 60...315_360_000).map { .afterSilence(seconds: $0) }
        case .cycle: return fields.int(name, in: 1...1_000_000).map { .cycle(atLeast: $0) }
        case .returning: return flag(&fields, name).map { $0 ? .cycle(atLeast: 2) : .not(.cycle(atLeast: 2)) }
        case .past: return words(of: node, fields, name, InquiryEnd.self).map { .past($0) }
        case .daysSinceFirst: return fields.int(name, in: 1...36_500).map { .daysSinceFirst(atLeast: $0) }
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

    /// A name means a list from the part `words` or else one from the shelf, a list means itself.
    private func words(at node: YAMLNode) -> Condition? {
        lexicon.useSpelling()
        if let elements = node.elements {
            let words = words.words(elements, of: "`words`", at: node.place)
            return words.isEmpty ? nil : .words(words)
        }
        guard let name = node.text else {
            findings.error(at: node, "`words`: expected the name of a word list or a list, got \(node.summary)")
            return nil
        }
        if let list = wordLists[name] { return .words(list) }
        if let list = words.shipped(name) {
            if list.isEmpty { findings.warning(at: node, "`words`: the list `\(name)` is empty, so nothing matches") }
            return .words(list)
        }
        let names = wordLists.keys.sorted() + words.shelf.names
        findings.error(
            at: node,
            "`words`: there is no word list `\(shortened(name))`; define it under `words` at the top, or write a list: [\(shortened(name))]."
                + suggestion(for: name, among: names))
        return nil
    }

    private func language(_ fields: Fields, _ node: YAMLNode) -> Condition? {
        guard let texts = texts(of: node, fields, "language") else { return nil }
        let known = lexicon.languages
        lexicon.useLanguages()
        lexicon.useSpelling()
        var isGood = true
        for (text, place) in texts where !known.contains(text) && (text != Lexicon.otherLanguage || known.isEmpty) {
            isGood = false
            let all = known.isEmpty ? "none" : (known + [Lexicon.otherLanguage]).joined(separator: ", ")
            findings.error(
                at: place,
                "`language`: \(shortened(text)) cannot be told; there are \(all). A language is told by a list "
                    + "`\(LexiconReader.languagePrefix)\(shortened(text))` in the folder of lists."
                    + suggestion(for: text, among: known))
        }
        return isGood ? .language(texts.map(\.text)) : nil
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

    /// `+6221` or a list of such beginnings.
    private func phonePrefix(_ fields: Fields, _ node: YAMLNode) -> Condition? {
        guard let texts = texts(of: node, fields, Word.phonePrefix.rawValue) else { return nil }
        let prefixes = findings.phonePrefixes(texts)
        return prefixes.count == texts.count ? .phonePrefix(prefixes) : nil
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

    private func companyMail(_ fields: inout Fields, _ node: YAMLNode) -> Condition? {
        guard let isCompany = flag(&fields, Word.companyMail.rawValue) else { return nil }
        guard lexicon.useFreeMail() else {
            findings.error(
                at: node,
                "`company_mail`: there is no list `\(LexiconReader.freeMailList)` in the folder of lists; it names the providers where anybody gets an address"
            )
            return nil
        }
        return .companyMail(isCompany)
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

    /// `true` or `false`, or nil after a finding.
    private func flag(_ fields: inout Fields, _ name: String) -> Bool? {
        enum Flag: String, CaseIterable { case `true`, `false` }
        return fields.oneOf(name, Flag.self).map { $0 == .true }
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

extension Findings {
    /// Beginnings of phone numbers, written with `+` and country code; blanks and hyphens between are left out. A finding for what is none.
    func phonePrefixes(_ texts: [(text: String, place: YAMLNode.Place)]) -> [String] {
        texts.compactMap { text, place in
            let plain = text.filter { $0 != " " && $0 != "-" }
            if plain.first == "+", (2...16).contains(plain.utf8.count),
                plain.dropFirst().utf8.allSatisfy({ (48...57).contains($0) })
            {
                return plain
            }
            error(
                at: place,
                "`phone_prefix`: expected the beginning of a number with its country code like \"+6221\", got \"\(shortened(text))\"; "
                    + "write it in quotes")
            return nil
        }
    }
}
