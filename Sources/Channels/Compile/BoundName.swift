/// The names that levels, joins and parse steps give to values.
enum BoundName {
    /// Whether a path can begin with it.
    static func isValid(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || $0 == 95 }
        return isPlain && !name.isEmpty && (name.utf8.first ?? 0) &- 48 >= 10
            && !["true", "false", "null"].contains(name)
    }

    static func complaint(about name: String) -> String {
        "expected a name of letters, digits and `_`, got \(name.prefix(60))"
    }
}
