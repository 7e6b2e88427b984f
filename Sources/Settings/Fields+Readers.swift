extension Fields {
    // MARK: Texts

    /// A text that has to be there.
    public mutating func string(_ name: String) -> String? {
        guard let node = requiredNode(name) else { return nil }
        return text(of: node, name)
    }

    /// A text that may be absent.
    public mutating func optionalString(_ name: String) -> String? {
        guard let node = node(name) else { return nil }
        return text(of: node, name)
    }

    /// A list of texts; one text stands for a list of one. Absent: empty.
    public mutating func strings(_ name: String) -> [String] { texts(name).map(\.text) }

    /// A list of texts like ``strings(_:)``, each with its place.
    public mutating func texts(_ name: String) -> [(text: String, place: YAMLNode.Place)] {
        guard let node = node(name) else { return [] }
        return texts(of: node, name)
    }

    // MARK: Structure

    /// The values of a list. Absent: empty.
    public mutating func nodes(_ name: String) -> [YAMLNode] {
        guard let node = node(name) else { return [] }
        if let elements = node.elements { return elements }
        findings.error(at: node, "`\(name)`: expected a list (`- ...`), got \(node.summary)")
        return []
    }

    /// The members of a mapping whose keys are chosen by the author, in their order. Absent: empty.
    public mutating func members(_ name: String) -> [YAMLNode.Member] {
        guard let node = node(name) else { return [] }
        if let members = node.members { return members }
        findings.error(at: node, "`\(name)`: expected a mapping (`name: value`), got \(node.summary)")
        return []
    }

    /// The fields of a nested mapping. Absent: nil without a finding.
    public mutating func fields(_ name: String, of subject: String) -> Fields? {
        guard let node = node(name) else { return nil }
        return Fields(node, of: subject, in: findings)
    }

    /// The fields of a nested mapping that has to be there.
    public mutating func requiredFields(_ name: String, of subject: String) -> Fields? {
        guard let node = requiredNode(name) else { return nil }
        return Fields(node, of: subject, in: findings)
    }

    // MARK: Closed sets

    /// `true` or `false`; absent: the default.
    public mutating func bool(_ name: String, default fallback: Bool) -> Bool {
        guard let node = node(name) else { return fallback }
        switch node.content {
        case .scalar("true", quoted: false): return true
        case .scalar("false", quoted: false): return false
        default:
            findings.error(at: node, "`\(name)`: expected true or false, got \(node.summary)")
            return fallback
        }
    }

    /// One word of a closed set that has to be there.
    public mutating func oneOf<Word>(_ name: String, _ type: Word.Type) -> Word?
    where Word: CaseIterable & RawRepresentable<String> {
        guard let node = requiredNode(name) else { return nil }
        return word(of: node, name, type)
    }

    /// One word of a closed set; absent: the default.
    public mutating func oneOf<Word>(_ name: String, _ type: Word.Type, default fallback: Word) -> Word
    where Word: CaseIterable & RawRepresentable<String> {
        guard let node = node(name) else { return fallback }
        return word(of: node, name, type) ?? fallback
    }

    /// Words of a closed set, as a list or a single one. Absent: empty.
    public mutating func someOf<Word>(_ name: String, _ type: Word.Type) -> [Word]
    where Word: CaseIterable & RawRepresentable<String> {
        guard let node = node(name) else { return [] }
        return (node.elements ?? [node]).compactMap { word(of: $0, name, type) }
    }

    /// The texts of a list or a single one; findings for what is none.
    func texts(of node: YAMLNode, _ name: String) -> [(text: String, place: YAMLNode.Place)] {
        if node.members != nil {
            findings.error(at: node, "`\(name)`: expected a text or a list of texts, got \(node.summary)")
            return []
        }
        return (node.elements ?? [node]).compactMap { element in
            text(of: element, name).map { ($0, element.place) }
        }
    }

    /// The text of a scalar, or a finding.
    func text(of node: YAMLNode, _ name: String) -> String? {
        if let text = node.text, !node.isNull { return text }
        findings.error(at: node, "`\(name)`: expected a text, got \(node.summary)")
        return nil
    }

    /// The word of a closed set at a node, or a finding that names them all.
    func word<Word>(of node: YAMLNode, _ name: String, _ type: Word.Type) -> Word?
    where Word: CaseIterable & RawRepresentable<String> {
        if let text = node.text, let word = Word(rawValue: text) { return word }
        let all = Word.allCases.map(\.rawValue)
        let near = node.text.map { suggestion(for: $0, among: all) } ?? ""
        findings.error(
            at: node, "`\(name)`: expected one of \(all.joined(separator: ", ")), got \(node.summary).\(near)")
        return nil
    }
}
