import JSON

/// A path of a channel file, made ready for many evaluations.
///
/// A class, because a path is copied out of its expression at every evaluation: one reference counts less than the four inside of it.
final class ValuePath: Sendable {
    /// The path as it was written.
    let path: JSONPath
    /// For a path that ends in `[*]` and is singular before that: the part before. Fan-outs are of that form.
    private let container: JSONPath?

    init(_ path: JSONPath) {
        self.path = path
        container =
            path.text.hasSuffix("[*]")
            ? (try? JSONPath(String(path.text.dropLast(3)), names: path.names)).flatMap { $0.isSingular ? $0 : nil }
            : nil
    }

    /// The first value that the path selects.
    @inline(__always)
    func first(in bindings: JSONBindings) -> JSONValue? { path.first(in: bindings) }

    /// Calls `body` with every selected value until it answers false.
    func forEach(in bindings: JSONBindings, _ body: (JSONValue) -> Bool) {
        guard let container else {
            path.visit(in: bindings, body)
            return
        }
        guard let value = container.first(in: bindings) else { return }
        for element in value.elements where !body(element) { return }
        for member in value.members where !body(member.value) { return }
    }
}

/// A condition of a channel file; a class for the reason of ``ValuePath``.
final class ValueFilter: Sendable {
    /// The condition as it was written.
    let filter: JSONFilter

    init(_ filter: JSONFilter) { self.filter = filter }

    /// Whether it holds for what is bound.
    @inline(__always)
    func matches(_ bindings: JSONBindings) -> Bool { filter.matches(bindings) }
}
