/// A Content-Type or Content-Disposition with its parameters, by the rules of RFC 2045 and 2231 and by the habits of those
/// who break them: missing semicolons and quotes, encoded words, raw bytes of any charset.
struct ContentHeader {
    /// What stands in front, lower case: `text/plain`, `attachment`; nil when there is nothing.
    let word: String?
    /// By their lower-case names.
    private var values: [String: String] = [:]

    private static let parametersMax = 200
    private static let segmentsMax = 100

    private let isMissing: Bool

    init(_ value: [UInt8]?) {
        isMissing = value == nil
        var reader = Reader(rest: value?[...] ?? [])
        let first = reader.word()
        word = first.isEmpty ? nil : String(decoding: first, as: UTF8.self).lowercased()
        guard !reader.rest.isEmpty else { return }
        var pieces: [String: Pieces] = [:]
        for _ in 0..<Self.parametersMax {
            guard let (name, value) = reader.parameter() else { break }
            Self.add(value, name, to: &pieces)
        }
        values = pieces.compactMapValues { $0.text }
    }

    subscript(name: String) -> String? { values[name] }

    /// The media type; nil when there is no header, or none that this program could tell better than the parser.
    var mediaType: String? {
        if isMissing { return nil }
        let word = (word ?? "").filter { $0 != "\"" && $0 != "'" && $0 != "," }
        switch word {
        case "", "text", "plain", "text/", "/": return "text/plain"
        case "html": return "text/html"
        default: break
        }
        let halves = word.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else { return nil }
        return word
    }

    /// One parameter, in one piece or as RFC 2231 cuts it.
    private struct Pieces {
        var plain: [UInt8]?
        var segments: [Int: (bytes: [UInt8], isEncoded: Bool)] = [:]

        var text: String? {
            guard let first = segments[0] else {
                return plain.map { HeaderText.decode($0) }.flatMap { $0.isEmpty ? nil : $0 }
            }
            var charset: String?
            var body = first.bytes
            let marks = body.indices.filter { body[$0] == UInt8(ascii: "'") }.prefix(2)
            if first.isEncoded, let one = marks.first, let two = marks.last, one < two {
                charset = String(decoding: body[..<one], as: UTF8.self)
                body = Array(body[(two + 1)...])
            }
            var bytes = first.isEncoded ? ContentHeader.unescaped(body) : body
            var number = 1
            var isEncoded = first.isEncoded
            while let segment = segments[number] {
                bytes += segment.isEncoded ? ContentHeader.unescaped(segment.bytes) : segment.bytes
                isEncoded = isEncoded || segment.isEncoded
                number += 1
            }
            let text =
                isEncoded ? HeaderText.cleaned(TextCharset.decode(bytes, declared: charset)) : HeaderText.decode(bytes)
            return text.isEmpty ? nil : text
        }
    }

    private static func add(_ value: [UInt8], _ name: String, to pieces: inout [String: Pieces]) {
        let parts = name.split(separator: "*", omittingEmptySubsequences: false)
        guard let base = parts.first.map(String.init), !base.isEmpty else { return }
        if parts.count == 1 {
            // Of several, mail programs take the first.
            if pieces[base]?.plain == nil { pieces[base, default: Pieces()].plain = value }
            return
        }
        let isEncoded = parts.last?.isEmpty == true
        let number = Int(parts[1]) ?? 0
        guard number >= 0, number < segmentsMax, pieces[base]?.segments[number] == nil else { return }
        pieces[base, default: Pieces()].segments[number] = (value, isEncoded)
    }

    private static func unescaped(_ text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count, let high = EncodedWords.digit(text[index + 1]),
                let low = EncodedWords.digit(text[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return bytes
    }

    /// Takes a header apart from the front.
    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func word() -> ArraySlice<UInt8> {
            skip { $0 <= 0x20 }
            return take { $0 > 0x20 && $0 != UInt8(ascii: ";") }
        }

        /// `; name="value"`, with or without the semicolon and the quotes.
        mutating func parameter() -> (name: String, value: [UInt8])? {
            while !rest.isEmpty {
                skip { $0 <= 0x20 || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ",") }
                let name = take { $0 > 0x20 && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
                skip { $0 <= 0x20 }
                guard rest.first == UInt8(ascii: "=") else { continue }
                rest = rest.dropFirst()
                skip { $0 <= 0x20 }
                return (String(decoding: name, as: UTF8.self).lowercased(), value())
            }
            return nil
        }

        private mutating func value() -> [UInt8] {
            guard rest.first == UInt8(ascii: "\"") else {
                var value = Array(take { $0 != UInt8(ascii: ";") })
                while let last = value.last, last <= 0x20 { value.removeLast() }
                return value
            }
            rest = rest.dropFirst()
            var value: [UInt8] = []
            while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
                let isEscape =
                    byte == UInt8(ascii: "\\") && (rest.first == UInt8(ascii: "\\") || rest.first == UInt8(ascii: "\""))
                value.append(isEscape ? rest.popFirst() ?? byte : byte)
            }
            return value
        }

        private mutating func take(_ isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
            let part = rest.prefix(while: isPart)
            rest = rest[part.endIndex...]
            return part
        }

        private mutating func skip(_ isGap: (UInt8) -> Bool) { rest = rest.drop(while: isGap) }
    }
}
