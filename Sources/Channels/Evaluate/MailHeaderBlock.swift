import JSON

/// A mail of headers that a webhook has taken apart, put together again for the mail reader.
struct MailHeaderBlock {
    /// Bytes of one value; the reader looks at no more.
    private static let valueBytesMax = 64 << 10
    /// Headers taken over; the reader looks at no more.
    private static let headersMax = 1000

    private var headers: [(name: String, value: String)] = []

    /// A block as text; a list of `[name, value]` or of `{Name, Value}`; an object of names and values; or JSON of those inside of a
    /// text. nil where there is no header in it.
    init?(_ value: JSONValue) {
        if let text = value.string {
            let first = text.utf8.first { $0 > 0x20 }
            if first == UInt8(ascii: "[") || first == UInt8(ascii: "{"),
                let document = try? JSONDocument(parsing: Array(text.utf8))
            {
                document.withRoot { append(listOf: $0) }
            } else {
                append(block: text)
            }
        } else {
            append(listOf: value)
        }
        if headers.isEmpty { return nil }
    }

    /// Adds a header that the webhook has put elsewhere; one that is there already stays.
    mutating func add(_ name: String, _ value: String) {
        if !has(name) { append(name, value) }
    }

    /// The mail, with a text as its only part or without one.
    func mail(text: String?) -> [UInt8] {
        var bytes: [UInt8] = []
        // What describes the parts of a report decides its kind; of other mails the parts are not here.
        let isReport = headers.contains {
            $0.name.lowercased() == "content-type" && $0.value.lowercased().contains("multipart/report")
        }
        for (name, value) in headers {
            if text != nil, !isReport, name.lowercased().hasPrefix("content-") { continue }
            bytes += Array("\(name): ".utf8)
            // A line break inside would begin another header.
            bytes += value.utf8.prefix(Self.valueBytesMax).map { $0 < 0x20 ? 0x20 : $0 }
            bytes += [13, 10]
        }
        guard let text, !isReport else { return bytes + [13, 10] }
        bytes += Array("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".utf8)
        return bytes + Array(text.utf8)
    }

    private func has(_ name: String) -> Bool { headers.contains { $0.name.lowercased() == name.lowercased() } }

    private mutating func append(block text: String) {
        for piece in text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let line = Substring(piece)
            if piece.first == 0x20 || piece.first == 9, let last = headers.indices.last {
                guard headers[last].value.utf8.count < Self.valueBytesMax else { continue }
                headers[last].value += " " + String(line).trimmed
            } else if let colon = line.firstIndex(of: ":") {
                append(String(line[..<colon]).trimmed, String(line[line.index(after: colon)...]).trimmed)
            }
        }
    }

    private mutating func append(listOf value: JSONValue) {
        for element in value.elements {
            switch element.kind {
            case .array: append(element[0]?.string, element[1]?.scalarText)
            case .object:
                append((element["Name"] ?? element["name"])?.string, (element["Value"] ?? element["value"])?.scalarText)
            default: continue
            }
        }
        for member in value.members {
            let name = member.key.string
            append(name, member.value.scalarText)
            for element in member.value.elements { append(name, element.scalarText) }
        }
    }

    private mutating func append(_ name: String?, _ value: String?) {
        guard headers.count < Self.headersMax, let name, let value, !name.isEmpty,
            name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") })
        else { return }
        headers.append((name, value))
    }
}
