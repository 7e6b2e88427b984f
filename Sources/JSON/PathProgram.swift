/// A query compiled: where it starts and what it does from there.
struct PathQuery: Sendable {
    enum Origin: Sendable {
        case root, current
        /// A name, by its place in the list of names.
        case named(Int)
    }

    var origin: Origin
    var segments: [PathSegment] = []

    /// True where the query can find one node at most: only names and indices.
    var isSingular: Bool {
        switch (segments.count, segments.first) {
        case (0, _), (1, .steps): true
        default: false
        }
    }

    mutating func append(_ step: PathSteps.Step, name: [UInt8] = []) {
        var steps = PathSteps()
        if case .steps(let open) = segments.last {
            steps = open
            segments.removeLast()
        }
        steps.append(step, name: name)
        segments.append(.steps(steps))
    }
}

enum PathSegment: Sendable {
    /// A run of `.name` and `[index]`, the fast lane.
    case steps(PathSteps)
    /// `[*]`, apart from other selectors because fan-outs consist of it.
    case children
    case select([PathSelector])
    case descend([PathSelector])
}

enum PathSelector: Sendable {
    case name(JSONKey)
    case wildcard
    case index(Int)
    /// Bounds as written; nil where left out. The step is never nil: 1 is the default.
    case slice(start: Int?, end: Int?, step: Int)
    case filter(Condition)
}

/// A logical expression of a filter.
indirect enum Condition: Sendable {
    case any([Condition])
    case all([Condition])
    case not(Condition)
    case exists(PathQuery)
    case compare(Operand, Comparison, Operand)
    /// `match()` or, with `whole` false, `search()`.
    case fits(Operand, Pattern, whole: Bool)
}

/// The second argument of `match()` and `search()`.
enum Pattern: Sendable {
    /// Written in the path; nil where it is no I-Regexp, so that nothing ever fits.
    case written(RegularExpression?)
    /// Whatever the operand stands for when it is asked.
    case found(Operand, PatternCache)
}

enum Comparison: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

/// One side of a comparison, or what a function is asked about.
indirect enum Operand: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case text([UInt8])
    /// A singular query.
    case query(PathQuery)
    case length(Operand)
    case count(PathQuery)
    case value(PathQuery)
}
