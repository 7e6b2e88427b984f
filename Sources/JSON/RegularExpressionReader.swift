/// Reads an I-Regexp by the grammar of RFC 9485 and writes the same expression for RE2.
///
/// Everything outside of the grammar is refused, so that nothing that only RE2 understands gets through: no `\d`, no
/// `(?i)`, no lazy quantifiers. `^` and `$` stand for the ends of the text: the grammar calls them ordinary characters, but
/// the mapping onto other dialects (RFC 9485, 5.4) and the compliance suite of RFC 9535 make anchors of them. Inside
/// of `[...]`, and as `\^`, they are themselves.
struct RegularExpressionReader {
    /// Deeper groups are refused: RE2 recurses over them.
    static let depthMax = 64
    /// More repetitions are refused by RE2.
    static let repetitionsMax = 1000
    /// Longer translations are refused; only classes of unassigned characters grow that much.
    static let translationMax = 1 << 15

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var depth = 0
    private(set) var output = ""

    /// The expression in the syntax of RE2.
    ///
    /// - Throws: What was expected and what stands there; the offset counts bytes of UTF-8 of the expression.
    static func translated(_ text: String) throws(JSONPathError) -> String {
        var reader = RegularExpressionReader(text)
        try reader.readWhole()
        return reader.output
    }

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    // MARK: Alternatives, pieces, atoms

    private mutating func readWhole() throws(JSONPathError) {
        while let scalar = next {
            guard output.utf8.count <= Self.translationMax else {
                throw refused("expected an expression that is shorter when written out")
            }
            switch scalar {
            case "|":
                place += 1
                output += "|"
            case "(":
                guard depth < Self.depthMax else {
                    throw refused("expected at most \(Self.depthMax) groups inside each other, found one more")
                }
                depth += 1
                place += 1
                output += "(?:"
            case ")":
                guard depth > 0 else { throw refused("expected no `)` where no group is open") }
                depth -= 1
                place += 1
                output += ")"
                try readQuantifier()
            default:
                try readAtom(scalar)
                try readQuantifier()
            }
        }
        guard depth == 0 else { throw refused("expected `)`, found the end") }
    }

    private mutating func readAtom(_ scalar: Unicode.Scalar) throws(JSONPathError) {
        switch scalar {
        case ".": take(as: "[^\\n\\r]")
        case "^": take(as: "(?:\\A)")
        case "$": take(as: "(?:\\z)")
        case "[": try readClass()
        case "\\":
            if let category = try readCategory() {
                output += "[\(category)]"
            } else {
                append(try readEscape())
            }
        case "*", "+", "?", "{": throw refused("expected something to repeat before `\(scalar)`")
        case "]", "}": throw refused("expected `\\` before `\(scalar)`")
        default:
            place += 1
            append(scalar)
        }
    }

    private mutating func readQuantifier() throws(JSONPathError) {
        switch next {
        case "*": take(as: "*")
        case "+": take(as: "+")
        case "?": take(as: "?")
        case "{":
            place += 1
            let least = try repetitions()
            var most: Int? = least
            if next == "," {
                place += 1
                most = next == "}" ? nil : try repetitions()
            }
            guard next == "}" else { throw refused("expected `}` after the number of repetitions") }
            if let most, most < least { throw refused("expected at least \(least) as the larger number") }
            place += 1
            output += most.map { $0 == least ? "{\(least)}" : "{\(least),\($0)}" } ?? "{\(least),}"
        default: return
        }
    }

    private mutating func repetitions() throws(JSONPathError) -> Int {
        var number: Int?
        while let scalar = next, ("0"..."9").contains(scalar) {
            let value = (number ?? 0) * 10 + Int(scalar.value - 0x30)
            guard value <= Self.repetitionsMax else {
                throw refused("expected at most \(Self.repetitionsMax) repetitions, found more")
            }
            number = value
            place += 1
        }
        guard let number else { throw refused("expected a number of repetitions") }
        return number
    }

    // MARK: Classes

    private mutating func readClass() throws(JSONPathError) {
        place += 1
        output += "["
        if next == "^" { take(as: "^") }
        var isEmpty = true
        if next == "-" {
            take(as: "\\-")
            isEmpty = false
        }
        while let scalar = next {
            if scalar == "]" {
                guard !isEmpty else { throw refused("expected a character after `[`, found `]`") }
                return take(as: "]")
            }
            if scalar == "-" {
                guard following == "]" else { throw refused("expected `-` only between, before or after all others") }
                take(as: "\\-")
            } else if let category = try readCategory() {
                output += category
            } else {
                try readRange()
            }
            isEmpty = false
        }
        throw refused("expected `]`, found the end")
    }

    /// One character of a class, or two and what lies between.
    private mutating func readRange() throws(JSONPathError) {
        let lower = try classCharacter()
        append(lower)
        // A minus before the bracket is itself.
        guard next == "-", following != "]" else { return }
        place += 1
        let upper = try classCharacter()
        guard lower <= upper else { throw refused("expected a range that goes up") }
        output += "-"
        append(upper)
    }

    private mutating func classCharacter() throws(JSONPathError) -> Unicode.Scalar {
        guard let scalar = next else { throw refused("expected a character, found the end") }
        switch scalar {
        case "\\": return try readEscape()
        case "[", "]", "-": throw refused("expected `\\` before `\(scalar)`")
        default:
            place += 1
            return scalar
        }
    }

    // MARK: Escapes

    private mutating func readEscape() throws(JSONPathError) -> Unicode.Scalar {
        place += 1
        guard let scalar = next else { throw refused("expected a character after `\\`, found the end") }
        let meant: Unicode.Scalar
        switch scalar {
        case "n": meant = "\n"
        case "r": meant = "\r"
        case "t": meant = "\t"
        case "("..."+", "-", ".", "?", "["..."^", "{"..."}": meant = scalar
        default: throw refused("expected one of n r t p P ( ) * + - . ? [ \\ ] ^ { | } after `\\`")
        }
        place += 1
        return meant
    }

    /// `\p{...}` or `\P{...}`, if one stands here, as what may stand inside of a class of RE2.
    private mutating func readCategory() throws(JSONPathError) -> String? {
        guard next == "\\", let letter = following, letter == "p" || letter == "P" else { return nil }
        place += 2
        let rest = scalars[place...].prefix(4)
        guard rest.first == "{", let close = rest.firstIndex(of: "}"),
            let category = UnicodeCategory(String(String.UnicodeScalarView(rest[(rest.startIndex + 1)..<close])))
        else { throw refused("expected a Unicode category in braces, as in `\\p{Lu}`") }
        place = close + 1
        return letter == "p" ? category.members : category.others
    }

    // MARK: Reading and writing

    private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }
    private var following: Unicode.Scalar? { place + 1 < scalars.count ? scalars[place + 1] : nil }

    /// Steps over one character and writes something in its place.
    private mutating func take(as text: String) {
        place += 1
        output += text
    }

    /// Writes a character so that RE2 takes it as itself, in a class and outside.
    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "\u{80}"...: output.unicodeScalars.append(scalar)
        default: output += "\\x{" + String(scalar.value, radix: 16) + "}"
        }
    }

    private func refused(_ message: String) -> JSONPathError {
        JSONPathError(offset: scalars.prefix(place).reduce(0) { $0 + UTF8.width($1) }, message)
    }
}
