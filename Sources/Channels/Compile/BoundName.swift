/// The names that levels, joins and parse steps give to values.
enum BoundName {
    /// Whether a path can begin with it.
    static func isValid(_ name: String) -> Bool { isPlain(name) && !["true", "false", "null"].contains(name) }

    /// Whether a path can have it behind a dot.
    static func isPlain(_ name: String) -> Bool {
        let isWord = name.utf8.allSatisfy { ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || $0 == 95 }
        return isWord && !name.isEmpty && (name.utf8.first ?? 0) &- 48 >= 10
    }

    static func complaint(about name: String) -> String {
        "expected a name of letters, digits and `_`, got \(name.prefix(60))"
    }
}
