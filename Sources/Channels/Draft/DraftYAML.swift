/// Writes a channel file with comments. What comes from a payload is quoted, so that no capture can break the file.
struct DraftYAML {
    private(set) var text = ""

    mutating func line(_ line: String = "", depth: Int = 0) {
        text += (line.isEmpty ? "" : String(repeating: "  ", count: depth) + line) + "\n"
    }

    mutating func comment(_ words: String, depth: Int = 0) { line("# " + Self.commented(words), depth: depth) }

    /// `name: value`, behind it a comment; as a comment itself where it is only a proposal.
    mutating func rule(_ name: String, _ value: String, comment: String, isProposal: Bool = false, depth: Int) {
        let tail = comment.isEmpty ? "" : "  # " + Self.commented(comment)
        line((isProposal ? "# " : "") + "\(name): \(value)\(tail)", depth: depth)
    }

    /// A text as a YAML value that may stand anywhere, also inside of braces.
    static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte &- 97 < 26 || byte &- 65 < 26 || byte &- 48 < 10 || "_.$/".utf8.contains(byte) || byte == 45
        }
        let first = text.utf8.first ?? 0
        let isText = (first | 32) &- 97 < 26 || first == UInt8(ascii: "$")
        let isWord = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        return isPlain && isText && !isWord ? text : quoted(text)
    }

    /// A text in double quotes.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where isVisible(scalar) || scalar == " ": quoted.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            }
        }
        return quoted + "\""
    }

    /// A value from the payload as people see it in a comment: one short line.
    static func seen(_ text: String) -> String {
        let short = text.prefix(40)
        return commented(String(short)) + (short.endIndex == text.endIndex ? "" : "...")
    }

    /// A text without anything that is no character to look at.
    static func commented(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isVisible($0) || $0 == " " ? $0 : "?" }))
    }

    /// Whether YAML takes a character as it is and people can see it.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default: scalar.value < 0x10000 || scalar.value >= 0x1F000
        }
    }
}
