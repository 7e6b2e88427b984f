/// One tag of a document: `</DIV class=x>` has the name `div`.
struct HTMLTag {
    /// Lower case.
    let name: String
    let isClosing: Bool
    /// The position behind the tag.
    let end: Int

    /// Reads the tag that begins with the `<` at `start`; nil when it is none but text.
    ///
    /// A `>` inside a quoted attribute does not end it. A tag that is never closed reaches to the end of the document.
    init?(_ bytes: [UInt8], at start: Int) {
        var index = start + 1
        let closing = index < bytes.count && bytes[index] == UInt8(ascii: "/")
        if closing { index += 1 }
        let nameStart = index
        while index < bytes.count, Self.isNameByte(bytes[index], first: index == nameStart) { index += 1 }
        guard index > nameStart else { return nil }
        name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
        isClosing = closing
        var quote: UInt8?
        var previous: UInt8 = 0
        while index < bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                end = index + 1
                return
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), previous == UInt8(ascii: "=") {
                quote = byte
            }
            if byte > 0x20 { previous = byte }
            index += 1
        }
        end = bytes.count
    }

    private static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A: true
        case 0x30...0x39, UInt8(ascii: ":"), UInt8(ascii: "-"): !first
        default: false
        }
    }
}
