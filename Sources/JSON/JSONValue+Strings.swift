extension JSONValue {
    /// The text of a string, nil for any other kind. Costs a copy; use ``withUTF8(_:)`` to look only.
    @inlinable public var string: String? {
        type == Tape.string ? String(decoding: utf8, as: UTF8.self) : nil
    }

    /// Lends the bytes of a string, without escapes and quotes, to `body`; nil for any other kind.
    ///
    /// The bytes are valid UTF-8 and may hold NUL. They must not leave `body`, because the document owns them.
    @inlinable
    public func withUTF8<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R? {
        guard type == Tape.string else { return nil }
        return try body(utf8)
    }

    /// How many bytes of UTF-8 a string has; nil for any other kind.
    @inlinable public var utf8Count: Int? { type == Tape.string ? utf8.count : nil }

    /// The bytes of a string; only for words of that type.
    @inlinable var utf8: UnsafeBufferPointer<UInt8> {
        let start = strings + Int(truncatingIfNeeded: Tape.payload(word))
        let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return UnsafeBufferPointer(start: start + 4, count: Int(count))
    }

    /// A scalar as the text that a form field or a table cell would show: strings as they are, integers in decimal
    /// without loss, other numbers in the fewest digits that read back the same (`3.0` is `3`), `true` and `false`.
    /// Nil for null, objects and arrays.
    public var scalarText: String? {
        switch kind {
        case .string: string
        case .int, .uint: int64.map { String($0) } ?? uint64.map { String($0) }
        case .double: int64.map { String($0) } ?? double?.description
        case .bool: bool == true ? "true" : "false"
        case .null, .object, .array: nil
        }
    }
}

/// True where both hold the same bytes. Keys are short, so whole words beat a call to `memcmp`.
@inlinable
func sameBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, count: Int) -> Bool {
    let left = UnsafeRawPointer(left)
    let right = UnsafeRawPointer(right)
    var offset = 0
    while offset &+ 8 <= count {
        if left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        {
            return false
        }
        offset &+= 8
    }
    if offset &+ 4 <= count {
        if left.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            != right.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        {
            return false
        }
        offset &+= 4
    }
    while offset < count {
        if left.load(fromByteOffset: offset, as: UInt8.self) != right.load(fromByteOffset: offset, as: UInt8.self) {
            return false
        }
        offset &+= 1
    }
    return true
}
