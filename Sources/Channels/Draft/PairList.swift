/// A list of names and values, as form services send answers.
struct PairList: Sendable {
    /// The list, for example `$.answers`.
    let path: String
    /// Where the name stands in an element, from `@` on.
    let name: String
    /// Where values stand; an element has one of them.
    let values: [String]
    /// Whether elements list the texts of their choices beside ids.
    let hasOptions: Bool
    /// The answers under their names.
    let leaves: [PayloadLeaf]

    private static let nameWords = [
        "label", "name", "title", "question", "columnid", "columnname", "key", "ref", "field",
    ]
    private static let valueWords: Set<String> = [
        "value", "values", "stringvalue", "answer", "answers", "val", "jawaban", "respuesta", "resposta", "valor",
        "nilai",
    ]

    /// The first list of pairs that stands in no other list.
    static func first(in root: PayloadNode) -> PairList? {
        for list in ItemSearch.lists(in: root, at: PayloadPath(origin: "$")) {
            if let pairs = PairList(list) { return pairs }
        }
        return nil
    }

    private init?(_ list: ItemSearch.List) {
        guard let name = Self.namePath(in: list.elements) else { return nil }
        var values: [String] = []
        var leaves: [PayloadLeaf] = []
        var hasOptions = false
        var labels: Set<String> = []
        for element in list.elements {
            guard let label = Self.text(at: name, in: element), let member = Self.valueMember(of: element) else {
                continue
            }
            let path = PayloadPath(origin: "@").appending(member.name).text
            if !values.contains(path) { values.append(path) }
            if element["options"]?.elements.first?["id"] != nil, element["options"]?.elements.first?["text"] != nil {
                hasOptions = true
            }
            labels.insert(label)
            var value = member.value
            if let first = value.elements.first { value = first }
            guard case .scalar(let scalar) = value else { continue }
            leaves.append(
                PayloadLeaf(
                    path: PayloadPath(formField: label, of: "fields"), parents: [], name: label, level: 0,
                    scalar: scalar))
        }
        guard labels.count > 1 || labels.count == list.elements.count, !leaves.isEmpty else { return nil }
        path = list.path.text
        self.name = name.reduce(PayloadPath(origin: "@")) { $0.appending($1) }.text
        self.values = values
        self.hasOptions = hasOptions
        self.leaves = leaves
    }

    /// The member, or the member of a member, that names the elements.
    private static func namePath(in elements: [PayloadNode]) -> [String]? {
        guard let first = elements.first(where: { valueMember(of: $0) != nil }) else { return nil }
        for word in nameWords {
            if let member = first.members.first(where: { DraftWords.plain($0.name) == word }), isText(member.value) {
                return [member.name]
            }
        }
        for outer in ["field", "question"] {
            guard let object = first[outer], object.isObject else { continue }
            for inner in ["title", "label", "name", "ref", "id"] {
                if let value = object[inner], isText(value) { return [outer, inner] }
            }
        }
        return nil
    }

    private static func isText(_ node: PayloadNode) -> Bool {
        if case .scalar(let scalar) = node { scalar.kind == .text && !scalar.text.isEmpty } else { false }
    }

    private static func text(at path: [String], in element: PayloadNode) -> String? {
        var node = element
        for name in path {
            guard let next = node[name] else { return nil }
            node = next
        }
        guard case .scalar(let scalar) = node else { return nil }
        return scalar.text.presence
    }

    /// A member that is called a value, or whose name is the element's type: `{type: email, email: …}`.
    private static func valueMember(of element: PayloadNode) -> PayloadNode.Member? {
        if let member = element.members.first(where: { valueWords.contains(DraftWords.plain($0.name)) }) {
            return member
        }
        guard case .scalar(let type) = element["type"], element["field"]?.isObject == true else { return nil }
        return element.members.first { $0.name == type.text }
    }
}
