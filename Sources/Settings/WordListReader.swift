import Domain

/// Reads the part `words`: lists of words and phrases that several rules share, and lists of the shelf that are extended.
struct WordListReader {
    let findings: Findings
    let shelf: ListShelf

    /// The lists by name.
    func lists(from root: inout Fields) -> [String: [String]] {
        var lists: [String: [String]] = [:]
        for member in root.members("words") {
            guard findings.isName(member.key, at: member.keyPlace, "the word list's name") else { continue }
            let subject = "word list `\(member.key)`"
            if let elements = member.value.elements {
                lists[member.key] = words(elements, of: subject, at: member.value.place)
            } else if member.value.members != nil {
                lists[member.key] = extended(member.value, of: subject)
            } else {
                findings.error(
                    at: member.value,
                    "\(subject): expected a list of words and phrases, got \(member.value.summary)")
                lists[member.key] = []
            }
        }
        return lists
    }

    /// The words of a list of the shelf; nil where there is none of that name.
    func shipped(_ name: String) -> [String]? { shelf.lines(name)?.map(\.text) }

    /// `{extends: price, add: [...], remove: [...]}`.
    private func extended(_ node: YAMLNode, of subject: String) -> [String] {
        guard var fields = Fields(node, of: subject, in: findings) else { return [] }
        let name = fields.string("extends")
        let added = fields.node("add")
        let removed = fields.node("remove")
        let place = fields.place(of: "extends")
        fields.finish()
        guard let name else { return [] }
        guard var words = shipped(name) else {
            let names = shelf.names
            findings.error(
                at: place,
                "`extends`: there is no list `\(shortened(name))` in the folder of lists."
                    + suggestion(for: name, among: names))
            return []
        }
        if let removed { remove(removed, from: &words, of: subject) }
        if let added { add(added, to: &words, of: subject) }
        return words
    }

    private func add(_ node: YAMLNode, to words: inout [String], of subject: String) {
        guard let elements = elements(of: node, "add") else { return }
        let known = Set(words.map { $0.lowercased() })
        for word in self.words(elements, of: "`add` of \(subject)", at: node.place) {
            guard !known.contains(word.lowercased()) else {
                findings.warning(at: node, "`add`: \"\(shortened(word))\" stands in the extended list already")
                continue
            }
            words.append(word)
        }
    }

    private func remove(_ node: YAMLNode, from words: inout [String], of subject: String) {
        guard let elements = elements(of: node, "remove") else { return }
        for word in self.words(elements, of: "`remove` of \(subject)", at: node.place) {
            let count = words.count
            words.removeAll { $0.lowercased() == word.lowercased() }
            if words.count == count {
                findings.warning(
                    at: node,
                    "`remove`: \"\(shortened(word))\" does not stand in the extended list."
                        + suggestion(for: word, among: words))
            }
        }
    }

    private func elements(of node: YAMLNode, _ name: String) -> [YAMLNode]? {
        if let elements = node.elements { return elements }
        findings.error(at: node, "`\(name)`: expected a list of words and phrases, got \(node.summary)")
        return nil
    }

    /// Words and phrases without blanks around them; findings for empty lists, empty words and repeats.
    func words(_ elements: [YAMLNode], of subject: String, at place: YAMLNode.Place) -> [String] {
        if elements.isEmpty { findings.error(at: place, "\(subject) is empty; add words or remove it") }
        var first: [String: YAMLNode.Place] = [:]
        var words: [String] = []
        for element in elements {
            guard let text = element.text, !element.isNull,
                text.contains(where: { $0.isLetter || $0.isNumber || $0.isSymbol })
            else {
                findings.error(at: element, "\(subject): expected a word or a phrase, got \(element.summary)")
                continue
            }
            let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if let other = first[word.lowercased()] {
                findings.warning(
                    at: element, "\(subject): \"\(shortened(word))\" stands there already, in line \(other.line)")
                continue
            }
            first[word.lowercased()] = element.place
            words.append(word)
        }
        return words
    }
}
