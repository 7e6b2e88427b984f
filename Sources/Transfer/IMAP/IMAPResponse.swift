/// What a server says, as far as a reader of mail needs it.
enum IMAPResponse: Hashable {
    /// `OK`, `NO`, `BAD`, `BYE` or `PREAUTH`; with a tag the end of that command.
    case status(tag: String?, IMAPStatus)
    /// `+`: the server waits for more.
    case goAhead
    /// What the server can do, in upper case.
    case capabilities(Set<String>)
    /// So many mails are in the folder.
    case exists(UInt32)
    /// Facts about one mail.
    case fetched(IMAPFetched)
    /// Anything else; it is left out.
    case other

    /// Reads one response.
    ///
    /// - Throws: For bytes that no server sends. Words that are merely unknown are ``other``.
    init(_ pieces: [IMAPAssembler.Piece]) throws(IMAPProblem) {
        var reader = IMAPReader(pieces)
        if reader.take("+") {
            self = .goAhead
            return
        }
        let first = try reader.word()
        guard first == "*" else {
            guard let status = try IMAPStatus(try reader.nextWord(), &reader) else {
                throw .malformed("expected OK, NO or BAD after a tag")
            }
            self = .status(tag: first, status)
            return
        }
        let word = try reader.nextWord()
        if let number = UInt32(word) {
            switch try reader.nextWord() {
            case "EXISTS": self = .exists(number)
            case "FETCH": self = .fetched(try IMAPFetched(&reader))
            default: self = .other
            }
        } else if let status = try IMAPStatus(word, &reader) {
            self = .status(tag: nil, status)
        } else if word == "CAPABILITY" {
            self = .capabilities(IMAPResponse.capabilities(reader.rest))
        } else {
            self = .other
        }
    }

    /// The words of a list of capabilities.
    static func capabilities(_ text: String) -> Set<String> {
        Set(text.split(separator: " ").map { $0.uppercased() })
    }
}

/// How a command ended, or what the server says on its own.
struct IMAPStatus: Hashable {
    /// The five words.
    enum Kind: String {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }

    /// What stands in brackets before the text (RFC 3501 7.1, RFC 5530).
    enum Code: Hashable {
        case uidValidity(UInt32)
        case uidNext(UInt32)
        /// Anything else, by its first word.
        case other(String)
    }

    var kind: Kind
    var code: Code?
    /// For people.
    var text: String

    init(_ kind: Kind, code: Code? = nil, text: String = "") {
        self.kind = kind
        self.code = code
        self.text = text
    }

    /// Reads what follows the first word; nil when that is none of the five.
    init?(_ word: String, _ reader: inout IMAPReader) throws(IMAPProblem) {
        guard let kind = Kind(rawValue: word) else { return nil }
        reader.skipBlanks()
        text = reader.rest
        self.kind = kind
        guard text.hasPrefix("["), let end = text.firstIndex(of: "]") else { return }
        let words = text[text.index(after: text.startIndex)..<end].split(separator: " ")
        guard let name = words.first?.uppercased() else { return }
        let number = words.count == 2 ? UInt32(words[1]) : nil
        switch (name, number) {
        case ("UIDVALIDITY", let number?): code = .uidValidity(number)
        case ("UIDNEXT", let number?): code = .uidNext(number)
        case ("UIDVALIDITY", nil), ("UIDNEXT", nil): throw .malformed("\(name) without a number of 32 bits")
        default: code = .other(name)
        }
    }
}

/// Facts about one mail, as far as they were asked for.
struct IMAPFetched: Hashable {
    /// The bytes of a mail, or of its beginning.
    enum Body: Hashable {
        case bytes([UInt8])
        /// Longer than could be kept.
        case dropped(count: Int)
        /// The server has none.
        case missing
    }

    var uid: UInt32?
    var size: Int?
    var arrived: Int64?
    var body: Body?

    /// Reads the list behind `FETCH`.
    init(_ reader: inout IMAPReader) throws(IMAPProblem) {
        guard case .list(let values) = try reader.value(), values.count.isMultiple(of: 2), reader.isAtEnd else {
            throw .malformed("FETCH without a list of names and values")
        }
        for index in stride(from: 0, to: values.count, by: 2) {
            guard case .atom(let name) = values[index] else { throw .malformed("FETCH with a name that is none") }
            try take(name.uppercased(), values[index + 1])
        }
    }

    private mutating func take(_ name: String, _ value: IMAPValue) throws(IMAPProblem) {
        switch (name, value) {
        case ("UID", .atom(let text)):
            guard let number = UInt32(text), number > 0 else { throw .malformed("a UID that is no number") }
            uid = number
        case ("RFC822.SIZE", .atom(let text)):
            guard let number = Int(text), number >= 0 else { throw .malformed("a size that is no number") }
            size = number
        case ("INTERNALDATE", .bytes(let bytes)): arrived = IMAPDate.seconds(bytes)
        case ("BODY[]", _), ("BODY[]<0>", _):
            switch value {
            case .bytes(let bytes): body = .bytes(bytes)
            case .dropped(let count): body = .dropped(count: count)
            case .null: body = .missing
            case .atom, .list: throw .malformed("a body that is none")
            }
        default: break
        }
    }
}

extension IMAPReader {
    /// The word behind blanks, in upper case.
    fileprivate mutating func nextWord() throws(IMAPProblem) -> String {
        skipBlanks()
        return try word().uppercased()
    }
}
