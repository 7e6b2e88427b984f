/// A value inside a response (RFC 3501 section 4).
indirect enum IMAPValue: Hashable {
    /// A word or a number; what stands in brackets belongs to it: `BODY[]<0>`.
    case atom(String)
    /// A quoted text or a literal.
    case bytes([UInt8])
    /// A literal that was too long to be kept.
    case dropped(count: Int)
    /// A list in parentheses.
    case list([IMAPValue])
    /// `NIL`.
    case null
}

/// Reads the pieces of one response from front to back.
struct IMAPReader {
    /// Lists within lists. Servers need three or four.
    private static let depthMax = 16

    private let pieces: [IMAPAssembler.Piece]
    private var index = 0
    private var text: ArraySlice<UInt8> = []

    /// Begins with the first piece.
    init(_ pieces: [IMAPAssembler.Piece]) {
        self.pieces = pieces
        enter()
    }

    /// Whether everything was read.
    var isAtEnd: Bool { text.isEmpty && index >= pieces.count }

    /// The rest of the current text, as a person may see it.
    var rest: String { IMAPReader.printable(text) }

    /// At most 200 printable characters; what else stands there becomes a question mark.
    static func printable(_ bytes: some Sequence<UInt8>) -> String {
        String(bytes.prefix(200).map { (32...126).contains($0) ? Character(Unicode.Scalar($0)) : "?" })
    }

    /// Takes a byte if it is the next one.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard text.first == UInt8(ascii: byte) else { return false }
        advance(1)
        return true
    }

    /// Takes blanks.
    mutating func skipBlanks() { while take(" ") {} }

    /// Takes a word up to a blank, a quote or a parenthesis; `BODY[HEADER.FIELDS (DATE)]<0>` is one word.
    ///
    /// - Throws: For no word at all.
    mutating func word() throws(IMAPProblem) -> String {
        var count = text.prefix(while: Self.isWord).count
        if text.prefix(5).elementsEqual("BODY[".utf8), !text.prefix(count).contains(UInt8(ascii: "]")) {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")) else { throw .malformed("a section without end") }
            count = end - text.startIndex + text[end...].prefix(while: Self.isWord).count
        }
        guard count > 0 else { throw .malformed("expected a word, got \(rest)") }
        defer { advance(count) }
        return String(decoding: text.prefix(count), as: UTF8.self)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte > 32 && byte != 127 && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")") && byte != UInt8(ascii: "\"")
    }

    /// Takes a value.
    mutating func value(depth: Int = 0) throws(IMAPProblem) -> IMAPValue {
        skipBlanks()
        if text.isEmpty, index < pieces.count {
            defer {
                index += 1
                enter()
            }
            switch pieces[index] {
            case .literal(let bytes): return .bytes(bytes)
            case .dropped(let count): return .dropped(count: count)
            case .text: throw .malformed("expected a literal")
            }
        }
        if take("(") {
            guard depth < Self.depthMax else { throw .tooMuch("lists within lists") }
            var values: [IMAPValue] = []
            while true {
                skipBlanks()
                if take(")") { return .list(values) }
                values.append(try value(depth: depth + 1))
            }
        }
        if take("\"") { return .bytes(try quoted()) }
        let word = try word()
        return word.uppercased() == "NIL" ? .null : .atom(word)
    }

    /// The rest of a quoted text.
    private mutating func quoted() throws(IMAPProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        while let byte = text.first {
            advance(1)
            switch byte {
            case UInt8(ascii: "\""): return bytes
            case UInt8(ascii: "\\"):
                guard let escaped = text.first else { break }
                bytes.append(escaped)
                advance(1)
            default: bytes.append(byte)
            }
        }
        throw .malformed("a quoted text without end")
    }

    private mutating func advance(_ count: Int) {
        text = text.dropFirst(count)
        if text.isEmpty, index < pieces.count, case .text = pieces[index] { enter() }
    }

    /// Goes to the next piece: of a text its bytes, of a literal nothing but that it comes next.
    private mutating func enter() {
        text = []
        while index < pieces.count {
            if case .text(let bytes) = pieces[index] {
                index += 1
                text = bytes[...]
                if text.isEmpty { continue }
            }
            return
        }
    }
}
