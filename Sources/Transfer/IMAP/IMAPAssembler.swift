/// Cuts the bytes of a server into responses: lines, with the literals (`{12}` and so many bytes) that belong to them.
///
/// Pure: the same bytes give the same responses however they are cut. Holds at most one response and what came behind it.
struct IMAPAssembler {
    /// What one response may hold.
    struct Limits {
        /// Bytes of text, literals not counted.
        var textBytesMax = 64 << 10
        /// Bytes of a literal that are kept; of a longer one only its length.
        var literalBytesMax = 64 << 10
        /// Bytes of all literals that are kept.
        var keptBytesMax = 64 << 10
        /// Bytes that a literal may have at all.
        var droppedBytesMax = 1 << 30
        /// Literals of one response.
        var literalsMax = 64
    }

    /// A part of a response.
    enum Piece: Hashable {
        /// Without line break, and without the announcement of a literal.
        case text([UInt8])
        /// The bytes of a literal.
        case literal([UInt8])
        /// A literal that was too long to be kept.
        case dropped(count: Int)
    }

    /// May change between responses.
    var limits = Limits()
    private var buffer: [UInt8] = []
    private var start = 0
    private var scanned = 0
    private var pieces: [Piece] = []
    private var textBytes = 0
    private var keptBytes = 0
    private var literal: Literal?

    private struct Literal {
        var remaining: Int
        var count: Int
        var kept: [UInt8]?
    }

    /// Adds bytes as they came.
    mutating func add(_ bytes: [UInt8]) {
        if start == buffer.count {
            buffer = bytes
            (start, scanned) = (0, 0)
        } else {
            buffer.removeSubrange(..<start)
            scanned -= start
            start = 0
            buffer += bytes
        }
    }

    /// The next whole response; nil until more bytes come.
    ///
    /// - Throws: ``IMAPError/Reason/tooMuch(_:)`` or ``IMAPError/Reason/malformed(_:)``; nothing after that can be trusted.
    mutating func next() throws(IMAPProblem) -> [Piece]? {
        while true {
            if literal != nil {
                guard finishLiteral() else { return nil }
            }
            guard let end = buffer[scanned...].firstIndex(of: 10) else {
                scanned = buffer.count
                guard textBytes + buffer.count - start <= limits.textBytesMax else { throw tooLong }
                return nil
            }
            var line = buffer[start..<end]
            if line.last == 13 { line = line.dropLast() }
            (start, scanned) = (end + 1, end + 1)
            textBytes += line.count
            guard textBytes <= limits.textBytesMax else { throw tooLong }
            guard let announced = try announcement(&line) else {
                pieces.append(.text(Array(line)))
                defer { (pieces, textBytes, keptBytes) = ([], 0, 0) }
                return pieces
            }
            pieces.append(.text(Array(line)))
            guard pieces.count <= 2 * limits.literalsMax else { throw .tooMuch("many literals in one response") }
            let isKept = announced <= limits.literalBytesMax && announced <= limits.keptBytesMax - keptBytes
            if isKept { keptBytes += announced }
            literal = Literal(remaining: announced, count: announced, kept: isKept ? [] : nil)
        }
    }

    private var tooLong: IMAPProblem { .tooMuch("a line of more than \(limits.textBytesMax) bytes") }

    /// Takes what there is of a literal; whether it is whole.
    private mutating func finishLiteral() -> Bool {
        guard var open = literal else { return true }
        literal = nil
        let count = min(open.remaining, buffer.count - start)
        open.kept?.append(contentsOf: buffer[start..<start + count])
        open.remaining -= count
        start += count
        scanned = start
        guard open.remaining == 0 else {
            literal = open
            return false
        }
        pieces.append(open.kept.map(Piece.literal) ?? .dropped(count: open.count))
        return true
    }

    /// Takes `{12}` (or `{12+}`, `~{12}`) from the end of a line.
    private func announcement(_ line: inout ArraySlice<UInt8>) throws(IMAPProblem) -> Int? {
        guard line.last == UInt8(ascii: "}"), let open = line.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        var digits = line[(open + 1)...].dropLast()
        if digits.last == UInt8(ascii: "+") { digits = digits.dropLast() }
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        guard digits.count <= 12, let count = Int(String(decoding: digits, as: UTF8.self)),
            count <= limits.droppedBytesMax
        else { throw .tooMuch("a literal of more than \(limits.droppedBytesMax) bytes") }
        line = line[..<open]
        if line.last == UInt8(ascii: "~") { line = line.dropLast() }
        return count
    }
}

/// What is wrong with the bytes of a server, before anybody says of which.
enum IMAPProblem: Error, Hashable {
    case malformed(String)
    case tooMuch(String)

    /// With the server's name.
    func error(host: String) -> IMAPError {
        switch self {
        case .malformed(let what): IMAPError(.malformed(what), host: host)
        case .tooMuch(let what): IMAPError(.tooMuch(what), host: host)
        }
    }
}
