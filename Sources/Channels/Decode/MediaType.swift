/// A header value of the form `type/subtype; name=value; name="value"`.
struct MediaType {
    /// Lower case, without parameters.
    let name: String
    /// By lower-case name; the first of each.
    let parameters: [String: String]

    init(_ text: String) {
        var scanner = ParameterScanner(text)
        name = scanner.word(until: [";"]).lowercased()
        var parameters: [String: String] = [:]
        while scanner.skip(";") {
            let key = scanner.word(until: ["=", ";"]).lowercased()
            guard scanner.skip("=") else { continue }
            let value = scanner.value()
            if parameters[key] == nil { parameters[key] = value }
        }
        self.parameters = parameters
    }
}

/// Walks over the parameters of a header.
private struct ParameterScanner {
    private var rest: Substring.UnicodeScalarView

    init(_ text: String) { rest = text[...].unicodeScalars }

    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == mark else { return false }
        rest.removeFirst()
        return true
    }

    mutating func word(until marks: [Unicode.Scalar]) -> String {
        let end = rest.firstIndex { marks.contains($0) } ?? rest.endIndex
        defer { rest = rest[end...] }
        return String(rest[..<end]).trimmed
    }

    /// A quoted text, with backslashes taken away, or a bare word.
    mutating func value() -> String {
        while rest.first == " " { rest.removeFirst() }
        guard skip("\"") else { return word(until: [";"]) }
        var text = ""
        while let scalar = rest.popFirst() {
            if scalar == "\"" { break }
            if scalar == "\\", let next = rest.first, next == "\"" || next == "\\" {
                text.unicodeScalars.append(next)
                rest.removeFirst()
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        _ = word(until: [";"])
        return text
    }
}
