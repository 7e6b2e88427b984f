/// A finding about a file that a person wrote: where, what, and what to do.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable {
        case error, warning
    }

    /// Errors keep the file from being used.
    public var severity: Severity
    /// As the person named it.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in characters.
    public var column: Int
    /// What is wrong and what would be right.
    public var message: String

    /// A finding at a place.
    public init(_ severity: Severity = .error, file: String, line: Int, column: Int, message: String) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `file:line:column: error: message`.
    public var description: String { "\(file):\(line):\(column): \(severity.rawValue): \(message)" }
}

/// A value, or everything that is wrong with its source.
public enum Checked<Value: Sendable>: Sendable {
    /// Usable; the findings are warnings.
    case valid(Value, [Diagnostic])
    /// Unusable.
    case invalid([Diagnostic])

    /// All findings, in the order of the file.
    public var diagnostics: [Diagnostic] {
        switch self {
        case .valid(_, let findings), .invalid(let findings): findings
        }
    }

    /// The value, where it is usable.
    public var value: Value? {
        if case .valid(let value, _) = self { value } else { nil }
    }
}

/// The candidate closest to a mistyped word.
///
/// - Returns: nil when nothing is close: more than a third of the word (at least one, at most three edits) would have to change.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let bound = min(3, max(1, word.count / 3))
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
        let distance = editDistance(Array(word.lowercased()), Array(candidate.lowercased()))
        if distance <= bound, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in 1...left.count {
        var current = [row]
        for column in 1...right.count {
            let substitution = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
            var cost = min(previous[column] + 1, current[column - 1] + 1, substitution)
            if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                cost = min(cost, before[column - 2] + 1)
            }
            current.append(cost)
        }
        before = previous
        previous = current
    }
    return previous[right.count]
}
