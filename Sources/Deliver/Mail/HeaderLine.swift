/// Writes the lines of a mail's head (RFC 5322 2.2, RFC 2047).
///
/// Whatever a text holds, it stays within its line: control characters become blanks, and what is not plain ASCII becomes encoded words.
enum HeaderLine {
    /// Bytes of a line that should not be exceeded.
    private static let lineMax = 76
    /// Bytes of text in one encoded word: 45 make 60 letters of base64.
    private static let wordBytes = 42

    /// A line of free text, such as a subject.
    static func text(_ name: String, _ value: String) -> String {
        let value = value.singleLine
        return name + ": " + (isPlain(value) ? folded(value, after: name.utf8.count + 2) : encoded(value)) + "\r\n"
    }

    /// A line with an address and the name before it.
    static func address(_ name: String, _ value: MailAddress) -> String {
        let shown = value.name.singleLine
        guard !shown.isEmpty else { return "\(name): \(value.address)\r\n" }
        let phrase =
            isPlain(shown) && shown.utf8.count < 50
            ? "\"" + shown.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" : encoded(shown)
        return "\(name): \(phrase)\r\n <\(value.address)>\r\n"
    }

    /// A line of message ids; what is none is left out. Empty where nothing is left.
    static func ids(_ name: String, _ ids: [String]) -> String {
        let ids = ids.filter(isMessageID)
        return ids.isEmpty ? "" : name + ": " + ids.joined(separator: "\r\n ") + "\r\n"
    }

    /// Whether a text is `<left@right>` of printable ASCII, short enough for a line.
    static func isMessageID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (5...900).contains(bytes.count), bytes.first == 60, bytes.last == 62 else { return false }
        return bytes.dropFirst().dropLast().allSatisfy { (33...126).contains($0) && $0 != 60 && $0 != 62 }
            && bytes.contains(64)
    }

    /// Printable ASCII that no reader takes for an encoded word.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (32...126).contains($0) } && !text.contains("=?")
            && text.split(separator: " ").allSatisfy { $0.utf8.count < 900 }
    }

    /// Broken between words.
    private static func folded(_ text: String, after used: Int) -> String {
        var out = ""
        var length = used
        for word in text.split(separator: " ") {
            if !out.isEmpty, length + 1 + word.utf8.count > lineMax {
                out += "\r\n"
                length = 0
            }
            if !out.isEmpty {
                out += " "
                length += 1
            }
            out += word
            length += word.utf8.count
        }
        return out
    }

    /// As encoded words, each of whole characters.
    private static func encoded(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > wordBytes { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Base64.text($0))?=" }.joined(separator: "\r\n ")
    }
}
