/// A logical expression of RFC 9535 by itself, for example `@.type == 'text' && !@.errors`, compiled once.
///
/// Has the names and the limits of ``JSONPath``. Comparisons with absent nodes follow the RFC: an absent node equals only
/// an absent node, and is neither less nor greater than anything.
public struct JSONFilter: Sendable {
    /// The text as it was given.
    public let text: String
    /// The names that may start a query, in the order of ``JSONBindings``.
    public let names: [String]
    /// As ``JSONPath/patternsRefused``.
    public let patternsRefused: [JSONPathError]
    private let condition: Condition

    /// Compiles an expression; blanks around it are allowed.
    ///
    /// - Parameter names: As for ``JSONPath/init(_:names:)``.
    /// - Throws: ``JSONPathError`` with the place of the first mistake.
    public init(_ text: String, names: [String] = []) throws(JSONPathError) {
        var reader = try PathReader(text, names: names)
        condition = try reader.wholeCondition()
        self.text = text
        self.names = names
        patternsRefused = reader.patternsRefused
    }

    /// Whether the expression holds where `@` is `current` and `$` is `root`. Names stand for nothing here.
    public func matches(_ current: JSONValue, root: JSONValue) -> Bool {
        matches(JSONBindings(root: root, current: current))
    }

    /// Whether the expression holds for what is bound to `$`, `@` and the names.
    public func matches(_ bindings: JSONBindings) -> Bool { condition.holds(bindings.current, bindings) }
}

extension JSONFilter: Hashable, CustomStringConvertible {
    /// The text as it was given.
    public var description: String { text }

    /// Same text and same names: compiling is a function of both.
    public static func == (left: JSONFilter, right: JSONFilter) -> Bool {
        left.text == right.text && left.names == right.names
    }

    /// Text and names.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(names)
    }
}
