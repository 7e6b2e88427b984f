extension Condition {
    /// Whether the condition holds for `current`, which is `@`.
    func holds(_ current: JSONValue, _ bindings: JSONBindings) -> Bool {
        switch self {
        case .any(let conditions):
            for condition in conditions where condition.holds(current, bindings) { return true }
            return false
        case .all(let conditions):
            for condition in conditions where !condition.holds(current, bindings) { return false }
            return true
        case .not(let condition):
            return !condition.holds(current, bindings)
        case .exists(let query):
            return query.first(current: current, bindings) != nil
        case .compare(let left, let comparison, let right):
            return left.withScalar(current, bindings) { left in
                right.withScalar(current, bindings) { right in comparison.holds(left, right) }
            }
        case .fits(let operand, let pattern, let whole):
            return operand.withScalar(current, bindings) { scalar in
                guard case .text(let text) = scalar else { return false }
                return pattern.fits(text, whole: whole, current, bindings)
            }
        }
    }
}

extension Pattern {
    /// Whether the pattern fits a text. What is no text or no I-Regexp fits nothing (RFC 9535, 2.4.6 and 2.4.7).
    fileprivate func fits(
        _ text: UnsafeBufferPointer<UInt8>, whole: Bool, _ current: JSONValue, _ bindings: JSONBindings
    ) -> Bool {
        switch self {
        case .written(let expression): return expression?.matches(text, whole: whole) ?? false
        case .found(let operand, let cache):
            return operand.withScalar(current, bindings) { scalar in
                guard case .text(let pattern) = scalar else { return false }
                return cache.expression(pattern)?.matches(text, whole: whole) ?? false
            }
        }
    }
}

extension Comparison {
    /// RFC 9535, 2.3.5.2.2: the other four follow from equality and order.
    func holds(_ left: Scalar, _ right: Scalar) -> Bool {
        switch self {
        case .equal: Scalar.equal(left, right)
        case .notEqual: !Scalar.equal(left, right)
        case .less: Scalar.less(left, right)
        case .lessOrEqual: Scalar.less(left, right) || Scalar.equal(left, right)
        case .greater: Scalar.less(right, left)
        case .greaterOrEqual: Scalar.less(right, left) || Scalar.equal(left, right)
        }
    }
}

extension Operand {
    /// Lends what the operand stands for; text points into the operand or the document, so it must not leave `body`.
    func withScalar(_ current: JSONValue, _ bindings: JSONBindings, _ body: (Scalar) -> Bool) -> Bool {
        switch self {
        case .null: return body(.null)
        case .bool(let value): return body(.bool(value))
        case .int(let number): return body(.int(number))
        case .double(let number): return body(.double(number))
        case .text(let bytes): return bytes.withUnsafeBufferPointer { body(.text($0)) }
        case .query(let query):
            return body(query.first(current: current, bindings).map { Scalar($0) } ?? .nothing)
        case .length(let operand):
            return operand.withScalar(current, bindings) { body($0.length) }
        case .count(let query):
            var count: Int64 = 0
            _ = query.visit(current: current, bindings) { _ in
                count &+= 1
                return true
            }
            return body(.int(count))
        case .value(let query):
            var found: JSONValue?
            let isOnly = query.visit(current: current, bindings) { node in
                defer { found = node }
                return found == nil
            }
            guard isOnly, let found else { return body(.nothing) }
            return body(Scalar(found))
        }
    }
}

extension Scalar {
    /// What `length()` gives: Unicode scalars of a string, children of a container, else nothing.
    fileprivate var length: Scalar {
        switch self {
        case .text(let bytes):
            var count: Int64 = 0
            for byte in bytes where byte & 0xC0 != 0x80 { count &+= 1 }
            return .int(count)
        case .container(let value): return .int(Int64(value.count))
        default: return .nothing
        }
    }
}
