/// Names and label values as Prometheus allows them.
enum MetricName {
    /// Letters, digits, `_` and `:`; everything else becomes `_`.
    static func sanitized(_ name: String) -> String {
        var bytes = name.utf8.map { byte in
            isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
                ? byte : UInt8(ascii: "_")
        }
        if bytes.first.map(isDigit) ?? true { bytes.insert(UInt8(ascii: "_"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A label's name; the colon is for metrics only.
    static func sanitizedLabel(_ name: String) -> String { sanitized(name.replacing(":", with: "_")) }

    /// Appends text with backslashes, line breaks and, in label values, quotes escaped.
    static func appendEscaped(_ text: String, inQuotes: Bool, to output: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\"" where inQuotes: output += "\\\""
            default: output.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
