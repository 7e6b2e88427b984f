extension JSONValue {
    /// The member of that name; nil where there is none or where this is no object. Of equal names the first wins.
    @inlinable
    public subscript(key: String) -> JSONValue? {
        var key = key
        return key.withUTF8 { member($0) }
    }

    /// The member of that name; nil where there is none or where this is no object. Of equal names the first wins.
    @inlinable
    public subscript(key: JSONKey) -> JSONValue? {
        key.bytes.withUnsafeBufferPointer { member($0) }
    }

    /// The element at that place, counted from 0, or from the end where negative (-1 is the last). Nil where there is
    /// none or where this is no array. Walks over the elements before it.
    @inlinable
    public subscript(index: Int) -> JSONValue? { element(at: index) }

    /// How many members an object or elements an array has, repeated names counted each; 0 for scalars.
    ///
    /// Costs nothing up to 16 million children and a walk above.
    @inlinable public var count: Int {
        let word = word
        guard Tape.type(word) == Tape.object || Tape.type(word) == Tape.array else { return 0 }
        let known = Tape.count(word)
        if known < Tape.countMax { return Int(known) }
        var count = 0
        var children = Children(of: self)
        while children.next() != nil { count &+= 1 }
        return count
    }

    @inlinable
    func member(_ key: UnsafeBufferPointer<UInt8>) -> JSONValue? {
        let word = word
        guard Tape.type(word) == Tape.object else { return nil }
        let length = key.count
        let end = Tape.end(word) &- 1
        var index = index &+ 1
        while index < end {
            let start = strings + Int(truncatingIfNeeded: Tape.payload(tape[index]))
            if Int(UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)) == length {
                // Without an address there are no bytes that could differ.
                guard let wanted = key.baseAddress else { return at(index &+ 1) }
                if sameBytes(start + 4, wanted, count: length) { return at(index &+ 1) }
            }
            index = Tape.next(tape, after: index &+ 1)
        }
        return nil
    }

    @inlinable
    func element(at place: Int) -> JSONValue? {
        let word = word
        guard Tape.type(word) == Tape.array else { return nil }
        var left = place
        if left < 0 {
            left = left.addingReportingOverflow(count).partialValue
            if left < 0 { return nil }
        }
        let end = Tape.end(word) &- 1
        var index = index &+ 1
        while index < end {
            if left == 0 { return at(index) }
            left &-= 1
            index = Tape.next(tape, after: index)
        }
        return nil
    }
}
