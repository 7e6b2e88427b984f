extension PathReader {
    var seesQuote: Bool { sees("'") || sees("\"") }

    /// A string literal in single or double quotes, as the bytes it stands for.
    mutating func stringLiteral() throws(JSONPathError) -> [UInt8] {
        let start = place
        guard let quote = next, seesQuote else { throw unexpected("a quoted string") }
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            if byte == quote {
                place += 1
                return text
            }
            if byte == UInt8(ascii: "\\") {
                place += 1
                try appendEscape(quote: quote, to: &text)
            } else if byte < 0x20 {
                throw unexpected("a printable character or an escape")
            } else {
                text.append(byte)
                place += 1
            }
        }
        throw JSONPathError(offset: start, "expected a closing quote, found the end")
    }

    private mutating func appendEscape(quote: UInt8, to text: inout [UInt8]) throws(JSONPathError) {
        switch next {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case quote: text.append(quote)
        case UInt8(ascii: "u"):
            place += 1
            text += String(try unicodeEscape()).utf8
            return
        default: throw unexpected("one of b f n r t / \\ u or the quote after `\\`")
        }
        place += 1
    }

    /// What follows `\u`: four digits, or a surrogate pair.
    private mutating func unicodeEscape() throws(JSONPathError) -> Unicode.Scalar {
        let start = place
        let unit = try hexDigits()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        if unit < 0xDC00, take("\\u") {
            let low = try hexDigits()
            if (0xDC00..<0xE000).contains(low),
                let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            {
                return scalar
            }
        }
        throw JSONPathError(offset: start, "expected a character or both halves of a surrogate pair, found one half")
    }

    private mutating func hexDigits() throws(JSONPathError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw unexpected("four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }
}
