extension JSONValue {
    /// Equality of RFC 9535: numbers mathematically (1 equals 1.0), strings by their scalars, arrays in order, objects as
    /// sets of members; of repeated names only the first counts.
    ///
    /// Works across documents. Complexity: n log n in the members of an object.
    public func isEqual(to other: JSONValue) -> Bool {
        switch (type, other.type) {
        case (Tape.array, Tape.array): isEqualArray(other)
        case (Tape.object, Tape.object): isEqualObject(other)
        case (Tape.array, _), (Tape.object, _), (_, Tape.array), (_, Tape.object): false
        default: Scalar.equal(Scalar(self), Scalar(other))
        }
    }

    private func isEqualArray(_ other: JSONValue) -> Bool {
        var left = elements
        var right = other.elements
        while let element = left.next() {
            guard let counterpart = right.next(), element.isEqual(to: counterpart) else { return false }
        }
        return right.next() == nil
    }

    private func isEqualObject(_ other: JSONValue) -> Bool {
        let left = sortedMembers()
        let right = other.sortedMembers()
        guard left.count == right.count else { return false }
        for (left, right) in zip(left, right) {
            guard left.key.hasSameText(as: right.key), left.value.isEqual(to: right.value) else { return false }
        }
        return true
    }

    /// Members by name, the first of each. Sorted, because asking each name of the other object would let a sender of
    /// many names buy quadratic time.
    private func sortedMembers() -> [Member] {
        var sorted = Array(members)
        sorted.sort { left, right in
            let (first, second) = (Scalar.text(left.key.utf8), Scalar.text(right.key.utf8))
            if Scalar.less(first, second) { return true }
            return !Scalar.less(second, first) && left.key.index < right.key.index
        }
        var firsts: [Member] = []
        firsts.reserveCapacity(sorted.count)
        for member in sorted where firsts.last?.key.hasSameText(as: member.key) != true { firsts.append(member) }
        return firsts
    }

    private func hasSameText(as other: JSONValue) -> Bool {
        Scalar.equal(.text(utf8), .text(other.utf8))
    }
}
