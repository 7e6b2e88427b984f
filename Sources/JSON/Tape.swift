/// The words of a tape, as `CSimdjson.h` describes them: the type in the top byte, a payload in the other seven.
///
/// Tapes come only from simdjson or from ``JSONBuilder``; both are trusted, so walking needs no bounds checks.
/// The constants are computed, because a stored one is a call from other modules.
@usableFromInline
enum Tape {
    @inlinable static var root: UInt8 { UInt8(ascii: "r") }
    @inlinable static var object: UInt8 { UInt8(ascii: "{") }
    @inlinable static var objectEnd: UInt8 { UInt8(ascii: "}") }
    @inlinable static var array: UInt8 { UInt8(ascii: "[") }
    @inlinable static var arrayEnd: UInt8 { UInt8(ascii: "]") }
    @inlinable static var string: UInt8 { UInt8(ascii: "\"") }
    @inlinable static var int: UInt8 { UInt8(ascii: "l") }
    @inlinable static var uint: UInt8 { UInt8(ascii: "u") }
    @inlinable static var double: UInt8 { UInt8(ascii: "d") }
    @inlinable static var `true`: UInt8 { UInt8(ascii: "t") }
    @inlinable static var `false`: UInt8 { UInt8(ascii: "f") }
    @inlinable static var null: UInt8 { UInt8(ascii: "n") }

    /// Containers with this many children or more do not know how many they have.
    @inlinable static var countMax: UInt64 { 0xFF_FFFF }
    @inlinable static var payloadMask: UInt64 { 0x00FF_FFFF_FFFF_FFFF }

    @inlinable
    static func type(_ word: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word &>> 56) }

    @inlinable
    static func payload(_ word: UInt64) -> UInt64 { word & payloadMask }

    /// The index after a container's end.
    @inlinable
    static func end(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word & 0xFFFF_FFFF) }

    @inlinable
    static func count(_ word: UInt64) -> UInt64 { (word &>> 32) & countMax }

    @inlinable
    static func word(_ type: UInt8, _ payload: UInt64) -> UInt64 { UInt64(type) &<< 56 | payload }

    /// The index of what stands after the value at `index`.
    @inlinable
    static func next(_ tape: UnsafePointer<UInt64>, after index: Int) -> Int {
        let word = tape[index]
        switch type(word) {
        case object, array: return end(word)
        case int, uint, double: return index &+ 2
        default: return index &+ 1
        }
    }
}
