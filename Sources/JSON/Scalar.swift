/// What a comparison looks at: a value of a document, a literal of an expression, or nothing. Borrows what it points to.
enum Scalar {
    /// No node, or a function without a result (RFC 9535 "Nothing").
    case nothing
    case null
    case bool(Bool)
    case int(Int64)
    /// Above `Int64.max`.
    case uint(UInt64)
    case double(Double)
    case text(UnsafeBufferPointer<UInt8>)
    /// An object or an array.
    case container(JSONValue)

    init(_ value: JSONValue) {
        switch value.type {
        case Tape.object, Tape.array: self = .container(value)
        case Tape.string: self = .text(value.utf8)
        case Tape.int: self = .int(Int64(bitPattern: value.tape[value.index &+ 1]))
        case Tape.uint: self = .uint(value.tape[value.index &+ 1])
        case Tape.double: self = .double(Double(bitPattern: value.tape[value.index &+ 1]))
        case Tape.true: self = .bool(true)
        case Tape.false: self = .bool(false)
        default: self = .null
        }
    }

    /// Equality of RFC 9535 (2.3.5.2.2): by value, numbers mathematically, nothing equals nothing.
    static func equal(_ left: Scalar, _ right: Scalar) -> Bool {
        switch (left, right) {
        case (.nothing, .nothing), (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.text(let left), .text(let right)):
            left.count == right.count && order(left, right) == 0
        case (.container(let left), .container(let right)): left.isEqual(to: right)
        default: numericOrder(left, right) == 0
        }
    }

    /// Order of RFC 9535: only numbers with numbers, and strings with strings by Unicode scalar values, which is the
    /// order of their bytes in UTF-8. Everything else is not less.
    static func less(_ left: Scalar, _ right: Scalar) -> Bool {
        if case .text(let left) = left, case .text(let right) = right { return order(left, right) < 0 }
        guard let order = numericOrder(left, right) else { return false }
        return order < 0
    }

    private static func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = min(left.count, right.count)
        for index in 0..<shared where left[index] != right[index] { return left[index] < right[index] ? -1 : 1 }
        return left.count - right.count
    }

    /// Negative, zero or positive; nil unless both are numbers. Exact: integers are never rounded to binary64.
    private static func numericOrder(_ left: Scalar, _ right: Scalar) -> Int? {
        switch (left, right) {
        case (.int(let left), .int(let right)): sign(left, right)
        case (.uint(let left), .uint(let right)): sign(left, right)
        case (.double(let left), .double(let right)): sign(left, right)
        case (.int, .uint): -1
        case (.uint, .int): 1
        case (.double(let left), .int(let right)): order(left, right)
        case (.int(let left), .double(let right)): -order(right, left)
        case (.double(let left), .uint(let right)): order(left, right)
        case (.uint(let left), .double(let right)): -order(right, left)
        default: nil
        }
    }

    private static func sign<N: Comparable>(_ left: N, _ right: N) -> Int { left < right ? -1 : left == right ? 0 : 1 }

    /// Compares the whole parts as integers and, only where they are the same, the fraction.
    private static func order<I: FixedWidthInteger>(_ left: Double, _ right: I) -> Int {
        let whole = left.rounded(.towardZero)
        guard let exact = I(exactly: whole) else { return left < 0 ? -1 : 1 }
        return exact == right ? sign(left, whole) : sign(exact, right)
    }
}
