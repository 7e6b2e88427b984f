extension PathReader {
    /// A whole text that is one query.
    mutating func wholeQuery() throws(JSONPathError) -> PathQuery {
        guard var query = try startOfQuery() else { throw unexpected(startsExpected) }
        try readSegments(into: &query)
        guard next == nil else { throw unexpected("`.`, `[` or the end") }
        return query
    }

    var startsExpected: String { (["`$`", "`@`"] + names.map { "`\($0)`" }).joined(separator: " or ") }

    /// `$`, `@` or a name, if one stands here. A name that is not in the list is an error.
    mutating func startOfQuery() throws(JSONPathError) -> PathQuery? {
        if take("$") { return PathQuery(origin: .root) }
        if take("@") { return PathQuery(origin: .current) }
        let start = place
        guard let word = shorthandName() else { return nil }
        let name = String(decoding: word, as: UTF8.self)
        guard let index = names.firstIndex(of: name) else {
            throw JSONPathError(offset: start, "expected \(startsExpected), found `\(name)`")
        }
        return PathQuery(origin: .named(index))
    }

    /// All segments that follow; blanks after the last are left.
    mutating func readSegments(into query: inout PathQuery) throws(JSONPathError) {
        while true {
            let end = place
            skipBlanks()
            if take("..") {
                query.segments.append(.descend(try descendants()))
            } else if take(".") {
                try readDotted(into: &query)
            } else if sees("[") {
                try readBracketed(into: &query)
            } else {
                place = end
                return
            }
        }
    }

    private mutating func descendants() throws(JSONPathError) -> [PathSelector] {
        if sees("[") { return try bracketed() }
        if take("*") { return [.wildcard] }
        guard let name = shorthandName() else { throw unexpected("a name, `*` or `[` after `..`") }
        return [.name(JSONKey(bytes: name))]
    }

    private mutating func readDotted(into query: inout PathQuery) throws(JSONPathError) {
        if take("*") { return query.segments.append(.children) }
        guard let name = shorthandName() else { throw unexpected("a name or `*` after `.`") }
        query.append(.name(count: name.count), name: name)
    }

    private mutating func readBracketed(into query: inout PathQuery) throws(JSONPathError) {
        let selectors = try bracketed()
        switch (selectors.count, selectors.first) {
        case (1, .name(let key)): query.append(.name(count: key.bytes.count), name: key.bytes)
        case (1, .index(let index)): query.append(.index(index))
        case (1, .wildcard): query.segments.append(.children)
        default: query.segments.append(.select(selectors))
        }
    }

    private mutating func bracketed() throws(JSONPathError) -> [PathSelector] {
        try expect("[", "before selectors")
        var selectors: [PathSelector] = []
        repeat {
            skipBlanks()
            selectors.append(try selector())
            skipBlanks()
        } while take(",")
        try expect("]", "or `,` after a selector")
        return selectors
    }

    private mutating func selector() throws(JSONPathError) -> PathSelector {
        if seesQuote { return .name(JSONKey(bytes: try stringLiteral())) }
        if take("*") { return .wildcard }
        if take("?") {
            skipBlanks()
            return .filter(try nested { reader throws(JSONPathError) in try reader.anyOf() })
        }
        guard sees(":") || sees("-") || next.map(Self.isDigit) == true else {
            throw unexpected("a selector (a quoted name, an index, a slice, `*` or `?`)")
        }
        let start = sees(":") ? nil : try integer()
        let end = place
        skipBlanks()
        if take(":") { return try slice(from: start) }
        place = end
        guard let start else { throw unexpected("an index") }
        return .index(start)
    }

    /// What follows the first colon.
    private mutating func slice(from start: Int?) throws(JSONPathError) -> PathSelector {
        skipBlanks()
        let end = try optionalInteger()
        skipBlanks()
        guard take(":") else { return .slice(start: start, end: end, step: 1) }
        skipBlanks()
        return .slice(start: start, end: end, step: try optionalInteger() ?? 1)
    }

    private mutating func optionalInteger() throws(JSONPathError) -> Int? {
        sees("-") || next.map(Self.isDigit) == true ? try integer() : nil
    }
}

extension JSONKey {
    init(bytes: [UInt8]) { self.bytes = bytes }
}
