import Domain

/// Reads the part `words`: lists of words and phrases that several rules share.
struct WordListReader {
    let findings: Findings

    /// The lists by name.
    func lists(from root: inout Fields) -> [String: [String]] {
        var lists: [String: [String]] = [:]
        for member in root.members("words") {
            guard findings.isName(member.key, at: member.keyPlace, "the word list's name") else { continue }
            guard let elements = member.value.elements else {
                findings.error(
                    at: member.value,
                    "word list `\(member.key)`: expected a list of words and phrases, got \(member.value.summary)")
                lists[member.key] = []
                continue
            }
            lists[member.key] = words(elements, of: "word list `\(member.key)`", at: member.value.place)
        }
        return lists
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
