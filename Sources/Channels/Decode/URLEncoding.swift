/// The notation `application/x-www-form-urlencoded`.
enum URLEncoding {
    /// A name and its value as they came: only the form's charset says what the decoded bytes mean.
    struct Pair {
        let name: ArraySlice<UInt8>
        let value: ArraySlice<UInt8>

        /// Whether this is the decoded name. Most others are told apart by their length, without decoding anything.
        func isNamed(_ decodedName: [UInt8]) -> Bool {
            name.count >= decodedName.count && name.count / 3 <= decodedName.count && decoded(name) == decodedName
        }
    }

    /// The pairs of a body, found one by one: a body is mostly separators if its sender wants it to be.
    struct Pairs: Sequence, IteratorProtocol {
        fileprivate var rest: ArraySlice<UInt8>

        mutating func next() -> Pair? {
            while !rest.isEmpty {
                let end = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
                let piece = rest[..<end]
                rest = rest[Swift.min(end + 1, rest.endIndex)...]
                if piece.isEmpty { continue }
                let equals = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
                return Pair(name: piece[..<equals], value: piece[Swift.min(equals + 1, piece.endIndex)...])
            }
            return nil
        }
    }

    /// Names and values in order, without memory of their own. Empty pieces are left out.
    static func pairs(of bytes: ArraySlice<UInt8>) -> Pairs { Pairs(rest: bytes) }

    /// `+` is a blank, `%41` a byte; a `%` without two digits stays.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), bytes.endIndex - index > 2 {
                let high = hexDigitValue(bytes[index + 1])
                let low = hexDigitValue(bytes[index + 2])
                if high | low < 16 {
                    result.append(high << 4 | low)
                    index += 3
                    continue
                }
            }
            result.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            index += 1
        }
        return result
    }
}
