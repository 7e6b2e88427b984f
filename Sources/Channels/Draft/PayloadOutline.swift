import JSON

/// What in a payload is an item, and what stands around it.
struct PayloadOutline: Sendable {
    /// A list of objects on the way to the items.
    struct Level: Sendable {
        /// For `as`.
        let name: String
        /// For `each`.
        let each: String
        /// The element that looks most like a message.
        let sample: PayloadNode
    }

    /// A value that belongs to the item by its id: `with`.
    struct Join: Sendable {
        let name: String
        let find: String
        let condition: String
        let sample: PayloadNode
    }

    let format: BodyFormat
    let root: PayloadNode
    /// Outermost first; empty: the document is the item.
    let levels: [Level]
    /// A list of names and values: the answers of a form.
    let pairs: PairList?
    private(set) var join: Join?

    static let levelsMax = 5

    /// - Parameter document: As the channel would decode the body.
    init(_ document: JSONValue, format: BodyFormat) {
        self.format = format
        root = PayloadNode(document)
        guard format == .json else {
            levels = []
            pairs = nil
            return
        }
        let found = ItemSearch.search(root)
        // Answers of a form are a list of things with ids and texts as well; real messages look like more than that.
        pairs = found.isLikeMessage ? nil : PairList.first(in: root)
        levels = pairs == nil ? found.levels : []
    }

    /// The same document as a single item without anything found in it.
    init(undivided outline: PayloadOutline) {
        format = outline.format
        root = outline.root
        levels = []
        pairs = nil
    }

    /// What the items are called.
    var itemName: String { levels.last?.name ?? "" }

    /// The item that was looked at.
    var item: PayloadNode { levels.last?.sample ?? (format == .form ? root["fields"] : nil) ?? root }

    /// The path of the item.
    var itemPath: PayloadPath { PayloadPath(origin: levels.last?.name ?? (format == .form ? "$.fields" : "$")) }

    /// Every scalar that rules could use.
    var leaves: [PayloadLeaf] {
        var found = item.leaves(under: itemPath, level: 0)
        if format == .form { found = found.map(Self.asFormField) }
        if let pairs { found = pairs.leaves + found }
        if let join { found += join.sample.leaves(under: PayloadPath(origin: join.name), level: 1) }
        for (distance, level) in levels.dropLast().reversed().enumerated() {
            found += level.sample.leaves(under: PayloadPath(origin: level.name), level: 2 + distance)
        }
        if !levels.isEmpty { found += root.leaves(under: PayloadPath(origin: "$"), level: 2 + levels.count) }
        return found
    }

    /// Whether there is anything that a rule could name.
    var isEmpty: Bool { leaves.isEmpty && levels.isEmpty }

    /// Names and aliases are compared more kindly in forms than paths are.
    private static func asFormField(_ leaf: PayloadLeaf) -> PayloadLeaf {
        guard leaf.parents.isEmpty else { return leaf }
        return PayloadLeaf(
            path: PayloadPath(formField: leaf.name, of: "$.fields"), parents: [], name: leaf.name, level: 0,
            scalar: leaf.scalar)
    }

    /// Looks for an object elsewhere that has the sender's id: providers keep names apart from messages.
    mutating func joinPerson(withID id: PayloadLeaf) {
        guard id.level == 0, !id.path.isFormField, !levels.isEmpty, id.text.utf8.count > 3 else { return }
        var scopes = levels.dropLast().map { (PayloadPath(origin: $0.name), $0.sample) }
        scopes.insert((PayloadPath(origin: "$"), root), at: 0)
        for (path, node) in scopes.reversed() {
            for list in ItemSearch.lists(in: node, at: path) where list.path.elements.text != levels.last?.each {
                for element in list.elements {
                    let leaves = element.leaves(under: PayloadPath(origin: "@"), level: 1)
                    guard let match = leaves.first(where: { $0.text == id.text }) else { continue }
                    let name = ItemSearch.name(for: list.name, besides: levels.map(\.name))
                    join = Join(
                        name: name, find: list.path.elements.text, condition: "\(match.path.text) == \(id.path.text)",
                        sample: element)
                    return
                }
            }
        }
    }
}

/// Looks for the list whose elements look most like messages.
struct ItemSearch {
    private typealias Candidate = (levels: [PayloadOutline.Level], score: Int)

    /// How much better than the document itself a list has to look.
    private static let margin = 2

    /// A list of objects, and where it stands.
    struct List {
        let name: String
        let path: PayloadPath
        let elements: [PayloadNode]
    }

    /// What an object with text and sender is weighed with.
    private static let messageScore = 8

    /// The chain of levels to the items, which is empty where the document is the only one; and whether they look like messages.
    static func search(_ root: PayloadNode) -> (levels: [PayloadOutline.Level], isLikeMessage: Bool) {
        var best: Candidate = ([], score(root, name: "") + margin)
        // A list at the top has nothing beside it.
        if !root.isObject { best.score = -1 }
        descend(root, PayloadPath(origin: "$"), [], &best)
        return (best.levels, best.score - (best.levels.isEmpty ? margin : 0) >= messageScore)
    }

    private static func descend(
        _ node: PayloadNode, _ path: PayloadPath, _ levels: [PayloadOutline.Level], _ best: inout Candidate
    ) {
        guard levels.count < PayloadOutline.levelsMax else { return }
        for list in Self.lists(in: node, at: path) {
            let name = Self.name(for: list.name, besides: levels.map(\.name))
            let scored = list.elements.map { (node: $0, score: Self.score($0, name: name)) }
            // The first of the best, so that a draft does not depend on the order of equals.
            guard
                let sample = scored.reduce(scored.first, { best, next in next.score > best?.score ?? -1 ? next : best })
            else { continue }
            let chain = levels + [.init(name: name, each: list.path.elements.text, sample: sample.node)]
            if sample.score > best.score { best = (chain, sample.score) }
            descend(sample.node, PayloadPath(origin: name), chain, &best)
        }
    }

    /// How much an object looks like a message, by its own members.
    private static func score(_ node: PayloadNode, name: String) -> Int {
        let leaves = node.leaves(under: PayloadPath(origin: "$"), level: 0).filter { !$0.isInList }
        guard !leaves.isEmpty else { return 0 }
        let guesser = FieldGuesser(leaves, itemName: name)
        let weights: [(GuessedField, Int)] = [
            (.text, 4), (.senderID, 4), (.messageID, 2), (.time, 2), (.phone, 1), (.status, 1), (.conversationID, 1),
        ]
        var score = weights.reduce(0) { sum, field in
            guesser.best(field.0).map { $0.isSure ? sum + field.1 : sum } ?? sum
        }
        if leaves.contains(where: { ["type", "event", "eventtype"].contains(DraftWords.plain($0.name)) }) {
            score += 1
        }
        return score
    }

    /// The lists of objects of a value, without going into them.
    static func lists(in node: PayloadNode, at path: PayloadPath) -> [List] {
        var found: [List] = []
        collect(node, path, "", &found)
        return found
    }

    private static func collect(_ node: PayloadNode, _ path: PayloadPath, _ name: String, _ found: inout [List]) {
        switch node {
        case .object(let members):
            for member in members { collect(member.value, path.appending(member.name), member.name, &found) }
        case .list(let elements):
            let objects = elements.filter(\.isObject)
            if !objects.isEmpty { found.append(List(name: name, path: path, elements: objects)) }
        case .scalar: break
        }
    }

    /// A name for one element of a list: `entry` for `entries`.
    static func name(for list: String, besides taken: [String]) -> String {
        var name = list.lowercased()
        for (ending, rest) in [
            ("ies", "y"), ("oes", "o"), ("uses", "us"), ("ssages", "ssage"), ("saging", "sage"), ("s", ""),
        ]
        where name.hasSuffix(ending) && name.utf8.count > ending.utf8.count + 2 {
            name = name.dropLast(ending.count) + rest
            break
        }
        if !BoundName.isValid(name) || name == "data" || name.utf8.count > 30 { name = list.isEmpty ? "event" : "item" }
        var unique = name
        var number = 2
        while taken.contains(unique) {
            unique = "\(name)\(number)"
            number += 1
        }
        return unique
    }
}
