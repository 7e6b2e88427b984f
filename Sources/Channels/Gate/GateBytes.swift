/// Reading of header bytes as they came, without making strings of them.
extension UnsafeRawBufferPointer {
    /// Whether all bytes are equal; the time depends on the lengths only.
    @inline(never)
    func equalsInConstantTime(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        var difference: UInt8 = 0
        for index in 0..<count { difference |= self[index] ^ other[index] }
        return difference == 0
    }

    /// Whether the bytes are this ASCII text, in any case.
    func equalsIgnoringCase(_ text: String) -> Bool {
        var text = text
        return text.withBytes { other in
            guard count == other.count else { return false }
            for index in 0..<count where self[index].asciiLowercased != other[index].asciiLowercased { return false }
            return true
        }
    }

    /// What follows an ASCII prefix, in any case; nil where it does not stand.
    func dropping(prefix: String) -> UnsafeRawBufferPointer? {
        let length = prefix.utf8.count
        guard count >= length else { return nil }
        guard UnsafeRawBufferPointer(rebasing: self[..<length]).equalsIgnoringCase(prefix) else { return nil }
        return UnsafeRawBufferPointer(rebasing: self[length...])
    }

    /// The bytes without blanks and tabs around them.
    var trimmingBlanks: UnsafeRawBufferPointer {
        var start = 0
        var end = count
        while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
        while end > start, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[start..<end])
    }

    /// Calls `body` with the bytes that these hexadecimal digits stand for; nil when they are not pairs of digits or more than `capacity` bytes.
    func withHexDecoded<Result>(capacity: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        guard count.isMultiple(of: 2), count / 2 <= capacity else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 1) { decoded in
            var invalid: UInt8 = 0
            for index in 0..<(count / 2) {
                let high = hexDigitValue(self[2 * index])
                let low = hexDigitValue(self[2 * index + 1])
                invalid |= high | low
                decoded[index] = high << 4 | low & 15
            }
            guard invalid < 16 else { return nil }
            return body(UnsafeRawBufferPointer(rebasing: decoded[..<(count / 2)]))
        }
    }

    /// Calls `body` with the bytes that this base64 stands for (padding optional); nil when it is malformed or more than `capacity` bytes.
    ///
    /// - Parameter isURL: Whether it is the alphabet with `-` and `_` in place of `+` and `/`.
    func withBase64Decoded<Result>(
        capacity: Int, isURL: Bool = false, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result? {
        var end = count
        while end > 0, count - end < 2, self[end - 1] == UInt8(ascii: "=") { end -= 1 }
        guard end == count || count.isMultiple(of: 4), end % 4 != 1, end / 4 <= capacity / 3 else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: capacity + 3, alignment: 1) { decoded in
            var bits: UInt32 = 0
            var written = 0
            for index in 0..<end {
                guard let value = base64Value(self[index], isURL: isURL) else { return nil }
                bits = bits << 6 | UInt32(value)
                guard index % 4 != 0 else { continue }
                let shift = UInt32(6 - index % 4 * 2)
                decoded[written] = UInt8(truncatingIfNeeded: bits >> shift)
                written += 1
            }
            // Bits beyond the last byte must be zero: otherwise many texts would stand for one hash.
            let spare = UInt32(end % 4 == 2 ? 15 : end % 4 == 3 ? 3 : 0)
            guard bits & spare == 0, written <= capacity else { return nil }
            return body(UnsafeRawBufferPointer(rebasing: decoded[..<written]))
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Calls `body` with the bytes that a written signature stands for; nil when it is malformed or more than `capacity` bytes.
    func withDecoded<Result>(
        _ encoding: HMACScheme.Encoding, capacity: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result? {
        switch encoding {
        case .hex: withHexDecoded(capacity: capacity, body)
        case .base64: withBase64Decoded(capacity: capacity, body)
        case .base64url: withBase64Decoded(capacity: capacity, isURL: true, body)
        }
    }
}

extension String {
    /// Calls `body` with the bytes of the text.
    @inline(__always)
    mutating func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}

extension UInt8 {
    /// The lower-case letter for an upper-case ASCII one, other bytes unchanged.
    @inline(__always)
    var asciiLowercased: UInt8 { self &- 65 < 26 ? self | 32 : self }
}

/// 0 to 15, or 255 for a byte that is no hexadecimal digit.
@inline(__always)
func hexDigitValue(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
    default: 255
    }
}

private func base64Value(_ byte: UInt8, isURL: Bool) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte &- UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte &- UInt8(ascii: "a") &+ 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0") &+ 52
    case UInt8(ascii: "+") where !isURL, UInt8(ascii: "-") where isURL: 62
    case UInt8(ascii: "/") where !isURL, UInt8(ascii: "_") where isURL: 63
    default: nil
    }
}
