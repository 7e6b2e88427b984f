import JSON

/// JSON for people: one member a line, short containers in one line.
enum IndentedJSON {
    /// Containers up to this many bytes stay in one line.
    static let lineBytesMax = 100

    static func text(of value: JSONValue) -> String {
        var text = ""
        append(value, depth: 0, to: &text)
        return text + "\n"
    }

    private static func append(_ value: JSONValue, depth: Int, to text: inout String) {
        var writer = JSONWriter()
        value.append(to: &writer)
        let isContainer = value.kind == .object || value.kind == .array
        guard isContainer, depth == 0 || writer.bytes.count > lineBytesMax else {
            text += writer.text
            return
        }
        let indent = String(repeating: "  ", count: depth + 1)
        var isFirst = true
        text += value.kind == .object ? "{" : "["
        for member in value.members {
            text += (isFirst ? "\n" : ",\n") + indent
            var key = JSONWriter()
            member.key.append(to: &key)
            text += key.text + ": "
            append(member.value, depth: depth + 1, to: &text)
            isFirst = false
        }
        for element in value.elements {
            text += (isFirst ? "\n" : ",\n") + indent
            append(element, depth: depth + 1, to: &text)
            isFirst = false
        }
        text += "\n" + String(repeating: "  ", count: depth) + (value.kind == .object ? "}" : "]")
    }
}
