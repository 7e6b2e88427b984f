/// The notation of templates: text with slots in braces. A path may hold braces only inside of quotes.
enum TemplateText {
    enum Piece: Equatable {
        case literal(String)
        /// What stands between the braces, and where it begins, in bytes.
        case slot(String, offset: Int)
        /// A brace without its counterpart.
        case open(offset: Int)
    }

    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var literal = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            literal += rest[..<open]
            let inner = rest[rest.index(after: open)...]
            let offset = text.utf8.distance(from: text.startIndex, to: inner.startIndex)
            guard let close = inner.firstIndex(of: "}") else {
                pieces.append(.open(offset: offset - 1))
                return pieces
            }
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = ""
            pieces.append(.slot(String(inner[..<close]), offset: offset))
            rest = inner[inner.index(after: close)...]
        }
        literal += rest
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        return pieces
    }
}
