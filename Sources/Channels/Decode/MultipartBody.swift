/// A body of `multipart/form-data` (RFC 7578).
struct MultipartBody {
    struct Part {
        let name: String
        /// nil: a field; empty: a file input that was left empty.
        let filename: String?
        let mime: String
        let bytes: ArraySlice<UInt8>
    }

    /// Bytes of a part's header line; longer ones are passed over.
    private static let lineBytesMax = 8 << 10

    private let body: [UInt8]
    private let delimiter: [UInt8]

    init(_ body: [UInt8], boundary: String) {
        self.body = body
        delimiter = Array("--\(boundary)".utf8)
    }

    /// The parts in order; nil where there are more than `max`, those without a name included. A last part that is cut off counts as a
    /// part, because half a form is better than none.
    func parts(max: Int) -> [Part]? {
        var parts: [Part] = []
        let isWhole = visit(max: max) { part in
            parts.append(part)
            return true
        }
        return isWhole ? parts : nil
    }

    /// The first part that fits, among the first `max`.
    func first(among max: Int, where fits: (Part) -> Bool) -> Part? {
        var found: Part?
        _ = visit(max: max) { part in
            if fits(part) { found = part }
            return found == nil
        }
        return found
    }

    /// Shows the parts until `take` wants no more; false where there are more than `max`.
    private func visit(max: Int, _ take: (Part) -> Bool) -> Bool {
        guard var start = afterDelimiter(from: body.startIndex) else { return true }
        var count = 0
        while start < body.endIndex, !body[start...].starts(with: [45, 45]) {
            guard count < max else { return false }
            count += 1
            let next = delimiterPlace(from: start)
            let end = next.map { trimmedEnd($0) } ?? body.endIndex
            let content = contentStart(start)
            if let part = part(content < end ? body[content..<end] : []), !take(part) { break }
            guard let next else { break }
            start = next + delimiter.count
        }
        return true
    }

    private func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        var place = bytes.startIndex
        var name: String?
        var filename: String?
        var mime = "text/plain"
        while place < bytes.endIndex {
            let end = bytes[place...].firstIndex(of: 10) ?? bytes.endIndex
            var line = bytes[place..<end]
            if line.last == 13 { line = line.dropLast() }
            place = min(end + 1, bytes.endIndex)
            if line.isEmpty { break }
            // No browser writes such a line, and reading it would cost many times its size.
            guard line.count <= Self.lineBytesMax else { continue }
            let text = String(decoding: line, as: UTF8.self)
            guard let colon = text.firstIndex(of: ":") else { continue }
            let rest = text[text.index(after: colon)...]
            switch text[..<colon].lowercased() {
            case "content-disposition":
                let value = MediaType(String(rest))
                name = value.parameters["name"].map(Self.unescaped)
                filename = Self.filename(value)
            case "content-type": mime = MediaType(String(rest)).name
            default: break
            }
        }
        guard let name else { return nil }
        return Part(name: name, filename: filename, mime: mime, bytes: bytes[place...])
    }

    private static func filename(_ value: MediaType) -> String? {
        if let extended = value.parameters["filename*"], extended.lowercased().hasPrefix("utf-8'"),
            let mark = extended.lastIndex(of: "'")
        {
            let encoded = Array(extended[extended.index(after: mark)...].utf8)
            return String(decoding: URLEncoding.decoded(encoded[...]), as: UTF8.self)
        }
        // Old browsers send the whole path.
        return value.parameters["filename"].map {
            unescaped($0).split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        }
    }

    /// Browsers escape quotes and line ends in names, and nothing else.
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        return text.replacing("%22", with: "\"").replacing("%0D%0A", with: " ").replacing("%0A", with: " ")
    }

    private func afterDelimiter(from place: Int) -> Int? {
        delimiterPlace(from: place).map { $0 + delimiter.count }
    }

    /// Where a delimiter stands at the start of a line.
    private func delimiterPlace(from start: Int) -> Int? {
        var place = start
        while let dash = body[place...].firstIndex(of: 45) {
            let isAtLineStart = dash == body.startIndex || body[dash - 1] == 10
            if isAtLineStart, body[dash...].starts(with: delimiter) { return dash }
            place = dash + 1
        }
        return nil
    }

    /// Without the line end before a delimiter.
    private func trimmedEnd(_ place: Int) -> Int {
        var end = place
        if end > body.startIndex, body[end - 1] == 10 { end -= 1 }
        if end > body.startIndex, body[end - 1] == 13 { end -= 1 }
        return end
    }

    /// After the rest of the delimiter's line.
    private func contentStart(_ place: Int) -> Int {
        guard let end = body[place...].firstIndex(of: 10) else { return body.endIndex }
        return end + 1
    }
}
