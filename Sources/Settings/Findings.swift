public import Domain

/// Collects what is wrong with one file while it is read.
///
/// A class, because readers of nested parts write into the same list; used within one call and never shared between tasks.
public final class Findings {
    /// Findings kept; a file with more is not readable for a person anyway.
    static let countMax = 500

    /// The name of the file, as the person gave it.
    public let file: String
    private var list: [Diagnostic] = []
    private var seen: Set<Diagnostic> = []

    /// No findings yet.
    public init(file: String) { self.file = file }

    /// Whether the file cannot be used.
    public private(set) var hasErrors = false

    /// A finding that keeps the file from being used. The message says what was expected, what stands there, and what to do.
    public func error(at place: YAMLNode.Place, _ message: String) {
        hasErrors = true
        add(.error, at: place, message)
    }

    /// A finding that keeps the file from being used, at the start of a value.
    public func error(at node: YAMLNode, _ message: String) { error(at: node.place, message) }

    /// A finding that should be looked at; the file is used.
    public func warning(at place: YAMLNode.Place, _ message: String) { add(.warning, at: place, message) }

    /// A finding that should be looked at, at the start of a value.
    public func warning(at node: YAMLNode, _ message: String) { warning(at: node.place, message) }

    /// The findings in the order of the file, errors before warnings of the same place.
    public var sorted: [Diagnostic] {
        list.enumerated().sorted { left, right in
            let (one, two) = (left.element, right.element)
            return (one.line, one.column, one.severity == .error ? 0 : 1, left.offset)
                < (two.line, two.column, two.severity == .error ? 0 : 1, right.offset)
        }.map(\.element)
    }

    /// The value with its warnings, or all findings when there is an error (or no value).
    public func checked<Value: Sendable>(_ value: Value?) -> Checked<Value> {
        guard let value, !hasErrors else { return .invalid(sorted) }
        return .valid(value, sorted)
    }

    private func add(_ severity: Diagnostic.Severity, at place: YAMLNode.Place, _ message: String) {
        let finding = Diagnostic(severity, file: file, line: place.line, column: place.column, message: message)
        guard list.count < Self.countMax, seen.insert(finding).inserted else { return }
        list.append(finding)
    }
}

/// ` Did you mean …?` with the closest of the candidates, or nothing. Long words are not compared: nobody mistypes those.
func suggestion(for word: String, among candidates: some Sequence<String>) -> String {
    guard word.utf8.count <= 64, let near = nearest(to: word, among: candidates) else { return "" }
    return " Did you mean `\(near)`?"
}
