/// Little-endian numbers and blocks read one after another; whatever reaches beyond the end is nil, and the reader stays
/// where it was.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func uint16() -> Int? { number(2) }

    mutating func uint32() -> Int? { number(4) }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= rest.count else { return nil }
        let block = rest.prefix(count)
        rest = rest.dropFirst(count)
        return block
    }

    private mutating func number(_ size: Int) -> Int? {
        guard let block = bytes(size) else { return nil }
        return block.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
