extension PathReader {
    /// What stands in a filter where an operand or a test may stand.
    private enum Term {
        case operand(Operand)
        case query(PathQuery)
        /// `match()` or `search()`: true or false, and not a value.
        case test(Condition)
    }

    /// A whole text that is one logical expression.
    mutating func wholeCondition() throws(JSONPathError) -> Condition {
        skipBlanks()
        let condition = try anyOf()
        skipBlanks()
        guard next == nil else { throw unexpected("`&&`, `||`, a comparison or the end") }
        return condition
    }

    /// Alternatives joined by `||`; blanks after the last are left.
    mutating func anyOf() throws(JSONPathError) -> Condition {
        var conditions = [try allOf()]
        while takeAfterBlanks("||") {
            skipBlanks()
            conditions.append(try allOf())
        }
        return conditions.count == 1 ? conditions[0] : .any(conditions)
    }

    private mutating func allOf() throws(JSONPathError) -> Condition {
        var conditions = [try basic()]
        while takeAfterBlanks("&&") {
            skipBlanks()
            conditions.append(try basic())
        }
        return conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    private mutating func takeAfterBlanks(_ text: String) -> Bool {
        let end = place
        skipBlanks()
        if take(text) { return true }
        place = end
        return false
    }

    private mutating func basic() throws(JSONPathError) -> Condition {
        if take("!") {
            skipBlanks()
            if sees("(") { return .not(try parenthesised()) }
            let start = place
            return .not(try test(try term(), at: start))
        }
        if sees("(") { return try parenthesised() }
        let start = place
        let left = try term()
        let end = place
        skipBlanks()
        guard let comparison = takeComparison() else {
            place = end
            return try test(left, at: start)
        }
        skipBlanks()
        let rightStart = place
        let right = try term()
        return .compare(try operand(left, at: start), comparison, try operand(right, at: rightStart))
    }

    private mutating func parenthesised() throws(JSONPathError) -> Condition {
        try expect("(", "before a group")
        skipBlanks()
        let condition = try nested { reader throws(JSONPathError) in try reader.anyOf() }
        skipBlanks()
        try expect(")", "after a group")
        return condition
    }

    private mutating func takeComparison() -> Comparison? {
        if take("==") { return .equal }
        if take("!=") { return .notEqual }
        if take("<=") { return .lessOrEqual }
        if take(">=") { return .greaterOrEqual }
        if take("<") { return .less }
        if take(">") { return .greater }
        return nil
    }

    /// A term that stands alone is a test, or asks whether its query finds anything.
    private func test(_ term: Term, at start: Int) throws(JSONPathError) -> Condition {
        switch term {
        case .test(let condition): return condition
        case .query(let query): return .exists(query)
        case .operand:
            throw JSONPathError(offset: start, "expected a query or a comparison, found a value alone")
        }
    }

    /// A term that is compared, or given to a function, must have one value at most.
    private func operand(_ term: Term, at start: Int) throws(JSONPathError) -> Operand {
        switch term {
        case .operand(let operand): return operand
        case .test:
            throw JSONPathError(offset: start, "expected a value or a query, found match() or search() in its place")
        case .query(let query):
            guard query.isSingular else {
                throw JSONPathError(
                    offset: start,
                    "expected a value or a query of names and indices only, found a query that may find many nodes")
            }
            return .query(query)
        }
    }

    private mutating func term() throws(JSONPathError) -> Term {
        if seesQuote { return .operand(.text(try stringLiteral())) }
        if sees("-") || next.map(Self.isDigit) == true { return .operand(try number()) }
        let start = place
        if let word = shorthandName() {
            if sees("(") { return try function(String(decoding: word, as: UTF8.self), at: start) }
            switch String(decoding: word, as: UTF8.self) {
            case "true": return .operand(.bool(true))
            case "false": return .operand(.bool(false))
            case "null": return .operand(.null)
            default: place = start
            }
        }
        guard var query = try startOfQuery() else {
            throw unexpected("a literal, a function, `(`, `!` or \(startsExpected)")
        }
        try readSegments(into: &query)
        return .query(query)
    }

    /// A function and its arguments; the name is read, the parenthesis stands next.
    private mutating func function(_ name: String, at start: Int) throws(JSONPathError) -> Term {
        switch name {
        case "match", "search": return .test(try patternFunction(name))
        case "length", "count", "value": break
        default:
            throw JSONPathError(
                offset: start, "expected the function length, count, value, match or search, found `\(name)`")
        }
        let (argument, argumentStart) = try argument(after: "(", "before the argument")
        try expect(")", "after the one argument of \(name)()")
        if name == "length" { return .operand(.length(try operand(argument, at: argumentStart))) }
        guard case .query(let query) = argument else {
            throw JSONPathError(offset: argumentStart, "expected a query as argument of \(name)(), found a value")
        }
        return .operand(name == "count" ? .count(query) : .value(query))
    }

    private mutating func patternFunction(_ name: String) throws(JSONPathError) -> Condition {
        let (first, firstStart) = try argument(after: "(", "before the arguments")
        let text = try operand(first, at: firstStart)
        let (second, secondStart) = try argument(after: ",", "between the two arguments of \(name)()")
        let pattern = try pattern(try operand(second, at: secondStart), at: secondStart)
        try expect(")", "after the two arguments of \(name)()")
        return .fits(text, pattern, whole: name == "match")
    }

    /// One argument and where it starts, with what stands before it and the blanks around it.
    private mutating func argument(after mark: String, _ meaning: String) throws(JSONPathError) -> (Term, Int) {
        try expect(mark, meaning)
        skipBlanks()
        let start = place
        let argument = try nested { reader throws(JSONPathError) in try reader.term() }
        skipBlanks()
        return (argument, start)
    }

    /// What is written in the path is compiled at once; if it cannot be, nothing ever fits, as the RFC wants.
    private mutating func pattern(_ operand: Operand, at start: Int) throws(JSONPathError) -> Pattern {
        switch operand {
        case .query, .value, .length, .count: return .found(operand, PatternCache())
        case .null, .bool, .int, .double:
            patternsRefused.append(JSONPathError(offset: start, "expected a pattern in quotes, found another value"))
            return .written(nil)
        case .text(let bytes):
            do throws(JSONPathError) {
                return .written(
                    try bytes.withUnsafeBufferPointer { bytes throws(JSONPathError) in
                        try RegularExpression(bytes, from: .path)
                    })
            } catch {
                let message = "byte \(error.offset) of the pattern: \(error.message)"
                patternsRefused.append(JSONPathError(offset: start, message))
                return .written(nil)
            }
        }
    }

    /// A number as JSON writes it. Whole numbers within 64 bits stay exact.
    private mutating func number() throws(JSONPathError) -> Operand {
        let start = place
        _ = take("-")
        let isZeroFirst = sees("0")
        let whole = try digits()
        guard whole == 1 || !isZeroFirst else {
            throw JSONPathError(offset: start, "expected a number without leading zeros")
        }
        var isInteger = true
        if take(".") {
            isInteger = false
            _ = try digits()
        }
        if take("e") || take("E") {
            isInteger = false
            if !take("+") { _ = take("-") }
            _ = try digits()
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isInteger, let number = Int64(text) { return .int(number) }
        guard let number = Double(text), number.isFinite else {
            throw JSONPathError(offset: start, "expected a number within binary64, found a larger one")
        }
        return .double(number)
    }

    private mutating func digits() throws(JSONPathError) -> Int {
        let start = place
        while let byte = next, Self.isDigit(byte) { place += 1 }
        guard place > start else { throw unexpected("a digit") }
        return place - start
    }
}
