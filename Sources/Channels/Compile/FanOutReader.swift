import Domain
import JSON
import Settings

/// Reads the fan-out tree of a channel file with its cases and maps, and merges what is inherited.
struct FanOutReader {
    /// Levels of the tree.
    static let depthMax = 8

    private let findings: Findings
    private let headers: HeaderUses
    private let fetches: FetchDeclarations

    init(_ findings: Findings, _ headers: HeaderUses, fetches: FetchDeclarations = FetchDeclarations()) {
        self.findings = findings
        self.headers = headers
        self.fetches = fetches
    }

    /// What a level takes over from the levels around it.
    private struct Inherited {
        var names: [String] = []
        /// How many of the names a parse step binds.
        var parsedCount = 0
        var map = EventMap()
        var key: EventKeyRule?
    }

    /// The `parse`, `map`, `key`, `items` and `cases` of a file or of an answer.
    ///
    /// - Parameter subject: With article, for the finding that there is neither `items` nor `cases`.
    func program(_ fields: inout Fields, of subject: String) -> EventProgram? {
        var inherited = Inherited()
        let parse = ParseReader(findings, headers).steps(fields.nodes("parse"), names: &inherited.names)
        inherited.parsedCount = inherited.names.count
        read(&fields, into: &inherited)
        let items = fields.nodes("items").compactMap { node($0, inherited, depth: 1) }
        let document = settlement(&fields, inherited)
        if fields.names.contains("items") || fields.names.contains("cases") {
            return EventProgram(parse: parse, items: items, document: document)
        }
        findings.error(at: fields.node, "\(subject) needs `items` or `cases`: what in a delivery is an event")
        return nil
    }

    private func node(_ node: YAMLNode, _ outer: Inherited, depth: Int) -> FanOutNode? {
        guard depth <= Self.depthMax else {
            findings.error(at: node, "more than \(Self.depthMax) levels of `items`; join them into one path")
            return nil
        }
        guard var fields = Fields(node, of: "a level of items", in: findings) else { return nil }
        let name = fields.string("as")
        let each = fields.requiredNode("each").map { node in
            (node.elements ?? [node]).compactMap { reader(outer.names).path($0) }
        }
        var inherited = outer
        let place = name.flatMap { bind($0, fields.place(of: "as"), &inherited) }
        var joins: [Join] = []
        for member in fields.members("with") {
            if let join = join(member, &inherited) { joins.append(join) }
        }
        read(&fields, into: &inherited)
        let children = fields.nodes("items").compactMap { self.node($0, inherited, depth: depth + 1) }
        let settlement = settlement(&fields, inherited)
        fields.finish()
        guard let name, let each, let place else { return nil }
        return FanOutNode(
            name: name, each: each, place: place, joins: joins, children: children, settlement: settlement)
    }

    /// Map and key of a level, over what it inherits.
    private func read(_ fields: inout Fields, into inherited: inout Inherited) {
        if let map = fields.node("map") {
            inherited.map.override(with: MapReader(reader(inherited.names), findings).map(map))
        }
        if let key = fields.node("key") { inherited.key = KeyReader(reader(inherited.names), findings).rule(key) }
    }

    private func settlement(_ fields: inout Fields, _ inherited: Inherited) -> Settlement {
        var cases: [ItemCase] = []
        var isClosed = false
        for node in fields.nodes("cases") {
            if isClosed { findings.error(at: node, "no item gets here: the case above has no `when`") }
            guard let item = itemCase(node, inherited) else { continue }
            isClosed = isClosed || item.condition == nil
            cases.append(item)
        }
        let key = inherited.key ?? .item
        return Settlement(
            cases: cases, unknown: EventPlan(kind: .fixed(.unknown), map: inherited.map.resolved(), key: key))
    }

    private func itemCase(_ node: YAMLNode, _ inherited: Inherited) -> ItemCase? {
        guard var fields = Fields(node, of: "a case", in: findings) else { return nil }
        let expressions = reader(inherited.names)
        let condition = fields.node("when").map { expressions.filter($0) }
        let reason = fields.optionalString("ignore")
        var own = inherited
        if reason != nil {
            for name in ["kind", "kind_of", "fetch", "test", "key", "map"] where fields.names.contains(name) {
                fields.error(at: name, "a case that ignores has no `\(name)`; remove one of them")
                _ = fields.node(name)
            }
            fields.finish()
        }
        let kind = reason == nil ? kind(&fields, expressions) : nil
        let fetch = reason == nil ? fields.optionalString("fetch") : nil
        let test = reason == nil ? fields.node("test").flatMap { expressions.filter($0) } : nil
        if reason == nil {
            read(&fields, into: &own)
            fields.finish()
        }
        let fetchPlan = fetch.flatMap { fetches.plan($0, at: fields.place(of: "fetch"), expressions, findings) }
        // A condition that does not compile keeps the file from being used; without it the cases below would look unreachable.
        if case .some(.none) = condition { return nil }
        if let reason { return ItemCase(condition: condition ?? nil, outcome: .ignore(reason: reason)) }
        guard let kind else { return nil }
        guard let key = own.key else {
            findings.error(
                at: node,
                "the case has no `key`; name what makes the event the same when it is delivered again, or `key: {digest: item}`"
            )
            return nil
        }
        let plan = EventPlan(kind: kind, map: own.map.resolved(), key: key, fetch: fetchPlan, test: test)
        return ItemCase(condition: condition ?? nil, outcome: .event(plan))
    }

    private func kind(_ fields: inout Fields, _ expressions: ExpressionReader) -> KindRule? {
        guard let path = fields.node("kind_of") else { return fields.oneOf("kind", EventKind.self).map { .fixed($0) } }
        if fields.names.contains("kind") {
            fields.error(at: "kind", "a case has either `kind` or `kind_of`; remove one of them")
            _ = fields.node("kind")
        }
        return expressions.path(path).map { .at($0) }
    }

    private func join(_ member: YAMLNode.Member, _ inherited: inout Inherited) -> Join? {
        let outer = inherited.names
        var find: ValuePath?
        var condition: ValueFilter?
        if member.value.text != nil {
            find = reader(outer).path(member.value)
        } else if var fields = Fields(member.value, of: "a value to find", in: findings) {
            find = fields.requiredNode("find").flatMap { reader(outer).path($0) }
            condition = fields.node("where").flatMap { reader(outer).filter($0) }
            fields.finish()
        }
        guard let place = bind(member.key, member.keyPlace, &inherited), let find else { return nil }
        return Join(name: member.key, place: place, find: find, condition: condition)
    }

    private func bind(_ name: String, _ place: YAMLNode.Place, _ inherited: inout Inherited) -> Int? {
        guard BoundName.isValid(name) else {
            findings.error(at: place, BoundName.complaint(about: name))
            return nil
        }
        if let taken = inherited.names.firstIndex(of: name) {
            let holder = taken < inherited.parsedCount ? "a `parse` step" : "a level around this one"
            findings.error(at: place, "the name `\(name)` is taken by \(holder); choose another")
            return nil
        }
        guard inherited.names.count < JSONBindings.namesMax else {
            findings.error(
                at: place,
                "more than \(JSONBindings.namesMax) names at once; remove a level, a `with` or a `parse` step")
            return nil
        }
        inherited.names.append(name)
        return inherited.names.count - 1
    }

    private func reader(_ names: [String]) -> ExpressionReader { ExpressionReader(names: names, findings, headers) }
}
