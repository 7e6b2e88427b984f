/// The notation `application/x-www-form-urlencoded`.
enum URLEncoding {
    /// Names and values as bytes, because only the form's charset says what they mean. Empty pieces are left out.
    static func pairs(of bytes: ArraySlice<UInt8>) -> [(name: [UInt8], value: [UInt8])] {
        bytes.split(separator: UInt8(ascii: "&")).map { pair in
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return (decoded(pair), []) }
            return (decoded(pair[..<equals]), decoded(pair[pair.index(after: equals)...]))
        }
    }

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
