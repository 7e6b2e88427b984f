/// A query of RFC 9535, compiled once and evaluated without looking at its text again.
///
/// Beyond the RFC a text may start with `@` or with one of the given names, for example
/// `change.value.messages[*]`. Patterns of `match()` and `search()` are compiled with the query where they are
/// written in it. A pattern from the document has 1024 bytes at most, fits nothing where it is no I-Regexp or too
/// costly, and the last four are kept compiled; a document full of different ones buys milliseconds with each.
///
/// - SeeAlso: RFC 9535, "JSONPath: Query Expressions for JSON", February 2024.
public struct JSONPath: Sendable {
    /// The text as it was given.
    public let text: String
    /// The names that may start a query, in the order of ``JSONBindings``.
    public let names: [String]
    /// True where the query can find one node at most, because it has only names and indices.
    public let isSingular: Bool
    /// The patterns of `match()` and `search()` in the text that fit nothing, because they are no I-Regexp (RFC 9485) or
    /// need more than 4 MiB. The RFC wants no error for them, but who wrote one would want to know.
    public let patternsRefused: [JSONPathError]
    private let query: PathQuery
    /// The whole query where it is singular; held apart, so that the commonest question passes by the rest.
    private let lane: PathSteps

    /// Compiles a query of at most 4096 bytes and 32 levels of nested filters.
    ///
    /// - Parameter names: At most eight names of letters, digits and `_`, other than `true`, `false` and `null`.
    /// - Throws: ``JSONPathError`` with the place of the first mistake.
    public init(_ text: String, names: [String] = []) throws(JSONPathError) {
        var reader = try PathReader(text, names: names)
        query = try reader.wholeQuery()
        isSingular = query.isSingular
        if case .steps(let steps) = query.segments.first, isSingular { lane = steps } else { lane = PathSteps() }
        self.text = text
        self.names = names
        patternsRefused = reader.patternsRefused
    }

    /// The first node that the query finds. Names stand for nothing here.
    ///
    /// - Parameters:
    ///   - current: What `@` stands for.
    ///   - root: What `$` stands for.
    /// - Complexity: For singular queries one step along the tape for each member or element passed over.
    public func first(from current: JSONValue, root: JSONValue) -> JSONValue? {
        guard isSingular else { return first(in: JSONBindings(root: root, current: current)) }
        return switch query.origin {
        case .root: lane.node(from: root)
        case .current: lane.node(from: current)
        case .named: nil
        }
    }

    /// The first node that the query finds.
    public func first(in bindings: JSONBindings) -> JSONValue? {
        guard isSingular else { return query.first(current: bindings.current, bindings) }
        return query.start(current: bindings.current, bindings).flatMap { lane.node(from: $0) }
    }

    /// Calls `body` with every node that the query finds in a document, in the order of the RFC. A node found twice
    /// comes twice. Allocates nothing but for slices with a negative step.
    @inlinable
    public func forEach<E: Error>(in root: JSONValue, _ body: (JSONValue) throws(E) -> Void) throws(E) {
        try forEach(in: JSONBindings(root: root), body)
    }

    /// As above; `@` stands for `current`.
    @inlinable
    public func forEach<E: Error>(
        from current: JSONValue, root: JSONValue, _ body: (JSONValue) throws(E) -> Void
    ) throws(E) {
        try forEach(in: JSONBindings(root: root, current: current), body)
    }

    /// As above; `$`, `@` and the names stand for what is bound to them.
    @inlinable
    public func forEach<E: Error>(in bindings: JSONBindings, _ body: (JSONValue) throws(E) -> Void) throws(E) {
        // Inlinable, because unspecialised it looks up the type of the error for every node, and that costs more than
        // the node.
        var failure: E?
        visit(in: bindings) { node in
            do throws(E) { try body(node) } catch { failure = error }
            return failure == nil
        }
        if let failure { throw failure }
    }

    /// As above, until `body` answers false.
    public func visit(in bindings: JSONBindings, _ body: (JSONValue) -> Bool) {
        _ = query.visit(current: bindings.current, bindings, body)
    }
}

extension JSONPath: Hashable, CustomStringConvertible {
    /// The text as it was given.
    public var description: String { text }

    /// Same text and same names: compiling is a function of both.
    public static func == (left: JSONPath, right: JSONPath) -> Bool {
        left.text == right.text && left.names == right.names
    }

    /// Text and names.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(names)
    }
}
