/// One value of a parsed document: a place on the document's tape.
///
/// Three machine words without reference counting, because a delivery is asked dozens of times and a retain per question
/// would cost more than the question. The price: a value is valid only inside the closure that lent it
/// (``JSONParser/withDocument(_:_:)-(UnsafeRawBufferPointer,_)``, ``JSONDocument/withRoot(_:)``), because the memory it
/// points to is reused or freed afterwards. Copy out what must live longer (``string``, ``JSONDocument/init(copying:)``).
///
/// Lookups walk the tape: cost is linear in the members or elements passed over, never in their sizes.
public struct JSONValue {
    /// What a value is. Numbers are told apart by how they are stored: integers of 64 bits are exact.
    public enum Kind: Sendable, Hashable {
        case object, array, string
        /// An integer within `Int64`.
        case int
        /// An integer above `Int64.max` and within `UInt64`.
        case uint
        /// A number with a fraction or an exponent.
        case double
        case bool, null
    }

    // Unsafe, because the lending closure bounds their life; see the type's comment.
    @usableFromInline let tape: UnsafePointer<UInt64>
    @usableFromInline let strings: UnsafePointer<UInt8>
    @usableFromInline let index: Int

    @inlinable
    init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
        self.tape = tape
        self.strings = strings
        self.index = index
    }

    @inlinable var word: UInt64 { tape[index] }
    @inlinable var type: UInt8 { Tape.type(word) }

    /// The value that stands at another place of the same tape.
    @inlinable
    func at(_ index: Int) -> JSONValue { JSONValue(tape: tape, strings: strings, index: index) }

    /// Which of the eight kinds this value is.
    @inlinable public var kind: Kind {
        switch type {
        case Tape.object: .object
        case Tape.array: .array
        case Tape.string: .string
        case Tape.int: .int
        case Tape.uint: .uint
        case Tape.double: .double
        case Tape.true, Tape.false: .bool
        default: .null
        }
    }

    /// True for the JSON value `null`; an absent member is not a value at all.
    @inlinable public var isNull: Bool { type == Tape.null }

    /// The truth value, nil for any other kind.
    @inlinable public var bool: Bool? {
        switch type {
        case Tape.true: true
        case Tape.false: false
        default: nil
        }
    }

    /// The number if it is a whole number within `Int64`, however it was written (`3`, `3.0`, `3e0`).
    @inlinable public var int64: Int64? {
        switch type {
        case Tape.int: Int64(bitPattern: tape[index &+ 1])
        case Tape.double: Int64(exactly: Double(bitPattern: tape[index &+ 1]))
        default: nil
        }
    }

    /// The number if it is a whole number within `UInt64`, however it was written.
    @inlinable public var uint64: UInt64? {
        switch type {
        case Tape.int: UInt64(exactly: Int64(bitPattern: tape[index &+ 1]))
        case Tape.uint: tape[index &+ 1]
        case Tape.double: UInt64(exactly: Double(bitPattern: tape[index &+ 1]))
        default: nil
        }
    }

    /// Any number as the nearest binary64; always finite.
    @inlinable public var double: Double? {
        switch type {
        case Tape.int: Double(Int64(bitPattern: tape[index &+ 1]))
        case Tape.uint: Double(tape[index &+ 1])
        case Tape.double: Double(bitPattern: tape[index &+ 1])
        default: nil
        }
    }
}

/// Kept on the lender's thread, because the memory it points to is reused there.
@available(*, unavailable)
extension JSONValue: Sendable {}
